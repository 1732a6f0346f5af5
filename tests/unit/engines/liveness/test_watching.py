"""What is read off a single frame, on meshes made up on paper."""

import numpy as np
import pytest

from openekyc.engines.faces.port import Face
from openekyc.engines.liveness.watching import Candidate, mouth_opening, picture_quality

CORNERS, LIPS = (78, 308), ((13, 14), (82, 87), (312, 317))


def _mesh(gap, width=60.0, turned=0.0):
    mesh = np.zeros((468, 3), np.float32)
    mesh[CORNERS[0]], mesh[CORNERS[1]] = (-width / 2, 0, 0), (width / 2, 0, 0)
    for upper, lower in LIPS:
        mesh[upper, 1], mesh[lower, 1] = -gap / 2, gap / 2
    cosine, sine = np.cos(turned), np.sin(turned)
    return (mesh @ np.array([[cosine, sine, 0], [-sine, cosine, 0], [0, 0, 1]])).astype(np.float32)


@pytest.mark.parametrize("turned", [0.0, 0.5])
def test_the_mouths_opening_is_its_gap_per_width_however_the_head_is_tilted(turned):
    assert mouth_opening(_mesh(30.0, turned=turned)) == pytest.approx(0.5, abs=1e-5)


def test_a_mouth_without_width_is_a_number_still():
    assert np.isfinite(mouth_opening(_mesh(0.0, width=0.0)))


def _candidate(*, yaw=0.0, pitch=0.0, sharpness=0.5, openness=0.3):
    face = Face(
        box=(0, 0, 1, 1),
        mesh=_mesh(0),
        score=1.0,
        yaw=yaw,
        pitch=pitch,
        roll=0.0,
        eye_distance=120.0,
        sharpness=sharpness,
        model="test/1",
    )
    return Candidate(image=np.zeros((1, 1, 3), np.uint8), face=face, time_s=0.0, openness=openness)


@pytest.mark.parametrize("worse", [{"yaw": 20}, {"pitch": -20}, {"sharpness": 0.3}, {"openness": 0.05}])
def test_a_turned_blurred_or_blinking_face_is_the_worse_picture(worse):
    assert picture_quality(_candidate(**worse)) < picture_quality(_candidate())
