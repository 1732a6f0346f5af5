"""Error rates of a set of scored pairs, with 95 % intervals that resample people, not pairs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_ROUNDS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Scored pairs of photos; ``first`` and ``second`` number the people."""

    scores: NDArray[np.float32]
    first: NDArray[np.int64]
    second: NDArray[np.int64]

    def only(self, keep: NDArray[np.bool_]) -> "Pairs":
        """The pairs of a mask."""
        return Pairs(scores=self.scores[keep], first=self.first[keep], second=self.second[keep])


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A share of pairs with its interval; none at all is told with the number of pairs."""

    value: float
    low: float
    high: float
    pairs: int

    def __str__(self) -> str:
        if self.value == 0:
            return f"0 (none of {self.pairs:,})"
        return f"{self.value:.2g} ({self.low:.2g}-{self.high:.2g})"


def share_below(pairs: Pairs, threshold: float, *, seed: int) -> Rate:
    """FNMR of bona fide pairs; the false match rate of impostor pairs is one minus it, see `share_above`."""
    return _share(pairs, pairs.scores < threshold, seed)


def share_above(pairs: Pairs, threshold: float, *, seed: int) -> Rate:
    """FMR of impostor pairs."""
    return _share(pairs, pairs.scores >= threshold, seed)


def _share(pairs: Pairs, hits: NDArray[np.bool_], seed: int) -> Rate:
    source = np.random.default_rng(seed)
    people = int(max(pairs.first.max(), pairs.second.max())) + 1
    present = np.unique(np.concatenate([pairs.first, pairs.second]))
    same = pairs.first == pairs.second
    drawn: list[float] = []
    for _ in range(_ROUNDS if hits.any() else 0):
        times = np.bincount(source.choice(present, present.size), minlength=people).astype(np.float32)
        weight = np.where(same, times[pairs.first], times[pairs.first] * times[pairs.second])
        if weight.sum() > 0:
            drawn.append(float(weight[hits].sum() / weight.sum()))
    low, high = np.quantile(drawn, [0.025, 0.975]) if drawn else (0.0, 0.0)
    return Rate(value=float(hits.mean()), low=float(low), high=float(high), pairs=hits.size)
