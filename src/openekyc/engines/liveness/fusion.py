"""One decision out of all checks: the first that did not pass decides, and nothing but passing all of them is live."""

from collections.abc import Sequence
from dataclasses import dataclass

from openekyc.domain.causes import Cause
from openekyc.domain.findings import Verdict
from openekyc.engines.liveness.checks import Check
from openekyc.engines.liveness.port import Decision, Tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Fused:
    """The decision, its one cause, and the tags of everything that failed; what could not be told accuses nobody."""

    decision: Decision
    cause: Cause
    tags: tuple[Tag, ...]


def fuse(checks: Sequence[Check]) -> Fused:
    """``checks`` come in the order in which they explain a refusal best; without any there is no pass."""
    failed = [check for check in checks if check.signal.verdict is Verdict.FAIL]
    tags = tuple(dict.fromkeys(check.tag for check in failed if check.tag is not None))
    first = next((check for check in checks if not check.passed), None)
    if first is not None:
        return Fused(decision=first.failed_as if first in failed else Decision.RETRY, cause=first.told_as, tags=tags)
    if not checks:
        return Fused(decision=Decision.RETRY, cause=Cause.LIVENESS_INCONCLUSIVE, tags=tags)
    return Fused(decision=Decision.LIVE, cause=Cause.PASSED, tags=tags)
