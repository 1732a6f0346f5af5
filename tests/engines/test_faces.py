"""The default face engine on real faces: found, followed, and told apart with room to spare."""

import csv
import json
from collections import defaultdict
from pathlib import Path

import cv2
import numpy as np
import pytest
from skimage import data

from openekyc.engines.faces.backends.blazeface_dlib_faceres import BlazefaceDlibFaceres
from openekyc.engines.faces.blazeface import BlazeFace
from openekyc.engines.faces.calibration import FOLDER, CalibrationUnusable, load_calibration
from openekyc.engines.faces.iris import Irises
from openekyc.engines.faces.mesh import FaceMesh
from openekyc.engines.faces.port import UnusableFace
from openekyc.engines.faces.pose import head_pose
from openekyc.engines.weights.session import open_model
from openekyc.settings import Settings

PASS_MARK = Settings().pass_mark
PORTRAIT = data.astronaut()


@pytest.fixture(scope="module")
def faces():
    return BlazefaceDlibFaceres(Settings())


@pytest.fixture(scope="module")
def mesh():
    return FaceMesh(open_model(Settings(), "facemesh"))


@pytest.fixture(scope="module")
def blazeface():
    return BlazeFace(open_model(Settings(), "blazeface"), least_score=0.5)


def shifted(right, down):
    return cv2.warpAffine(PORTRAIT, np.array([[1, 0, right], [0, 1, down]], float), (512, 512))


CHANGES = {
    "mirrored": lambda image: np.ascontiguousarray(image[:, ::-1]),
    "cropped": lambda image: image[20:240, 100:330].copy(),
    "turned": lambda image: cv2.warpAffine(image, cv2.getRotationMatrix2D((225, 125), 20, 1), (512, 512)),
    "small": lambda image: cv2.resize(image, None, fx=0.7, fy=0.7, interpolation=cv2.INTER_AREA),
    "large": lambda image: cv2.resize(image, None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC),
    "a little blurred": lambda image: cv2.GaussianBlur(image, (0, 0), 1),
    "dark": lambda image: (image * 0.5).astype(np.uint8),
    "compressed": lambda image: cv2.imdecode(cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 30])[1], 1),
}


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_the_same_photo_changed_is_the_same_person_with_margin(faces, change):
    changed = CHANGES[change](PORTRAIT)
    pair = [faces.enrol([(image, faces.single(image))]) for image in (PORTRAIT, changed)]
    assert faces.compare(*pair).score >= PASS_MARK + 15


def test_eyes_of_a_portrait_are_open_and_lie_in_the_mesh(blazeface, mesh):
    (detection,) = blazeface.find(PORTRAIT)
    found = mesh.at(PORTRAIT, detection)
    eyes = Irises(open_model(Settings(), "iris")).eyes(PORTRAIT, found)
    for eye, corners in ((eyes.right, [33, 133]), (eyes.left, [263, 362])):
        assert 0.24 < eye.openness < 0.45
        assert np.abs(eye.outline[[0, 8]] - found.points[corners, :2]).max() < 3
        assert np.linalg.norm(eye.iris[0] - eye.outline.mean(axis=0)) < eye.width / 4


@pytest.fixture(scope="module")
def clip(data_folder, blazeface, mesh):
    """Measures of a clip of one face frame by frame, and the truth it was made from."""

    def follow(name, measure):
        truth = json.loads((data_folder / "videos" / f"{name}.json").read_text())["frames"]
        capture = cv2.VideoCapture(str(data_folder / "videos" / f"{name}.mp4"))
        measured, followed = [], None
        while (read := capture.read())[0]:
            frame = np.ascontiguousarray(read[1][:, :, ::-1])
            followed = mesh.track(frame, followed) if followed else mesh.at(frame, blazeface.find(frame)[0])
            measured.append(measure(frame, followed))
        return np.array(measured), truth[: len(measured)]

    return follow


def test_eyes_measure_shut_exactly_while_they_are(clip):
    irises = Irises(open_model(Settings(), "iris"))

    def openness(frame, mesh):
        eyes = irises.eyes(frame, mesh)
        return max(eyes.right.openness, eyes.left.openness)

    measured, truth = clip("biden_blink_640", openness)
    closed = np.array([frame["blink"] for frame in truth])
    usual = np.median(measured[closed == 0])
    assert (measured[closed == 0] > 0.75 * usual).all()
    assert (measured[closed > 0.95] < 0.6 * usual).all()


@pytest.mark.parametrize(("name", "angle"), [("biden_shake_640", "yaw"), ("biden_nod_640", "pitch")])
def test_pose_follows_a_turning_head(clip, name, angle):
    def pose(frame, mesh):
        return getattr(head_pose(mesh.points, width=frame.shape[1], height=frame.shape[0]), angle)

    measured, truth = clip(name, pose)
    assert abs(np.corrcoef(measured, [frame[angle] for frame in truth])[0, 1]) > 0.95


