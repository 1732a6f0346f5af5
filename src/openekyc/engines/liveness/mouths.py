"""Openings of the mouth in the series of lip gaps: wide against its own rest, for longer than speech does."""

import numpy as np

from openekyc.domain.challenge import Action
from openekyc.engines.liveness.movements import Movement, Series, crossing_s, runs
from openekyc.settings import LivenessSettings

_REST_PERCENTILE = 30


def find_mouth_openings(times_s: Series, gap: Series, settings: LivenessSettings) -> tuple[Movement, ...]:
    """``gap`` is inner lip gap per inner lip width, NaN where there is no face.

    A mouth open from the first frame on is no movement; one still open at the end is.
    """
    seen = np.isfinite(gap)
    if not seen.any():
        return ()
    times_s, gap = times_s[seen], gap[seen]
    level = float(np.percentile(gap, _REST_PERCENTILE)) + settings.mouth_opening
    found: list[Movement] = []
    for first, last in runs(gap >= level):
        if first == 0:
            continue
        start_s = crossing_s(times_s, gap, first - 1, level)
        end_s = crossing_s(times_s, gap, last, level) if last + 1 < len(gap) else float(times_s[last])
        if end_s - start_s >= settings.shortest_mouth_s:
            rise = float(gap[first : last + 1].max()) - level + settings.mouth_opening
            size = rise / settings.mouth_opening
            found.append(Movement(action=Action.MOUTH, start_s=start_s, end_s=end_s, size=size))
    return tuple(found)
