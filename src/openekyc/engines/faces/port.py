"""The faces room: find a face, say whether it is good enough to compare, and compare two of them.

Images are ``uint8`` arrays of shape (height, width, 3) in RGB order, already upright (`media.images` turns them).
Every result carries ``model="name/version"`` of what made it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]


class QualityProblem(StrEnum):
    """Why a picture of a face cannot be compared."""

    NO_FACE = "no_face"
    SEVERAL_FACES = "several_faces"
    TOO_SMALL = "too_small"
    TOO_BLURRED = "too_blurred"
    TURNED_AWAY = "turned_away"


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One face in an image.

    ``box`` is (left, top, right, bottom) in pixels; ``mesh`` holds 468 points of shape (468, 3), x and y in pixels of
    the image, z in the same scale, smaller is nearer; angles in degrees, 0 when frontal, yaw positive when the person's
    face turns to the image's right, pitch positive when it looks down, roll positive clockwise.
    ``eye_distance`` is between the outer eye corners in pixels; ``sharpness`` is the re-blur ratio 0..1.
    """

    box: tuple[float, float, float, float]
    mesh: NDArray[np.float32]
    score: float
    yaw: float
    pitch: float
    roll: float
    eye_distance: float
    sharpness: float
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A face reduced to numbers that can be compared with another of the same ``model``; never leaves the server."""

    vectors: tuple[NDArray[np.float32], ...]
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Similarity:
    """How alike two templates are: ``score`` 0..100 as the public API speaks (70 is the pass mark), ``raw`` is the
    scorer's own scale, ``calibration`` names the file that maps one to the other."""

    score: float
    raw: float
    calibration: str
    model: str


class UnusableFace(Exception):
    """The picture cannot be compared; ``problem`` says why in one word, the message in a sentence."""

    def __init__(self, problem: QualityProblem, message: str) -> None:
        super().__init__(message)
        self.problem = problem


class Faces(Protocol):
    """What the flows ask of a face engine."""

    model: str

    def detect(self, image: Image) -> tuple[Face, ...]:
        """All upright faces, largest first; an empty tuple when there is none."""
        ...

    def single(self, image: Image) -> Face:
        """The one face to compare, after the quality gate of stills.

        Raises `UnusableFace`.
        """
        ...

    def enrol(self, images: Sequence[tuple[Image, Face]]) -> Template:
        """One template from one or more pictures of the same face (the average of the normalised embeddings)."""
        ...

    def compare(self, first: Template, second: Template) -> Similarity:
        """How alike the two are; raises ValueError when they come from different models."""
        ...
