"""From a blob of pixels to the four straight sides of a card, rounded corners and fingers notwithstanding."""

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Pixels = NDArray[Any]  #: what OpenCV returns; RGB or grey as each function says

_LEAST_AREA = 0.06  #: of the picture
_MOST_AREA = 0.97
_CORNER_PART = 0.14  #: of a side left out at each end: cards have rounded corners
_SAMPLES = 60  #: points along a side
_LEAST_POINTS = 8


def quads(mask: Pixels) -> Iterator[Points]:
    """Four-sided outlines of the large blobs of a mask, corners in order."""
    whole = mask.shape[0] * mask.shape[1]
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    for outline in outlines:
        hull = cv2.convexHull(outline)
        if _LEAST_AREA * whole <= cv2.contourArea(hull) <= _MOST_AREA * whole:
            corners = _straightened(outline[:, 0].astype(np.float64), _roughly(hull))
            if corners is not None:
                yield corners


def ordered(corners: Points) -> Points:
    """Clockwise, beginning at the corner nearest to the top left."""
    around = corners - corners.mean(axis=0)
    clockwise = corners[np.argsort(np.arctan2(around[:, 1], around[:, 0]))]
    first = int(np.argmin(clockwise.sum(axis=1)))
    return np.roll(clockwise, -first, axis=0)


def refined(strength: Pixels, corners: Points, reach: int) -> Points:
    """Each side moved to the strongest edge within ``reach`` pixels to either hand; a robust line through those."""
    lines = [_edge_line(strength, corners[side], corners[(side + 1) % 4], reach) for side in range(4)]
    found = _crossings(lines)
    if found is None or np.abs(found - corners).max() > 2 * reach:
        return corners
    return found


def side_support(strength: Pixels, corners: Points, least: float, reach: int) -> tuple[float, ...]:
    """Per side the share of sample points with an edge of at least ``least`` close by."""
    shares: list[float] = []
    for side in range(4):
        profile = _profiles(strength, corners[side], corners[(side + 1) % 4], reach)
        shares.append(float((profile.max(axis=1) >= least).mean()))
    return tuple(shares)


def _roughly(hull: Pixels) -> Points:
    """Four corners of a hull: by simplifying it until four are left, else its smallest rectangle."""
    around = cv2.arcLength(hull, closed=True)
    for tolerance in (0.02, 0.03, 0.05, 0.08):
        simple = cv2.approxPolyDP(hull, tolerance * around, closed=True)
        if len(simple) == 4:  # noqa: PLR2004 - corners of a card
            return ordered(simple[:, 0].astype(np.float64))
    return ordered(cv2.boxPoints(cv2.minAreaRect(hull)).astype(np.float64))


def _straightened(outline: Points, rough: Points) -> Points | None:
    """A robust line through the outline points nearest to each rough side; their crossings."""
    starts, ends = rough, np.roll(rough, -1, axis=0)
    along = ends - starts
    lengths = np.linalg.norm(along, axis=1)
    if lengths.min() < 1:
        return None
    offset = outline[:, None] - starts
    place = (offset * along).sum(axis=2) / lengths**2
    away = np.abs(along[:, 0] * offset[..., 1] - along[:, 1] * offset[..., 0]) / lengths
    away[(place < _CORNER_PART) | (place > 1 - _CORNER_PART)] = np.inf
    nearest = away.argmin(axis=1)
    lines: list[tuple[Points, Points] | None] = []
    for side in range(4):
        points = outline[(nearest == side) & (away[:, side] < 0.12 * lengths.min())]
        lines.append(_line(points))
    return _crossings(lines)


def _line(points: Points) -> tuple[Points, Points] | None:
    if len(points) < _LEAST_POINTS:
        return None
    x, y, at_x, at_y = cv2.fitLine(points.astype(np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01).ravel().tolist()
    return np.array([at_x, at_y]), np.array([x, y])


def _edge_line(strength: Pixels, start: Points, end: Points, reach: int) -> tuple[Points, Points] | None:
    profile = _profiles(strength, start, end, reach)
    best = profile.argmax(axis=1)
    peak = profile.max(axis=1)
    clear = peak >= 0.5 * np.median(peak)
    places = _along(start, end)[clear] + (best[clear, None] - reach) * _normal(start, end)
    return _line(places)


def _profiles(strength: Pixels, start: Points, end: Points, reach: int) -> Pixels:
    """Edge strength across a side: one row per sample point, ``2 * reach + 1`` columns from inside to outside."""
    steps = np.arange(-reach, reach + 1)
    places = _along(start, end)[:, None] + steps[None, :, None] * _normal(start, end)
    x, y = (places[..., axis].astype(np.float32) for axis in (0, 1))
    return cv2.remap(strength, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=0)


def _along(start: Points, end: Points) -> Points:
    share = np.linspace(_CORNER_PART, 1 - _CORNER_PART, _SAMPLES)[:, None]
    return start + share * (end - start)


def _normal(start: Points, end: Points) -> Points:
    direction = (end - start) / max(1e-9, float(np.linalg.norm(end - start)))
    return np.array([direction[1], -direction[0]])


def _crossings(lines: list[tuple[Points, Points] | None]) -> Points | None:
    """Corners where each side meets the one before it; None when two are parallel or one is missing."""
    corners: list[Points] = []
    for side in range(4):
        first, second = lines[side - 1], lines[side]
        if first is None or second is None:
            return None
        matrix = np.stack([first[1], -second[1]], axis=1)
        if abs(np.linalg.det(matrix)) < 0.1:  # noqa: PLR2004 - sine of the angle between two sides
            return None
        share = np.linalg.solve(matrix, second[0] - first[0])[0]
        corners.append(first[0] + share * first[1])
    return np.stack(corners)
