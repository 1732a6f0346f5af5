"""From the demo's start page over the verification page back to the result, with nothing played in between."""

import os
import subprocess
import sys
import time

import pytest

from browser.cameras import act
from browser.conftest import DESKTOP, SHOTS, Hand
from running_server import answers, free_port

CLIP = "astronaut_all_640"


@pytest.fixture(scope="module")
def shop(server):
    """The demo as its own program beside the server."""
    port = free_port()
    key = {"OPENEKYC_DEMO_SECRET_ID": server.secret_id, "OPENEKYC_DEMO_SECRET_KEY": server.secret_key}
    command = [sys.executable, "-m", "openekyc", "demo", "--endpoint", server.url, "--port", str(port)]
    with subprocess.Popen(command, env={**os.environ, **key}, stdout=subprocess.DEVNULL) as demo:
        while not answers(port, "/"):
            assert demo.poll() is None
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
        demo.terminate()


@pytest.fixture
def page(browser, shop, data_folder):
    context = browser.new_context(viewport=DESKTOP)
    act(context, data_folder / "videos" / f"{CLIP}.mp4")
    page = context.new_page()
    page.goto(shop)
    yield page
    context.close()


def verify(hand):
    hand.wait("start", within_s=60)
    hand.press("Start")
    hand.wait("consent")
    hand.page.get_by_role("checkbox").check()
    hand.press("Agree and continue")
    hand.wait("face_intro", within_s=60)
    hand.press("I’m ready")
    for _ in range(4):
        hand.wait("face_run", within_s=60)
        if hand.wait("finished", "attempt_failed", within_s=120) == "finished":
            return
        hand.press("Try again")


def shows(page, heading):
    page.get_by_role("heading", name=heading, exact=True).wait_for(timeout=60_000)
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"demo-end-{heading.lower().replace(' ', '-')}.png", full_page=True)


def test_a_visitor_who_is_verified_comes_back_to_the_verdict_and_its_evidence(page, shop):
    page.get_by_role("button", name="Start the camera check").click()
    hand = Hand(page, [])
    verify(hand)
    hand.press("Return to the website")
    page.wait_for_url(f"{shop}/visits/*")
    shows(page, "Verified")
    assert "token=" not in page.url
    assert page.get_by_alt_text("Best frame").evaluate("picture => picture.naturalWidth") > 0
    page.locator("video").evaluate("video => video.play()")
    assert page.locator("video").evaluate("video => video.videoWidth") == 640
    assert page.get_by_role("row").count() >= 2
