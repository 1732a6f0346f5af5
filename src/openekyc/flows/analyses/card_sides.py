"""One side of a document: find it, turn it the right way up, read it."""

from collections.abc import Sequence
from dataclasses import dataclass

from openekyc.documents.kind import DocumentKind
from openekyc.documents.parsing.page import Page
from openekyc.domain.text import TextLine
from openekyc.engines.cards.port import CardPicture
from openekyc.engines.warm import Engines
from openekyc.flows.analyses.card_trust import IDENTIFIED
from openekyc.media.images import decode

# A photo is decoded at a half or less only when its longer side stays at least this long: cards are read at 1100.
_ENOUGH_PIXELS = 3000
_LEVEL = 1.5  #: degrees of slope that the reader does not mind
_SIDEWAYS = 45
_DOUBTFUL = 0.85  #: mean score of lines; under it the other way up is tried too (Thai scores 0.88 the right way up)
_FEW_LINES = 3


@dataclass(frozen=True, slots=True)
class ReadSide:
    """The straight picture of a side, its lines as the reader gave them, and the page the parsers see."""

    picture: CardPicture
    lines: tuple[TextLine, ...]
    page: Page


def read_side(engines: Engines, content: bytes, kinds: Sequence[DocumentKind]) -> ReadSide:
    """Find, straighten and read; when what was cut out looks like none of ``kinds``, the whole photo is read instead.

    No kinds: whatever was cut out is taken for the card, as for backs.
    Raises `MediaEmpty`, `MediaTooLarge`, `MediaUndecodable`.
    """
    photo = decode(content, about_side=_ENOUGH_PIXELS)
    picture = engines.cards.rectify(photo)
    side = _upright(engines, picture)
    if not kinds or not picture.trusted or likeness(side.page, kinds) >= IDENTIFIED:
        return side
    whole = _upright(engines, engines.cards.whole(photo))
    return max(side, whole, key=lambda each: likeness(each.page, kinds))


def likeness(page: Page, kinds: Sequence[DocumentKind]) -> float:
    """How much a page looks like the likeliest of some kinds, 0..1."""
    return max((kind.identify(page) for kind in kinds), default=0.0)


def _upright(engines: Engines, picture: CardPicture) -> ReadSide:
    """Level by the slope of the lines; upside down shows only in how well they are read."""

    def turned(side: ReadSide, degrees: float) -> ReadSide:
        return _read(engines, engines.cards.turn(side.picture, degrees))

    side = _read(engines, picture)
    slope = _slope(side.lines)
    if abs(slope) > (_SIDEWAYS if picture.trusted else _LEVEL):
        side = turned(side, slope)
    if side.lines and (_mean_score(side.lines) < _DOUBTFUL or len(side.lines) < _FEW_LINES):
        side = max(side, turned(side, 180), key=lambda each: _legibility(each.lines))
    return side


def _read(engines: Engines, picture: CardPicture) -> ReadSide:
    lines = engines.text.read(picture.image)
    return ReadSide(picture, lines, Page.of(lines, trusted=picture.trusted))


def _slope(lines: Sequence[TextLine]) -> float:
    """The slope of the print in the middle of all lines, weighted by how long they are."""
    weighted = sorted((line.angle, max(_width(line), _height(line))) for line in lines)
    half = sum(weight for _, weight in weighted) / 2
    for angle, weight in weighted:
        half -= weight
        if half <= 0:
            return angle
    return 0.0


def _width(line: TextLine) -> float:
    return line.box.right - line.box.left


def _height(line: TextLine) -> float:
    return line.box.bottom - line.box.top


def _mean_score(lines: Sequence[TextLine]) -> float:
    return sum(line.score for line in lines) / len(lines)


def _legibility(lines: Sequence[TextLine]) -> float:
    return sum((line.score - 0.5) * len(line.text) for line in lines)
