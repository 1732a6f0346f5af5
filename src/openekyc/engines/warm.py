"""The engines of one warm process: loaded once when the process starts, used by every job it runs."""

from dataclasses import dataclass

from openekyc.domain.plugins import load_backend
from openekyc.engines.cards.port import Cards
from openekyc.engines.faces.port import Faces
from openekyc.engines.liveness.port import Liveness
from openekyc.engines.text.port import TextReader
from openekyc.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Engines:
    """One backend of each engine room."""

    faces: Faces
    liveness: Liveness
    text: TextReader
    cards: Cards


def load_engines(settings: Settings) -> Engines:
    """Load the backends named in the settings; raises when a model file is missing or its hash is wrong."""
    return Engines(
        faces=load_backend("faces", settings.faces_backend, settings),
        liveness=load_backend("liveness", settings.liveness_backend, settings),
        text=load_backend("text", settings.text_backend, settings),
        cards=load_backend("cards", settings.cards_backend, settings),
    )


def load_into_process(settings: Settings) -> None:
    """Make this process a warm one: load the engines and keep them for `current_engines`."""
    _OF_THIS_PROCESS.engines = load_engines(settings)


def current_engines() -> Engines:
    """The engines of this warm process; raises RuntimeError in a process that never loaded any."""
    if _OF_THIS_PROCESS.engines is None:
        raise RuntimeError("This is not a warm process: give the work to the pool.")
    return _OF_THIS_PROCESS.engines


@dataclass(slots=True)
class _Loaded:
    engines: Engines | None = None


# The one thing that changes while a process lives: functions that are sent to it by name cannot be handed its engines.
_OF_THIS_PROCESS = _Loaded()
