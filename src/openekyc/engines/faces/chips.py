"""The aligned crops that embedders and the sharpness measure see."""

import numpy as np

from openekyc.engines.faces.geometry import fit_similarity, warp
from openekyc.engines.faces.mesh import Mesh
from openekyc.engines.faces.port import Image

CHIP_SIZE = 150
_PADDING = 0.25
# dlib's mean positions of the outer and inner corner of the left eye, of the right eye, and of the nose's base:
# http://dlib.net/imaging.html#get_face_chip_details
_TEMPLATE = np.array(
    [
        (0.8595674595992, 0.2134981538014),
        (0.6460604764104, 0.2289674387677),
        (0.1205750620789, 0.2137274526848),
        (0.3340850613712, 0.2290642403242),
        (0.4901123135679, 0.6277975316475),
    ]
)
_MESH_POINTS = [263, 362, 33, 133, 2]
FACERES_SIZE = 224
_FACERES_MARGIN = 1.4 * 134 / 160


def face_chip(image: Image, mesh: Mesh) -> Image:
    """150 x 150 pixels, eyes level, as dlib cuts them with padding 0.25."""
    target = (_TEMPLATE + _PADDING) / (2 * _PADDING + 1) * CHIP_SIZE
    return warp(image, fit_similarity(mesh.points[_MESH_POINTS, :2], target), CHIP_SIZE)


def faceres_crop(image: Image, mesh: Mesh) -> Image:
    """224 x 224 pixels around the whole mesh, eyes level."""
    return warp(image, mesh.upright_square(_FACERES_MARGIN).matrix(FACERES_SIZE), FACERES_SIZE)
