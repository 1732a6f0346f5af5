"""What turns similarities into the public score: cohort distribution, fusion weights and knots, fitted once.

A calibration is a JSON file and an ``.npz`` beside it. It belongs to exactly the weights it was fitted with and says on
whom; `bench/fit_faces_calibration.py` makes it.
"""

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from openekyc.domain.errors import CannotStart
from openekyc.engines.faces.cohort import Draw, FaceDistribution
from openekyc.engines.weights.catalogue import model_named

FOLDER = Path(__file__).parent / "calibration"


class CalibrationUnusable(CannotStart):
    """The calibration file is damaged or was fitted with other weights; the message says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Knot:
    """Raw similarity ``raw`` is shown as ``score``; strangers of the worst measured group reach it at this rate."""

    raw: float
    score: float
    false_match_rate: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Everything the scorer needs. ``distributions`` and ``fusion`` are by embedding, in the template's order."""

    name: str
    population: str
    date: str
    distributions: Mapping[str, FaceDistribution]
    centre: Mapping[str, np.ndarray]
    fusion: Mapping[str, float]
    draw: Draw
    knots: tuple[Knot, ...]

    def score(self, raw: float) -> float:
        """The public similarity 0..100 of a raw one; rises with it."""
        return float(np.interp(raw, [knot.raw for knot in self.knots], [knot.score for knot in self.knots]))


def load_calibration(path: Path) -> Calibration:
    """Read a calibration JSON and its ``.npz``; raises `CalibrationUnusable`."""
    described: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for key, sha256 in described["weights"].items():
        if model_named(key).sha256 != sha256:
            raise CalibrationUnusable(f"{path.name} was fitted with other weights of {key}: fit it anew")
    content = path.with_suffix(".npz").read_bytes()
    if hashlib.sha256(content).hexdigest() != described["arrays_sha256"]:
        raise CalibrationUnusable(f"{path.with_suffix('.npz').name} is not the file that {path.name} names")
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        loaded = {name: arrays[name].astype(np.float32) for name in arrays.files}
    keys = list(described["fusion"])
    knots = tuple(Knot(**knot) for knot in described["knots"])
    if any(b.raw <= a.raw or b.score <= a.score for a, b in pairwise(knots)):
        raise CalibrationUnusable(f"The knots of {path.name} do not rise")
    return Calibration(
        name=f"{path.stem}/{described['date']}",
        population=described["population"],
        date=described["date"],
        distributions={key: _distribution(loaded, key) for key in keys},
        centre={key: loaded[f"{key}.centre"] for key in keys if f"{key}.centre" in loaded},
        fusion=described["fusion"],
        draw=Draw(**described["draw"]),
        knots=knots,
    )


def _distribution(arrays: dict[str, np.ndarray], key: str) -> FaceDistribution:
    return FaceDistribution(
        mean=arrays[f"{key}.mean"],
        directions=arrays[f"{key}.directions"],
        residual=float(arrays[f"{key}.residual"]),
        weights=arrays[f"{key}.weights"],
        centres=arrays[f"{key}.centres"],
        roots=arrays[f"{key}.roots"],
    )
