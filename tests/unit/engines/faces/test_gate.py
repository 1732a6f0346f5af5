from dataclasses import replace

import numpy as np
import pytest

from openekyc.engines.faces.gate import only_usable
from openekyc.engines.faces.port import Face, QualityProblem, UnusableFace
from openekyc.settings import FacesSettings

GOOD = Face(
    box=(0, 0, 100, 120),
    mesh=np.zeros((468, 3), np.float32),
    score=0.9,
    yaw=0,
    pitch=0,
    roll=0,
    eye_distance=80,
    sharpness=0.5,
    model="test/1",
)


def problem(*faces):
    with pytest.raises(UnusableFace) as caught:
        only_usable(faces, FacesSettings())
    return caught.value.problem


def test_a_good_face_passes_as_it_is():
    assert only_usable([GOOD], FacesSettings()) is GOOD


def test_no_face_is_told():
    assert problem() is QualityProblem.NO_FACE


def test_a_second_face_counts_from_half_the_size():
    assert problem(GOOD, replace(GOOD, eye_distance=41)) is QualityProblem.SEVERAL_FACES
    assert only_usable([GOOD, replace(GOOD, eye_distance=39)], FacesSettings()) is GOOD


def test_a_portrait_under_35_pixels_is_a_quality_problem():
    assert problem(replace(GOOD, eye_distance=34)) is QualityProblem.TOO_SMALL
    only_usable([replace(GOOD, eye_distance=36)], FacesSettings())


def test_blur_is_told():
    assert problem(replace(GOOD, sharpness=0.2)) is QualityProblem.TOO_BLURRED


@pytest.mark.parametrize(
    "turn", [{"yaw": 26}, {"yaw": -26}, {"pitch": 21}, {"pitch": -21}, {"roll": 31}, {"roll": -31}]
)
def test_a_face_turned_too_far_is_told(turn):
    assert problem(replace(GOOD, **turn)) is QualityProblem.TURNED_AWAY


def test_the_operator_can_move_a_limit():
    assert only_usable([replace(GOOD, yaw=30)], FacesSettings(most_yaw_deg=35)).yaw == 30
