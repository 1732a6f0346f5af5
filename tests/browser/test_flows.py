"""Whole verifications: the official SDK orders them, a person does them in the browser, the SDK reads the result."""

import io
import json

import av
import pytest
from PIL import Image

from browser.cameras import act
from browser.conftest import PHONE, Hand
from openekyc.demo.api import FaceIdApi, WebChoice

CLIP = "biden_all_640"
CARD = "idn_ktp_s1_L0"


@pytest.fixture
def api(server) -> FaceIdApi:
    return FaceIdApi(endpoint=server.url, secret_id=server.secret_id, secret_key=server.secret_key)


@pytest.fixture
def visit(browser, server, data_folder):
    """Opens the page in a browser with the acting camera."""
    contexts = []

    def open_(address: str, **camera) -> Hand:
        context = browser.new_context(viewport=PHONE, has_touch=True, device_scale_factor=2)
        contexts.append(context)
        act(context, data_folder / "videos" / f"{CLIP}.mp4", **camera)
        context.route(
            f"{server.url}/back*", lambda route: route.fulfill(body="<title>shop</title>", content_type="text/html")
        )
        page = context.new_page()
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
        page.goto(address)
        return Hand(page, problems)

    yield open_
    for context in contexts:
        context.close()


def choice(server, **wishes) -> WebChoice:
    return WebChoice(**{"level": 2, "language": "en", "redirect_url": f"{server.url}/back"} | wishes)


def agree(hand: Hand) -> None:
    hand.wait("start")
    hand.press("Start")
    hand.wait("consent")
    hand.page.get_by_role("checkbox").check()
    hand.press("Agree and continue")


def pass_the_face(hand: Hand, attempts: int = 3) -> None:
    """As people do: a failed attempt is tried again."""
    hand.wait("face_intro", within_s=60)
    hand.press("I’m ready")
    for _ in range(attempts):
        hand.wait("face_run", within_s=40)
        if hand.wait("finished", "attempt_failed", within_s=90) == "finished":
            return
        hand.press("Try again")


def face_of(clip) -> Image.Image:
    with av.open(str(clip)) as opened:
        return next(opened.decode(video=0)).to_image()


def jpeg(picture: Image.Image) -> bytes:
    memory = io.BytesIO()
    picture.save(memory, "JPEG", quality=92)
    return memory.getvalue()


def test_liveness_alone_passes_and_the_browser_returns_with_its_token(server, api, visit):
    started = api.start_web(choice(server, check_mode=3))
    hand = visit(started.url)
    agree(hand)
    pass_the_face(hand)
    assert hand.heading() == "You’re verified"
    hand.press("Return to the website")
    hand.page.wait_for_url(f"{server.url}/back?token={started.token}")
    result = api.web_result(started.token)
    assert result["ErrorCode"] == 0, result["ErrorMsg"]
    assert result["VerificationDetailList"][-1]["ErrorCode"] == 0
    assert result["VideoBase64"]
    assert result["BestFrameBase64"]
    assert not hand.problems


def test_card_and_face_pass_with_an_edit_on_the_way(server, api, visit, data_folder):
    card = Image.open(data_folder / "cards/dev/synthetic" / f"{CARD}.jpg").convert("RGB")
    left, top, right, bottom = json.loads((data_folder / "cards/dev/synthetic" / f"{CARD}.json").read_text())["photo"]
    face = face_of(data_folder / "videos" / f"{CLIP}.mp4").crop((180, 20, 460, 390))
    card.paste(face.resize((right - left, bottom - top)), (left, top))
    started = api.start_web(choice(server, check_mode=1, card="IndonesiaIDCard"))
    hand = visit(started.url, card=jpeg(card))
    agree(hand)
    hand.wait("card_intro")
    hand.press("Open the camera")
    hand.wait("card_aim")
    hand.press_when_moving("Take the picture")
    hand.wait("card_check")
    hand.press("Yes, use this picture")
    hand.wait("card_confirm", within_s=60)
    hand.shot("flow-card-confirm")
    hand.page.get_by_label("Alamat").fill("JL. MELATI NO. 48")
    hand.press("Yes, this is right")
    pass_the_face(hand)
    assert hand.heading() == "You’re verified"
    result = api.web_result(started.token)
    assert result["ErrorCode"] == 0, result["ErrorMsg"]
    (read,) = result["OCRResult"]
    assert read["CardInfo"]["IndonesiaIDCard"]["NIK"] == "3173052402780081"


def test_a_selfie_is_compared_with_the_given_photo(server, api, visit, data_folder):
    photo = jpeg(face_of(data_folder / "videos" / f"{CLIP}.mp4"))
    started = api.start_selfie(level=2, photo=photo)
    hand = visit(f"{server.url}/verify?token={started.token}")
    hand.wait("start", "consent", "face_intro")
    if hand.step() == "start":
        hand.press("Start")
    if hand.wait("consent", "face_intro") == "consent":
        hand.page.get_by_role("checkbox").check()
        hand.press("Agree and continue")
    pass_the_face(hand)
    result = api.selfie_result(started.token)
    assert result["Result"] == "0", result["Description"]
    assert result["Similarity"] > 70


def test_a_person_who_does_nothing_is_told_why_and_may_try_again(server, api, visit):
    started = api.start_web(choice(server, check_mode=3))
    hand = visit(started.url, idle=True)
    agree(hand)
    hand.wait("face_intro")
    hand.press("I’m ready")
    hand.wait("attempt_failed", within_s=60)
    hand.shot("flow-failed")
    assert "Attempts left: 4" in hand.text()
    assert api.web_result(started.token)["ErrorCode"] != 0
