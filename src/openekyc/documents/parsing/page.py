"""The lines of print on one side of a document, and who stands beside and below whom."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from openekyc.documents.parsing.folding import fold
from openekyc.domain.text import Box, TextLine

_SAME_ROW = 0.6  #: of the lower line's height, between the vertical middles


@dataclass(frozen=True, slots=True)
class Page:
    """Folded lines from top to bottom. ``trusted`` says that boxes are places on the card itself, not in a photo."""

    lines: tuple[TextLine, ...]
    trusted: bool = True

    @classmethod
    def of(cls, lines: Iterable[TextLine], *, trusted: bool) -> "Page":
        """From what a reader saw."""
        folded = [replace(line, text=fold(line.text)) for line in lines]
        return cls(tuple(sorted((line for line in folded if line.text), key=lambda line: line.box.top)), trusted)

    def row(self, line: TextLine) -> list[TextLine]:
        """The lines on the same height, itself included, from left to right."""
        return sorted((other for other in self.lines if on_one_row(line, other)), key=lambda each: each.box.left)

    def rows(self) -> list[list[TextLine]]:
        """All lines grouped by height, rows from top to bottom, each from left to right."""
        left = list(self.lines)
        rows: list[list[TextLine]] = []
        while left:
            row = [line for line in left if on_one_row(left[0], line)]
            left = [line for line in left if line not in row]
            rows.append(sorted(row, key=lambda each: each.box.left))
        return rows

    def right_of(self, line: TextLine) -> list[TextLine]:
        """The lines that follow on the same row, nearest first."""
        return [other for other in self.row(line) if middle(other.box)[0] > middle(line.box)[0] and other is not line]

    def below(self, line: TextLine, *, reach: float = 2.5) -> TextLine | None:
        """The nearest line that starts at the same left edge, not farther than ``reach`` line heights."""
        tall = height(line.box)
        candidates = [
            other
            for other in self.lines
            if 0 < middle(other.box)[1] - middle(line.box)[1] <= (reach + 0.5) * max(tall, height(other.box))
            and not on_one_row(line, other)
            and abs(other.box.left - line.box.left) <= 1.5 * tall
        ]
        return min(candidates, key=lambda other: other.box.top, default=None)

    def between(self, upper: TextLine | None, lower: TextLine | None) -> list[TextLine]:
        """The lines under ``upper`` and over ``lower``; None leaves that side open."""
        return [
            line
            for line in self.lines
            if line is not upper
            and line is not lower
            and (upper is None or (is_under(line, upper) and not on_one_row(line, upper)))
            and (lower is None or (is_under(lower, line) and not on_one_row(lower, line)))
        ]


def middle(box: Box) -> tuple[float, float]:
    """Centre of a box, fractions of width and height."""
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2


def height(box: Box) -> float:
    """In fractions of the page's height."""
    return box.bottom - box.top


def on_one_row(first: TextLine, second: TextLine) -> bool:
    """Whether two lines stand at the same height."""
    lower = min(height(first.box), height(second.box))
    return abs(middle(first.box)[1] - middle(second.box)[1]) <= _SAME_ROW * lower


def is_under(line: TextLine, other: TextLine) -> bool:
    """Whether a line's middle is lower on the page than another's."""
    return middle(line.box)[1] > middle(other.box)[1]
