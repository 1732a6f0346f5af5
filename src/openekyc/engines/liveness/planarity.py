"""Is what moves flat? A plane seen from two sides obeys one homography, a turning head does not.

The points must be followed in the picture itself: the mesh network imagines depth on a flat photo.
"""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float32]
Matrix = NDArray[np.float64]
LEAST_POINTS = 16  #: below it a homography (8 unknowns) bends to fit anything
_LEAST_RING_POINTS = 8
_KEPT = 0.9  # of the points: the worst tenth are slips of the optical flow
_LEAST_RING_SHIFT = 0.01  # eye distances that the homography moves the ring by, for coherence to mean anything


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewPair:
    """Two views of the same points, ``turn_deg`` degrees of head rotation and ``to_s - from_s`` seconds apart.

    ``residual`` is the RMS distance of the face's points from their best homography, in eye distances. ``coherence`` is
    the share of the motion which that homography predicts for the background that the background does not make: 0 when
    it moves with the face as one plane, about 1 when it stands still; None without enough background.
    """

    from_s: float
    to_s: float
    turn_deg: float
    residual: float
    coherence: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaneFit:
    """The best homography (3 x 3) and what it leaves, in eye distances."""

    matrix: Matrix
    residual: float


def homography_residual(before: Points, after: Points, eye_distance: float) -> PlaneFit | None:
    """The plane that explains points (n, 2) best, fitted again without the worst; None when there are too few."""
    if len(before) < LEAST_POINTS:
        return None
    first = _homography(before, after)
    if first is None:
        return None
    kept = np.argsort(_distances(first, before, after))[: max(LEAST_POINTS, round(_KEPT * len(before)))]
    matrix = _homography(before[kept], after[kept])
    if matrix is None:
        return None
    errors = _distances(matrix, before[kept], after[kept])
    return PlaneFit(matrix=matrix, residual=float(np.sqrt((errors**2).mean())) / eye_distance)


def ring_coherence(matrix: Matrix, before: Points, after: Points, eye_distance: float) -> float | None:
    """How little the background (points (n, 2)) follows the face's homography; see `ViewPair.coherence`."""
    if len(before) < _LEAST_RING_POINTS:
        return None
    predicted = float(np.median(_distances(matrix, before, before)))
    if predicted < _LEAST_RING_SHIFT * eye_distance:
        return None
    return float(np.median(_distances(matrix, before, after))) / predicted


def _homography(before: Points, after: Points) -> Matrix | None:
    matrix: Any = cv2.findHomography(before.reshape(-1, 1, 2), after.reshape(-1, 1, 2), 0)[0]
    return None if matrix is None else np.asarray(matrix, np.float64)


def _distances(matrix: Matrix, before: Points, after: Points) -> NDArray[np.float64]:
    seen = np.column_stack([before, np.ones(len(before))]) @ matrix.T
    return np.linalg.norm(seen[:, :2] / seen[:, 2:] - after, axis=1)
