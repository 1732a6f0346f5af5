"""Which pictures of the person are kept."""

import numpy as np
import pytest

from face_series import absent, times, track
from openekyc.engines.faces.port import Face
from openekyc.engines.liveness.best_frames import choose_frames, choose_witnesses, within
from openekyc.engines.liveness.signals.tracking import unbroken_lead_in
from openekyc.engines.liveness.track import Span
from openekyc.engines.liveness.watching import Candidate
from openekyc.settings import LivenessSettings

SETTINGS = LivenessSettings()


def _candidate(time_s, *, yaw=0.0, sharpness=0.5, openness=0.3):
    face = Face(
        box=(0, 0, 10, 10),
        mesh=np.zeros((468, 3), np.float32),
        score=1.0,
        yaw=yaw,
        pitch=0.0,
        roll=0.0,
        eye_distance=120.0,
        sharpness=sharpness,
        model="test/1",
    )
    return Candidate(image=np.zeros((10, 10, 3), np.uint8), face=face, time_s=time_s, openness=openness)


def _times(candidates):
    return [frame.time_s for frame in choose_frames(candidates, SETTINGS)]


def test_no_more_than_ten_are_kept_best_first():
    chosen = _times([_candidate(t, sharpness=0.4 + t / 100) for t in range(16)])
    assert chosen == list(range(15, 5, -1))


def test_shut_eyes_blur_and_turned_heads_come_only_where_there_is_nothing_better():
    good = [_candidate(t) for t in range(6)]
    bad = [_candidate(7, openness=0.05), _candidate(8, sharpness=0.1), _candidate(9, yaw=28)]
    assert sorted(_times(good + bad)) == [0, 1, 2, 3, 4, 5]


def test_below_five_good_ones_the_next_best_fill_up():
    chosen = _times([_candidate(0), _candidate(1), *(_candidate(t, yaw=20 + t) for t in range(2, 9))])
    assert chosen == [0, 1, 2, 3, 4]


def test_nothing_seen_nothing_kept():
    assert choose_frames([], SETTINGS) == ()


TASK = Span(start_s=3.0, end_s=6.0)


def _kept(face, candidates):
    """The times of the frames that count as pictures of the person who did the task."""
    return {
        frame.time_s for frame in choose_frames(within(candidates, unbroken_lead_in(face, TASK, SETTINGS)), SETTINGS)
    }


def test_who_is_shown_behind_the_task_is_never_kept_however_good_the_picture():
    t = times(9)
    assert _kept(track(t), [_candidate(s, sharpness=0.9 if s > 6 else 0.3) for s in range(9)]) == set(range(7))


@pytest.mark.parametrize("splice", ["jump", "gap", "pause"])
def test_spliced_people_are_not_kept_for_each_other(splice):
    """A sharp stranger before the task, then whoever performs it."""
    t = times(9)
    face = {
        "jump": lambda: track(t, x=np.where(t < 2.5, 450.0, 320.0)),
        "gap": lambda: absent(t, 2.3, 2.6),
        "pause": lambda: track(np.where(t < 2.5, t - 0.5, t)),
    }[splice]()
    assert _kept(face, [_candidate(s, sharpness=0.9 if s < 3 else 0.3) for s in range(9)]) == {3, 4, 5, 6}


def test_the_lead_in_of_an_unbroken_face_is_kept():
    assert 0 in _kept(track(times(9)), [_candidate(s) for s in range(9)])


def test_witnesses_are_the_best_of_every_fifth_of_the_task_whatever_their_quality():
    candidates = [_candidate(s / 4, sharpness=0.9 if 5 < s / 4 < 5.3 else 0.2, yaw=9 - s / 4) for s in range(36)]
    seen = [frame.time_s for frame in choose_witnesses(candidates, TASK)]
    assert seen == [3.5, 4.0, 4.75, 5.25, 6.0]


def test_where_nobody_is_seen_there_is_no_witness():
    assert choose_witnesses([_candidate(1.0), _candidate(8.0)], TASK) == ()
    assert len(choose_witnesses([_candidate(4.0)], Span(start_s=4.0, end_s=4.0))) == 1
