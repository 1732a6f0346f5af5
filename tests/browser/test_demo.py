"""The demo's pages in a browser: accessible in light and dark, on a phone and a desktop, and clickable to the end."""

from collections.abc import Iterator

import pytest

from browser.conftest import AXE, DESKTOP, PHONE, SHOTS
from browser.fake_server import serving
from openekyc.demo import app as demo_app
from unit.demo.conftest import JPEG, PASSED, PlayedApi

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
REFUSAL = ("InvalidParameterValue", "The photo holds no face.", "81eef678-28ee-4759-a82e-6cbbbe6bc442")


@pytest.fixture
def api() -> PlayedApi:
    return PlayedApi()


@pytest.fixture
def shop(api, monkeypatch) -> Iterator[str]:
    monkeypatch.setattr(demo_app, "FaceIdApi", lambda **_: api)
    settings = demo_app.DemoSettings(
        endpoint="http://127.0.0.1:1", secret_id="id", secret_key="key", own_url="", capture_url="http://127.0.0.1:1"
    )
    with serving(demo_app.make_demo(settings)) as address:
        yield address


@pytest.fixture(params=[(PHONE, "light"), (PHONE, "dark"), (DESKTOP, "light"), (DESKTOP, "dark")], ids=str)
def page(browser, request):
    viewport, scheme = request.param
    page = browser.new_page(viewport=viewport, color_scheme=scheme)
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("console", lambda said: page.problems.append(said.text) if said.type in {"error", "warning"} else None)
    yield page
    page.close()


def looks_well(page, name):
    SHOTS.mkdir(exist_ok=True)
    size = page.viewport_size["width"]
    scheme = "dark" if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else "light"
    page.screenshot(path=SHOTS / f"demo-{name}-{size}-{scheme}.png", full_page=True)
    page.evaluate(AXE.read_text())
    found = page.evaluate(f"axe.run(document, {{runOnly: {RULES}}}).then((result) => result.violations)")
    assert [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"


def choose_files(page):
    for side in ("front", "back"):
        upload = {"name": f"{side}.jpg", "mimeType": "image/jpeg", "buffer": JPEG}
        page.locator(f"form[action='/document'] input[name={side}]").set_input_files(upload)


def test_a_document_check_goes_from_the_start_over_waiting_to_its_result(page, shop, api):
    page.goto(shop)
    looks_well(page, "start")
    choose_files(page)
    page.get_by_role("button", name="Check the document").click()
    page.get_by_role("status").wait_for()
    looks_well(page, "waiting")
    api.card_answer = {"Status": "WARNING", "WarnInfo": ["PoorImageQuality"], "CardInfo": {"HKIDCard": {"Sex": "F"}}}
    page.get_by_role("heading", name="Read, with warnings").wait_for()
    looks_well(page, "document")
    assert page.problems == []


def test_a_finished_verification_shows_its_evidence(page, shop, api):
    page.goto(shop)
    page.get_by_text("an app would (SdkToken)").last.click()
    page.get_by_role("button", name="Start the camera check").click()
    api.selfie_answer = {"Result": "0", "Description": "Success", "BestFrame": PASSED["BestFrameBase64"]}
    page.get_by_role("heading", name="Verified", exact=True).wait_for()
    looks_well(page, "verified")
    assert page.get_by_alt_text("Best frame").is_visible()


def test_a_refusal_is_shown_with_its_code(page, shop, api):
    api.refuse(*REFUSAL)
    page.goto(shop)
    page.get_by_role("button", name="Start the camera check").click()
    page.get_by_role("heading", name="InvalidParameterValue").wait_for()
    looks_well(page, "refused")


def test_a_form_that_lacks_something_says_what(page, shop):
    page.goto(shop)
    page.locator("input[name=photo]").evaluate("field => field.removeAttribute('required')")
    page.get_by_role("button", name="Start with a photo").click()
    page.get_by_role("heading", name="Something is missing").wait_for()
    looks_well(page, "missing")
