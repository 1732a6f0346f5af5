"""Is there one face, the same one without a break, and nobody else?"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from openekyc.domain.causes import Cause
from openekyc.domain.findings import Signal, Verdict
from openekyc.engines.liveness.checks import Check, at_most
from openekyc.engines.liveness.movements import runs
from openekyc.engines.liveness.port import Tag
from openekyc.engines.liveness.track import FaceTrack, Span
from openekyc.settings import LivenessSettings

_FORGIVEN_LOOKS = 1  # a face seen in a single look is a slip of the detector
_LEAD_IN_STEP_S = 0.2  # a longer pause before the task cuts off what came before it


def face_present(track: FaceTrack, span: Span, settings: LivenessSettings) -> Check:
    """Out of sight for no longer than a moment during the task."""
    inside = track.within(span)
    times_s, present = track.times_s[inside], track.present[inside]
    if not present.any():
        signal = Signal(name="face_present", verdict=Verdict.FAIL, detail="no face during the task")
        return Check(signal=signal, cause=Cause.FACE_LOST if track.present.any() else Cause.NO_FACE)
    value = max((_lasting(times_s, first, last) for first, last in runs(~present)), default=0.0)
    signal = Signal(
        name="face_present",
        verdict=at_most(value, settings.longest_loss_s),
        value=value,
        threshold=settings.longest_loss_s,
        unit="s",
        detail="longest time out of sight",
    )
    return Check(signal=signal, cause=Cause.FACE_LOST, tag=Tag.OCCLUDED)


def unbroken(track: FaceTrack, span: Span, settings: LivenessSettings) -> Check:
    """The face moves from frame to frame and never jumps; one that was lost is found again where it was."""
    steps = _steps(track, track.within(span) & track.present)
    value = float(steps.max()) if steps.size else None
    signal = Signal(
        name="unbroken",
        verdict=at_most(value, settings.largest_jump),
        value=value,
        threshold=settings.largest_jump,
        unit="eye distances",
        detail="largest jump between two sights of the face",
    )
    return Check(signal=signal, cause=Cause.FACE_LOST)


def unbroken_lead_in(track: FaceTrack, span: Span, settings: LivenessSettings) -> Span:
    """``span`` with what came before it as far as the face was never out of sight and never jumped."""
    before = np.flatnonzero(track.times_s <= span.start_s)
    start_s = span.start_s
    for later, earlier in pairwise(before[::-1]):
        both = np.isin(np.arange(len(track.times_s)), (earlier, later)) & track.present
        steps = _steps(track, both)
        near = track.times_s[later] - track.times_s[earlier] <= _LEAD_IN_STEP_S
        if not (near and steps.size and steps[0] <= settings.largest_jump):
            break
        start_s = float(track.times_s[earlier])
    return Span(start_s=start_s, end_s=span.end_s)


def one_face(track: FaceTrack, settings: LivenessSettings) -> Check:
    """No second face of notable size in the whole recording; passers-by and pictures on the wall are smaller."""
    looks = track.second_face[np.isfinite(track.second_face)]
    disturbing = int(np.count_nonzero(looks >= settings.second_face_share))
    few = len(looks) <= _FORGIVEN_LOOKS + 1
    verdict = at_most(disturbing, 0 if few else _FORGIVEN_LOOKS) if looks.size else Verdict.INCONCLUSIVE
    signal = Signal(
        name="one_face",
        verdict=verdict,
        value=float(looks.max()) if looks.size else None,
        threshold=settings.second_face_share,
        unit="of the face's size",
        detail=f"another face in {disturbing} of {len(looks)} looks",
    )
    return Check(signal=signal, cause=Cause.SEVERAL_FACES)


def _steps(track: FaceTrack, seen: NDArray[np.bool_]) -> NDArray[np.float64]:
    """How far the face is from where it was seen last, in its eye distances then and now, whichever is smaller."""
    size = track.eye_distance[seen]
    return np.hypot(np.diff(track.x[seen]), np.diff(track.y[seen])) / np.minimum(size[1:], size[:-1])


def _lasting(times_s: np.ndarray, first: int, last: int) -> float:
    """From the frame before a run to the frame behind it."""
    return float(times_s[min(last + 1, len(times_s) - 1)] - times_s[max(first - 1, 0)])
