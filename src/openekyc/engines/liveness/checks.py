"""One check with what it means when it fails: the cause a person is told, the tag, and whether it is an attack."""

from collections.abc import Callable
from dataclasses import dataclass

from openekyc.domain.causes import Cause
from openekyc.domain.findings import Signal, Verdict
from openekyc.engines.liveness.port import Decision, Tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """``cause`` counts when the verdict is not PASS; ``tag`` and ``failed_as``, the decision, when it is FAIL.

    INCONCLUSIVE is always RETRY and never a suspicion.
    """

    signal: Signal
    cause: Cause
    tag: Tag | None = None
    failed_as: Decision = Decision.RETRY

    @property
    def passed(self) -> bool:
        """Whether it passed; what could not be told has not."""
        return self.signal.verdict is Verdict.PASS

    @property
    def told_as(self) -> Cause:
        """The cause a person is told; only what failed is suspected."""
        unsure = self.signal.verdict is Verdict.INCONCLUSIVE and self.cause is Cause.SPOOF_SUSPECTED
        return Cause.LIVENESS_INCONCLUSIVE if unsure else self.cause


def at_least(value: float | None, threshold: float) -> Verdict:
    """PASS from ``threshold`` on; INCONCLUSIVE without a value."""
    return _judge(value, lambda known: known >= threshold)


def at_most(value: float | None, threshold: float) -> Verdict:
    """PASS up to ``threshold``; INCONCLUSIVE without a value."""
    return _judge(value, lambda known: known <= threshold)


def _judge(value: float | None, passes: Callable[[float], bool]) -> Verdict:
    if value is None or value != value:  # noqa: PLR0124 - NaN: nothing was measured
        return Verdict.INCONCLUSIVE
    return Verdict.PASS if passes(value) else Verdict.FAIL
