"""Does the face move at all? Nobody holds the head still to a hundredth of a millimetre; a still picture does.

Repeated frames alone are no proof: one bona fide clip had 12 % of them. What counts is that the points of the face stay
within a tiny spot for a whole second.
"""

import numpy as np

from openekyc.domain.causes import Cause
from openekyc.domain.findings import Signal
from openekyc.engines.liveness.checks import Check, at_least
from openekyc.engines.liveness.port import Decision, Tag
from openekyc.engines.liveness.track import FaceTrack, Span
from openekyc.settings import LivenessSettings

_LEAST_STEPS = 5  # readings within the time, for "did not move" to mean something


def frozen(track: FaceTrack, span: Span, settings: LivenessSettings) -> Check:
    """The smallest spot that the face stayed in for ``frozen_s``, in eye distances."""
    value = _smallest_spot(track, span, settings.frozen_s)
    signal = Signal(
        name="frozen",
        verdict=at_least(value, settings.frozen_motion),
        value=value,
        threshold=settings.frozen_motion,
        unit="eye distances",
        detail=f"within {settings.frozen_s:g} s",
    )
    return Check(signal=signal, cause=Cause.SPOOF_SUSPECTED, tag=Tag.RECAPTURED, failed_as=Decision.SPOOF)


def _smallest_spot(track: FaceTrack, span: Span, window_s: float) -> float | None:
    followed = track.within(span) & np.isfinite(track.across)
    times_s = track.times_s[followed]
    x, y = np.cumsum(track.across[followed]), np.cumsum(track.down[followed])
    spots: list[float] = []
    for first, start_s in enumerate(times_s):
        behind = int(np.searchsorted(times_s, start_s + window_s)) + 1
        if behind > len(times_s):
            break
        if behind - first >= _LEAST_STEPS:
            spots.append(max(float(np.ptp(x[first:behind])), float(np.ptp(y[first:behind]))))
    return min(spots, default=None)
