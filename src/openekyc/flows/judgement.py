"""The judgement of one attempt as it is stored: the causes a caller reads and every signal an analyst needs."""

from dataclasses import dataclass

from openekyc.domain.causes import Cause
from openekyc.domain.findings import Signal


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What was decided about one recording, and from what.

    ``similarity`` 0..100 with two decimals; ``compare_cause`` and ``similarity`` are None when nothing was compared.
    ``note`` is a sentence for the caller; ``models`` names what computed it.
    """

    cause: Cause
    liveness_cause: Cause
    compare_cause: Cause | None = None
    similarity: float | None = None
    tags: tuple[str, ...] = ()
    signals: tuple[Signal, ...] = ()
    note: str = ""
    models: tuple[str, ...] = ()


UNUSABLE_REFERENCE = frozenset({Cause.REFERENCE_NO_FACE, Cause.REFERENCE_SEVERAL_FACES, Cause.REFERENCE_POOR})
"""Causes that another attempt cannot mend, because the picture to compare with is the trouble."""
