"""Following points through pictures: a painted plane that is moved and turned before the camera."""

import cv2
import numpy as np
import pytest

from openekyc.engines.liveness.points import PointFollower, View

CHANCE = np.random.default_rng(9)


def _painting(side=480):
    """Texture at every scale, as skin and hair have."""
    noise = CHANCE.normal(0, 1, (side, side))
    layers = [cv2.GaussianBlur(noise, (0, 0), sigma) * sigma for sigma in (1.5, 4, 12)]
    painting = sum(layers)
    return np.interp(painting, (painting.min(), painting.max()), (20, 235)).astype(np.uint8)


PAINTING = _painting()


def _oval():
    """468 points that cover an oval in the middle, as a mesh does."""
    angle, radius = CHANCE.uniform(0, 2 * np.pi, 468), np.sqrt(CHANCE.uniform(0, 1, 468))
    return np.column_stack([240 + 90 * radius * np.cos(angle), 240 + 115 * radius * np.sin(angle)]).astype(np.float32)


OVAL = _oval()


def _view(time_s, across=0.0, yaw=0.0, painting=PAINTING):
    move = np.array([[1, 0, across], [0, 1, 0]], float)
    return View(
        grey=cv2.warpAffine(painting, move, (480, 480), borderMode=cv2.BORDER_REFLECT),
        mesh=OVAL + np.float32((across, 0)),
        eye_distance=100.0,
        yaw=yaw,
        pitch=0.0,
        time_s=time_s,
    )


def test_a_shift_is_measured_to_a_small_part_of_a_pixel():
    follower = PointFollower(most_turn_deg=18)
    assert follower.follow(_view(0.0)) is None
    shift = follower.follow(_view(0.1, across=3.5))
    assert shift.across == pytest.approx(0.035, abs=0.001)
    assert shift.down == pytest.approx(0.0, abs=0.001)


def test_what_does_not_move_does_not_move():
    follower = PointFollower(most_turn_deg=18)
    follower.follow(_view(0.0))
    shift = follower.follow(_view(0.1))
    assert np.hypot(shift.across, shift.down) < 1e-4


def test_a_moving_plane_leaves_no_residual_and_its_background_moves_along():
    follower = PointFollower(most_turn_deg=18)
    for step in range(8):
        follower.follow(_view(step / 10, across=2.0 * step))
    assert len(follower.pairs) == 7
    assert max(pair.residual for pair in follower.pairs) < 0.003
    assert follower.pairs[-1].coherence < 0.1


def test_pairs_tell_how_far_the_head_turned_since_the_key_view():
    follower = PointFollower(most_turn_deg=18)
    for step in range(5):
        follower.follow(_view(step / 10, yaw=3.0 * step))
    assert [pair.turn_deg for pair in follower.pairs] == pytest.approx([3, 6, 9, 12])
    assert {pair.from_s for pair in follower.pairs} == {0.0}


def test_a_head_coming_back_is_compared_with_its_extreme():
    follower = PointFollower(most_turn_deg=18)
    for step, yaw in enumerate([0, 4, 8, 5, 0, -5, -8]):
        follower.follow(_view(step / 10, yaw=yaw))
    assert max(pair.turn_deg for pair in follower.pairs) == pytest.approx(13)


def test_a_key_view_is_not_kept_for_long():
    follower = PointFollower(most_turn_deg=18)
    for step in range(40):
        follower.follow(_view(step / 10))
    assert max(pair.to_s - pair.from_s for pair in follower.pairs) < 1.7


def test_after_losing_the_face_nothing_is_compared_across_the_gap():
    follower = PointFollower(most_turn_deg=18)
    follower.follow(_view(0.0))
    follower.lose()
    assert follower.follow(_view(0.5, across=40)) is None
    assert follower.pairs == []


def test_a_face_without_any_texture_is_not_followed():
    follower = PointFollower(most_turn_deg=18)
    blank = np.full((480, 480), 128, np.uint8)
    assert follower.follow(_view(0.0, painting=blank)) is None
    assert follower.follow(_view(0.1, painting=blank)) is None
    assert follower.pairs == []


def test_a_cut_to_another_picture_is_not_followed_as_motion():
    follower = PointFollower(most_turn_deg=18)
    follower.follow(_view(0.0))
    follower.follow(_view(0.1, painting=_painting()))
    assert all(pair.residual > 0 for pair in follower.pairs)
    assert len(follower.pairs) <= 1
