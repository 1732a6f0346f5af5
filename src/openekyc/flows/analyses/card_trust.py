"""Whether the document is the one that was ordered, complete and legible."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from openekyc.documents.kind import DocumentKind, Parsed
from openekyc.documents.parsing.page import Page
from openekyc.documents.registry import AUTO, candidates, kind_for_web, kinds
from openekyc.domain.findings import Signal, Verdict

IDENTIFIED = 0.5  #: from here a page is taken for a kind (kinds score 0.5 for their title alone)
_CLEARLY_BETTER = 0.3  #: so much more like another kind means that it is the other one
_NOTHING_OF_IT = 0.2
_CLEARLY_PRINTED = 6  #: lines, well read, that show that the picture is legible and yet not this document
_WELL_READ = 0.9
# Passports of Hong Kong are issued in the name of China (ICAO Doc 9303-3, section 5).
_ISSUED_AS = {"HKG": ("HKG", "CHN")}


class Ordered(Protocol):
    """What the caller said the document is."""

    @property
    def nationality(self) -> str: ...
    @property
    def card_type(self) -> str: ...
    @property
    def web_kind(self) -> str | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """The kind that was seen, or the ordered one when nothing else was; None when it could not be told."""

    kind: DocumentKind | None
    as_ordered: bool
    signals: tuple[Signal, ...]


def recognise(order: Ordered, page: Page) -> Recognised:
    """Compare what is seen with what was ordered; raises `DocumentKindUnavailable`."""
    allowed = _allowed(order)
    seen = max(kinds(), key=lambda kind: kind.identify(page))
    best = max(allowed, key=lambda kind: kind.identify(page))
    if best.identify(page) >= max(IDENTIFIED, seen.identify(page) - _CLEARLY_BETTER):
        return Recognised(kind=best, as_ordered=True, signals=(_kind(Verdict.PASS, best, page, "As ordered."),))
    if seen.identify(page) >= IDENTIFIED:
        wrong = _kind(Verdict.FAIL, seen, page, f"The picture shows another document: {seen.title}.")
        return Recognised(kind=seen, as_ordered=False, signals=(wrong,))
    if best.identify(page) < _NOTHING_OF_IT and _clear(page):
        other = _kind(Verdict.FAIL, best, page, "The print is legible, but not that of the document ordered.")
        return Recognised(kind=None, as_ordered=False, signals=(other,))
    if len(allowed) == 1:  # the caller knows it; required values and checks decide
        unsure = _kind(Verdict.INCONCLUSIVE, best, page, "Too little of the document's own print was legible.")
        return Recognised(kind=best, as_ordered=True, signals=(unsure,))
    unread = Signal(name="legible", verdict=Verdict.FAIL, detail="No document was recognised.")
    return Recognised(kind=None, as_ordered=False, signals=(unread,))


def legible_finding(kind: DocumentKind, parsed: Parsed) -> Signal:
    """Whether every required value was read."""
    missing = kind.missing(parsed.fields)
    if missing:
        return Signal(name="legible", verdict=Verdict.FAIL, detail=f"Could not be read: {', '.join(missing)}.")
    return Signal(name="legible", verdict=Verdict.PASS, detail="All required values were read.")


def back_finding(kind: DocumentKind, parsed: Parsed, *, given: bool, order: Ordered) -> Signal:
    """Whether a back that is needed was given, and whether it told anything.

    The public table of needed backs is that of the document check; the web page photographs fronts only.
    """
    if not given:
        needed = kind.back_required and order.web_kind is None
        verdict = Verdict.FAIL if needed else Verdict.INCONCLUSIVE
        return Signal(name="back", verdict=verdict, detail="The back was not given.")
    if "back" in parsed.aside:
        return Signal(name="back", verdict=Verdict.PASS, detail="The back was read and compared.")
    return Signal(name="back", verdict=Verdict.INCONCLUSIVE, detail="Nothing on the back that the front does not say.")


def issuer_finding(order: Ordered, parsed: Parsed) -> Sequence[Signal]:
    """Whether the issuer that the document names is the one ordered; nothing to say where either is open."""
    if order.web_kind is not None or order.nationality == AUTO or parsed.issuer is None:
        return ()
    if parsed.issuer in _ISSUED_AS.get(order.nationality, (order.nationality,)):
        return ()
    detail = f"Issued by {parsed.issuer}, ordered was {order.nationality}."
    return (Signal(name="kind", verdict=Verdict.FAIL, detail=detail),)


def _allowed(order: Ordered) -> tuple[DocumentKind, ...]:
    if order.web_kind is not None:
        return (kind_for_web(order.web_kind),)
    return candidates(order.nationality, order.card_type)


def _clear(page: Page) -> bool:
    return sum(line.score >= _WELL_READ for line in page.lines) >= _CLEARLY_PRINTED


def _kind(verdict: Verdict, kind: DocumentKind, page: Page, detail: str) -> Signal:
    return Signal(
        name="kind", verdict=verdict, value=round(kind.identify(page), 3), threshold=IDENTIFIED, detail=detail
    )
