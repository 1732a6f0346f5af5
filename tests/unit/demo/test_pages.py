import json
from base64 import b64decode

import pytest

from openekyc.demo.choices import DOCUMENTS, WEB_CARDS
from unit.demo.conftest import JPEG, PASSED, WEBM

LIVENESS = {"level": "2", "language": "en", "way": "web"}


def begin(browser, steps="liveness", files=None, **fields):
    # A form with only text fields is sent as multipart too, as the page does.
    parts = {name: (None, value) for name, value in {**LIVENESS, **fields}.items()}
    return browser.post(f"/face/{steps}", files={**parts, **(files or {})})


def photo(name="photo"):
    return {name: ("a.jpg", JPEG, "image/jpeg")}


def visit_of(api):
    return next(choice.redirect_url for kind, choice in api.asked if kind == "web").removeprefix("http://shop.test")


def test_the_start_page_offers_every_card_and_document(browser):
    page = browser.get("/").text
    for name in (*WEB_CARDS, *DOCUMENTS):
        assert f'value="{name}"' in page


def test_a_web_choice_sends_the_browser_to_the_capture_page_and_back_to_its_own_visit(browser, api):
    answer = begin(browser, "card", card="HKIDCard", level="4", language="th")
    assert (answer.status_code, answer.headers["location"]) == (303, "http://kyc.test/verify?token=WEB-TOKEN")
    (_, choice), *_ = api.asked
    assert (choice.check_mode, choice.card, choice.level, choice.language) == (1, "HKIDCard", 4, "th")
    assert choice.redirect_url.startswith("http://shop.test/visits/")


def test_a_photo_is_sent_with_the_choice_that_compares_with_it(browser, api):
    begin(browser, "photo", photo())
    (_, choice), *_ = api.asked
    assert (choice.check_mode, choice.photo, choice.card) == (2, JPEG, None)


@pytest.mark.parametrize(("steps", "files", "sent"), [("liveness", {}, None), ("photo", photo(), JPEG)])
def test_the_app_way_gets_an_sdk_token_and_opens_the_same_page(browser, api, steps, files, sent):
    answer = begin(browser, steps, files, way="app")
    assert api.asked == [("selfie", 2, sent)]
    waiting = browser.get(answer.headers["location"]).text
    assert 'href="http://kyc.test/verify?token=SDK-TOKEN"' in waiting


def test_a_document_is_sent_with_the_sides_that_it_needs(browser, api):
    both = {**photo("front"), **photo("back")}
    browser.post("/document", data={"document": "idn-id"}, files=both)
    browser.post("/document", data={"document": "hkg-id"}, files=both)
    assert [back for kind, _, _, back in api.asked if kind == "card"] == [None, JPEG]


@pytest.mark.parametrize(
    ("address", "fields", "files"),
    [
        ("/face/card", {**LIVENESS, "card": "NoSuchCard"}, {}),
        ("/face/liveness", {**LIVENESS, "level": "9"}, {}),
        ("/face/photo", LIVENESS, {"photo": ("", b"", "image/jpeg")}),
        ("/document", {"document": "hkg-id"}, photo("front")),
    ],
)
def test_a_form_that_cannot_be_sent_on_is_refused_before_the_api_is_asked(browser, api, address, fields, files):
    parts = {name: (None, value) for name, value in fields.items()}
    answer = browser.post(address, files={**parts, **files})
    assert (answer.status_code, api.asked) == (422, [])
    assert 'role="alert"' in answer.text


def test_another_site_cannot_start_a_verification(browser, api):
    answer = browser.post("/face/liveness", data=LIVENESS, headers={"Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, api.asked) == (422, [])


def test_a_form_of_unknown_or_too_large_size_is_refused_unread(browser, api):
    answer = browser.post("/face/liveness", content=b"", headers={"Content-Length": "40000001"})
    assert (answer.status_code, api.asked) == (422, [])


def test_a_refusal_by_the_api_shows_code_message_and_request_id(browser, api):
    api.refuse("InvalidParameterValue", "The photo <holds> no face.", "req-1")
    answer = begin(browser)
    assert answer.status_code == 502
    for text in ("InvalidParameterValue", "The photo &lt;holds&gt; no face.", "req-1"):
        assert text in answer.text


def test_the_token_that_the_api_adds_to_the_return_address_does_not_stay_in_it(browser, api):
    begin(browser)
    answer = browser.get(f"{visit_of(api)}?token=WEB-TOKEN")
    assert (answer.status_code, answer.headers["location"]) == (303, visit_of(api))


def test_an_unfinished_process_waits_and_offers_to_go_on(browser, api):
    begin(browser)
    page = browser.get(visit_of(api)).text
    assert f'data-state="{visit_of(api)}/state"' in page
    assert 'href="http://kyc.test/verify?token=WEB-TOKEN"' in page
    assert browser.get(f"{visit_of(api)}/state").json() == {"finished": False}


def test_a_finished_process_shows_verdict_attempts_fields_and_the_shortened_answer(browser, api):
    begin(browser)
    api.web_answer = PASSED
    assert browser.get(f"{visit_of(api)}/state").json() == {"finished": True}
    page = browser.get(visit_of(api)).text
    for text in ("Verified", "91.5", "EnName", "SAN, &lt;b&gt;Nan&lt;/b&gt;", "-9103", "characters)"):
        assert text in page
    assert PASSED["VideoBase64"] not in page


def test_pictures_and_recordings_are_served_from_the_answer(browser, api):
    begin(browser)
    api.web_answer = PASSED
    frame = browser.get(f"{visit_of(api)}/evidence/BestFrameBase64")
    card = browser.get(f"{visit_of(api)}/evidence/OCRResult.0.CardImageBase64")
    video = browser.get(f"{visit_of(api)}/evidence/VideoBase64", headers={"Range": "bytes=4-7"})
    assert (frame.content, frame.headers["content-type"]) == (JPEG, "image/jpeg")
    assert card.content == JPEG
    assert (video.status_code, video.content, video.headers["content-type"]) == (206, WEBM[4:8], "video/webm")


def test_the_whole_answer_can_be_downloaded(browser, api):
    begin(browser)
    assert browser.get(f"{visit_of(api)}/result.json").status_code == 404
    api.web_answer = PASSED
    whole = browser.get(f"{visit_of(api)}/result.json")
    assert json.loads(whole.text) == PASSED
    assert b64decode(whole.json()["BestFrameBase64"]) == JPEG


def test_a_result_is_asked_for_until_it_is_there_and_then_no_more(browser, api):
    begin(browser)
    api.web_answer = PASSED
    for _ in range(3):
        browser.get(visit_of(api))
    assert [kind for kind, _ in api.asked].count("web_result") == 1


@pytest.mark.parametrize("address", ["/visits/unknown", "/visits/unknown/state", "/nothing", "/static/nothing"])
def test_what_is_not_there_is_said_in_a_sentence(browser, address):
    answer = browser.get(address)
    assert answer.status_code == 404
    assert "There is nothing here" in answer.text


def test_an_unknown_choice_is_not_found(browser):
    assert begin(browser, "palmreading").status_code == 404


def test_every_answer_keeps_faces_out_of_caches_and_other_origins_out_of_the_page(browser):
    for address in ("/", "/static/demo.css", "/visits/unknown"):
        headers = browser.get(address).headers
        assert headers["cache-control"] == "no-store"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_no_template_carries_inline_script_or_style(browser):
    page = browser.get("/").text
    assert "<style" not in page
    assert " style=" not in page
    assert "onclick" not in page
