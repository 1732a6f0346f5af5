"""The demo's "check a document" against a real server: a specimen goes in as a file and comes back as fields."""

import io
import time

import pytest
from bench.cards.effects import LEVELS
from bench.cards.render import render
from PIL import Image
from starlette.testclient import TestClient

from openekyc.demo.app import DemoSettings, make_demo

WITHIN_S = 90


@pytest.fixture
def browser(server):
    settings = DemoSettings(
        endpoint=server.url,
        secret_id=server.secret_id,
        secret_key=server.secret_key,
        own_url="http://shop.test",
        capture_url=server.url,
    )
    with TestClient(make_demo(settings), base_url="http://shop.test") as client:
        yield client


def file_of(picture):
    memory = io.BytesIO()
    Image.fromarray(picture).save(memory, "JPEG", quality=92)
    return ("front.jpg", memory.getvalue(), "image/jpeg")


def checked(browser, document, **sides):
    visit = browser.post("/document", data={"document": document}, files=sides).url.path
    until = time.monotonic() + WITHIN_S
    while not browser.get(f"{visit}/state").json()["finished"]:
        assert time.monotonic() < until
        time.sleep(0.2)
    return browser.get(visit).text


def test_a_specimen_comes_back_as_the_fields_that_stand_on_it(browser):
    picture, truth = render("idn_ktp", 3, LEVELS[1])
    page = checked(browser, "idn-id", front=file_of(picture))
    assert "IndonesiaIDCard" in page
    assert truth["NIK"] in page


def test_a_picture_without_a_document_is_rejected_and_shows_no_field(browser):
    page = checked(browser, "passport", front=file_of(render("idn_ktp", 3)[0][:40, :60]))
    assert "Document rejected" in page
    assert "Recognised fields" not in page


def test_a_file_that_is_no_picture_is_refused_with_the_code_of_the_api(browser):
    answer = browser.post(
        "/document", data={"document": "idn-id"}, files={"front": ("a.jpg", b"no picture " * 100, "image/jpeg")}
    )
    assert answer.status_code == 502
    assert "InvalidParameter.EngineImageDecodeFailed" in answer.text
