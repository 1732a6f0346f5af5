"""Cutting a card out of a photo and laying it flat."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from openekyc.engines.cards.finding import ASPECTS, aspect_of
from openekyc.engines.cards.sides import Points

Pixels = NDArray[Any]  #: what OpenCV returns; RGB or grey as each function says
WIDTH = 1100  #: pixels; more does not help the reader, and 2x removed blanks between words


def rectified(photo: Pixels, corners: Points) -> Pixels:
    """The card seen from straight above, longer side horizontal, ``WIDTH`` pixels wide, in the shape of its kind."""
    aspect = min(ASPECTS, key=lambda each: abs(each - aspect_of(corners)))
    height = round(WIDTH / aspect)
    source = _lying(corners).astype(np.float32)
    target = np.array([[0, 0], [WIDTH - 1, 0], [WIDTH - 1, height - 1], [0, height - 1]], dtype=np.float32)
    shrink = native_width(corners) / WIDTH
    if shrink > 2:  # noqa: PLR2004 - warping samples too sparsely beyond a half: average first
        photo = cv2.resize(photo, None, fx=1.5 / shrink, fy=1.5 / shrink, interpolation=cv2.INTER_AREA)
        source = source * (1.5 / shrink)
    matrix = cv2.getPerspectiveTransform(source.astype(np.float32), target)
    return cv2.warpPerspective(photo, matrix, (WIDTH, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)


def native_width(corners: Points) -> float:
    """Length of the card's longer sides in the photo, pixels."""
    sides = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    return float(max(sides[0] + sides[2], sides[1] + sides[3]) / 2)


def _lying(corners: Points) -> Points:
    """Corners turned so that the first two make a long side."""
    sides = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    return corners if sides[0] + sides[2] >= sides[1] + sides[3] else np.roll(corners, -1, axis=0)