def test_a_moving_face_is_followed_without_the_detector(blazeface, mesh):
    (detection,) = blazeface.find(PORTRAIT)
    first = followed = mesh.at(PORTRAIT, detection)
    for step in range(1, 13):
        followed = mesh.track(shifted(8 * step, 4 * step), followed)
        assert followed is not None
    moved = followed.points[:, :2] - first.points[:, :2]
    assert np.abs(np.median(moved, axis=0) - (96, 48)).max() < 1.5


def test_a_face_that_is_gone_is_lost(blazeface, mesh):
    (detection,) = blazeface.find(PORTRAIT)
    assert mesh.track(np.full((512, 512, 3), 120, np.uint8), mesh.at(PORTRAIT, detection)) is None


@pytest.fixture(scope="module")
def people(data_folder):
    """Thirty people with three photos each, chosen by name, not by result; the calibration was fitted with them."""
    photos = defaultdict(list)
    with (data_folder / "faces" / "MANIFEST.csv").open(newline="", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            if row["file"].startswith("lfw/"):
                photos[row["identity"]].append(data_folder / "faces" / row["file"])
    several = sorted(name for name, files in photos.items() if len(files) >= 4)
    return [photos[name][:3] for name in several[:: len(several) // 30]][:30]


@pytest.fixture(scope="module")
def templates(faces, people):
    return [[made for path in files if (made := enrolled(faces, path)) is not None] for files in people]


def enrolled(faces, path):
    image = np.ascontiguousarray(cv2.imread(str(path))[:, :, ::-1])
    try:
        return faces.enrol([(image, faces.single(image))])
    except UnusableFace:
        return None


def test_photos_of_one_person_match_and_photos_of_two_do_not(faces, templates):
    """Twice the false non-matches of docs/benchmarks.md would fail, and so would one false match more than one."""
    same = [faces.compare(a, b).score for mine in templates for i, a in enumerate(mine) for b in mine[i + 1 :]]
    strangers = [
        faces.compare(a, other[0]).score
        for i, mine in enumerate(templates)
        for a in mine
        for other in templates[i + 1 :]
    ]
    assert len(same) >= 60
    assert len(strangers) >= 800
    assert np.mean(np.array(same) < PASS_MARK) <= 0.15
    assert np.mean(np.array(strangers) >= PASS_MARK) <= 1 / 800
    assert np.median(same) > PASS_MARK + 15
    assert np.median(strangers) < PASS_MARK - 40


def test_a_template_of_several_pictures_is_at_least_as_good(faces, people):
    gains = []
    for files in people:
        images = [np.ascontiguousarray(cv2.imread(str(path))[:, :, ::-1]) for path in files]
        found = [(image, faces.detect(image)[0]) for image in images]
        probe = faces.enrol(found[2:])
        gains.append(
            faces.compare(probe, faces.enrol(found[:2])).raw - faces.compare(probe, faces.enrol(found[:1])).raw
        )
    assert np.mean(gains) > 0


def test_the_shipped_calibration_belongs_to_the_shipped_weights():
    calibration = load_calibration(FOLDER / "blazeface-dlib-faceres.json")
    marks = {knot.score: knot.false_match_rate for knot in calibration.knots}
    assert marks[70] == 1e-3
    assert marks[80] == 1e-4


def copied(tmp_path, change):
    text = (FOLDER / "blazeface-dlib-faceres.json").read_text(encoding="utf-8")
    (tmp_path / "c.json").write_text(change(text), encoding="utf-8")
    (tmp_path / "c.npz").write_bytes((FOLDER / "blazeface-dlib-faceres.npz").read_bytes())
    return Path(tmp_path / "c.json")


def test_a_calibration_of_other_weights_is_refused(tmp_path):
    from_elsewhere = copied(tmp_path, lambda text: text.replace('"dlib-resnet": "', '"dlib-resnet": "0', 1))
    with pytest.raises(CalibrationUnusable, match="other weights of dlib-resnet"):
        load_calibration(from_elsewhere)


def test_a_damaged_calibration_is_refused(tmp_path):
    path = copied(tmp_path, str)
    path.with_suffix(".npz").write_bytes(b"damaged")
    with pytest.raises(CalibrationUnusable, match="is not the file"):
        load_calibration(path)


def test_knots_that_do_not_rise_are_refused(tmp_path):
    with pytest.raises(CalibrationUnusable, match="do not rise"):
        load_calibration(copied(tmp_path, lambda text: text.replace('"score": 80.0', '"score": 60.0')))
