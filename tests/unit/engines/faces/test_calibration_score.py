import pytest

from openekyc.engines.faces.calibration import Calibration, Knot
from openekyc.engines.faces.cohort import Draw

KNOTS = tuple(
    Knot(raw=raw, score=score, false_match_rate=rate)
    for raw, score, rate in ((-1, 0, 0.9), (1, 55, 1e-2), (1.4, 70, 1e-3), (2, 80, 1e-4), (4, 100, 1e-8))
)


@pytest.fixture
def calibration():
    draw = Draw(size=10, nearest=2, seed=1)
    return Calibration(
        name="c", population="p", date="d", distributions={}, centre={}, fusion={}, draw=draw, knots=KNOTS
    )


def test_a_knot_is_met_exactly(calibration):
    assert [calibration.score(knot.raw) for knot in KNOTS] == [knot.score for knot in KNOTS]


def test_between_knots_the_score_rises_evenly(calibration):
    assert calibration.score(1.2) == pytest.approx(62.5)


@pytest.mark.parametrize(("raw", "score"), [(-50, 0), (50, 100)])
def test_no_score_leaves_the_scale(calibration, raw, score):
    assert calibration.score(raw) == score
