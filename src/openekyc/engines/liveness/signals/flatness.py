"""Is there anything a held picture cannot do: a blink, a moving mouth, or points that move as no plane would?

Weak by itself: it stops a picture held still or shaken a little, not a replayed video.
"""

from collections.abc import Sequence

import numpy as np

from openekyc.domain.causes import Cause
from openekyc.domain.challenge import Action
from openekyc.domain.findings import Signal, Verdict
from openekyc.engines.liveness.checks import Check
from openekyc.engines.liveness.movements import Movement
from openekyc.engines.liveness.planarity import ViewPair
from openekyc.engines.liveness.port import Tag
from openekyc.settings import LivenessSettings

_PERCENTILE = 95  # of the residuals: single slips of the optical flow do not count


def flatness(pairs: Sequence[ViewPair], movements: Sequence[Movement], settings: LivenessSettings) -> Check:
    """PASS with a blink, an opened mouth or parallax; INCONCLUSIVE without any."""
    value = float(np.percentile([pair.residual for pair in pairs], _PERCENTILE)) if pairs else None
    blinks = sum(movement.action is Action.BLINK for movement in movements)
    mouths = sum(movement.action is Action.MOUTH for movement in movements)
    parallax = value is not None and value >= settings.passive_parallax
    signal = Signal(
        name="flatness",
        verdict=Verdict.PASS if parallax or blinks or mouths else Verdict.INCONCLUSIVE,
        value=value,
        threshold=settings.passive_parallax,
        unit="eye distances",
        detail=f"{blinks} blinks, {mouths} openings of the mouth",
    )
    return Check(signal=signal, cause=Cause.LIVENESS_INCONCLUSIVE, tag=Tag.RECAPTURED)
