"""The port's signs: a head turned by known angles, seen by a pinhole camera."""

import math

import numpy as np
import pytest

from openekyc.engines.faces.pose import _CANONICAL, head_pose


def seen(yaw=0.0, pitch=0.0, roll=0.0):
    """The mesh points of a head 60 cm before a 640 x 480 camera; it is turned in the port's sense, in degrees."""
    y, p, r = (math.radians(angle) for angle in (yaw, pitch, roll))
    # x right, y down, z away. Yaw: the nose (-z) moves towards +x. Pitch: towards +y. Roll: +x moves towards +y.
    turn_yaw = np.array([[math.cos(y), 0, -math.sin(y)], [0, 1, 0], [math.sin(y), 0, math.cos(y)]])
    turn_pitch = np.array([[1, 0, 0], [0, math.cos(p), -math.sin(p)], [0, math.sin(p), math.cos(p)]])
    turn_roll = np.array([[math.cos(r), -math.sin(r), 0], [math.sin(r), math.cos(r), 0], [0, 0, 1]])
    head = np.array(list(_CANONICAL.values())) @ (turn_roll @ turn_yaw @ turn_pitch).T + (0, 0, 60)
    points = np.zeros((468, 3), np.float32)
    points[list(_CANONICAL), :2] = head[:, :2] / head[:, 2:] * 1.2 * 640 + (320, 240)
    return points


@pytest.mark.parametrize("angles", [{}, {"yaw": 25}, {"yaw": -25}, {"pitch": 15}, {"pitch": -15}, {"roll": 30}])
def test_a_turned_head_is_measured_with_the_ports_signs(angles):
    pose = head_pose(seen(**angles), width=640, height=480)
    wanted = {"yaw": 0, "pitch": 0, "roll": 0} | angles
    assert (pose.yaw, pose.pitch, pose.roll) == pytest.approx(tuple(wanted.values()), abs=1.5)


def test_a_head_that_looks_to_the_pictures_right_shows_its_nose_right_of_its_ears():
    points = seen(yaw=25)
    assert points[1, 0] > points[[234, 454], 0].mean()
    assert head_pose(points, width=640, height=480).yaw > 0


def test_turns_about_all_axes_are_told_apart():
    pose = head_pose(seen(yaw=20, pitch=-10, roll=15), width=640, height=480)
    assert (pose.yaw, pose.pitch, pose.roll) == pytest.approx((20, -10, 15), abs=1.5)


def test_where_in_the_picture_a_face_stands_does_not_change_its_pose():
    centred = seen(yaw=10, pitch=5)
    aside = centred + np.array([200, -120, 0], np.float32)
    first, second = (head_pose(points, width=640, height=480) for points in (centred, aside))
    assert (first.yaw, first.pitch, first.roll) == pytest.approx((second.yaw, second.pitch, second.roll), abs=1e-3)
