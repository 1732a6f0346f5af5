"""Cameras made of pictures: a still face for Chromium's file camera, and a person who does what the page asks.

The acting camera lives in the test alone: an init script replaces `getUserMedia` by a canvas that plays a clip, rests
while nothing is asked, and plays the part of the clip that shows the movement which the page's own screen asks for.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from PIL import Image
from playwright.sync_api import BrowserContext, Route
from skimage import data

CLIP_PATH = "/test-camera.mp4"
MARGIN_S = 0.15
REACTION_S = 0.45


def portrait(width: int = 640, height: int = 480) -> Image.Image:
    """The public-domain astronaut, her face in the middle and large enough."""
    picture = Image.fromarray(data.astronaut())
    face = picture.crop((104, 14, 344, 194)) if width > height else picture.crop((134, 0, 314, 240))
    return face.resize((width, height), Image.Resampling.LANCZOS)


def act(context: BrowserContext, clip: Path, parts: Mapping[str, tuple[float, float]], rest: tuple[float, float]) -> None:
    """Give the context a camera that plays `clip`; `parts` are the seconds in which each movement is shown."""

    def send(route: Route) -> None:
        route.fulfill(body=clip.read_bytes(), content_type="video/mp4")

    context.route(f"**{CLIP_PATH}", send)
    script = {
        "clip": CLIP_PATH,
        "parts": {name: [start - MARGIN_S, end + MARGIN_S] for name, (start, end) in parts.items()},
        "rest": list(rest),
        "reaction": REACTION_S,
    }
    context.add_init_script(f"({ACTOR})({json.dumps(script)})")


def parts_of(clip: Path) -> dict[str, tuple[float, float]]:
    """The first showing of each movement, from the truth beside the clip."""
    script = json.loads(clip.with_suffix(".json").read_text())["script"]
    return {name: tuple(script[name][0]) for name in ("blink", "mouth", "nod", "shake") if script[name]}


ACTOR = """
(script) => {
  const asked = () => {
    const mime = document.querySelector('openekyc-verify')?.shadowRoot?.querySelector('.mime');
    return mime ? [...mime.classList].map((name) => name.split('-')[1]).find(Boolean) : null;
  };
  navigator.mediaDevices.getUserMedia = async () => {
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
      context.drawImage(video, sway[0] - 4, sway[1] - 4, canvas.width + 8, canvas.height + 8);
      window.__acted = acting;
    };
    setInterval(draw, 33);
    return canvas.captureStream(30);
  };
}
"""
