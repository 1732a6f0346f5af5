import numpy as np
import pytest

from openekyc.engines.faces.cohort import Cohort, Draw, FaceDistribution, Nearness, normalised

SOURCE = np.random.default_rng(5)
SPACE, INSIDE = 40, 6


def unit(vectors):
    return (vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def distribution():
    basis, _ = np.linalg.qr(SOURCE.standard_normal((SPACE, INSIDE)))
    roots = np.stack([np.diag(SOURCE.uniform(0.05, 0.3, INSIDE)) for _ in range(2)])
    return FaceDistribution(
        mean=unit(SOURCE.standard_normal(SPACE)) * np.float32(0.6),
        directions=basis.T.astype(np.float32),
        residual=0.05,
        weights=np.array([0.7, 0.3], np.float32),
        centres=SOURCE.normal(0, 0.2, (2, INSIDE)).astype(np.float32),
        roots=roots.astype(np.float32),
    )


def drawn_in_full(distribution, size):
    """The same strangers as whole vectors, drawn naively."""
    kinds = SOURCE.choice(2, size, p=distribution.weights / distribution.weights.sum())
    places = np.stack([distribution.centres[k] + distribution.roots[k] @ SOURCE.standard_normal(INSIDE) for k in kinds])
    noise = SOURCE.normal(0, distribution.residual, (size, SPACE))
    kept, _ = np.linalg.qr(np.vstack([distribution.directions, distribution.mean]).T)
    noise -= noise @ kept @ kept.T
    return unit(distribution.mean + places @ distribution.directions + noise)


def test_nearness_agrees_with_strangers_drawn_as_whole_vectors(distribution):
    cohort = Cohort(distribution, Draw(size=20_000, nearest=2_000, seed=1))
    strangers = drawn_in_full(distribution, 20_000)
    for vector in drawn_in_full(distribution, 5):
        top = np.sort(strangers @ vector)[-2_000:]
        near = cohort.nearness(vector)
        assert near.mean == pytest.approx(top.mean(), abs=0.01)
        assert near.deviation == pytest.approx(top.std(), rel=0.15)


def test_the_same_seed_draws_the_same_strangers(distribution):
    vector = drawn_in_full(distribution, 1)[0]
    first, second, other = (
        Cohort(distribution, Draw(size=1_000, nearest=100, seed=seed)).nearness(vector) for seed in (1, 1, 2)
    )
    assert first == second
    assert first != other


def test_a_common_looking_face_has_nearer_strangers(distribution):
    cohort = Cohort(distribution, Draw(size=5_000, nearest=500, seed=1))
    common = unit(distribution.mean + distribution.centres[0] @ distribution.directions)
    odd = unit(SOURCE.standard_normal(SPACE))
    assert cohort.nearness(common).mean > cohort.nearness(odd).mean + 0.2


def test_normalising_is_symmetrical_and_counts_deviations():
    crowd, lone = Nearness(mean=0.8, deviation=0.1), Nearness(mean=0.4, deviation=0.2)
    assert normalised(0.9, crowd, lone) == normalised(0.9, lone, crowd) == pytest.approx((1 + 2.5) / 2)
