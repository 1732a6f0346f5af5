"""The default face engine: BlazeFace and FaceMesh find, dlib's ResNet and FaceRes together compare.

Weak for East Asian faces as all freely licensed models are; the calibration says how weak, and holds the pass mark at
one false match in a thousand within that group.
"""

from collections.abc import Sequence

import numpy as np

from openekyc.engines.faces.calibration import FOLDER, load_calibration
from openekyc.engines.faces.embedders import DlibResnet, FaceRes, Vector, unit
from openekyc.engines.faces.finder import FaceFinder
from openekyc.engines.faces.gate import only_usable
from openekyc.engines.faces.mesh import Mesh
from openekyc.engines.faces.port import Face, Image, Similarity, Template
from openekyc.engines.faces.scorer import Scorer
from openekyc.engines.weights.catalogue import DLIB, FACERES
from openekyc.engines.weights.session import open_model
from openekyc.settings import Settings

NAME = "blazeface-dlib-faceres"


class BlazefaceDlibFaceres:
    """Fulfils `port.Faces`."""

    def __init__(self, settings: Settings) -> None:
        """Opens four models and the calibration; raises `ModelUnusable` or `CalibrationUnusable`."""
        self.model = f"{NAME}/1"
        self._limits = settings.faces
        self._finder = FaceFinder(settings)
        self._dlib = DlibResnet(open_model(settings, DLIB.key))
        self._faceres = FaceRes(open_model(settings, FACERES.key))
        calibration = load_calibration(FOLDER / f"{NAME}.json")
        self._scorer = Scorer(calibration)
        self._faceres_centre = calibration.centre[FACERES.key]

    def detect(self, image: Image) -> tuple[Face, ...]:
        return self._finder.find(image)

    def single(self, image: Image) -> Face:
        return only_usable(self.detect(image), self._limits)

    def enrol(self, images: Sequence[tuple[Image, Face]]) -> Template:
        if not images:
            raise ValueError("A template needs at least one picture")
        pairs = [self._embed(image, face) for image, face in images]
        vectors = tuple(unit(np.mean(kind, axis=0)) for kind in zip(*pairs, strict=True))
        return Template(vectors=vectors, model=self.model)

    def compare(self, first: Template, second: Template) -> Similarity:
        if {first.model, second.model} != {self.model}:
            raise ValueError(f"Templates of {first.model} and {second.model} cannot be compared by {self.model}")
        raw = self._scorer.raw(first.vectors, second.vectors)
        calibration = self._scorer.calibration
        return Similarity(score=calibration.score(raw), raw=raw, calibration=calibration.name, model=self.model)

    def _embed(self, image: Image, face: Face) -> tuple[Vector, Vector]:
        mesh = Mesh(points=face.mesh, flag=1.0)
        return self._dlib.embed(image, mesh), unit(self._faceres.embed(image, mesh) - self._faceres_centre)
