"""Cutting turned squares and aligned chips out of pictures, and bringing points back.

Coordinates are (x, y) in pixels, x to the right, y down; angles in radians, positive clockwise as seen in the picture.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from openekyc.engines.faces.port import Image

Points = NDArray[np.float32]
Matrix = NDArray[np.float64]
_SHRINK_FIRST_BELOW = 0.6  # warpAffine samples four pixels; below this scale it would skip some and alias


@dataclass(frozen=True, slots=True, kw_only=True)
class Square:
    """A square in a picture: centre, side in pixels, and how far it is turned."""

    x: float
    y: float
    side: float
    angle: float

    def matrix(self, size: int) -> Matrix:
        """The 2 x 3 matrix that brings picture points to a crop of ``size`` x ``size`` pixels."""
        scale = size / self.side
        cosine, sine = math.cos(self.angle) * scale, math.sin(self.angle) * scale
        half = size / 2
        return np.array(
            [
                [cosine, sine, half - cosine * self.x - sine * self.y],
                [-sine, cosine, half + sine * self.x - cosine * self.y],
            ]
        )


def warp(image: Image, matrix: Matrix, size: int) -> Image:
    """The crop of ``size`` x ``size`` pixels that the picture-to-crop ``matrix`` names; black outside the picture."""
    scale = math.sqrt(abs(np.linalg.det(matrix[:, :2])))
    if scale >= _SHRINK_FIRST_BELOW:
        return _warped(image, matrix, size)
    left, top, right, bottom = _reach(image, matrix, size)
    if right <= left or bottom <= top:
        return np.zeros((size, size, 3), np.uint8)
    part = image[top:bottom, left:right]
    width, height = max(1, round(part.shape[1] * scale)), max(1, round(part.shape[0] * scale))
    small = np.asarray(cv2.resize(part, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    across, down = part.shape[1] / width, part.shape[0] / height
    # small pixel centres lie at ((u + .5) * across - .5 + left, ...) of the picture
    back = np.array([[across, 0, left + across / 2 - 0.5], [0, down, top + down / 2 - 0.5], [0, 0, 1]])
    return _warped(small, matrix @ back, size)


def invert(matrix: Matrix) -> Matrix:
    """The matrix back from the crop to the picture."""
    return np.asarray(cv2.invertAffineTransform(matrix), np.float64)


def moved(points: NDArray[np.floating], matrix: Matrix) -> Points:
    """Points of shape (n, 2) under a 2 x 3 matrix."""
    return (points @ matrix[:, :2].T + matrix[:, 2]).astype(np.float32)


def fit_similarity(source: NDArray[np.floating], target: NDArray[np.floating]) -> Matrix:
    """The turn, scale and shift, as 2 x 3 matrix, that brings ``source`` closest to ``target`` in least squares."""
    source_mean, target_mean = source.mean(axis=0), target.mean(axis=0)
    a, b = source - source_mean, target - target_mean
    norm = float((a**2).sum())
    cosine = float((a * b).sum()) / norm
    sine = float((a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]).sum()) / norm
    linear = np.array([[cosine, -sine], [sine, cosine]])
    return np.hstack([linear, (target_mean - linear @ source_mean)[:, None]])


def _warped(image: Image, matrix: Matrix, size: int) -> Image:
    return np.asarray(cv2.warpAffine(image, matrix, (size, size), flags=cv2.INTER_LINEAR), np.uint8)


def _reach(image: Image, matrix: Matrix, size: int) -> tuple[int, int, int, int]:
    """The part of the picture that the crop sees: left, top, right, bottom."""
    corners = moved(np.array([[0, 0], [size, 0], [0, size], [size, size]], np.float32), invert(matrix))
    left, top = np.floor(corners.min(axis=0)).astype(int) - 2
    right, bottom = np.ceil(corners.max(axis=0)).astype(int) + 3
    return max(left, 0), max(top, 0), min(right, image.shape[1]), min(bottom, image.shape[0])
