"""What a check found: passed, failed, or could not tell. The third never becomes the first."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """The answer of one check."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    FAIL = "fail"
    INCONCLUSIVE = "inconclusive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One check with the figures it rests on, stored with the attempt so that a decision can be explained later.

    ``value`` and ``threshold`` share the unit named by ``unit``; ``detail`` says in one line what was seen.
    """

    name: str
    verdict: Verdict
    value: float | None = None
    threshold: float | None = None
    unit: str = ""
    detail: str = ""
    model: str = ""
