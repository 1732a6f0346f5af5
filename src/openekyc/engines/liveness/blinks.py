"""Blinks in the series of lid gaps: both eyes nearly shut against their own usual opening, and open again soon."""

import numpy as np

from openekyc.domain.challenge import Action
from openekyc.engines.liveness.movements import Movement, Series, runs
from openekyc.settings import LivenessSettings

_AROUND_S = 2.0
_USUAL_PERCENTILE = 70
_SHUT_FOR_GOOD = 0.08  # lid gap per eye width; open eyes have .24-.42


def find_blinks(
    times_s: Series, left: Series, right: Series, yaw: Series, settings: LivenessSettings
) -> tuple[Movement, ...]:
    """``left`` and ``right`` are lid gap per eye width, ``yaw`` degrees; frames without a value are NaN."""
    seen = np.isfinite(left) & np.isfinite(right) & np.isfinite(yaw)
    times_s, yaw = times_s[seen], yaw[seen]
    openness = np.maximum(_against_usual(times_s, left[seen]), _against_usual(times_s, right[seen]))
    shut = (openness < settings.blink_ratio) & (np.abs(yaw) < settings.blink_yaw_deg)
    reopened = openness >= settings.blink_reopened
    found: list[Movement] = []
    for first, last in runs(shut):
        before = np.flatnonzero(reopened[:first])
        after = np.flatnonzero(reopened[last + 1 :])
        if not before.size or not after.size:
            continue
        start_s, end_s = float(times_s[before[-1]]), float(times_s[last + 1 + after[0]])
        if found and start_s < found[-1].end_s:  # the lids fluttered without opening between
            continue
        if end_s - times_s[first] <= settings.longest_blink_s:
            size = settings.blink_ratio / max(float(openness[first : last + 1].min()), 0.05)
            found.append(Movement(action=Action.BLINK, start_s=start_s, end_s=end_s, size=size))
    return tuple(found)


def _against_usual(times_s: Series, gap: Series) -> Series:
    usual = np.array(
        [np.percentile(gap[np.abs(times_s - time) <= _AROUND_S], _USUAL_PERCENTILE) for time in times_s], dtype=float
    )
    # An eye that is never open cannot blink: 1 says "not shut against its usual".
    return np.where(usual > _SHUT_FOR_GOOD, gap / np.maximum(usual, _SHUT_FOR_GOOD), 1.0)
