"""The iris network: the outline of both eyes, far more exact than the mesh's own eyelids (https://arxiv.org/abs/2006.11341).

Both eyes go through the network in one batch (2.7 ms a frame on one thread).
"""

import math
from dataclasses import dataclass

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from openekyc.engines.faces.geometry import Matrix, Square, invert, moved, warp
from openekyc.engines.faces.mesh import LEFT_EYE_INNER, LEFT_EYE_OUTER, RIGHT_EYE_INNER, RIGHT_EYE_OUTER, Mesh
from openekyc.engines.faces.port import Image
from openekyc.engines.weights.session import infer

_SIZE = 64
_MARGIN = 2.3  # the crop the network was trained on, in widths of the eye
_OUTER, _INNER = 0, 8  # of the outline
_LOWER, _UPPER = slice(1, 8), slice(9, 16)  # seven points each, from the outer to the inner corner
_IRIS = slice(71, 76)


@dataclass(frozen=True, slots=True, kw_only=True)
class Eye:
    """One eye in pixels of the picture.

    ``outline`` (16, 2): 0 the outer corner, 1-7 the lower lid, 8 the inner corner, 9-15 the upper lid, both lids from
    outside to inside. ``iris`` (5, 2): its centre and four points of its rim.
    """

    outline: NDArray[np.float32]
    iris: NDArray[np.float32]

    @property
    def width(self) -> float:
        """Between the corners, in pixels."""
        return float(np.linalg.norm(self.outline[_OUTER] - self.outline[_INNER]))

    @property
    def openness(self) -> float:
        """The gap of the lids in its middle three points over the eye's width: closed .02-.06, open .24-.42."""
        gaps = np.linalg.norm(self.outline[_UPPER][2:5] - self.outline[_LOWER][2:5], axis=1)
        return float(gaps.mean() / max(self.width, 1e-6))


@dataclass(frozen=True, slots=True, kw_only=True)
class EyeContours:
    """Both eyes; ``right`` and ``left`` are the person's, so ``right`` is on the left of the picture."""

    right: Eye
    left: Eye


class Irises:
    """The network over an opened ``iris`` model."""

    def __init__(self, session: onnxruntime.InferenceSession) -> None:
        self._session = session

    def eyes(self, image: Image, mesh: Mesh) -> EyeContours:
        """The outlines of both eyes of a face; the mesh must belong to this very picture."""
        right_matrix = _eye_matrix(mesh, RIGHT_EYE_OUTER, RIGHT_EYE_INNER)
        left_matrix = _eye_matrix(mesh, LEFT_EYE_INNER, LEFT_EYE_OUTER)
        right_crop = warp(image, right_matrix, _SIZE)
        left_crop = warp(image, left_matrix, _SIZE)[:, ::-1]  # the network knows right eyes only
        batch = np.stack([right_crop, left_crop]).astype(np.float32).transpose(0, 3, 1, 2) / 255
        (points,) = infer(self._session, batch, ("points",))
        left_points = points[1, :, :2] * (-1, 1) + (_SIZE - 1, 0)
        return EyeContours(right=_eye(points[0, :, :2], right_matrix), left=_eye(left_points, left_matrix))


def _eye_matrix(mesh: Mesh, from_index: int, to_index: int) -> Matrix:
    """The crop of the eye between two corners that lie from left to right in the picture."""
    start, end = mesh.points[from_index, :2], mesh.points[to_index, :2]
    x, y = (start + end) / 2
    across, down = end - start
    side = max(math.hypot(across, down), 1.0) * _MARGIN
    return Square(x=float(x), y=float(y), side=side, angle=math.atan2(down, across)).matrix(_SIZE)


def _eye(points: NDArray[np.float32], matrix: Matrix) -> Eye:
    moved_points = moved(points, invert(matrix))
    return Eye(outline=moved_points[:16], iris=moved_points[_IRIS])
