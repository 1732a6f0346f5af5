"""The face challenge in the browser: guided where the guide can run, timed where it cannot, retried when it failed."""

import pytest

from browser.cameras import act, portrait
from browser.conftest import PHONE, still_camera
from browser.fake_server import Script

READY = "I’m ready"


@pytest.fixture(scope="module")
def face_browser(launch, tmp_path_factory):
    return launch(still_camera(portrait(), tmp_path_factory.mktemp("camera") / "face.mjpeg"))


@pytest.fixture
def face_context(face_browser):
    context = face_browser.new_context(viewport=PHONE, has_touch=True, device_scale_factor=2)
    yield context
    context.close()


def script(**wishes):
    return Script(consent=False, skip_start=True, **wishes)


def test_a_well_placed_face_starts_by_itself_and_the_recording_arrives_with_its_log(fake, face_context, open_page):
    fake.reset(script(skip_result=True))
    hand = open_page(page=face_context.new_page())
    hand.wait("face_intro")
    hand.shows_well("face-intro")
    hand.press(READY)
    hand.wait("face_aim")
    hand.wait("face_run")
    hand.wait("waiting", "finished", within_s=30)
    hand.page.wait_for_url("**/back?token=*")
    (log,) = fake.requests("POST attempts/a1/submit")
    assert [prompt["index"] for prompt in log["prompts"]] == [0, 1]
    assert all(prompt["left_ms"] - prompt["shown_ms"] >= 500 for prompt in log["prompts"])
    assert log["recorder_started_ms"] < log["prompts"][0]["shown_ms"] < log["recorder_stopped_ms"]
    assert len(log["frames"]) > 20
    assert fake.videos[0][4:8] == b"ftyp" or fake.videos[0].startswith(b"\x1a\x45\xdf\xa3")
    assert not hand.problems


def test_every_movement_is_shown_in_words_and_pictures(fake, face_context, open_page):
    fake.reset(script(actions=("blink", "mouth", "nod", "shake"), window_s=4.0, verdicts=["no_face", "passed"]))
    hand = open_page(page=face_context.new_page())
    hand.wait("face_intro")
    hand.press(READY)
    hand.wait("face_run")
    for words in ("Blink", "Open your mouth", "Nod your head", "Shake your head"):
        hand.until(f"root.querySelector('h1').textContent === '{words}'")
        hand.shot(f"face-{words.split()[0].lower()}")
    hand.wait("attempt_failed", within_s=30)
    assert "No face could be seen" in hand.text()
    hand.shows_well("attempt-failed")
    hand.press("Try again")
    hand.wait("face_aim", "face_run")


@pytest.mark.parametrize("part", ["facemesh", "nets"])
def test_without_the_guide_the_prompts_are_timed(fake, face_context, open_page, part):
    fake.reset(script(missing=(part,), actions=("nod",)))
    hand = open_page(page=face_context.new_page())
    hand.wait("face_intro")
    hand.press(READY)
    hand.wait("face_aim")
    hand.until("root.querySelector('.actions button') !== null")
    hand.shows_well("face-unguided")
    hand.press("Start")
    hand.wait("finished", within_s=30)
    (log,) = fake.requests("POST attempts/a1/submit")
    assert log["prompts"][0]["left_ms"] - log["prompts"][0]["shown_ms"] >= 1200


def test_an_attempt_stops_when_the_page_is_hidden(fake, face_context, open_page):
    fake.reset(script(window_s=8.0))
    hand = open_page(page=face_context.new_page())
    hand.wait("face_intro")
    hand.press(READY)
    hand.wait("face_run")
    hand.page.evaluate(
        "Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true});"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    hand.wait("interrupted")
    hand.shows_well("interrupted")
    assert not fake.videos
    hand.press("Try again")
    hand.wait("face_run", within_s=30)
    hand.until("root.querySelector('.mime') !== null")
    assert fake.left == 1, "the broken attempt counts and a new challenge is drawn"


@pytest.mark.parametrize("clip", ["biden_all_640", "astronaut_all_640"])
def test_the_guide_moves_on_when_it_sees_the_movement(fake, browser, open_page, data_folder, clip):
    fake.reset(script(actions=("blink", "mouth", "nod", "shake"), window_s=6.0))
    context = browser.new_context(viewport=PHONE)
    act(context, data_folder / "videos" / f"{clip}.mp4")
    hand = open_page(page=context.new_page())
    hand.wait("face_intro")
    hand.press(READY)
    hand.wait("face_run")
    hand.wait("finished", within_s=60)
    (log,) = fake.requests("POST attempts/a1/submit")
    lasted = [round(prompt["left_ms"] - prompt["shown_ms"]) for prompt in log["prompts"]]
    assert all(500 <= each < 5500 for each in lasted), lasted
    context.close()
