"""Pages of invented print for document tests: no picture, no reader."""

from datetime import date

from openekyc.documents.kind import Sides
from openekyc.documents.parsing.page import Page
from openekyc.domain.text import Box, TextLine

TODAY = date(2026, 1, 1)
_LETTER = 0.014  #: width of a letter, fractions of the card
_HEIGHT = 0.045


def line(text: str, left: float, top: float, *, height: float = _HEIGHT, score: float = 0.99) -> TextLine:
    """One line at a place, as wide as its text."""
    box = Box(left=left, top=top, right=left + _LETTER * len(text), bottom=top + height)
    return TextLine(text=text, box=box, score=score)


def page(*lines: tuple[str, float, float] | TextLine) -> Page:
    """A trusted page of (text, left, top)."""
    return Page.of((each if isinstance(each, TextLine) else line(*each) for each in lines), trusted=True)


def sides(front: Page, back: Page | None = None) -> Sides:
    """Both sides, shown on the first of January 2026."""
    return Sides(front=front, back=back, today=TODAY)
