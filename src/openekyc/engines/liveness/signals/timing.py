"""Does the recording hold the whole task without holes, and does the page's account of it fit?"""

import numpy as np

from openekyc.domain.causes import Cause
from openekyc.domain.challenge import Challenge
from openekyc.domain.findings import Signal, Verdict
from openekyc.engines.liveness.checks import Check, at_least, at_most
from openekyc.engines.liveness.clocks import ClockFit
from openekyc.engines.liveness.movements import Series
from openekyc.engines.liveness.port import Decision, Tag
from openekyc.engines.liveness.track import Span
from openekyc.settings import LivenessSettings

_LENGTH_SLACK_S = 0.3  # a recorder's last frames may be missing


def length(times_s: Series, challenge: Challenge) -> Check:
    """Long enough for the task."""
    least = challenge.record_s - _LENGTH_SLACK_S
    duration = float(times_s[-1])
    signal = Signal(name="length", verdict=at_least(duration, least), value=duration, threshold=least, unit="s")
    return Check(signal=signal, cause=Cause.VIDEO_TOO_SHORT)


def frame_rate(times_s: Series, settings: LivenessSettings) -> Check:
    """Frames enough to see a blink; the average of the whole recording."""
    duration = float(times_s[-1])
    value = (len(times_s) - 1) / duration if duration > 0 else None
    verdict = at_least(value, settings.least_fps)
    signal = Signal(name="frame_rate", verdict=verdict, value=value, threshold=settings.least_fps, unit="1/s")
    return Check(signal=signal, cause=Cause.LIVENESS_INCONCLUSIVE, tag=Tag.QUALITY_LOW)


def longest_gap(times_s: Series, span: Span, settings: LivenessSettings) -> Check:
    """No pause between two frames long enough to change something unseen."""
    steps = np.diff(times_s)[(times_s[1:] > span.start_s) & (times_s[:-1] < span.end_s)]
    value = float(steps.max()) if steps.size else None
    verdict = at_most(value, settings.longest_gap_s)
    signal = Signal(name="longest_gap", verdict=verdict, value=value, threshold=settings.longest_gap_s, unit="s")
    return Check(signal=signal, cause=Cause.LIVENESS_INCONCLUSIVE, tag=Tag.QUALITY_LOW)


def clock(fit: ClockFit | None, settings: LivenessSettings) -> Check:
    """The page's account of when it recorded agrees with the recording's length."""
    value = None if fit is None else fit.misfit_s
    detail = (
        "the page reported no usable recording times"
        if fit is None
        else f"fitted by the {fit.by} times, right to {fit.tolerance_s:.2f} s"
    )
    signal = Signal(
        name="clock",
        verdict=at_most(value, settings.clock_misfit_s),
        value=value,
        threshold=settings.clock_misfit_s,
        unit="s",
        detail=detail,
    )
    return Check(signal=signal, cause=_misfit_cause(value), tag=Tag.SYNTHETIC, failed_as=Decision.SPOOF)


def prompts(contradiction: str) -> Check:
    """The page showed every prompt of the task; ``contradiction`` is empty when it did."""
    verdict = Verdict.INCONCLUSIVE if contradiction else Verdict.PASS
    return Check(
        signal=Signal(name="prompts", verdict=verdict, detail=contradiction), cause=Cause.LIVENESS_INCONCLUSIVE
    )


def _misfit_cause(value: float | None) -> Cause:
    return Cause.LIVENESS_INCONCLUSIVE if value is None else Cause.SPOOF_SUSPECTED
