import math

import numpy as np
import pytest

from openekyc.engines.faces.geometry import Square, fit_similarity, invert, moved, warp


def turned(points, angle, scale, shift):
    linear = scale * np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    return points @ linear.T + shift


def test_a_similarity_is_found_again():
    points = np.array([[0, 0], [10, 0], [3, 7], [8, 8]], float)
    target = turned(points, 0.4, 1.7, (5, -3))
    np.testing.assert_allclose(moved(points, fit_similarity(points, target)), target, atol=1e-5)


def test_points_come_back_from_the_crop():
    matrix = Square(x=50, y=40, side=30, angle=0.7).matrix(192)
    points = np.array([[45, 41], [60, 30]], float)
    np.testing.assert_allclose(moved(moved(points, matrix), invert(matrix)), points, atol=1e-4)


def test_the_middle_of_a_square_is_the_middle_of_the_crop():
    matrix = Square(x=50, y=40, side=30, angle=0.7).matrix(64)
    np.testing.assert_allclose(moved(np.array([[50.0, 40.0]]), matrix), [[32, 32]], atol=1e-5)


def test_a_square_turned_clockwise_reads_a_clockwise_line_as_level():
    matrix = Square(x=0, y=0, side=10, angle=math.pi / 6).matrix(10)
    start, end = moved(np.array([[0, 0], [math.cos(math.pi / 6), math.sin(math.pi / 6)]]), matrix)
    np.testing.assert_allclose(end - start, [1, 0], atol=1e-5)


@pytest.mark.parametrize("side", [40, 400])
def test_a_crop_shows_the_same_place_however_large_the_picture(side):
    """Above and below the scale where the picture is first shrunk by area."""
    image = np.zeros((side * 2, side * 2, 3), np.uint8)
    image[:, side:] = 255
    crop = warp(image, Square(x=side, y=side, side=side, angle=0).matrix(64), 64)
    level = crop[32, :, 0].astype(float) / 255
    assert level[:30].max() == 0
    assert level[34:].min() == 1
    assert abs(64 - level.sum() - 32) < 0.6


def test_shrinking_averages_instead_of_skipping():
    """A fine checkerboard is grey from afar; sampling four pixels of it would give stripes."""
    image = np.indices((800, 800)).sum(axis=0) % 2 * 255
    image = np.repeat(image[:, :, None], 3, axis=2).astype(np.uint8)
    crop = warp(image, Square(x=400, y=400, side=770, angle=0).matrix(100), 100)
    assert crop.std() < 5


def test_a_crop_outside_the_picture_is_black():
    image = np.full((20, 20, 3), 200, np.uint8)
    assert not warp(image, Square(x=900, y=900, side=300, angle=0).matrix(16), 16).any()
