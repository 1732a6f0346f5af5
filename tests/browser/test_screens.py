"""Every screen of the capture page: reached as a person reaches it, accessible in every language, photographed."""

import re

import pytest

from browser.conftest import DESKTOP, card_picture
from browser.fake_server import READING, Script

BOTH_SIDES = ("front", "back")
RETAKE = {"legible": False, "retake": True, "hints": ["glare", "border"], "fields": []}


def test_the_start_screen_names_what_is_needed(fake, open_page):
    fake.reset(Script(sides=BOTH_SIDES))
    hand = open_page()
    hand.wait("start")
    assert "Your identity document" in hand.text()
    assert "Your face" in hand.text()
    hand.shows_well("start")
    fake.reset(Script(sides=()))
    hand = open_page()
    hand.wait("start")
    assert "Your identity document" not in hand.text()


def test_the_start_screen_can_be_skipped(fake, open_page):
    fake.reset(Script(skip_start=True))
    assert open_page().wait("consent", "start") == "consent"


def test_consent_needs_the_tick(fake, open_page):
    fake.reset(Script(skip_start=True))
    hand = open_page()
    hand.wait("consent")
    hand.shows_well("consent")
    hand.press("Agree and continue")
    assert "Please tick the box" in hand.text()
    hand.shows_well("consent-missing")
    assert not fake.requests("POST consent")
    hand.page.get_by_role("checkbox").check()
    hand.press("Agree and continue")
    hand.wait("face_intro")
    assert fake.requests("POST consent") == [{"version": "2026-11", "accepted": True}]


def test_declining_ends_the_process(fake, open_page):
    fake.reset(Script(skip_start=True))
    hand = open_page()
    hand.wait("consent")
    hand.press("I do not agree")
    hand.wait("ended")
    assert hand.heading() == "You did not agree"
    hand.shows_well("declined")


def test_a_card_is_photographed_side_by_side_read_and_confirmed_with_edits(fake, open_page):
    fake.reset(Script(consent=False, skip_start=True, sides=BOTH_SIDES, face=False, readings=[RETAKE, READING]))
    hand = open_page()
    hand.wait("card_intro")
    hand.shows_well("card-intro")
    hand.press("Open the camera")
    for side in BOTH_SIDES:
        hand.wait("card_aim")
        assert side in hand.heading().lower()
        hand.press_when_moving("Take the picture")
        hand.wait("card_check")
        if side == "front":
            hand.shows_well("card-check")
            hand.press("Take it again")
            hand.wait("card_aim")
            hand.shows_well("card-aim")
            hand.press_when_moving("Take the picture")
            hand.wait("card_check")
        hand.press("Yes, use this picture")
    hand.wait("card_confirm")
    assert "Reflections cover part of it" in hand.text()
    hand.shows_well("card-retake")
    hand.press("Take the picture again")
    for _ in BOTH_SIDES:
        hand.wait("card_aim")
        hand.press_when_moving("Take the picture")
        hand.wait("card_check")
        hand.press("Yes, use this picture")
    hand.wait("card_confirm")
    hand.shows_well("card-confirm")
    hand.page.get_by_label("Name").fill("SAN, Nan Nan")
    assert "changed" in hand.text()
    hand.press("Yes, this is right")
    hand.wait("finished")
    assert fake.requests("POST card/confirm") == [{"edits": {"EnName": "SAN, Nan Nan"}}]
    assert all(picture.startswith(b"\xff\xd8\xff") for picture in fake.cards.values())
    assert set(fake.cards) == set(BOTH_SIDES)
    assert not hand.problems


def test_a_card_can_be_chosen_as_a_file_where_there_is_no_camera(fake, launch, address, open_page, tmp_path):
    fake.reset(Script(consent=False, skip_start=True, sides=("front",), face=False))
    browser = launch(without=("--use-fake-device-for-media-stream",))
    hand = open_page(page=browser.new_context().new_page())
    hand.wait("card_intro")
    hand.press("Open the camera")
    hand.wait("camera_trouble")
    assert hand.heading() == "No camera was found"
    hand.shows_well("camera-missing")
    text = tmp_path / "text.jpg"
    text.write_text("not a picture")
    hand.page.locator("input[type=file]").set_input_files(text)
    hand.wait("card_aim")
    assert "not a picture that can be opened" in hand.text()
    picture = tmp_path / "card.png"
    card_picture().save(picture)
    hand.page.locator("input[type=file]").set_input_files(picture)
    hand.wait("card_check")
    hand.press("Yes, use this picture")
    hand.wait("card_confirm")
    assert fake.cards["front"].startswith(b"\xff\xd8\xff")


