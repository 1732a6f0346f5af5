"""What a phone does to a flat card: perspective on a table, light, blur, noise, compression."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]


@dataclass(frozen=True, kw_only=True)
class Effects:
    """Sizes in pixels of the photo; ``card`` is the card's width as share of the photo's, ``tilt`` the largest shift of
    a corner as share of the card's width, ``turn`` in degrees, ``glare`` the strength of a light spot 0..1, ``shadow``
    the darkest share of light, ``jpeg`` a quality. ``grey`` makes a photocopy of the card first."""

    photo: tuple[int, int] = (1600, 1200)
    card: float = 0.75
    tilt: float = 0.02
    turn: float = 3.0
    blur: float = 0.5
    noise: float = 2.0
    glare: float = 0.0
    shadow: float = 0.9
    jpeg: int = 90
    grey: bool = False


# Like the levels of degradation that the thresholds were chosen on: easy, usual, poor, barely readable.
LEVELS = {
    1: Effects(),
    2: replace(Effects(), photo=(1280, 960), card=0.7, tilt=0.04, blur=0.8, noise=4, shadow=0.8, jpeg=80),
    3: replace(
        Effects(), photo=(1280, 960), card=0.62, tilt=0.06, turn=8, blur=1.1, noise=7, glare=0.3, shadow=0.6, jpeg=65
    ),
    4: replace(
        Effects(), photo=(960, 720), card=0.6, tilt=0.06, turn=15, blur=1.2, noise=10, glare=0.35, shadow=0.5, jpeg=45
    ),
}


def photographed(card: Picture, effects: Effects, random: np.random.Generator) -> Picture:
    """A photo of a card lying on a table."""
    width, height = effects.photo
    if effects.grey:
        card = cv2.cvtColor(cv2.cvtColor(card, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    corners = _corners(card, effects, random)
    flat = np.array([[0, 0], [card.shape[1], 0], [card.shape[1], card.shape[0]], [0, card.shape[0]]], np.float32)
    matrix = cv2.getPerspectiveTransform(flat, corners.astype(np.float32))
    layer = cv2.warpPerspective(card, matrix, (width, height), flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(_rounded(card), matrix, (width, height))[..., None] / 255.0
    shade = 1 - 0.35 * cv2.GaussianBlur(mask, (0, 0), width / 120)[..., None]
    photo = _table(height, width, random) * np.where(mask > 0, 1.0, shade) * (1 - mask) + layer * mask
    photo = _lit(photo, effects, corners, random)
    if effects.blur:
        photo = cv2.GaussianBlur(photo, (0, 0), effects.blur)
    photo = photo + random.normal(0, effects.noise, photo.shape)
    rgb = np.clip(photo, 0, 255).astype(np.uint8)
    _, encoded = cv2.imencode(".jpg", rgb[..., ::-1], (cv2.IMWRITE_JPEG_QUALITY, effects.jpeg))
    return cv2.imdecode(encoded, cv2.IMREAD_COLOR)[..., ::-1].copy()


def _corners(card: Picture, effects: Effects, random: np.random.Generator) -> NDArray[np.float64]:
    width, height = effects.photo
    across = effects.card * width
    down = across * card.shape[0] / card.shape[1]
    corners = np.array([[-across, -down], [across, -down], [across, down], [-across, down]]) / 2
    angle = np.radians(random.uniform(-effects.turn, effects.turn))
    turned = corners @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    shifted = turned + random.uniform(-1, 1, (4, 2)) * effects.tilt * across
    free = np.array([width, height]) / 2 - np.abs(shifted).max(axis=0)
    return shifted + np.array([width, height]) / 2 + random.uniform(-0.5, 0.5, 2) * np.maximum(0, free)


def _rounded(card: Picture) -> Picture:
    height, width = card.shape[:2]
    mask = np.zeros((height, width), np.uint8)
    radius = width // 27
    cv2.rectangle(mask, (radius, 0), (width - radius, height), 255, cv2.FILLED)
    cv2.rectangle(mask, (0, radius), (width, height - radius), 255, cv2.FILLED)
    for x in (radius, width - radius - 1):
        for y in (radius, height - radius - 1):
            cv2.circle(mask, (x, y), radius, 255, cv2.FILLED)
    return mask


def _table(height: int, width: int, random: np.random.Generator) -> NDArray[np.float64]:
    """Wood: a colour with grain along the picture."""
    colour = random.uniform((60, 40, 30), (150, 110, 90))
    grain = cv2.resize(random.normal(0, 14, (height, max(2, width // 40))), (width, height))
    return np.clip(colour + grain[..., None], 0, 255)


def _lit(
    photo: NDArray[np.float64], effects: Effects, corners: NDArray[np.float64], random: np.random.Generator
) -> NDArray[np.float64]:
    height, width = photo.shape[:2]
    ramp = np.linspace(1.0, effects.shadow, width)[None, :, None]
    lit = photo * (ramp if random.random() < 0.5 else ramp[:, ::-1])
    if effects.glare:
        x, y = corners.mean(axis=0) + random.uniform(-0.25, 0.25, 2) * np.ptp(corners, axis=0)
        down, across = np.mgrid[0:height, 0:width]
        size = 0.12 * effects.card * width
        spot = np.exp(-(((across - x) / (1.6 * size)) ** 2) - ((down - y) / size) ** 2)
        lit = lit + effects.glare * 300 * spot[..., None]
    return lit
