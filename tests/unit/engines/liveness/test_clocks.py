"""Finding the page's clock in the recording."""

from dataclasses import replace

import numpy as np
import pytest

from face_series import client_log
from openekyc.engines.liveness.clocks import fit_clock

CHANCE = np.random.default_rng(11)


def _uneven(duration_s=6.0, fps=25.0):
    """Frame times as a camera gives them: the exact step is never the same twice."""
    steps = 1 / fps + CHANCE.uniform(-0.006, 0.006, int(duration_s * fps))
    return np.concatenate([[0.0], np.cumsum(steps)])


@pytest.mark.parametrize("late_s", [0.013, 0.2, 0.708])
def test_uneven_frames_place_the_clock_exactly_however_late_the_start_event_comes(late_s):
    times = _uneven()
    log = client_log(times[-1] + 0.1, frames=times + CHANCE.normal(0, 0.0004, len(times)), late_s=late_s)
    fit = fit_clock(times, log)
    assert fit.by == "frames"
    assert fit.recording_s(5_000 + 1234) == pytest.approx(1.234, abs=0.003)
    assert fit.tolerance_s <= 0.08
    assert fit.misfit_s == 0


def test_frames_missing_on_either_side_do_not_matter():
    times = _uneven()
    seen = np.sort(CHANCE.choice(times, int(0.7 * len(times)), replace=False))
    recorded = times[CHANCE.random(len(times)) > 0.2]
    recorded -= recorded[0]
    fit = fit_clock(recorded, client_log(recorded[-1] + 0.1, frames=seen, late_s=0.3))
    assert fit.by == "frames"


def test_an_even_frame_rate_fits_everywhere_and_says_so():
    times = np.arange(150) / 25
    camera = np.arange(-25, 160) / 25
    fit = fit_clock(times, client_log(times[-1] + 0.1, frames=camera, late_s=0.3))
    assert abs(fit.recording_s(5_000)) <= fit.tolerance_s
    assert fit.tolerance_s > 0.2


def test_without_frame_times_the_recorder_events_bound_the_clock():
    times = _uneven()
    fit = fit_clock(times, client_log(times[-1] + 0.05, late_s=0.3))
    assert fit.by == "recorder"
    assert abs(fit.recording_s(5_000)) <= fit.tolerance_s <= 0.5


def test_frame_times_of_another_recording_are_not_believed():
    times = _uneven()
    other = _uneven()
    fit = fit_clock(times, client_log(times[-1] + 0.1, frames=other[::3] * 1.07, late_s=0.2))
    assert fit.by == "recorder"


def test_an_account_of_another_length_is_a_misfit_of_the_difference():
    times = _uneven(6)
    fit = fit_clock(times, client_log(20.0, late_s=0.2))
    assert fit.misfit_s == pytest.approx(13, abs=1.0)


@pytest.mark.parametrize("times_ms", [(float("nan"), 9e3), (1e3, float("inf")), (9e3, 1e3), (0.0, 0.0)])
def test_no_usable_times_no_clock(times_ms):
    started, stopped = times_ms
    log = replace(client_log(6.0), recorder_started_ms=started, recorder_stopped_ms=stopped)
    assert fit_clock(_uneven(), log) is None


def test_a_single_frame_is_placed_by_the_recorder_events():
    assert fit_clock(np.zeros(1), client_log(0.5, late_s=0.1)).by == "recorder"
