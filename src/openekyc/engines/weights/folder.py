"""Where the built model files lie, and whether they are the ones that were pinned."""

import hashlib
import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from openekyc.domain.errors import CannotStart
from openekyc.engines.weights.catalogue import MODELS, Model
from openekyc.settings import Settings

_CHECKOUT = Path(__file__).resolve().parents[4]


class ModelState(StrEnum):
    """What a look at a model file found."""

    GOOD = "good"
    MISSING = "missing"
    WRONG_HASH = "wrong hash"


class ModelUnusable(CannotStart):
    """A model file is missing or is not the pinned one; `openekyc models build` makes it anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCheck:
    """One model file and its state."""

    model: Model
    path: Path
    state: ModelState


def models_folder(settings: Settings) -> Path:
    """The folder of the operator's setting, else ``models/`` of the checkout, else one in the user's data folder."""
    if settings.models:
        return settings.models
    if (_CHECKOUT / "pyproject.toml").is_file() and (_CHECKOUT / "src" / "openekyc").is_dir():
        return _CHECKOUT / "models"
    home = os.environ.get("XDG_DATA_HOME")
    return (Path(home) if home else Path.home() / ".local" / "share") / "openekyc" / "models"


def read_model(folder: Path, model: Model) -> bytes:
    """The bytes of a model file, only if they are the pinned ones; raises `ModelUnusable`."""
    path = folder / model.file
    if not path.is_file():
        raise ModelUnusable(f"The model {path} is missing. Run: openekyc models build")
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != model.sha256:
        raise ModelUnusable(
            f"The model {path} is not the one this version was measured with. Run: openekyc models build"
        )
    return content


def check_models(folder: Path) -> tuple[ModelCheck, ...]:
    """The state of every default model, for `models check` and `doctor`."""
    return tuple(ModelCheck(model=model, path=folder / model.file, state=_state(folder, model)) for model in MODELS)


def _state(folder: Path, model: Model) -> ModelState:
    path = folder / model.file
    if not path.is_file():
        return ModelState.MISSING
    same = hashlib.sha256(path.read_bytes()).hexdigest() == model.sha256
    return ModelState.GOOD if same else ModelState.WRONG_HASH
