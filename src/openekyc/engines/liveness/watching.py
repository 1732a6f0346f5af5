"""Watching a recording once from beginning to end: the only place where liveness runs networks.

Costs about 10 ms of one core per frame of 640x480: mesh 3, irises 3.5, optical flow 1.6 (every second frame at 30 a
second), decoding 1.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from openekyc.engines.faces.finder import FaceFinder, describe
from openekyc.engines.faces.iris import EyeContours, Irises
from openekyc.engines.faces.mesh import Mesh
from openekyc.engines.faces.port import Face, Image
from openekyc.engines.liveness.planarity import ViewPair
from openekyc.engines.liveness.points import PointFollower, Shift, View
from openekyc.engines.liveness.track import FaceTrack, FrameReading
from openekyc.media.videos import VideoFrame
from openekyc.settings import LivenessSettings

_SHORTEST_STEP_S = 0.02  # cameras of 60 frames a second show nothing more than those of 30
_FLOW_STEP_S = 0.055
_LOOK_ROUND_S = 0.5  # for a second face
_SEARCH_STEP_S = 0.1  # for a lost one
_FLOW_SIDE = 640
_KEPT_FRAMES = 20
_SHORTEST_SLOT_S = 0.3
_LIPS = ((13, 14), (82, 87), (312, 317))  # upper and lower inner lip of the mesh: middle, right, left
_LIP_CORNERS = (78, 308)
Grey = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Candidate:
    """A frame that may be kept as a picture of the person; ``openness`` is of the more closed eye."""

    image: Image
    face: Face
    time_s: float
    openness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """All that the rules judge; ``frames`` is how many were decoded."""

    track: FaceTrack
    pairs: tuple[ViewPair, ...]
    candidates: tuple[Candidate, ...]
    frames: int


class Watcher:
    """Follows the largest face through recordings."""

    def __init__(self, finder: FaceFinder, irises: Irises, settings: LivenessSettings) -> None:
        self._finder = finder
        self._irises = irises
        self._settings = settings

    def watch(self, frames: Iterable[VideoFrame], *, duration_s: float) -> Watched:
        """Read every frame; raises what ``frames`` raises."""
        watch = _Watch(self._finder, self._irises, self._settings, duration_s)
        decoded = 0
        for frame in frames:
            decoded += 1
            watch.see(frame)
        return Watched(
            track=FaceTrack.of(watch.readings),
            pairs=tuple(watch.follower.pairs),
            candidates=tuple(watch.slots.values()),
            frames=decoded,
        )


class _Watch:
    """The state of watching one recording."""

    def __init__(self, finder: FaceFinder, irises: Irises, settings: LivenessSettings, duration_s: float) -> None:
        self._finder = finder
        self._irises = irises
        self._mesh: Mesh | None = None
        self._searched_s = self._looked_s = self._flowed_s = self._seen_s = float("-inf")
        self._slot_s = max(_SHORTEST_SLOT_S, duration_s / _KEPT_FRAMES)
        self.follower = PointFollower(most_turn_deg=settings.most_turn_deg)
        self.readings: list[FrameReading] = []
        self.slots: dict[int, Candidate] = {}

    def see(self, frame: VideoFrame) -> None:
        if frame.time_s - self._seen_s < _SHORTEST_STEP_S:
            return
        self._seen_s = frame.time_s
        self._mesh = self._located(frame)
        if self._mesh is None:
            self.follower.lose()
            self.readings.append(FrameReading(time_s=frame.time_s))
            return
        eyes = self._irises.eyes(frame.image, self._mesh)
        face = describe(frame.image, self._mesh, score=self._mesh.flag)
        grey = np.asarray(cv2.cvtColor(frame.image, cv2.COLOR_RGB2GRAY), np.uint8)
        shift = self._flow(frame.time_s, grey, face)
        self.readings.append(
            FrameReading(
                time_s=frame.time_s,
                x=float(face.mesh[:, 0].mean()),
                y=float(face.mesh[:, 1].mean()),
                yaw=face.yaw,
                pitch=face.pitch,
                eye_distance=face.eye_distance,
                luma=_luma(grey, face),
                left_eye=eyes.left.openness,
                right_eye=eyes.right.openness,
                mouth=mouth_opening(face.mesh),
                across=float("nan") if shift is None else shift.across,
                down=float("nan") if shift is None else shift.down,
                second_face=self._second_face(frame, self._mesh),
            )
        )
        self._keep(frame, face, eyes)

    def _located(self, frame: VideoFrame) -> Mesh | None:
        tracked = None if self._mesh is None else self._finder.mesh.track(frame.image, self._mesh)
        if tracked is not None or frame.time_s - self._searched_s < _SEARCH_STEP_S:
            return tracked
        self._searched_s = frame.time_s
        found = sorted(self._finder.blazeface.find(frame.image), key=lambda face: face.box[0] - face.box[2])
        meshes = (self._finder.mesh.at(frame.image, detection) for detection in found)
        return next((mesh for mesh in meshes if mesh is not None), None)

    def _second_face(self, frame: VideoFrame, mesh: Mesh) -> float:
        """NaN in the frames in which nobody looks round."""
        if frame.time_s - self._looked_s < _LOOK_ROUND_S:
            return float("nan")
        self._looked_s = frame.time_s
        left, top, right, bottom = mesh.box
        shares = [0.0]
        for detection in self._finder.blazeface.find(frame.image):
            x, y = detection.points[:4].mean(axis=0)
            if left < x < right and top < y < bottom:
                continue
            other = self._finder.mesh.at(frame.image, detection)
            if other is not None and not _same_place(other, mesh):
                shares.append(other.eye_distance / mesh.eye_distance)
        return max(shares)

    def _flow(self, time_s: float, grey: Grey, face: Face) -> Shift | None:
        if time_s - self._flowed_s < _FLOW_STEP_S:
            return None
        self._flowed_s = time_s
        scale = min(1.0, _FLOW_SIDE / max(grey.shape))
        small = grey if scale == 1 else cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        return self.follower.follow(
            View(
                grey=np.asarray(small, np.uint8),
                mesh=face.mesh * np.float32(scale),
                eye_distance=face.eye_distance * scale,
                yaw=face.yaw,
                pitch=face.pitch,
                time_s=time_s,
            )
        )

    def _keep(self, frame: VideoFrame, face: Face, eyes: EyeContours) -> None:
        """The best frame of every slot of time."""
        openness = min(eyes.left.openness, eyes.right.openness)
        candidate = Candidate(image=frame.image, face=face, time_s=frame.time_s, openness=openness)
        slot = int(frame.time_s / self._slot_s)
        if slot not in self.slots or picture_quality(candidate) > picture_quality(self.slots[slot]):
            self.slots[slot] = candidate


def picture_quality(candidate: Candidate) -> float:
    """How good a picture of the person this is: sharp, frontal, eyes open; for comparing frames of one recording."""
    face = candidate.face
    turned = (face.yaw / 30) ** 2 + (face.pitch / 30) ** 2 + (face.roll / 45) ** 2
    return face.sharpness + candidate.openness - turned


def mouth_opening(mesh: NDArray[np.float32]) -> float:
    """Mean inner lip gap over the distance of the inner lip corners; closed 0-.05, wide open .6 and more."""
    gaps = [float(np.linalg.norm(mesh[upper, :2] - mesh[lower, :2])) for upper, lower in _LIPS]
    width = float(np.linalg.norm(mesh[_LIP_CORNERS[0], :2] - mesh[_LIP_CORNERS[1], :2]))
    return sum(gaps) / len(gaps) / max(width, 1e-6)


def _luma(grey: Grey, face: Face) -> float:
    left, top, right, bottom = (max(0, round(edge)) for edge in face.box)
    part = grey[top:bottom, left:right]
    return float(part.mean()) if part.size else float("nan")


def _same_place(one: Mesh, other: Mesh) -> bool:
    """Two detections can end on one face, because the mesh is drawn to the nearest."""
    distance = float(np.linalg.norm(one.points[:, :2].mean(axis=0) - other.points[:, :2].mean(axis=0)))
    return distance < other.eye_distance
