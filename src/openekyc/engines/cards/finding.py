"""Finding the card in a photo: many guesses, one judge, and no answer rather than a doubtful one."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from openekyc.engines.cards.masks import card_masks
from openekyc.engines.cards.sides import Points, quads, refined, side_support

Pixels = NDArray[Any]  #: what OpenCV returns; RGB or grey as each function says
_WORKING_SIDE = 720  #: pixels of the longer side in which the card is looked for
_LEAST_SIDE = 64  #: pixels of the working picture's shorter side; in a thinner strip there is no card
_REFINE_REACH = 5  #: pixels of the working picture
_SUPPORT_REACH = 3
_EDGE_QUANTILE = 0.90  #: an edge counts when it is stronger than this share of the picture...
_LEAST_EDGE = 14.0  #: ...and than this grey difference per pixel, so that a flat picture has none
# Width over height of the cards there are (ISO/IEC 7810): ID-1, and ID-3, the page of a passport.
ASPECTS = (85.60 / 53.98, 125.0 / 88.0)
_ASPECT_SPREAD = 0.16
_SAME_GUESS = 0.01  #: of the longer side, between corners


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The best outline: corners in pixels of the photo, clockwise from the top left.

    ``score`` is the mean edge support (0..1) plus up to 0.5 for the shape of a card; ``support`` of the worst side;
    ``margin`` the least distance to the photo's border as share of its shorter side, negative when cut.
    """

    corners: Points
    score: float
    support: float
    margin: float


def find_card(photo: Pixels) -> Found | None:
    """The most card-like outline of a photo; None when there is no four-sided thing at all."""
    scale = min(1.0, _WORKING_SIDE / max(photo.shape[:2]))
    if min(photo.shape[:2]) * scale < _LEAST_SIDE:
        return None
    small = cv2.resize(photo, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    strength = _edge_strength(small)
    least = max(_LEAST_EDGE, float(np.quantile(strength, _EDGE_QUANTILE)))
    guesses: list[Points] = []
    for mask in card_masks(small):
        for corners in quads(mask):
            if not any(np.abs(corners - other).max() < _SAME_GUESS * _WORKING_SIDE for other in guesses):
                guesses.append(corners)
    judged = [_judged(strength, refined(strength, corners, _REFINE_REACH), least) for corners in guesses]
    best = max((each for each in judged if each is not None), key=lambda each: each.score, default=None)
    if best is None:
        return None
    return Found(corners=best.corners / scale, score=best.score, support=best.support, margin=best.margin)


def aspect_of(corners: Points) -> float:
    """Longer over shorter side of the outline, without regard to perspective."""
    sides = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    first, second = (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2
    return float(max(first, second) / max(1e-9, min(first, second)))


def _judged(strength: Pixels, corners: Points, least: float) -> Found | None:
    height, width = strength.shape
    if not cv2.isContourConvex(corners.astype(np.float32)):
        return None
    support = side_support(strength, corners, least, _SUPPORT_REACH)
    aspect = aspect_of(corners)
    likeness = max(float(np.exp(-(((aspect - wanted) / _ASPECT_SPREAD) ** 2))) for wanted in ASPECTS)
    inside = np.minimum(corners, np.array([width - 1, height - 1]) - corners)
    return Found(
        corners=corners,
        score=float(np.mean(support)) + 0.5 * likeness,
        support=min(support),
        margin=float(inside.min()) / min(height, width),
    )


def _edge_strength(small: Pixels) -> Pixels:
    """Largest gradient over the three colours, grey values per pixel."""
    smooth = cv2.GaussianBlur(small, (5, 5), 0)
    across = cv2.Sobel(smooth, cv2.CV_32F, 1, 0, ksize=3, scale=0.25)
    down = cv2.Sobel(smooth, cv2.CV_32F, 0, 1, ksize=3, scale=0.25)
    return cv2.magnitude(across.reshape(-1, 3), down.reshape(-1, 3)).reshape(small.shape).max(axis=2)
