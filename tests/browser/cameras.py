"""Cameras made of pictures: a still face for Chromium's file camera, and a person who does what the page asks.

The acting camera lives in the test alone: an init script replaces `getUserMedia` by a canvas that plays a clip, rests
while nothing is asked, and plays the part of the clip that shows the movement which the page's own screen asks for.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from PIL import Image
from playwright.sync_api import BrowserContext
from skimage import data

CLIP_PATH = "/test-camera.mp4"
CARD_PATH = "/test-card.jpg"
ACTIONS = ("blink", "mouth", "nod", "shake")
REST = [0.2, 1.8]  #: seconds of the clips in which nothing happens
MARGIN_S = 0.15
REACTION_S = 0.45
ZOOM = 1.15  #: the clips' faces are small, and the edge must not show when the picture sways


def portrait(width: int = 640, height: int = 480) -> Image.Image:
    """The public-domain astronaut, her face in the middle and large enough."""
    picture = Image.fromarray(data.astronaut())
    face = picture.crop((104, 14, 344, 194)) if width > height else picture.crop((134, 0, 314, 240))
    return face.resize((width, height), Image.Resampling.LANCZOS)


def act(
    context: BrowserContext,
    clip: Path,
    *,
    card: bytes | None = None,
    idle: bool = False,
) -> None:
    """Give the context cameras: one that shows `card` lying still, one in which the person of `clip` acts.

    `idle` keeps the person at rest whatever is asked.
    """
    truth = json.loads(clip.with_suffix(".json").read_text())["script"]
    context.route(f"**{CLIP_PATH}", lambda route: route.fulfill(body=clip.read_bytes(), content_type="video/mp4"))
    context.route(f"**{CARD_PATH}", lambda route: route.fulfill(body=card or b"", content_type="image/jpeg"))
    script = {
        "clip": CLIP_PATH,
        "card": CARD_PATH if card else None,
        "parts": {} if idle else {name: parts_of(truth, name) for name in ACTIONS if truth[name]},
        "rest": REST,
        "reaction": REACTION_S,
        "zoom": ZOOM,
    }
    context.add_init_script(f"({ACTOR})({json.dumps(script)})")


def parts_of(truth: Mapping[str, list[list[float]]], movement: str) -> list[float]:
    """Seconds of the first showing of the movement, from the truth beside the clip."""
    start, end = truth[movement][0]
    return [start - MARGIN_S, end + MARGIN_S]


ACTOR = """
(script) => {
  const asked = () => {
    const mime = document.querySelector('openekyc-verify')?.shadowRoot?.querySelector('.mime');
    return mime ? [...mime.classList].map((name) => name.split('-')[1]).find(Boolean) : null;
  };
  const showCard = async () => {
    const picture = await createImageBitmap(await (await fetch(script.card)).blob());
    const canvas = document.createElement('canvas');
    canvas.width = 1920;
    canvas.height = 1080;
    const context = canvas.getContext('2d');
    const draw = () => {
      context.fillStyle = '#38404a';
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(picture, 340, 150, 1240, 1240 * picture.height / picture.width);
    };
    draw();
    setInterval(draw, 100);
    return canvas.captureStream(10);
  };
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    if (script.card && wanted.video.facingMode !== 'user') return showCard();
    const video = document.createElement('video');
    video.src = URL.createObjectURL(await (await fetch(script.clip)).blob());
    video.muted = true;
    await video.play();
    const canvas = document.createElement('canvas');
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    const context = canvas.getContext('2d');
    let [from, to] = script.rest;
    let before = null;
    let begin = Infinity;
    let acting = false;
    video.currentTime = from;
    const draw = () => {
      const now = performance.now() / 1000;
      const wish = asked();
      if (wish && wish !== before) begin = now + script.reaction;
      before = wish;
      if (now >= begin) {
        begin = Infinity;
        acting = true;
        [from, to] = script.parts[wish ?? before] ?? script.rest;
        video.currentTime = from;
      } else if (video.currentTime >= to && !video.seeking) {
        if (acting) { acting = false; [from, to] = script.rest; }
        video.currentTime = from;
      }
      const sway = [Math.sin(now * 1.7) * 2.2, Math.cos(now * 1.3) * 1.6];
      const [wide, high] = [canvas.width * script.zoom, canvas.height * script.zoom];
      const [left, top] = [(canvas.width - wide) / 2, (canvas.height - high) / 2];
      context.drawImage(video, left + sway[0], top + sway[1], wide, high);
      window.__acted = acting;
    };
    setInterval(draw, 33);
    return canvas.captureStream(30);
  };
}
"""
