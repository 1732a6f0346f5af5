"""Runs the face pipeline over the measuring photos once and keeps the vectors under `.cache/`."""

import csv
import hashlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from openekyc.engines.faces import chips, embedders, mesh, pose, sharpness
from openekyc.engines.faces.embedders import DlibResnet, FaceRes
from openekyc.engines.faces.finder import FaceFinder
from openekyc.engines.faces.mesh import Mesh
from openekyc.engines.faces.port import Face
from openekyc.engines.weights.catalogue import DLIB, FACERES, MODELS
from openekyc.engines.weights.session import open_model
from openekyc.settings import Settings

CACHE = Path(__file__).resolve().parent.parent / ".cache"
QUALITIES = ("yaw", "pitch", "roll", "eye_distance", "sharpness")


@dataclass(frozen=True, slots=True, kw_only=True)
class Photos:
    """One row per photo: person, group, source folder, quality figures (n, 5) and raw vectors."""

    people: NDArray[np.str_]
    groups: NDArray[np.str_]
    sources: NDArray[np.str_]
    qualities: NDArray[np.float32]
    dlib: NDArray[np.float32]
    faceres: NDArray[np.float32]

    def only(self, keep: NDArray[np.bool_]) -> "Photos":
        """The photos of a mask."""
        return Photos(**{name: getattr(self, name)[keep] for name in Photos.__slots__})


def load_photos() -> Photos:
    """Every photo of OPENEKYC_DATA/faces with a face in it, from the cache while code and weights are the same."""
    folder = Path(os.environ["OPENEKYC_DATA"]) / "faces"
    stamp = hashlib.sha256("".join(model.sha256 for model in MODELS).encode())
    for module in (chips, embedders, mesh, pose, sharpness):
        stamp.update(Path(str(module.__file__)).read_bytes())
    path = CACHE / f"faces-{stamp.hexdigest()[:16]}.npz"
    if not path.exists():
        CACHE.mkdir(exist_ok=True)
        rows = list(_embed(folder))
        columns = [np.array(column) for column in zip(*rows, strict=True)]
        np.savez(path, **dict(zip(Photos.__slots__, columns, strict=True)))
    with np.load(path) as arrays:
        return Photos(**{name: arrays[name] for name in Photos.__slots__})


def _embed(folder: Path) -> Iterator[tuple[object, ...]]:
    settings = Settings()
    finder = FaceFinder(settings)
    dlib, faceres = DlibResnet(open_model(settings, DLIB.key)), FaceRes(open_model(settings, FACERES.key))
    groups = {row["identity"]: row["group"] for row in _table(folder / "groups.csv")}
    for number, row in enumerate(_table(folder / "MANIFEST.csv")):
        image = np.ascontiguousarray(cv2.imread(str(folder / row["file"]))[:, :, ::-1])
        faces = finder.find(image)
        if not faces:
            print("no face in", row["file"], file=sys.stderr)
            continue
        face = min(faces, key=lambda found: _off_centre(found, image.shape))
        here = Mesh(points=face.mesh, flag=1.0)
        yield (
            row["identity"],
            groups.get(row["identity"], "other"),
            row["file"].split("/")[0],
            [getattr(face, name) for name in QUALITIES],
            dlib.embed(image, here),
            faceres.embed(image, here),
        )
        if number % 500 == 0:
            print(number, "photos", file=sys.stderr)


def _off_centre(face: Face, shape: tuple[int, ...]) -> float:
    """LFW centres the person it names; others may stand beside."""
    x, y = face.mesh[:, :2].mean(axis=0)
    return float(np.hypot(x - shape[1] / 2, y - shape[0] / 2))


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))
