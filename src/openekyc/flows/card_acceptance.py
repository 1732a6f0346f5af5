"""When the web page accepts a card, and when it asks for another picture of it."""

from openekyc.domain.findings import Verdict
from openekyc.flows.analyses.card_rules import RULES
from openekyc.flows.card_reading import KeptReading
from openekyc.flows.orders import CardCheckStatus, CardOrder

UNREADABLE = "unreadable"
NO_PORTRAIT = "no_portrait"
EXPIRED = "expired"
_WARNING_OF = {rule.hint: rule.warning for rule in RULES.values() if rule.warning}


def stopping_hints(order: CardOrder, kept: KeptReading, *, needs_portrait: bool = False) -> tuple[str, ...]:
    """Why this reading cannot be accepted, in the hints of the capture protocol; empty when it can.

    A rejected document always stops; so does a portrait that the face is to be compared with and cannot, and an expired
    document where the caller does not allow one. Picture warnings stop unless the caller ignores them all or selected
    others. Contradictions inside the document do not stop: the caller reads them in the result.
    """
    if kept.analysis is None:
        return (UNREADABLE,)
    hints = kept.analysis.hints
    if kept.analysis.status is CardCheckStatus.REJECTED:
        return hints or (UNREADABLE,)
    stopping = [hint for hint in hints if _stops(order, hint)]
    if needs_portrait and not _has_portrait(kept):
        stopping.append(NO_PORTRAIT)
    return tuple(dict.fromkeys(stopping))


def _has_portrait(kept: KeptReading) -> bool:
    """Whether a face can be compared with the card's: a place where one should be is not enough."""
    signals = kept.analysis.signals if kept.analysis else ()
    compared = any(each.name == "portrait" and each.verdict is Verdict.PASS for each in signals)
    return kept.portrait is not None and compared


def _stops(order: CardOrder, hint: str) -> bool:
    if hint == EXPIRED:
        return not order.allow_expired
    warning = _WARNING_OF.get(hint)
    if warning is None or order.ignore_warnings:
        return False
    return not order.stopping_warnings or warning in order.stopping_warnings
