"""Which dips of the lids count as a blink."""

import numpy as np
import pytest

from face_series import eyes, times
from openekyc.engines.liveness.blinks import find_blinks
from openekyc.settings import LivenessSettings

SETTINGS = LivenessSettings()


def _blinks(times_s, left, right=None, yaw=None):
    yaw = np.zeros(len(times_s)) if yaw is None else yaw
    return find_blinks(times_s, left, left if right is None else right, yaw, SETTINGS)


@pytest.mark.parametrize("fps", [10, 15, 30])
def test_every_blink_of_both_eyes_is_found_at_any_accepted_frame_rate(fps):
    t = times(6, fps)
    found = _blinks(t, eyes(t, [1.0, 2.6, 4.2], length_s=0.4))
    assert len(found) == 3
    assert [blink.start_s for blink in found] == pytest.approx([0.85, 2.45, 4.05], abs=0.11)
    assert all(blink.end_s - blink.start_s < 0.5 for blink in found)


def test_a_wink_is_no_blink():
    t = times()
    assert _blinks(t, eyes(t, [2.0]), eyes(t)) == ()


def test_narrowing_the_eyes_is_no_blink():
    t = times()
    assert _blinks(t, eyes(t, [2.0], depth=0.25)) == ()


def test_closing_the_eyes_for_long_is_no_blink():
    t = times()
    gap = np.where((t > 2) & (t < 3.4), 0.03, 0.30)
    assert _blinks(t, gap) == ()


def test_eyes_that_stay_shut_at_the_end_have_not_blinked():
    t = times()
    assert _blinks(t, np.where(t > 5.5, 0.03, 0.30)) == ()


def test_eyes_that_are_never_open_cannot_blink():
    t = times()
    assert _blinks(t, 0.1 * eyes(t, [2.0])) == ()


def test_a_blink_on_a_head_turned_away_is_not_judged():
    t = times()
    assert _blinks(t, eyes(t, [2.0]), yaw=np.full(len(t), 30.0)) == ()


def test_narrow_eyes_blink_as_well_as_wide_ones():
    t = times()
    assert len(_blinks(t, 0.5 * eyes(t, [2.0]))) == 1


def test_frames_without_a_face_do_not_hide_a_blink_elsewhere():
    t = times()
    gap = eyes(t, [4.0])
    gap[10:20] = np.nan
    assert len(_blinks(t, gap)) == 1


def test_no_face_no_blink():
    t = times()
    assert _blinks(t, np.full(len(t), np.nan)) == ()
