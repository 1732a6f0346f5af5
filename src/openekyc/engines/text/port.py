"""The text room: read the print on an upright picture of a card."""

from typing import Protocol

from openekyc.domain.text import TextLine
from openekyc.engines.faces.port import Image


class TextReader(Protocol):
    """What the flows ask of a text reader."""

    model: str

    def read(self, image: Image) -> tuple[TextLine, ...]:
        """All lines of print, boxes as fractions of the image; an empty tuple when nothing is legible."""
        ...
