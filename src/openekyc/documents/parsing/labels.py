"""Recognising printed labels although letters are misread, and taking the value that belongs to each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from openekyc.documents.parsing.folding import label_key
from openekyc.documents.parsing.page import Page, on_one_row
from openekyc.domain.text import TextLine

_SEPARATORS = " :;.,=|"
# How alike a label must be, by its length: a letter wrong in a short one makes another word (measured on specimens).
_SHORT, _MEDIUM = 3, 6
_ALIKE_SHORT, _ALIKE_MEDIUM, _ALIKE_LONG = 100.0, 82.0, 74.0
# Of the width: between a label and its value, and between two parts of a value; beyond begins another column.
_GAP_TO_VALUE, _GAP_TO_NEXT = 0.25, 0.06
_LEAST_INSIDE = 5  #: letters of a label that may also begin in the middle of a line


@dataclass(frozen=True, slots=True)
class Label:
    """A label found: on which line, which part of it (character positions), and how alike (0..100)."""

    line: TextLine
    start: int
    end: int
    score: float


Labels = Mapping[str, Label]


def find_labels(page: Page, wanted: Mapping[str, Sequence[str]]) -> dict[str, Label]:
    """The best place of each label; no two share the same letters. ``wanted`` maps a name to its spellings."""
    hits = [(name, hit) for name, texts in wanted.items() for text in texts for hit in _places(page, text)]
    hits.sort(key=lambda each: (-each[1].score, each[1].start, each[1].line.box.left))
    found: dict[str, Label] = {}
    for name, hit in hits:
        if name not in found and not any(_overlap(hit, other) for other in found.values()):
            found[name] = hit
    return found


def value_right(page: Page, name: str, labels: Labels) -> str:
    """What follows a label on its row up to the next label: the rest of its own line, then the lines beside it."""
    label = labels[name]
    pieces = [_until_next_label(label.line, label.end, labels)]
    if label.end + len(pieces[0]) >= len(label.line.text):
        reached = label.line.box.right
        for line in page.right_of(label.line):
            text = _until_next_label(line, 0, labels)
            begun = any(each.strip(_SEPARATORS) for each in pieces)
            if line.box.left - reached > (_GAP_TO_NEXT if begun else _GAP_TO_VALUE):
                break
            pieces.append(text)
            reached = line.box.right
            if len(text) < len(line.text):
                break
    return " ".join(piece for piece in (each.strip(_SEPARATORS) for each in pieces) if piece)


def value_below(page: Page, name: str, labels: Labels) -> str:
    """The line under a label, unless that is itself a label."""
    line = page.below(labels[name].line)
    if line is None or is_label(line, labels):
        return ""
    return line.text.strip(_SEPARATORS)


def is_label(line: TextLine, labels: Labels) -> bool:
    """Whether a line begins with a label."""
    return any(label.line is line and label.start == 0 for label in labels.values())


def has_label(line: TextLine, labels: Labels) -> bool:
    """Whether any label stands on the same row."""
    return any(on_one_row(label.line, line) for label in labels.values())


def _places(page: Page, text: str) -> list[Label]:
    wanted = label_key(text)
    places: list[Label] = []
    for line in page.lines:
        for start in _word_starts(line.text):
            if start and len(wanted) < _LEAST_INSIDE:
                break
            score, end = _match(line.text, start, wanted)
            if score >= _least(len(wanted)):
                places.append(Label(line, start, end, score))
    return places


def _match(text: str, start: int, wanted: str) -> tuple[float, int]:
    """How alike the text from ``start`` is to the label, and where the label ends in it."""
    best, best_end = 0.0, start
    for length in (len(wanted), len(wanted) - 1, len(wanted) + 1):
        end = _end_of(text, start, length)
        score = fuzz.ratio(label_key(text[start:end]), wanted)
        if score > best:
            best, best_end = score, end
    return best, best_end


def _end_of(text: str, start: int, letters: int) -> int:
    """Position after that many counted letters."""
    for at in range(start, len(text)):
        if text[at].isalnum():
            letters -= 1
        if letters <= 0:
            return at + 1
    return len(text)


def _word_starts(text: str) -> list[int]:
    return [0] + [at + 1 for at, letter in enumerate(text[:-1]) if letter in " :"]


def _least(length: int) -> float:
    if length <= _SHORT:
        return _ALIKE_SHORT
    return _ALIKE_MEDIUM if length <= _MEDIUM else _ALIKE_LONG


def _overlap(first: Label, second: Label) -> bool:
    return first.line is second.line and first.start < second.end and second.start < first.end


def _until_next_label(line: TextLine, start: int, labels: Labels) -> str:
    following = [each.start for each in labels.values() if each.line is line and each.start >= start]
    return line.text[start : min(following, default=len(line.text))]
