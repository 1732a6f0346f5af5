"""Was every action done when it was asked for, in order, and nothing else?"""

from collections.abc import Sequence

from openekyc.domain.causes import Cause
from openekyc.domain.findings import Signal, Verdict
from openekyc.engines.liveness.checks import Check, at_most
from openekyc.engines.liveness.movements import Movement
from openekyc.engines.liveness.performance import Performance
from openekyc.engines.liveness.port import Tag
from openekyc.engines.liveness.prompts import StepWindow


def step(window: StepWindow, answer: Movement | None) -> Check:
    """One prompt and what answered it; the value is the movement's size, 1 being the smallest that counts."""
    asked = f"asked at {window.shown_s:.2f} s, judged until {window.until_s:.2f} s"
    done = "not seen" if answer is None else f"seen from {answer.start_s:.2f} s to {answer.end_s:.2f} s"
    signal = Signal(
        name=f"step_{window.index}_{window.action.value}",
        verdict=Verdict.FAIL if answer is None else Verdict.PASS,
        value=None if answer is None else answer.size,
        threshold=1.0,
        unit="of the least size",
        detail=f"{asked}; {done}",
    )
    return Check(signal=signal, cause=Cause.ACTION_MISSING, tag=Tag.ACTION_MISSING)


def nothing_else(performance: Performance) -> Check:
    """No action that was not asked for, from the first quiet to the end of the last prompt."""
    signal = Signal(
        name="nothing_else",
        verdict=at_most(len(performance.strays), 0),
        value=len(performance.strays),
        threshold=0,
        unit="movements",
        detail=_told("not asked for", performance.strays) + _told("begun early", performance.early),
    )
    return Check(signal=signal, cause=Cause.ACTION_MISSING, tag=Tag.ACTION_MISSING)


def _told(what: str, movements: Sequence[Movement]) -> str:
    return "".join(f"{what}: {m.action.value} {m.start_s:.2f}-{m.end_s:.2f} s. " for m in movements)
