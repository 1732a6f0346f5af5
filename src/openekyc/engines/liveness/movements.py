"""What the face did and when: one movement per blink, opening of the mouth, nod or shake, in recording seconds."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from openekyc.domain.challenge import Action

Series = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """``size`` in units of the smallest that counts as this action, so 1 and more."""

    action: Action
    start_s: float
    end_s: float
    size: float

    def overlap_s(self, start_s: float, end_s: float) -> float:
        """How long the movement lies within a span; negative when it does not."""
        return min(self.end_s, end_s) - max(self.start_s, start_s)


def runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and last index of every unbroken run of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    return [(int(first), int(behind) - 1) for first, behind in edges.reshape(-1, 2)]


def crossing_s(times_s: Series, values: Series, index: int, level: float) -> float:
    """When the straight line from ``index`` to the next sample crosses ``level``; makes few frames a second enough."""
    before, after = values[index], values[index + 1]
    share = 0.5 if after == before else (level - before) / (after - before)
    return float(times_s[index] + np.clip(share, 0.0, 1.0) * (times_s[index + 1] - times_s[index]))
