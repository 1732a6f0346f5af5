"""What each finding of a card check means for the caller: the public warning, the reason, the hint, and the status.

The table is `RULES`; a check that is not in it compares values of the card with one another, and its failure is a
contradiction. An inconclusive finding changes nothing: it is kept with the result and says what was not computed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from openekyc.domain.findings import Signal, Verdict
from openekyc.flows.orders import CardCheckStatus


@dataclass(frozen=True, slots=True)
class Rule:
    """What follows from one failed finding; ``warning`` is 0 where the public list has no number for it."""

    reason: str
    hint: str
    warning: int = 0
    status: CardCheckStatus = CardCheckStatus.WARNING


RULES = {
    # The document itself: without these there is nothing to hand out
    "legible": Rule("PoorImageQuality", "unreadable", status=CardCheckStatus.REJECTED),  # a required value is missing
    "kind": Rule("InformationVerificationFailed", "wrong_kind", status=CardCheckStatus.REJECTED),  # not as ordered
    "back": Rule("IncompleteCard", "side_missing", status=CardCheckStatus.REJECTED),  # needed and not given
    # The picture of it
    "border": Rule("IncompleteCard", "border", -9101),  # a side is covered
    "photocopy": Rule("PaperCopy", "photocopy", -9102),  # no colour
    "recapture": Rule("RetakeSuspected", "recapture", -9103),  # a screen or print was photographed
    "glare": Rule("PoorImageQuality", "glare", -9107),  # a burnt-out spot
    "blur": Rule("PoorImageQuality", "blur", -9108),  # out of focus
    "too_small": Rule("PoorImageQuality", "too_small"),  # too few pixels
    # What it says
    "number_check": Rule("InformationVerificationFailed", "number_check"),  # the number breaks its own rule
    "expiry": Rule("OtherWarning", "expired"),
    "portrait": Rule("OtherWarning", "no_portrait"),
}
CONTRADICTION = Rule("InformationVerificationFailed", "number_check")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """The status with everything that led to it, each named once."""

    status: CardCheckStatus
    reasons: tuple[str, ...]
    warnings: tuple[int, ...]
    hints: tuple[str, ...]


def rule_on(signals: Sequence[Signal]) -> Ruling:
    """Apply the table to all findings of both sides."""
    broken = [RULES.get(each.name, CONTRADICTION) for each in signals if each.verdict is Verdict.FAIL]
    rejected = any(rule.status is CardCheckStatus.REJECTED for rule in broken)
    return Ruling(
        status=CardCheckStatus.REJECTED if rejected else CardCheckStatus.WARNING if broken else CardCheckStatus.PASSED,
        reasons=tuple(dict.fromkeys(rule.reason for rule in broken)),
        warnings=tuple(sorted({rule.warning for rule in broken if rule.warning}, reverse=True)),
        hints=tuple(dict.fromkeys(rule.hint for rule in broken)),
    )
