import math

import numpy as np
import pytest

from openekyc.engines.faces.mesh import Mesh


def mesh(angle):
    """A grid of points 100 wide and 60 high around (200, 150), turned clockwise; the eyes' corners 50 apart."""
    x, y = np.meshgrid(np.linspace(-50, 50, 26), np.linspace(-30, 30, 18))
    points = np.stack([x.ravel(), y.ravel(), np.zeros(468)], axis=1)
    points[33, :2], points[263, :2] = (-25, -10), (25, -10)
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    points[:, :2] = points[:, :2] @ turn.T + (200, 150)
    return Mesh(points=points.astype(np.float32), flag=1.0)


@pytest.mark.parametrize("angle", [-0.5, 0.0, 0.5])
def test_roll_and_eye_distance_come_from_the_outer_corners(angle):
    assert mesh(angle).roll == pytest.approx(angle, abs=1e-5)
    assert mesh(angle).eye_distance == pytest.approx(50, abs=1e-3)


@pytest.mark.parametrize("angle", [-0.5, 0.0, 0.5])
def test_the_square_follows_the_turn_of_the_face(angle):
    square = mesh(angle).upright_square(1.5)
    assert (square.x, square.y) == pytest.approx((200, 150), abs=1e-2)
    assert square.side == pytest.approx(150, abs=1e-2)
    assert square.angle == pytest.approx(angle, abs=1e-5)


def test_the_box_holds_every_point():
    assert mesh(0).box == pytest.approx((150, 120, 250, 180), abs=1e-3)
