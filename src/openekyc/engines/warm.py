"""The engines of one warm process: loaded once when the process starts, used by every job it runs."""

from dataclasses import dataclass

from openekyc.engines.cards.port import Cards
from openekyc.engines.faces.port import Faces
from openekyc.engines.liveness.port import Liveness
from openekyc.engines.text.port import TextReader
from openekyc.domain.plugins import load_backend
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
