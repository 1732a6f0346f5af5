"""Telling a plane from a head by how their points move; points made on paper."""

import numpy as np
import pytest

from openekyc.engines.liveness.planarity import homography_residual, ring_coherence

CHANCE = np.random.default_rng(5)
EYE_DISTANCE = 100.0  # 92 mm of an adult at that distance
FOCAL, AWAY = 768.0, 700.0  # pixels, millimetres


def _points(count=100):
    """Spread over a face, millimetres."""
    return CHANCE.uniform((-60, -80), (60, 80), (count, 2))


def _head(flat):
    """An ellipsoid of an adult head's size with a nose of 25 mm; smaller z is nearer."""
    x, y = flat.T
    skull = 85 * (1 - np.sqrt(np.clip(1 - (x / 78) ** 2 - (y / 115) ** 2, 0, 1)))
    return np.column_stack([flat, skull - 25 * np.exp(-((x / 14) ** 2 + ((y - 10) / 25) ** 2))])


def _seen(points, yaw_deg, slip=0.15):
    angle = np.radians(yaw_deg)
    turn = np.array([[np.cos(angle), 0, np.sin(angle)], [0, 1, 0], [-np.sin(angle), 0, np.cos(angle)]])
    turned = points @ turn.T + (0, 0, AWAY)
    picture = FOCAL * turned[:, :2] / turned[:, 2:] + (320, 240)
    return (picture + CHANCE.normal(0, slip, picture.shape)).astype(np.float32)


def _relief(points, yaw_deg=14):
    fit = homography_residual(_seen(points, 0), _seen(points, yaw_deg), EYE_DISTANCE)
    return fit.residual / np.sin(np.radians(yaw_deg))


def test_a_turning_head_leaves_what_no_plane_explains():
    assert _relief(_head(_points())) > 0.09


@pytest.mark.parametrize("yaw_deg", [8, 14, 40])
def test_a_turning_print_is_one_plane(yaw_deg):
    flat = np.column_stack([_points(), np.zeros(100)])
    assert _relief(flat, yaw_deg) < 0.02


def test_a_gently_bent_print_is_nearly_one_plane():
    flat = _points()
    bent = np.column_stack([flat, 0.002 * flat[:, 0] ** 2])
    assert _relief(bent) < 0.09


def test_a_few_slips_of_the_optical_flow_do_not_make_a_print_deep():
    flat = np.column_stack([_points(), np.zeros(100)])
    before, after = _seen(flat, 0), _seen(flat, 14)
    after[:6] += 5
    assert homography_residual(before, after, EYE_DISTANCE).residual < 0.01


def test_too_few_points_say_nothing():
    flat = np.column_stack([_points(15), np.zeros(15)])
    assert homography_residual(_seen(flat, 0), _seen(flat, 14), EYE_DISTANCE) is None


def test_points_in_one_spot_say_nothing_or_nothing_moved():
    spot = np.full((30, 2), 100, np.float32)
    fit = homography_residual(spot, spot, EYE_DISTANCE)
    assert fit is None or fit.residual < 0.01 or not np.isfinite(fit.residual)


def _ring(count=30):
    angle = CHANCE.uniform(0, 2 * np.pi, count)
    return np.column_stack([150 * np.cos(angle), 150 * np.sin(angle), np.zeros(count)])


def _coherence(ring_before, ring_after):
    flat = np.column_stack([_points(), np.zeros(100)])
    fit = homography_residual(_seen(flat, 0), _seen(flat, 14), EYE_DISTANCE)
    return ring_coherence(fit.matrix, ring_before, ring_after, EYE_DISTANCE)


def test_a_background_on_the_same_print_moves_with_the_face():
    ring = _ring()
    assert _coherence(_seen(ring, 0), _seen(ring, 14)) < 0.1


def test_a_wall_behind_stands_still():
    ring = _ring()
    assert _coherence(_seen(ring, 0), _seen(ring, 0)) == pytest.approx(1.0, abs=0.1)


def test_a_plain_wall_says_nothing():
    ring = _ring(5)
    assert _coherence(_seen(ring, 0), _seen(ring, 0)) is None


def test_a_face_that_hardly_moved_says_nothing_about_the_background():
    flat = np.column_stack([_points(), np.zeros(100)])
    fit = homography_residual(_seen(flat, 0), _seen(flat, 0), EYE_DISTANCE)
    ring = _ring()
    assert ring_coherence(fit.matrix, _seen(ring, 0), _seen(ring, 0), EYE_DISTANCE) is None
