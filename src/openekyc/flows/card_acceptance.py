"""When the web page accepts a card, and when it asks for another picture of it."""

from openekyc.flows.analyses.card_rules import RULES
from openekyc.flows.card_reading import KeptReading
from openekyc.flows.orders import CardCheckStatus, CardOrder

UNREADABLE = "unreadable"
NO_PORTRAIT = "no_portrait"
EXPIRED = "expired"
_WARNING_OF = {rule.hint: rule.warning for rule in RULES.values() if rule.warning}


def stopping_hints(order: CardOrder, kept: KeptReading, *, needs_portrait: bool = False) -> tuple[str, ...]:
    """Why this reading cannot be accepted, in the hints of the capture protocol; empty when it can.

    A rejected document always stops; so does a missing portrait that the face will be compared with, and an expired
    document where the caller does not allow one. Picture warnings stop unless the caller ignores them all or selected
    others. Contradictions inside the document do not stop: the caller reads them in the result.
    """
    if kept.analysis is None:
        return (UNREADABLE,)
    hints = kept.analysis.hints
    if kept.analysis.status is CardCheckStatus.REJECTED:
        return hints or (UNREADABLE,)
    stopping = [hint for hint in hints if _stops(order, hint)]
    if needs_portrait and kept.portrait is None:
        stopping.append(NO_PORTRAIT)
    return tuple(dict.fromkeys(stopping))


def _stops(order: CardOrder, hint: str) -> bool:
    if hint == EXPIRED:
        return not order.allow_expired
    warning = _WARNING_OF.get(hint)
    if warning is None or order.ignore_warnings:
        return False
    return not order.stopping_warnings or warning in order.stopping_warnings
