"""Nods and shakes in the series of head angles: at least two quick swings on end, in opposite directions."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from openekyc.domain.challenge import Action
from openekyc.engines.liveness.movements import Movement, Series

_RESTING_SHARE = 0.15  # of a swing: closer than this to its end the head is at rest
_PAUSE_S = 0.8  # between there and back
_SMALLER_SWING = 0.5  # of the demanded size: what the head must go back at least


@dataclass(frozen=True, slots=True)
class _Swing:
    start_s: float
    end_s: float
    degrees: float


def find_turns(
    action: Action, times_s: Series, angle: Series, *, peak_to_peak_deg: float, longest_swing_s: float
) -> tuple[Movement, ...]:
    """Every two swings of ``angle`` (degrees, NaN without a face) on end, the larger of ``peak_to_peak_deg`` or more.

    One side and back counts as well as both sides: people do either. Swings slower than ``longest_swing_s`` are
    somebody looking around. Movements may overlap: a swing can end one and begin the next.
    """
    seen = np.isfinite(angle)
    if np.count_nonzero(seen) < 3:  # noqa: PLR2004 - a swing there and back has three ends
        return ()
    times_s, angle = times_s[seen], _smoothed(angle[seen])
    swings = _swings(times_s, angle, peak_to_peak_deg * _SMALLER_SWING)
    quick = [swing for swing in swings if swing.end_s - swing.start_s <= longest_swing_s]
    return tuple(
        Movement(
            action=action,
            start_s=there.start_s,
            end_s=back.end_s,
            size=max(there.degrees, back.degrees) / peak_to_peak_deg,
        )
        for there, back in pairwise(quick)
        if back.start_s - there.end_s <= _PAUSE_S and max(there.degrees, back.degrees) >= peak_to_peak_deg
    )


def _smoothed(angle: Series) -> Series:
    """The median of three neighbours; one frame's slip of the mesh is no movement."""
    padded = np.concatenate((angle[:1], angle, angle[-1:]))
    return np.median(np.stack((padded[:-2], padded[1:-1], padded[2:])), axis=0)


def _swings(times_s: Series, angle: Series, least: float) -> list[_Swing]:
    """Every way between two turning points that differ by ``least`` degrees or more."""
    ends = _turning_points(angle, least)
    swings: list[_Swing] = []
    for first, last in pairwise(ends):
        degrees = abs(float(angle[last] - angle[first]))
        if degrees < least:
            continue
        way = angle[first : last + 1]
        near = degrees * _RESTING_SHARE
        leaves = first + int(np.flatnonzero(np.abs(way - angle[first]) <= near)[-1])
        arrives = first + int(np.flatnonzero(np.abs(way - angle[last]) <= near)[0])
        swings.append(_Swing(float(times_s[leaves]), float(times_s[max(arrives, leaves)]), degrees))
    return swings


def _turning_points(angle: Series, least: float) -> list[int]:
    """Indices of the extremes, each at least ``least`` away from the next, beginning and end of the series included."""
    start = _first_leaving(angle, least)
    if start is None:
        return []
    points, extreme = [start.point], start.index
    rising = angle[start.index] > angle[start.point]
    for index in range(start.index, len(angle)):
        further = angle[index] > angle[extreme] if rising else angle[index] < angle[extreme]
        if further:
            extreme = index
        elif abs(angle[index] - angle[extreme]) >= least:
            points.append(extreme)
            rising, extreme = not rising, index
    return [*points, extreme]


@dataclass(frozen=True, slots=True)
class _Leaving:
    point: int
    index: int


def _first_leaving(angle: Series, least: float) -> _Leaving | None:
    """The first extreme and the first index that is ``least`` away from it; None when the head never moves so far."""
    lows, highs = np.minimum.accumulate(angle), np.maximum.accumulate(angle)
    away = np.flatnonzero((angle - lows >= least) | (highs - angle >= least))
    if not away.size:
        return None
    index = int(away[0])
    before = angle[: index + 1]
    point = int(before.argmin()) if angle[index] - lows[index] >= least else int(before.argmax())
    return _Leaving(point, index)
