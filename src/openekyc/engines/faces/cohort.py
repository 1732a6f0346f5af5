"""A cohort of faces nobody has: what similarities would this template reach against strangers who look like it?

Adaptive score normalisation (AS-norm, https://arxiv.org/abs/1712.09110) measures a similarity in standard deviations
above a template's nearest strangers, which takes away most of the advantage that common-looking faces give impostors.
Here the strangers are drawn from a Gaussian mixture over embeddings, so no person's template is stored or shipped.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceDistribution:
    """How unit embeddings of a population spread: a mixture of ``k`` Gaussians in ``d`` principal directions of ``D``.

    ``mean`` (D,), ``directions`` (d, D) orthonormal, ``weights`` (k,), ``centres`` (k, d), ``roots`` (k, d, d) lower
    Cholesky factors of the covariances, ``residual`` the standard deviation along every direction that is neither one
    of those nor the mean's (along the mean unit vectors cannot vary by themselves).
    """

    mean: Array
    directions: Array
    residual: float
    weights: Array
    centres: Array
    roots: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """How many strangers are drawn, from which seed, and how many of the nearest count."""

    size: int
    nearest: int
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearness:
    """Mean and standard deviation of the similarities to the nearest strangers."""

    mean: float
    deviation: float


class Cohort:
    """Strangers drawn once from a distribution; about 5 MB."""

    def __init__(self, distribution: FaceDistribution, draw: Draw) -> None:
        self._distribution = distribution
        self._nearest = draw.nearest
        source = np.random.default_rng(draw.seed)
        kinds = source.choice(len(distribution.weights), draw.size, p=distribution.weights / distribution.weights.sum())
        normal = source.standard_normal((draw.size, distribution.centres.shape[1])).astype(np.float32)
        places = np.empty_like(normal)
        for kind, (centre, root) in enumerate(zip(distribution.centres, distribution.roots, strict=True)):
            mine = kinds == kind
            places[mine] = centre + normal[mine] @ root.T
        along = distribution.directions @ distribution.mean
        beside = distribution.mean - along @ distribution.directions
        self._beside = beside / max(float(np.linalg.norm(beside)), 1e-9)
        aside = distribution.mean.size - distribution.directions.shape[0] - 1
        square = (places**2).sum(axis=1) + 2 * places @ along + (distribution.mean**2).sum()
        lengths = np.sqrt(square + aside * distribution.residual**2)
        self._places = places / lengths[:, None]
        self._inverse_lengths = 1 / lengths
        self._noise = source.standard_normal(draw.size).astype(np.float32) * distribution.residual / lengths

    def nearness(self, vector: Array) -> Nearness:
        """How near the nearest strangers come to a unit vector of shape (D,), in cosine similarity."""
        distribution = self._distribution
        inside = distribution.directions @ vector
        outside = np.sqrt(max(float(1 - inside @ inside - (self._beside @ vector) ** 2), 0.0))
        similarities = self._places @ inside + self._noise * outside
        similarities += self._inverse_lengths * float(distribution.mean @ vector)
        top = np.partition(similarities, -self._nearest)[-self._nearest :]
        return Nearness(mean=float(top.mean()), deviation=float(top.std()))


def normalised(similarity: float, first: Nearness, second: Nearness) -> float:
    """The similarity of two templates in standard deviations above their nearest strangers, averaged over the two."""
    return ((similarity - first.mean) / first.deviation + (similarity - second.mean) / second.deviation) / 2
