"""FaceMesh: 468 points of a face, from a detection or followed from frame to frame (https://arxiv.org/abs/1907.06724).

For video: `FaceMesh.at` once after BlazeFace found the face, then `FaceMesh.track` with the mesh of the frame before
(1.1 ms a frame on one thread) until it answers None.
"""

import math
from dataclasses import dataclass

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from openekyc.engines.faces.blazeface import Detection
from openekyc.engines.faces.geometry import Square, invert, moved, warp
from openekyc.engines.faces.port import Image
from openekyc.engines.weights.session import infer

_SIZE = 192
_MARGIN = 1.5  # the crop the network was trained on: the face's box, half as large again
_FLAG_OF_A_FACE = 0.5  # the network's own sure/unsure mark; real faces give .9 and more, other things under .1
RIGHT_EYE_OUTER, RIGHT_EYE_INNER = 33, 133  # the person's right eye, in the picture on the left
LEFT_EYE_INNER, LEFT_EYE_OUTER = 362, 263


@dataclass(frozen=True, slots=True, kw_only=True)
class Mesh:
    """``points`` of shape (468, 3): x and y in pixels of the picture, z in the same scale, smaller is nearer.

    ``flag`` 0..1 is how sure the network is that the crop holds an upright face.
    """

    points: NDArray[np.float32]
    flag: float

    @property
    def roll(self) -> float:
        """How far the line of the eyes is turned, in radians, positive clockwise."""
        x, y = self.points[LEFT_EYE_OUTER, :2] - self.points[RIGHT_EYE_OUTER, :2]
        return math.atan2(y, x)

    @property
    def eye_distance(self) -> float:
        """Between the outer eye corners, in pixels."""
        return float(np.linalg.norm(self.points[LEFT_EYE_OUTER, :2] - self.points[RIGHT_EYE_OUTER, :2]))

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the points, in pixels."""
        left, top = self.points[:, :2].min(axis=0)
        right, bottom = self.points[:, :2].max(axis=0)
        return float(left), float(top), float(right), float(bottom)

    def upright_square(self, margin: float) -> Square:
        """The square around the points with its edges along the eyes, ``margin`` times as large as they need."""
        turn = np.array([[math.cos(self.roll), math.sin(self.roll)], [-math.sin(self.roll), math.cos(self.roll)]])
        level = self.points[:, :2] @ turn.T
        low, high = level.min(axis=0), level.max(axis=0)
        x, y = (low + high) / 2 @ turn
        return Square(x=float(x), y=float(y), side=max(float((high - low).max()), 1.0) * margin, angle=self.roll)


class FaceMesh:
    """The network over an opened ``facemesh`` model."""

    def __init__(self, session: onnxruntime.InferenceSession) -> None:
        self._session = session

    def at(self, image: Image, detection: Detection) -> Mesh | None:
        """The mesh of a detected face, fitted twice for accuracy; None when it turns out not to be a face."""
        right_eye, left_eye = detection.points[0], detection.points[1]
        left, top, right, bottom = detection.box
        square = Square(
            x=(left + right) / 2,
            y=(top + bottom) / 2,
            side=max(right - left, bottom - top, 1.0) * _MARGIN,
            angle=math.atan2(left_eye[1] - right_eye[1], left_eye[0] - right_eye[0]),
        )
        first = self._fit(image, square)
        return None if first is None else self.track(image, first)

    def track(self, image: Image, previous: Mesh) -> Mesh | None:
        """The mesh in this frame, looked for where it was in the frame before; None when the face is lost."""
        return self._fit(image, previous.upright_square(_MARGIN))

    def _fit(self, image: Image, square: Square) -> Mesh | None:
        matrix = square.matrix(_SIZE)
        crop = warp(image, matrix, _SIZE)
        tensor = crop.astype(np.float32).transpose(2, 0, 1)[None] / 255
        raw, flag = infer(self._session, tensor, ("mesh", "flag"))
        if float(flag[0, 0]) < _FLAG_OF_A_FACE:
            return None
        points = np.empty((468, 3), np.float32)
        points[:, :2] = moved(raw[0, :, :2], invert(matrix))
        points[:, 2] = raw[0, :, 2] * (square.side / _SIZE)
        return Mesh(points=points, flag=float(flag[0, 0]))
