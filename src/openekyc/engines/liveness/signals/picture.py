"""Is the face large, bright, sharp and frontal enough to judge it?"""

from collections.abc import Sequence

import numpy as np

from openekyc.domain.causes import Cause
from openekyc.domain.findings import Signal
from openekyc.engines.liveness.checks import Check, at_least, at_most
from openekyc.engines.liveness.movements import Series
from openekyc.engines.liveness.port import FaceFrame, Tag
from openekyc.engines.liveness.track import FaceTrack
from openekyc.settings import LivenessSettings


def distance(track: FaceTrack, settings: LivenessSettings) -> Check:
    """Near enough: the median distance of the outer eye corners."""
    value, threshold = _median(track.eye_distance), settings.least_eye_distance_px
    signal = Signal(
        name="eye_distance", verdict=at_least(value, threshold), value=value, threshold=threshold, unit="px"
    )
    return Check(signal=signal, cause=Cause.FACE_TOO_FAR, tag=Tag.DISTANCE_WRONG)


def darkness(track: FaceTrack, settings: LivenessSettings) -> Check:
    """Bright enough."""
    value, threshold = _median(track.luma), settings.least_luma
    signal = Signal(name="darkness", verdict=at_least(value, threshold), value=value, threshold=threshold, unit="0-255")
    return Check(signal=signal, cause=Cause.TOO_DARK, tag=Tag.QUALITY_LOW)


def brightness(track: FaceTrack, settings: LivenessSettings) -> Check:
    """Not glaring."""
    value, threshold = _median(track.luma), settings.most_luma
    signal = Signal(
        name="brightness", verdict=at_most(value, threshold), value=value, threshold=threshold, unit="0-255"
    )
    return Check(signal=signal, cause=Cause.TOO_BRIGHT, tag=Tag.QUALITY_LOW)


def frontal(frames: Sequence[FaceFrame], settings: LivenessSettings) -> Check:
    """At least one of the best frames looks into the camera with open eyes."""
    value = min((abs(frame.face.yaw) for frame in frames), default=None)
    threshold = settings.best_frame_yaw_deg
    signal = Signal(name="frontal", verdict=at_most(value, threshold), value=value, threshold=threshold, unit="degrees")
    return Check(signal=signal, cause=Cause.LIVENESS_INCONCLUSIVE, tag=Tag.QUALITY_LOW)


def sharpness(frames: Sequence[FaceFrame], settings: LivenessSettings) -> Check:
    """At least one of the best frames is in focus."""
    value = max((frame.face.sharpness for frame in frames), default=None)
    threshold = settings.least_sharpness
    signal = Signal(name="sharpness", verdict=at_least(value, threshold), value=value, threshold=threshold, unit="0-1")
    return Check(signal=signal, cause=Cause.FACE_BLURRED, tag=Tag.QUALITY_LOW)


def eyes_open(openness: Series, settings: LivenessSettings) -> Check:
    """The eyes are open most of the time; ``openness`` is of the more closed eye, one value per frame."""
    value, threshold = _median(openness), settings.open_eye
    unit = "lid gap per eye width"
    signal = Signal(name="eyes_open", verdict=at_least(value, threshold), value=value, threshold=threshold, unit=unit)
    return Check(signal=signal, cause=Cause.LIVENESS_INCONCLUSIVE, tag=Tag.EYES_CLOSED)


def _median(series: Series) -> float | None:
    known = series[np.isfinite(series)]
    return float(np.median(known)) if known.size else None
