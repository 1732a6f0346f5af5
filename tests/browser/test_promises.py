"""What the page promises beside its screens: the token out of sight, events for the host, a way on from failures."""

import pytest

from browser.cameras import portrait
from browser.conftest import PHONE, still_camera
from browser.fake_server import TOKEN, Script

TELLS = """
window.told = [];
for (const name of ['ready', 'step', 'failed', 'finished']) {
  addEventListener(name, (event) => window.told.push([name, event.detail]));
}
"""


@pytest.fixture(scope="module")
def face_page(launch, tmp_path_factory):
    browser = launch(still_camera(portrait(), tmp_path_factory.mktemp("camera") / "face.mjpeg"))

    def open_context(**wishes):
        return browser.new_context(viewport=PHONE, **wishes).new_page()

    return open_context


@pytest.mark.parametrize("place", [f"/verify?token={TOKEN}", f"/verify#token={TOKEN}"])
def test_the_token_travels_in_the_header_alone_and_a_reload_goes_on(fake, context, open_page, place):
    page = context.new_page()
    seen = []
    page.on("request", lambda request: seen.append(request.url))
    hand = open_page(place, page)
    hand.wait("start")
    assert [url for url in seen if TOKEN in url and "/verify?" not in url] == []
    assert TOKEN not in page.url
    stored = "JSON.stringify([localStorage, sessionStorage, document.cookie])"
    assert page.evaluate(stored) == '[{},{},""]'
    hand.press("Start")
    hand.wait("consent")
    page.reload()
    hand.wait("start")


def test_the_heading_has_the_focus_on_every_screen(fake, open_page):
    hand = open_page()
    for step, button in (("start", "Start"), ("consent", "I do not agree"), ("ended", None)):
        hand.wait(step)
        hand.until("root.activeElement?.tagName === 'H1'")
        if button:
            hand.press(button)


def test_the_page_can_be_walked_with_the_keyboard(fake, open_page):
    hand = open_page()
    hand.wait("start")
    hand.page.keyboard.press("Tab")
    hand.page.keyboard.press("Enter")
    hand.wait("consent")
    hand.page.keyboard.press("Tab")
    hand.page.keyboard.press("Space")
    hand.page.keyboard.press("Tab")
    hand.page.keyboard.press("Enter")
    hand.wait("face_intro")


def test_the_host_is_told_what_happens(fake, context, open_page, address):
    result = {"passed": False, "cause": "not_same_person", "redirect_url": f"{address}/back"}
    fake.reset(Script(result=result))
    page = context.new_page()
    page.add_init_script(TELLS)
    open_page(page=page).wait("finished")
    told = dict(page.evaluate("window.told"))
    assert told["ready"] == {"flow": "web", "stage": "finished"}
    assert told["step"]["step"] == "finished"
    assert told["failed"] == {"cause": "not_same_person"}
    assert told["finished"] == {"passed": False, "cause": "not_same_person", "redirectUrl": f"{address}/back"}


def test_the_host_may_keep_the_way_back_to_itself(fake, context, open_page, address):
    fake.reset(Script(skip_result=True, result={"passed": True, "cause": "passed", "redirect_url": f"{address}/back"}))
    page = context.new_page()
    page.add_init_script("addEventListener('finished', (event) => event.preventDefault())")
    hand = open_page(page=page)
    hand.wait("finished")
    page.wait_for_timeout(2_000)
    assert hand.step() == "finished"


def test_a_recording_that_could_not_be_sent_is_kept_and_sent_again(fake, face_page, open_page):
    busy = [(503, "service_overloaded")] * 3
    fake.reset(Script(consent=False, skip_start=True, actions=("nod",), refusals={"PUT attempts": busy}))
    hand = open_page(page=face_page())
    hand.wait("face_intro")
    hand.press("I’m ready")
    hand.wait("trouble", within_s=40)
    assert not fake.videos
    hand.press("Try again")
    hand.wait("finished", within_s=30)
    assert len(fake.videos) == 1
    assert len(fake.requests("POST attempts/a1/submit")) == 1


def test_a_browser_that_cannot_record_is_told_so_before_an_attempt_is_spent(fake, face_page, open_page):
    fake.reset(Script(consent=False, skip_start=True))
    page = face_page()
    page.add_init_script("delete window.MediaRecorder")
    hand = open_page(page=page)
    hand.wait("face_intro")
    hand.press("I’m ready")
    hand.wait("camera_trouble")
    assert "This browser cannot use the camera here" in hand.heading()
    assert not fake.requests("POST attempts")


def test_a_server_that_thinks_long_is_said_and_can_be_asked_again(fake, open_page):
    fake.reset(Script(consent=False, skip_start=True))
    fake.think_until("judging")
    fake.ready_at += 1_000
    hand = open_page()
    hand.wait("waiting")
    hand.until("root.querySelector('.actions button') !== null", within_s=30)
    hand.shows_well("waiting-long")
    fake.ready_at = 0
    hand.press("Ask again")
    hand.wait("finished")


def test_the_camera_is_off_when_no_screen_shows_it(fake, face_page, open_page):
    fake.reset(Script(consent=False, skip_start=True))
    page = face_page()
    page.add_init_script(
        "const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices); window.streams = [];"
        "navigator.mediaDevices.getUserMedia = async (wanted) => {"
        " const stream = await real(wanted); window.streams.push(stream); return stream; }"
    )
    hand = open_page(page=page)
    hand.wait("face_intro")
    hand.press("I’m ready")
    hand.wait("face_run")
    running = "window.streams.filter((stream) => stream.active).length"
    assert page.evaluate(running) == 1
    hand.press("Cancel")
    hand.press("Stop the check")
    hand.wait("ended")
    assert page.evaluate(running) == 0


@pytest.mark.parametrize("size", [(844, 390), (320, 568)], ids=["landscape", "small"])
def test_nothing_is_cut_off_on_small_and_lying_phones(fake, launch, tmp_path, open_page, size):
    fake.reset(Script(consent=False, skip_start=True, window_s=6.0, language="id", actions=("shake",)))
    browser = launch(still_camera(portrait(), tmp_path / "face.mjpeg"))
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, has_touch=True)
    hand = open_page(page=context.new_page())
    hand.wait("face_intro")
    hand.shot(f"small-intro-{size[0]}")
    hand.page.get_by_role("button", name="Saya siap").click()
    hand.until("root.querySelector('.mime') !== null")
    hand.shot(f"small-face-{size[0]}")
    assert hand.evaluate("document.documentElement.scrollWidth <= innerWidth")
    fits = "root.querySelector('.ring').getBoundingClientRect().bottom <= innerHeight"
    assert hand.evaluate(fits), "the whole oval is seen without scrolling"
    context.close()
