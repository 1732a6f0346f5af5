"""Which movements of the head count as a nod or a shake."""

import numpy as np
import pytest

from face_series import bump, there_and_back, times
from openekyc.domain.challenge import Action
from openekyc.engines.liveness.turns import find_turns

NOISE = np.random.default_rng(3)


def _shakes(times_s, yaw):
    return find_turns(Action.SHAKE, times_s, yaw, peak_to_peak_deg=15, longest_swing_s=1.5)


def _noisy(values):
    return values + NOISE.normal(0, 0.4, len(values))


@pytest.mark.parametrize("fps", [10, 15, 30])
def test_to_both_sides_is_one_shake_with_its_times(fps):
    t = times(8, fps)
    (found,) = _shakes(t, _noisy(there_and_back(t, 3.0, 1.6, 30)))
    assert found.start_s == pytest.approx(3.1, abs=0.2)
    assert found.end_s == pytest.approx(4.5, abs=0.2)
    assert found.size == pytest.approx(2.0, abs=0.2)


def test_to_one_side_and_back_is_a_shake():
    t = times(8)
    assert len(_shakes(t, _noisy(bump(t, 4.0, 1.6, 22)))) == 1


def test_turning_away_without_coming_back_is_none():
    t = times(8)
    assert _shakes(t, _noisy(np.where(t > 4, 25.0, 0.0))) == ()


def test_slowly_looking_around_is_none():
    t = times(8)
    assert _shakes(t, _noisy(there_and_back(t, 0.5, 7.0, 70))) == ()


def test_a_small_shake_is_none():
    t = times(8)
    assert _shakes(t, _noisy(there_and_back(t, 3.0, 1.6, 12))) == ()


def test_one_slip_of_the_mesh_is_none():
    t = times(8)
    yaw = np.zeros(len(t))
    yaw[100] = 40
    assert _shakes(t, yaw) == ()


def test_shaking_several_times_on_end_is_one_movement():
    t = times(8)
    yaw = there_and_back(t, 2.0, 1.2, 30) + there_and_back(t, 3.2, 1.2, 30)
    assert len(_shakes(t, _noisy(yaw))) == 1


def test_shakes_with_a_rest_between_are_two_movements():
    t = times(10)
    yaw = there_and_back(t, 1.5, 1.2, 30) + there_and_back(t, 6.0, 1.2, 30)
    assert len(_shakes(t, _noisy(yaw))) == 2


def test_where_the_head_rests_does_not_matter():
    t = times(8)
    assert len(_shakes(t, 12 + _noisy(there_and_back(t, 3.0, 1.6, 24)))) == 1


@pytest.mark.parametrize("yaw", [np.zeros(0), np.zeros(2), np.full(9, np.nan), np.zeros(9)])
def test_nothing_to_see_is_no_movement(yaw):
    assert _shakes(np.arange(len(yaw)) / 10, yaw) == ()
