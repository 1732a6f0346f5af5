"""Printed text as a reader hands it to the document parsers: strings and places, no pixels."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """An upright rectangle in fractions 0..1 of the card's width and height."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """One run of text on a rectified card.

    ``score`` is the reader's confidence 0..1; ``script`` is an ISO 15924 code when the reader knows it, else "".
    ``angle`` is the slope of the line in degrees, clockwise positive, 90 for print that runs down the picture.
    """

    text: str
    box: Box
    score: float
    script: str = ""
    angle: float = 0.0
