"""Which movements of the head count as a nod or a shake."""

import numpy as np
import pytest

from face_series import bump, there_and_back, times
from openekyc.domain.challenge import Action
from openekyc.engines.liveness.turns import find_turns

NOISE = np.random.default_rng(3)


def _shakes(times_s, yaw):
    return find_turns(Action.SHAKE, times_s, yaw, peak_to_peak_deg=15, longest_swing_s=1.2)


def _noisy(values):
    return values + NOISE.normal(0, 0.4, len(values))


@pytest.mark.parametrize("fps", [10, 15, 30])
def test_to_both_sides_is_there_and_back_twice_with_its_times(fps):
    t = times(8, fps)
    first, second = _shakes(t, _noisy(there_and_back(t, 3.0, 1.6, 30)))
    assert first.start_s == pytest.approx(3.1, abs=0.2)
    assert second.end_s == pytest.approx(4.5, abs=0.2)
    assert first.overlap_s(second.start_s, second.end_s) > 0.3
    assert first.size == second.size == pytest.approx(2.0, abs=0.2)


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


def test_a_pause_between_there_and_back_makes_it_two_turns_and_no_shake():
    t = times(10)
    there = np.interp(t, [2.0, 2.5, 6.0, 6.5], [0, 25, 25, 0])
    assert _shakes(t, _noisy(there)) == ()


def test_where_the_head_rests_does_not_matter():
    t = times(8)
    assert len(_shakes(t, 12 + _noisy(there_and_back(t, 3.0, 1.6, 24)))) == 2


@pytest.mark.parametrize("yaw", [np.zeros(0), np.zeros(2), np.full(9, np.nan), np.zeros(9)])
def test_nothing_to_see_is_no_movement(yaw):
    assert _shakes(np.arange(len(yaw)) / 10, yaw) == ()
