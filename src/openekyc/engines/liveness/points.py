"""Following points of the face and of the background around it through a recording, by optical flow."""

import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from openekyc.engines.liveness.planarity import Points, ViewPair, homography_residual, ring_coherence

_FACE_POINTS, _RING_POINTS = 110, 50
_CORNER_QUALITY = 0.005
_SPACING = 1 / 18  # of the eye distance, between points
_ROUND_TRIP = 1 / 120  # of the eye distance: a point that does not come back to within this has slipped
_KEY_AGE_S = 1.5  # then the comparison starts anew, so that slips do not add up
_ENOUGH_LEFT = 0.5  # of the face's points a key view began with
# A head on its way back from one side is the key view to compare the other side with.
_EXTREME_DEG, _COMING_BACK_DEG = 3.0, 1.5
_RING_INNER, _RING_OUTER = 0.12, 0.6  # of the face's width and height, beyond its edge
# Mouth and eyes move by themselves; mesh indices of their outlines.
_MOVING_PARTS = (
    (61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185),
    (33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246),
    (263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466),
)
_WINDOW, _LEVELS = (15, 15), 3
Grey = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One frame: grey picture, mesh points (468, 2 or 3) in its pixels, head angles in degrees."""

    grey: Grey
    mesh: NDArray[np.float32]
    eye_distance: float
    yaw: float
    pitch: float
    time_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A movement in the picture, in eye distances."""

    across: float
    down: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Followed:
    """Points of the key view, where they are in the last view, and which of them lie on the face."""

    at_key: Points
    now: Points
    on_face: NDArray[np.bool_]

    def only(self, kept: NDArray[np.bool_], now: Points) -> "_Followed":
        return _Followed(at_key=self.at_key[kept], now=now[kept], on_face=self.on_face[kept])


class PointFollower:
    """Takes the views in order. ``pairs`` collects comparisons of each view with the key view before it."""

    def __init__(self, *, most_turn_deg: float) -> None:
        self._most_turn_deg = most_turn_deg
        self._key: View | None = None
        self._last: View | None = None
        self._points: _Followed | None = None
        self._began_with = 0
        self._widest_deg = 0.0
        self.pairs: list[ViewPair] = []

    def lose(self) -> None:
        """The face is gone: the next view starts anew."""
        self._key = self._last = self._points = None

    def follow(self, view: View) -> Shift | None:
        """How the face's points moved since the last view, median, in eye distances; None when not followed."""
        if self._key is None or self._last is None or self._points is None:
            self._start(view)
            return None
        before = self._points
        kept, now = _flow(self._last.grey, view.grey, before.now, view.eye_distance)
        self._points, self._last = before.only(kept, now), view
        shifts = now[kept & before.on_face] - before.now[kept & before.on_face]
        self._compare(self._key, view, self._points)
        if not len(shifts):
            return None
        across, down = np.median(shifts, axis=0) / view.eye_distance
        return Shift(across=float(across), down=float(down))

    def _compare(self, key: View, view: View, points: _Followed) -> None:
        turn_deg = math.hypot(view.yaw - key.yaw, view.pitch - key.pitch)
        face, ring = points.on_face, ~points.on_face
        scale = (key.eye_distance + view.eye_distance) / 2
        flat = homography_residual(points.at_key[face], points.now[face], scale)
        if flat is not None:
            self.pairs.append(
                ViewPair(
                    from_s=key.time_s,
                    to_s=view.time_s,
                    turn_deg=turn_deg,
                    residual=flat.residual,
                    coherence=ring_coherence(flat.matrix, points.at_key[ring], points.now[ring], scale),
                )
            )
        few = np.count_nonzero(face) < _ENOUGH_LEFT * self._began_with
        old = view.time_s - key.time_s > _KEY_AGE_S
        self._widest_deg = max(self._widest_deg, turn_deg)
        back = self._widest_deg > _EXTREME_DEG and turn_deg < self._widest_deg - _COMING_BACK_DEG
        if flat is None or few or old or back or turn_deg > self._most_turn_deg:
            self._start(view)

    def _start(self, view: View) -> None:
        face_mask, ring_mask = _masks(view)
        face = _corners(view, face_mask, _FACE_POINTS)
        ring = _corners(view, ring_mask, _RING_POINTS)
        points = np.concatenate([face, ring])
        on_face = np.arange(len(points)) < len(face)
        self._key = self._last = view
        self._began_with, self._widest_deg = len(face), 0.0
        self._points = _Followed(at_key=points, now=points, on_face=on_face) if len(face) else None


def _flow(before: Grey, after: Grey, points: Points, eye_distance: float) -> tuple[NDArray[np.bool_], Points]:
    """Which points could be followed, and where all of them went; there and back must agree."""
    start = np.ascontiguousarray(points.reshape(-1, 1, 2))
    there, found, _ = cv2.calcOpticalFlowPyrLK(before, after, start, None, winSize=_WINDOW, maxLevel=_LEVELS)  # pyright: ignore[reportCallIssue, reportArgumentType] - the stub wants an array where None asks OpenCV to make one
    back, found_back, _ = cv2.calcOpticalFlowPyrLK(after, before, there, None, winSize=_WINDOW, maxLevel=_LEVELS)  # pyright: ignore[reportCallIssue, reportArgumentType] - as above
    missed = np.linalg.norm((back - start).reshape(-1, 2), axis=1)
    good = (found.ravel() == 1) & (found_back.ravel() == 1) & (missed <= max(_ROUND_TRIP * eye_distance, 0.3))
    return good, np.asarray(there, np.float32).reshape(-1, 2)


def _masks(view: View) -> tuple[Grey, Grey]:
    """Where the face's points may lie (its hull without mouth and eyes), and the background's (a ring around it)."""
    outline = view.mesh[:, :2]
    face = np.zeros(view.grey.shape, np.uint8)
    cv2.fillConvexPoly(face, cv2.convexHull(outline.astype(np.int32)), 255)
    border = max(3, round(view.eye_distance * _SPACING))
    face = cv2.erode(face, np.ones((border, border), np.uint8))
    for part in _MOVING_PARTS:
        hull = cv2.convexHull(outline[list(part)].astype(np.int32))
        cv2.fillConvexPoly(face, hull, 0)
        cv2.polylines(face, [hull], isClosed=True, color=0, thickness=border)
    ring = np.zeros(view.grey.shape, np.uint8)
    _fill_box(ring, outline, _RING_OUTER, 255)
    _fill_box(ring, outline, _RING_INNER, 0)
    return np.asarray(face, np.uint8), ring


def _fill_box(mask: Grey, outline: NDArray[np.float32], beyond: float, value: int) -> None:
    low, high = outline.min(axis=0), outline.max(axis=0)
    grow = (high - low) * beyond
    left, top = np.clip(low - grow, 0, None).astype(int)
    right, bottom = np.clip(high + grow, 0, None).astype(int)
    mask[top:bottom, left:right] = value


def _corners(view: View, mask: Grey, most: int) -> Points:
    spacing = max(view.eye_distance * _SPACING, 3)
    found: Any = cv2.goodFeaturesToTrack(view.grey, most, _CORNER_QUALITY, spacing, mask=mask)
    return np.zeros((0, 2), np.float32) if found is None else np.asarray(found, np.float32).reshape(-1, 2)
