"""Where the page's clock stands in the recording, found by laying the page's frame times over the container's.

A page that notes when it asked the recorder to start is early by the recorder's warm-up; one that waits for the `start`
event is late by 13-708 ms (measured). So that moment only bounds the search.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from openekyc.domain.challenge import ClientLog

_EARLIEST_S, _LATEST_S = -1.5, 1.0  # first frame against the reported start
_LAST_FRAME_S = 0.7  # the last frame comes up to this long before the reported stop
_MATCH_S = 0.012  # a captured and a recorded frame this close are the same one
_LEAST_FRAMES = 10
_LEAST_MATCHED = 0.5  # share of the page's frames found in the recording; slow encoders drop the rest
_LARGEST_RESIDUAL_S = 0.003  # the same frames miss each other by 0.0005 s, others by half of _MATCH_S
_CLEARLY_BETTER_S = 0.002
_FRAMES_TOLERANCE_S = 0.05

Times = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockFit:
    """Recording time = page time - ``offset_s``, right to ``tolerance_s``; ``misfit_s`` is how far the page's account
    of the recording's length contradicts the container (0 when it does not)."""

    offset_s: float
    tolerance_s: float
    misfit_s: float
    by: str

    def recording_s(self, page_ms: float) -> float:
        """A moment of the page's clock in the recording."""
        return page_ms / 1000 - self.offset_s


@dataclass(frozen=True, slots=True)
class _Laid:
    """The page's frames laid over the recording's: the offset, and how far they typically miss each other."""

    offset_s: float
    residual_s: float


@dataclass(frozen=True, slots=True)
class _Span:
    low: float
    high: float

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2

    @property
    def half(self) -> float:
        return (self.high - self.low) / 2


def fit_clock(times_s: Times, log: ClientLog) -> ClockFit | None:
    """The fit for frames at ``times_s`` of the recording; None when the page told no usable times."""
    started, stopped = log.recorder_started_ms / 1000, log.recorder_stopped_ms / 1000
    if not (np.isfinite(started) and np.isfinite(stopped)) or stopped <= started:
        return None
    last_s = float(times_s[-1])
    by_start = _Span(started + _EARLIEST_S, started + _LATEST_S)
    by_stop = _Span(stopped - last_s - _LAST_FRAME_S, stopped - last_s + _FRAMES_TOLERANCE_S)
    possible = _Span(max(by_start.low, by_stop.low), min(by_start.high, by_stop.high))
    if possible.half < 0:
        middle, half = possible.middle, -possible.half
        return ClockFit(offset_s=middle, tolerance_s=half + _FRAMES_TOLERANCE_S, misfit_s=2 * half, by="recorder")
    captured = np.array([frame.capture_ms / 1000 for frame in log.frames], dtype=float)
    laid = _lay_over(times_s, np.sort(captured[np.isfinite(captured)]), possible)
    span, by = (possible, "recorder") if laid is None else (laid, "frames")
    return ClockFit(offset_s=span.middle, tolerance_s=span.half + _FRAMES_TOLERANCE_S, misfit_s=0.0, by=by)


def _lay_over(times_s: Times, captured_s: Times, possible: _Span) -> _Span | None:
    """The offsets that lay the page's frames best over the recording's; None when none does.

    An even frame rate fits wherever it is laid: then all offsets that fit as well are the answer.
    """
    if len(times_s) < _LEAST_FRAMES or len(captured_s) < _LEAST_FRAMES:
        return None
    starts = captured_s[(captured_s >= possible.low) & (captured_s <= possible.high)]
    fits = [fit for start in starts if (fit := _laid_at(times_s, captured_s, float(start))) is not None]
    best = min((fit.residual_s for fit in fits), default=np.inf)
    if best > _LARGEST_RESIDUAL_S:
        return None
    equals = [fit.offset_s for fit in fits if fit.residual_s <= best + _CLEARLY_BETTER_S]
    return _Span(min(equals), max(equals))


def _laid_at(times_s: Times, captured_s: Times, offset_s: float) -> _Laid | None:
    """Laid at about ``offset_s`` and moved by the median miss; None when too few frames meet."""
    inside = captured_s[(captured_s >= offset_s - _MATCH_S) & (captured_s <= offset_s + times_s[-1] + _MATCH_S)]
    misses = _to_nearest(inside - offset_s, times_s)
    misses = misses[np.abs(misses) <= _MATCH_S]
    if len(misses) < max(_LEAST_FRAMES, _LEAST_MATCHED * len(inside)):
        return None
    shift = float(np.median(misses))
    return _Laid(offset_s + shift, float(np.median(np.abs(misses - shift))))


def _to_nearest(moments: Times, times_s: Times) -> Times:
    """How far each moment is from the nearest of ``times_s`` (sorted)."""
    right = np.clip(np.searchsorted(times_s, moments), 1, len(times_s) - 1)
    before, behind = times_s[right - 1], times_s[right]
    nearest = np.where(moments - before <= behind - moments, before, behind)
    return moments - nearest