def test_a_refused_camera_is_explained(fake, launch, open_page):
    fake.reset(Script(consent=False, skip_start=True))
    browser = launch(without=("--use-fake-ui-for-media-stream",))
    context = browser.new_context()
    context.add_init_script(
        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))"
    )
    hand = open_page(page=context.new_page())
    hand.wait("face_intro")
    hand.press("I’m ready")
    hand.wait("camera_trouble")
    assert hand.heading() == "The camera is blocked"
    assert "switch Camera on" in hand.text()
    hand.shows_well("camera-denied")


@pytest.mark.parametrize(
    ("name", "heading"), [("NotReadableError", "The camera is busy"), ("TypeError", "did not start")]
)
def test_a_camera_that_does_not_start_has_a_next_action(fake, context, open_page, name, heading):
    fake.reset(Script(consent=False, skip_start=True))
    page = context.new_page()
    page.add_init_script(
        "const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices); let first = true;"
        "navigator.mediaDevices.getUserMedia = (wanted) => { if (!first) return real(wanted); first = false;"
        f"return Promise.reject(new DOMException('no', '{name}')); }}"
    )
    hand = open_page(page=page)
    hand.wait("face_intro")
    hand.press("I’m ready")
    hand.wait("camera_trouble")
    assert heading in hand.heading()
    hand.press("Try again")
    hand.wait("face_aim")


def test_an_insecure_address_is_said_before_anything_is_tried(fake, launch, address, open_page):
    fake.reset(Script(consent=False, skip_start=True))
    context = launch().new_context()
    context.add_init_script("Object.defineProperty(window, 'isSecureContext', {value: false})")
    hand = open_page(page=context.new_page())
    hand.wait("face_intro")
    hand.press("I’m ready")
    hand.wait("camera_trouble")
    assert "secure connection" in hand.heading()
    hand.shows_well("camera-insecure")


def test_leaving_is_asked_twice_and_told_to_the_server(fake, open_page):
    hand = open_page()
    hand.wait("start")
    hand.press("Cancel")
    hand.shows_well("leave")
    hand.press("Go on with the check")
    assert not fake.requests("POST leave")
    hand.press("Cancel")
    hand.press("Stop the check")
    hand.wait("ended")
    assert hand.heading() == "The check was stopped"
    assert len(fake.requests("POST leave")) == 1
    hand.shows_well("left")


@pytest.mark.parametrize("place", ["/verify?token=wrong", "/verify"])
def test_a_wrong_link_is_said(fake, open_page, place):
    hand = open_page(place)
    hand.wait("ended")
    assert hand.heading() == "This link does not work"
    hand.shows_well("link-invalid")


def test_the_end_of_the_time_is_said(fake, open_page):
    fake.reset(Script(expires_in_s=2))
    hand = open_page()
    hand.wait("start")
    hand.wait("ended")
    assert hand.heading() == "The time is up"
    hand.shows_well("expired")


def test_a_server_that_cannot_be_reached_can_be_tried_again(fake, open_page):
    fake.reset(Script(refusals={"GET session": [(503, "service_overloaded")] * 3}))
    hand = open_page()
    hand.wait("trouble")
    hand.shows_well("offline")
    hand.press("Try again")
    hand.wait("start")


@pytest.mark.parametrize("cause", ["passed", "not_same_person"])
def test_a_finished_process_shows_its_result_and_the_way_back(fake, open_page, address, cause):
    result = {"passed": cause == "passed", "cause": cause, "redirect_url": f"{address}/back?token=x"}
    fake.reset(Script(result=result, skip_result=False))
    hand = open_page()
    hand.wait("finished")
    assert "already complete" in hand.text()
    hand.shows_well(f"finished-{cause}")
    hand.press("Return to the website")
    hand.page.wait_for_url(re.compile("/back"))


def test_a_return_address_that_is_no_web_address_is_never_followed(fake, open_page):
    fake.reset(Script(result={"passed": True, "cause": "passed", "redirect_url": "javascript:alert(1)"}))
    hand = open_page()
    hand.wait("finished")
    assert hand.page.get_by_role("button", name="Return to the website").count() == 0
    assert "You can close this page now" in hand.text()


def test_the_page_stands_on_a_desktop_in_light_and_dark(fake, browser, open_page):
    fake.reset(Script(sides=BOTH_SIDES, theme_color="#00a38d"))
    for scheme in ("light", "dark"):
        context = browser.new_context(viewport=DESKTOP, color_scheme=scheme)
        hand = open_page(page=context.new_page())
        hand.wait("start")
        hand.shows_well(f"desktop-start-{scheme}")
        hand.press("Start")
        hand.wait("consent")
        hand.shows_well(f"desktop-consent-{scheme}")
        context.close()
