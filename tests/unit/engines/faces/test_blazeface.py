import numpy as np

from openekyc.engines.faces.blazeface import _anchors, _letterbox, _merged


def row(x, y, size):
    return [[x, y], [size, size], *[[x, y]] * 6]


def test_anchors_lie_in_the_cells_of_two_grids():
    anchors = _anchors()
    assert anchors.shape == (896, 2)
    assert anchors[[0, 1, 2]].tolist() == [[8, 8], [8, 8], [24, 8]]
    assert anchors[[512, 517, 518, 895]].tolist() == [[16, 16], [16, 16], [48, 16], [240, 240]]


def test_overlapping_boxes_become_one_weighted_by_score():
    rows = np.array([row(100, 100, 40), row(104, 100, 40), row(200, 50, 40)], np.float32)
    found = _merged(rows, np.array([0.9, 0.6, 0.7], np.float32))
    assert [round(face.score, 3) for face in found] == [0.9, 0.7]
    assert np.allclose(found[0].box, (81.6, 80, 121.6, 120), atol=1e-3)
    assert np.allclose(found[0].points[0], (101.6, 100), atol=1e-3)


def test_nothing_found_is_an_empty_tuple():
    assert _merged(np.zeros((0, 8, 2), np.float32), np.zeros(0, np.float32)) == ()


def test_a_letterbox_keeps_the_shape_and_centres_the_picture():
    canvas, scale, left, top = _letterbox(np.full((100, 400, 3), 9, np.uint8))
    assert (scale, left, top) == (0.64, 0, 96)
    assert canvas[96:160].min() == 9
    assert not canvas[:96].any()
    assert not canvas[160:].any()
