"""Short ways to say what a check found; a check without its figures is inconclusive, never passed."""

from datetime import date
from itertools import pairwise

from openekyc.domain.findings import Signal, Verdict


def found(name: str, holds: bool | None, detail: str) -> Signal:
    """One finding; ``holds`` None means that it could not be told. ``detail`` carries no personal value."""
    verdict = Verdict.INCONCLUSIVE if holds is None else Verdict.PASS if holds else Verdict.FAIL
    return Signal(name=name, verdict=verdict, detail=detail)


def number_check(holds: bool | None, rule: str) -> Signal:
    """Whether the number fulfils its own rule of construction."""
    detail = {None: "No number was read.", True: f"Fulfils {rule}.", False: f"Does not fulfil {rule}."}[holds]
    return found("number_check", holds, detail)


def agreement(name: str, first: object | None, second: object | None, words: str) -> Signal:
    """Whether two readings of the same fact are equal; inconclusive when one is missing."""
    holds = None if first is None or second is None else first == second
    return found(name, holds, {None: "One side is missing: ", True: "Agree: ", False: "Differ: "}[holds] + words)


def expiry(expires: date | None, today: date) -> Signal:
    """Whether the document is still valid on that day."""
    if expires is None:
        return found("expiry", None, "The document shows no last day of validity, or it was not read.")
    valid = expires >= today
    return found("expiry", valid, "Still valid." if valid else "No longer valid.")


def in_order(name: str, *moments: date | None) -> Signal:
    """Whether dates follow one another: birth, issue, today, ...; inconclusive when one was not read."""
    known = [moment for moment in moments if moment is not None]
    if len(known) < len(moments):
        return found(name, None, "A date was not read.")
    holds = all(first <= second for first, second in pairwise(known))
    return found(name, holds, "The dates follow one another." if holds else "The dates contradict each other.")
