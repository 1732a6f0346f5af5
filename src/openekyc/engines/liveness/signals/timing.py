"""Does the recording hold the whole task without holes, and does the page's account of it fit?"""

import numpy as np

from openekyc.domain.causes import Cause
from openekyc.domain.challenge import Challenge, ClientLog, ServerTimes
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
    return Check(signal=signal, cause=Cause.SPOOF_SUSPECTED, tag=Tag.SYNTHETIC, failed_as=Decision.SPOOF)


def server_length(times_s: Series, server: ServerTimes, settings: LivenessSettings) -> Check:
    """The recording is no longer than the server waited for it: what is longer was begun before the task was drawn."""
    waited_s = None if server.uploaded_at is None else (server.uploaded_at - server.began_at).total_seconds()
    threshold = None if waited_s is None else waited_s + settings.server_misfit_s
    duration = float(times_s[-1])
    verdict = Verdict.INCONCLUSIVE if threshold is None else at_most(duration, threshold)
    signal = Signal(name="server_length", verdict=verdict, value=duration, threshold=threshold, unit="s")
    return Check(signal=signal, cause=Cause.SPOOF_SUSPECTED, tag=Tag.SYNTHETIC, failed_as=Decision.SPOOF)


def server_prompts(challenge: Challenge, log: ClientLog, server: ServerTimes, settings: LivenessSettings) -> Check:
    """The page showed the prompts as far apart as the server handed them out."""
    value = _prompts_misfit(challenge, log, server)
    signal = Signal(
        name="server_prompts",
        verdict=at_most(value, settings.server_misfit_s),
        value=value,
        threshold=settings.server_misfit_s,
        unit="s",
        detail=f"{len(server.revealed)} prompts handed out, {len(log.prompts)} shown",
    )
    return Check(signal=signal, cause=Cause.SPOOF_SUSPECTED, tag=Tag.SYNTHETIC, failed_as=Decision.SPOOF)


def _prompts_misfit(challenge: Challenge, log: ClientLog, server: ServerTimes) -> float | None:
    """The largest contradiction, s: between prompts either way; before the first and behind the last only a page that
    claims more time than passed, because it may start late and upload slowly. None when they cannot be laid together.
    """
    if server.uploaded_at is None or not len(challenge.steps) == len(log.prompts) == len(server.revealed):
        return None
    asked_s = [prompt.shown_ms / 1000 - step.quiet_s for prompt, step in zip(log.prompts, challenge.steps, strict=True)]
    page_s = np.diff([log.recorder_started_ms / 1000, *asked_s, log.recorder_stopped_ms / 1000])
    moments = [moment.timestamp() for moment in (server.began_at, *server.revealed, server.uploaded_at)]
    excess = page_s - np.diff(moments)
    excess[1:-1] = np.abs(excess[1:-1])
    return float(np.max(excess, initial=0.0))


def prompts(contradiction: str) -> Check:
    """The page showed every prompt of the task; ``contradiction`` is empty when it did."""
    verdict = Verdict.INCONCLUSIVE if contradiction else Verdict.PASS
    return Check(
        signal=Signal(name="prompts", verdict=verdict, detail=contradiction), cause=Cause.LIVENESS_INCONCLUSIVE
    )
