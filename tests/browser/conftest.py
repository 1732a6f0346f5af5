"""The system's Chromium with a camera made of pictures, and a person's hands on the page."""

import io
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, sync_playwright

from browser.fake_server import FakeCapture, Script, app_of, serving

ROOT = Path(__file__).parents[2]
SHOTS = ROOT / "test-results"
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
)
LANGUAGES = ("en", "zh-cn", "zh-tc", "th", "id")
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def launch(playwright: Playwright) -> Iterator[Callable[..., Browser]]:
    """Starts Chromium; `camera` is an .mjpeg that plays in a loop."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        pytest.skip("no Chromium on this machine")
    if not (ROOT / "web" / "dist" / "index.html").is_file():
        pytest.skip("the capture page is not built: npm ci && npm run build in web/")
    started: list[Browser] = []

    def start(camera: Path | None = None, *, without: tuple[str, ...] = ()) -> Browser:
        flags = [flag for flag in FLAGS if flag not in without]
        if camera:
            flags.append(f"--use-file-for-fake-video-capture={camera}")
        started.append(playwright.chromium.launch(executable_path=chromium, args=flags))
        return started[-1]

    yield start
    for browser in started:
        browser.close()


@pytest.fixture(scope="session")
def browser(launch, tmp_path_factory) -> Browser:
    """With a camera that shows an invented card."""
    return launch(still_camera(card_picture(), tmp_path_factory.mktemp("camera") / "card.mjpeg"))


@pytest.fixture(scope="session")
def fake_and_address() -> Iterator[tuple[FakeCapture, str]]:
    fake = FakeCapture()
    with serving(app_of(fake)) as address:
        yield fake, address


@pytest.fixture
def fake(fake_and_address) -> FakeCapture:
    fake = fake_and_address[0]
    fake.reset(Script())
    return fake


@pytest.fixture
def address(fake_and_address) -> str:
    return fake_and_address[1]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=PHONE, has_touch=True, device_scale_factor=2)
    yield context
    context.close()


@dataclass
class Hand:
    """A person at the page. Polls by `evaluate`: the policy forbids Playwright's own waiting functions."""

    page: Page
    problems: list[str]

    def step(self) -> str:
        try:
            return self.page.evaluate(
                "document.querySelector('openekyc-verify')?.shadowRoot?.querySelector('.page')?.dataset.step ?? ''"
            )
        except Error:  # between two pages
            return ""

    def wait(self, *steps: str, within_s: float = 20) -> str:
        """Until the page shows one of the steps; fails with what it shows instead."""
        until = time.monotonic() + within_s
        while time.monotonic() < until:
            if (step := self.step()) in steps:
                return step
            time.sleep(0.05)
        raise AssertionError(f"waited for {steps}, the page shows {self.step()!r}: {self.heading()!r}; {self.problems}")

    def until(self, condition: str, within_s: float = 20) -> None:
        """Until an expression over `root` holds."""
        until = time.monotonic() + within_s
        while time.monotonic() < until:
            if self.evaluate(condition):
                return
            time.sleep(0.03)
        raise AssertionError(f"{condition} did not come true; {self.step()}: {self.heading()}; {self.problems}")

    def heading(self) -> str:
        return self.evaluate("root.querySelector('h1')?.textContent ?? ''")

    def text(self) -> str:
        return self.evaluate("root.querySelector('main').innerText")

    def evaluate(self, expression: str) -> Any:
        root = "document.querySelector('openekyc-verify').shadowRoot"
        return self.page.evaluate(f"(() => {{ const root = {root}; return {expression}; }})()")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def press_when_moving(self, name: str, within_s: float = 10) -> None:
        """Press once the camera's picture is there."""
        until = time.monotonic() + within_s
        while time.monotonic() < until and not self.evaluate("(root.querySelector('video')?.videoWidth ?? 0) > 0"):
            time.sleep(0.05)
        self.press(name)

    def shows_well(self, name: str) -> None:
        """A picture for people, and no finding of axe in any language."""
        self.shot(name)
        found = {}
        for language in LANGUAGES:
            self.evaluate(f"root.host.language = '{language}'")
            self.evaluate("root.host.updateComplete")
            found[language] = self.axe()
        self.evaluate("root.host.language = ''")
        self.evaluate("root.host.updateComplete")
        assert found == {language: [] for language in LANGUAGES}, name

    def shot(self, name: str) -> None:
        SHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png", full_page=True, animations="disabled", caret="hide")

    def axe(self) -> list[str]:
        """What axe finds on the present screen, as sentences."""
        if not self.page.evaluate("typeof axe === 'object'"):
            self.page.evaluate(AXE.read_text())
        options = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"
        found = self.page.evaluate(f"axe.run(document, {options}).then((result) => result.violations)")
        return [
            f"{rule['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
            for rule in found
            for node in rule["nodes"]
        ]


@pytest.fixture
def open_page(context: BrowserContext, address: str) -> Callable[..., Hand]:
    def open_(path: str = "/verify?token=81EEF678-28EE-4759-A82E-6CBBBE6BC442", page: Page | None = None) -> Hand:
        page = page or context.new_page()
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda said: problems.append(said.text) if said.type in {"error", "warning"} else None)
        page.goto(address + path)
        return Hand(page, problems)

    return open_


def card_picture() -> Image.Image:
    """An invented card on a dark table, 1280x720."""
    table = Image.new("RGB", (1280, 720), (46, 52, 60))
    random = np.random.default_rng(7)
    card = Image.new("RGB", (880, 555), (214, 226, 236))
    pixels = np.asarray(card).copy()
    for row in range(90, 500, 46):
        for column in range(320, 820, 22):
            if random.random() < 0.7:
                pixels[row : row + 20, column : column + 12] = (30, 36, 60)
    pixels[120:430, 50:280] = (160, 140, 128)
    table.paste(Image.fromarray(pixels), (200, 82))
    return table


def still_camera(picture: Image.Image, path: Path, frames: int = 10) -> Path:
    """An .mjpeg of one picture (Chromium plays it in a loop)."""
    memory = io.BytesIO()
    picture.save(memory, "JPEG", quality=90)
    path.write_bytes(memory.getvalue() * frames)
    return path
