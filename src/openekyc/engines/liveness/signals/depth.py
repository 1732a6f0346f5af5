"""Does a turning head show depth? Judged where a nod or a shake was asked for; stops flat and bent prints and screens.

Does nothing against a replayed video of a real head turn.
"""

import math
from collections.abc import Sequence

import numpy as np

from openekyc.domain.causes import Cause
from openekyc.domain.findings import Signal, Verdict
from openekyc.engines.liveness.checks import Check, at_least
from openekyc.engines.liveness.movements import Movement
from openekyc.engines.liveness.planarity import ViewPair
from openekyc.engines.liveness.port import Decision, Tag
from openekyc.settings import LivenessSettings

_WIDEST_SHARE = 0.8  # of the widest turn: wider turns show more depth and less noise
_MARGIN_S = 0.3


def depth(turn: Movement, pairs: Sequence[ViewPair], settings: LivenessSettings) -> Check:
    """Relief: what the best plane leaves, per sine of the turn. A background that follows makes it doubtful."""
    views = _widest_turns(turn, pairs, settings)
    relief = (
        float(np.median([view.residual / math.sin(math.radians(view.turn_deg)) for view in views])) if views else None
    )
    known = [view.coherence for view in views if view.coherence is not None]
    coherence = float(np.median(known)) if known else None
    signal = Signal(
        name=f"depth_{turn.action.value}",
        verdict=_judge(relief, coherence, settings),
        value=relief,
        threshold=settings.least_relief,
        unit="eye distances",
        detail=f"{len(views)} pairs of views, background against face "
        + ("unknown" if coherence is None else f"{coherence:.2f}"),
    )
    return Check(signal=signal, cause=Cause.SPOOF_SUSPECTED, tag=Tag.RECAPTURED, failed_as=Decision.SPOOF)


def _widest_turns(turn: Movement, pairs: Sequence[ViewPair], settings: LivenessSettings) -> list[ViewPair]:
    inside = [
        pair
        for pair in pairs
        if settings.least_turn_deg <= pair.turn_deg <= settings.most_turn_deg
        and turn.overlap_s(pair.from_s - _MARGIN_S, pair.to_s + _MARGIN_S) > 0
    ]
    widest = max((pair.turn_deg for pair in inside), default=0.0)
    return [pair for pair in inside if pair.turn_deg >= _WIDEST_SHARE * widest]


def _judge(relief: float | None, coherence: float | None, settings: LivenessSettings) -> Verdict:
    verdict = at_least(relief, settings.least_relief)
    follows = coherence is not None and not coherence >= settings.least_coherence  # NaN is no background standing still
    doubtful = follows and at_least(relief, settings.doubtful_relief) is not Verdict.PASS
    return Verdict.INCONCLUSIVE if verdict is Verdict.PASS and doubtful else verdict
