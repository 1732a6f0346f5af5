"""Which openings of the mouth count."""

import numpy as np
import pytest

from face_series import bump, times
from openekyc.engines.liveness.mouths import find_mouth_openings
from openekyc.settings import LivenessSettings

SETTINGS = LivenessSettings()


@pytest.mark.parametrize("fps", [10, 15, 30])
def test_a_wide_opening_is_found_with_its_times(fps):
    t = times(6, fps)
    (found,) = find_mouth_openings(t, 0.02 + bump(t, 3.0, 1.2, 0.6), SETTINGS)
    assert found.start_s == pytest.approx(2.7, abs=0.08)
    assert found.end_s == pytest.approx(3.3, abs=0.08)
    assert found.size == pytest.approx(2.0, abs=0.2)


def test_a_smile_at_rest_does_not_count_as_open():
    t = times()
    assert find_mouth_openings(t, np.full(len(t), 0.4), SETTINGS) == ()


def test_a_short_wide_opening_as_in_speech_does_not_count():
    t = times()
    assert find_mouth_openings(t, bump(t, 3.0, 0.3, 0.6), SETTINGS) == ()


def test_a_small_opening_does_not_count():
    t = times()
    assert find_mouth_openings(t, bump(t, 3.0, 1.5, 0.25), SETTINGS) == ()


def test_a_mouth_open_from_the_first_frame_on_was_not_opened():
    t = times()
    assert find_mouth_openings(t, np.where(t < 1.0, 0.6, 0.0), SETTINGS) == ()


def test_a_mouth_still_open_at_the_end_was_opened():
    t = times()
    (found,) = find_mouth_openings(t, np.where(t > 5.0, 0.6, 0.0), SETTINGS)
    assert found.end_s == t[-1]


def test_two_openings_are_two_movements():
    t = times()
    assert len(find_mouth_openings(t, bump(t, 1.5, 1.2, 0.6) + bump(t, 4.0, 1.2, 0.6), SETTINGS)) == 2


def test_no_face_no_opening():
    assert find_mouth_openings(times(), np.full(len(times()), np.nan), SETTINGS) == ()
