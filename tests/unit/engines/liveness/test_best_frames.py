"""Which pictures of the person are kept."""

import numpy as np

from openekyc.engines.faces.port import Face
from openekyc.engines.liveness.best_frames import choose_frames
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
