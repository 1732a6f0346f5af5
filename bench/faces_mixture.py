"""Fits the face distributions that cohorts are drawn from: principal directions and a Gaussian mixture by EM."""

import numpy as np
from numpy.typing import NDArray

from openekyc.engines.faces.cohort import FaceDistribution

_ROUNDS = 60
_RIDGE = 0.05  # of the mean variance, added to each covariance: no component may shrink onto one person


def fit_distribution(
    vectors: NDArray[np.float32], weights: NDArray[np.float64], *, directions: int, components: int, seed: int
) -> FaceDistribution:
    """The distribution of unit ``vectors`` (n, D), each counted with its weight (one person, one vote)."""
    share = weights / weights.sum()
    mean = share @ vectors
    centred = (vectors - mean) * np.sqrt(share)[:, None]
    _, spread, rows = np.linalg.svd(centred, full_matrices=False)
    basis = rows[:directions]
    rest = float((spread[directions:] ** 2).sum())
    aside = max(vectors.shape[1] - directions - 1, 1)
    places = (vectors - mean) @ basis.T
    mixture = _fit_mixture(places.astype(np.float64), share, components, np.random.default_rng(seed))
    return FaceDistribution(
        mean=mean.astype(np.float32),
        directions=basis.astype(np.float32),
        residual=float(np.sqrt(rest / aside)),
        weights=mixture[0].astype(np.float32),
        centres=mixture[1].astype(np.float32),
        roots=np.linalg.cholesky(mixture[2]).astype(np.float32),
    )


def _fit_mixture(
    x: NDArray[np.float64], share: NDArray[np.float64], components: int, source: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Weights, means and covariances by expectation and maximisation from a k-means start."""
    ridge = _RIDGE * (share @ (x - share @ x) ** 2).mean() * np.eye(x.shape[1])
    belongs = np.eye(components)[_k_means(x, components, source)]
    for _ in range(_ROUNDS):
        mass = belongs * share[:, None]
        weights = mass.sum(axis=0)
        means = (mass.T @ x) / weights[:, None]
        covariances = np.stack([((x - m).T * mass[:, k]) @ (x - m) / weights[k] + ridge for k, m in enumerate(means)])
        logs = np.stack([_log_density(x, m, c) for m, c in zip(means, covariances, strict=True)], axis=1)
        logs += np.log(weights)
        belongs = np.exp(logs - logs.max(axis=1, keepdims=True))
        belongs /= belongs.sum(axis=1, keepdims=True)
    return weights, means, covariances


def _log_density(x: NDArray[np.float64], mean: NDArray[np.float64], covariance: NDArray[np.float64]) -> NDArray:
    root = np.linalg.cholesky(covariance)
    whitened = np.linalg.solve(root, (x - mean).T)
    return -0.5 * (whitened**2).sum(axis=0) - np.log(np.diag(root)).sum()


def _k_means(x: NDArray[np.float64], components: int, source: np.random.Generator) -> NDArray[np.int64]:
    centres = x[source.choice(len(x), components, replace=False)]
    nearest = np.zeros(len(x), np.int64)
    for _ in range(20):
        nearest = ((x[:, None] - centres[None]) ** 2).sum(axis=2).argmin(axis=1)
        centres = np.stack(
            [x[nearest == k].mean(axis=0) if (nearest == k).any() else centres[k] for k in range(components)]
        )
    return nearest
