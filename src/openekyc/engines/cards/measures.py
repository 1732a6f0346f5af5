"""Figures of a straight card that warn: how blurred, how glaring, how grey. Each takes RGB ``uint8``."""

import cv2
import numpy as np
from numpy.typing import NDArray

_EDGE = 0.05  #: of each side left out: rounded corners show the table
_FINE, _COARSE = 0.8, 3.2  #: pixels at 1100 px card width: the strokes of print, and its letters
_STRONGEST = 0.99
_WHITE, _COLOURLESS = 250, 25
_GRAIN = 4.0  #: pixels; the colour noise of a camera is smaller, printed areas are larger


def sharpness(card: NDArray[np.uint8]) -> float:
    """Fine against coarse contrast of the strongest print: 0.9 to 1.3 in focus, under 0.35 out of it."""
    grey = cv2.cvtColor(_inner(card), cv2.COLOR_RGB2GRAY).astype(np.float32)
    fine, coarse = (
        np.abs(cv2.GaussianBlur(grey, (0, 0), size) - cv2.GaussianBlur(grey, (0, 0), 2 * size))
        for size in (_FINE, _COARSE)
    )
    return float(np.quantile(fine, _STRONGEST) / max(1e-6, np.quantile(coarse, _STRONGEST)))


def glare(card: NDArray[np.uint8]) -> float | None:
    """Share of the card that its largest burnt-out spot takes; None on a card that is itself that white."""
    hsv = cv2.cvtColor(_inner(card), cv2.COLOR_RGB2HSV)
    if np.median(hsv[..., 2]) >= _WHITE and np.median(hsv[..., 1]) <= _COLOURLESS:
        return None
    burnt = ((hsv[..., 2] >= _WHITE) & (hsv[..., 1] <= _COLOURLESS)).astype(np.uint8)
    count, _, spots, _ = cv2.connectedComponentsWithStats(burnt)
    return float(spots[1:, cv2.CC_STAT_AREA].max() / burnt.size) if count > 1 else 0.0


def chroma_spread(card: NDArray[np.uint8]) -> float:
    """How much colours differ over the card, CIE LAB units (8 bit), once noise and the colour of the light are taken
    out: a grey copy under a warm lamp is one colour in every brightness, and stays near 0."""
    inner = cv2.GaussianBlur(_inner(card), (0, 0), _GRAIN).astype(np.float32)
    light = np.maximum(inner.mean(axis=(0, 1)), 1.0)
    neutral = np.clip(inner * (light.mean() / light), 0, 255).astype(np.uint8)
    lab = cv2.cvtColor(neutral, cv2.COLOR_RGB2LAB).astype(np.float32)
    return float(np.hypot(lab[..., 1].std(), lab[..., 2].std()))


def _inner(card: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = card.shape[:2]
    down, across = round(_EDGE * height), round(_EDGE * width)
    return card[down : height - down, across : width - across]
