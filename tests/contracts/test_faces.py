"""What every face engine promises, whatever its models; on one public-domain portrait."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from skimage import data

from openekyc.domain.plugins import load_backend
from openekyc.engines.faces.port import Face, QualityProblem, UnusableFace
from openekyc.settings import Settings

BACKENDS = ("blazeface-dlib-faceres",)


@pytest.fixture(scope="module", params=BACKENDS)
def faces(request):
    return load_backend("faces", request.param, Settings())


@pytest.fixture(scope="module")
def portrait():
    """One woman, frontal, 62 pixels between the outer corners of her eyes, in 512 x 512."""
    return data.astronaut()


@pytest.fixture(scope="module")
def empty():
    return np.full((480, 640, 3), 90, np.uint8)


def turned(image, degrees):
    """Clockwise around the face."""
    return cv2.warpAffine(image, cv2.getRotationMatrix2D((225, 125), -degrees, 1), image.shape[1::-1])


def template(faces, image):
    return faces.enrol([(image, faces.single(image))])


def problem(faces, image):
    with pytest.raises(UnusableFace) as caught:
        faces.single(image)
    return caught.value.problem


def test_a_face_is_described_in_pixels_of_its_picture(faces, portrait):
    (face,) = faces.detect(portrait)
    assert isinstance(face, Face)
    assert 0 < face.score <= 1
    assert face.mesh.shape == (468, 3)
    assert face.mesh.dtype == np.float32
    left, top, right, bottom = face.box
    assert (left, top, right, bottom) == pytest.approx((179, 70, 272, 177), abs=15)
    assert face.eye_distance == pytest.approx(62, abs=6)
    assert 0 <= face.sharpness <= 1


def test_points_lie_on_what_they_are_named_for(faces, portrait):
    mesh = faces.single(portrait).mesh
    right_eye, left_eye, nose, chin = mesh[33], mesh[263], mesh[1], mesh[152]
    assert right_eye[0] < nose[0] < left_eye[0]
    assert max(right_eye[1], left_eye[1]) < nose[1] < chin[1]
    assert nose[2] < min(right_eye[2], left_eye[2]), "smaller is nearer"


def test_everything_names_the_model_that_made_it(faces, portrait):
    (face,) = faces.detect(portrait)
    enrolled = faces.enrol([(portrait, face)])
    answer = faces.compare(enrolled, enrolled)
    assert all(name.count("/") == 1 for name in (face.model, faces.model, answer.calibration))
    assert enrolled.model == answer.model == faces.model


def test_a_picture_without_a_face_holds_none(faces, empty):
    assert faces.detect(empty) == ()
    assert problem(faces, empty) is QualityProblem.NO_FACE


@pytest.mark.parametrize("shape", [(1, 1, 3), (1, 4000, 3), (3000, 2, 3)])
def test_a_picture_of_odd_shape_holds_no_face_either(faces, shape):
    assert faces.detect(np.zeros(shape, np.uint8)) == ()


def test_the_largest_face_comes_first(faces, portrait):
    small = cv2.resize(portrait, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    canvas = np.full((512, 768, 3), 90, np.uint8)
    canvas[:256, :256], canvas[:, 256:] = small, portrait
    found = faces.detect(canvas)
    assert len(found) == 2
    assert found[0].eye_distance > found[1].eye_distance


def test_two_equal_faces_are_several(faces, portrait):
    assert problem(faces, np.hstack([portrait, portrait])) is QualityProblem.SEVERAL_FACES


def test_a_tiny_face_is_too_small(faces, portrait):
    tiny = cv2.resize(portrait, None, fx=0.45, fy=0.45, interpolation=cv2.INTER_AREA)
    assert problem(faces, tiny) is QualityProblem.TOO_SMALL


def test_a_blurred_face_is_told(faces, portrait):
    assert problem(faces, cv2.GaussianBlur(portrait, (0, 0), 2.5)) is QualityProblem.TOO_BLURRED


def test_roll_is_positive_clockwise(faces, portrait):
    (level,), (clockwise,) = faces.detect(portrait), faces.detect(turned(portrait, 15))
    assert clockwise.roll - level.roll == pytest.approx(15, abs=3)


def test_a_mirrored_picture_mirrors_yaw_and_roll(faces, portrait):
    (face,), (mirrored,) = faces.detect(portrait), faces.detect(np.ascontiguousarray(portrait[:, ::-1]))
    assert mirrored.yaw == pytest.approx(-face.yaw, abs=3)
    assert mirrored.roll == pytest.approx(-face.roll, abs=3)
    assert mirrored.pitch == pytest.approx(face.pitch, abs=3)


def test_a_face_leaning_too_far_is_turned_away(faces, portrait):
    assert problem(faces, turned(portrait, 38)) is QualityProblem.TURNED_AWAY


def test_comparing_is_symmetrical_and_stays_on_the_scale(faces, portrait):
    first, second = template(faces, portrait), template(faces, turned(portrait, 10))
    answer = faces.compare(first, second)
    assert answer == faces.compare(second, first)
    assert 0 <= answer.score <= 100
    assert faces.compare(first, first).score == 100


def test_several_pictures_make_one_template(faces, portrait):
    pictures = [portrait, turned(portrait, 5), turned(portrait, -5)]
    enrolled = faces.enrol([(picture, faces.single(picture)) for picture in pictures])
    single = template(faces, portrait)
    assert [vector.shape for vector in enrolled.vectors] == [vector.shape for vector in single.vectors]
    assert all(np.linalg.norm(vector) == pytest.approx(1, abs=1e-4) for vector in enrolled.vectors)
    assert faces.compare(enrolled, single).score > 90


def test_a_template_needs_a_picture(faces):
    with pytest.raises(ValueError, match="at least one"):
        faces.enrol([])


def test_templates_of_another_model_are_refused(faces, portrait):
    mine = template(faces, portrait)
    with pytest.raises(ValueError, match="another/1"):
        faces.compare(mine, replace(mine, model="another/1"))
