"""The card as the confirmation screen shows it: the values to confirm, or what to do better with the next picture."""

from collections.abc import Sequence
from dataclasses import dataclass

from openekyc.flows.card_acceptance import UNREADABLE, stopping_hints
from openekyc.flows.card_reading import KeptReading
from openekyc.flows.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetField:
    """One value to confirm; ``name`` is what an edit names."""

    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardSheet:
    """What was read, and whether the picture must be taken again; ``hints`` say what was wrong with it."""

    legible: bool
    retake: bool
    hints: Sequence[str]
    fields: Sequence[SheetField]


def sides_of(plan: Plan) -> tuple[str, ...]:
    """Which sides the page photographs: of the kinds read today, none prints on its back what a result carries."""
    return ("front",) if plan.card else ()


def must_retake(plan: Plan, kept: KeptReading) -> bool:
    """Whether this reading cannot be confirmed."""
    return bool(plan.card and stopping_hints(plan.card, kept, needs_portrait=plan.compares_with_card))


def sheet_of(plan: Plan, kept: KeptReading) -> CardSheet:
    """The confirmation screen's content; a picture that must be taken again shows no values."""
    retake = must_retake(plan, kept)
    analysis = kept.analysis
    if analysis is None:
        return CardSheet(legible=False, retake=True, hints=(UNREADABLE,), fields=())
    fields = (
        ()
        if retake
        else tuple(SheetField(name=each.name, label=each.label, value=each.value) for each in analysis.confirm)
    )
    return CardSheet(legible=analysis.legible, retake=retake, hints=analysis.hints, fields=fields)
