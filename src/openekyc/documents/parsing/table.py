"""Rows of "label: value" below one another: values by their labels, and by their row where a label was not legible."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median

from openekyc.documents.parsing.labels import Label, find_labels, has_label, value_right
from openekyc.documents.parsing.page import Page, height, middle
from openekyc.domain.text import TextLine

_SEPARATORS = " :;.,=|"
_FEWEST_ROWS = 3  #: labels needed before the place of a missing row is believed
_ROW_REACH = 0.45  #: of the distance between rows
_NEXT_LINE = 1.9  #: line heights to a second line of the same value
_ALIGNED = 2.0  #: line heights


def read_table(
    page: Page, labels: Mapping[str, Sequence[str]], *, rows: Sequence[str], long: Sequence[str]
) -> dict[str, str]:
    """Values by name. ``rows`` are the names of full rows from top to bottom, ``long`` those that may take a second
    line. A name without a value is left out."""
    found = find_labels(page, labels)
    values = {name: value for name in found if (value := value_right(page, name, found))}
    for name, text in _unlabelled(page, found, rows, values).items():
        values.setdefault(name, text)
    for name in long:
        if name in values and name in found:
            values[name] = " ".join([values[name], *_second_line(page, found, name)])
    return values


def _unlabelled(
    page: Page, found: Mapping[str, Label], rows: Sequence[str], values: Mapping[str, str]
) -> dict[str, str]:
    """Values of rows whose label was not found, at the height where that row must be."""
    places = {name: middle(found[name].line.box)[1] for name in rows if name in found}
    if len(places) < _FEWEST_ROWS:
        return {}
    left = _value_edge(page, found, values)
    taken = {}
    for index, name in enumerate(rows):
        if name in places:
            continue
        at, step = _row_place(index, rows, places)
        for line in page.lines:
            near = abs(middle(line.box)[1] - at) <= _ROW_REACH * step
            if near and abs(line.box.left - left) <= _ALIGNED * height(line.box) and not has_label(line, found):
                taken[name] = line.text.strip(_SEPARATORS)
    return {name: text for name, text in taken.items() if text}


def _row_place(index: int, rows: Sequence[str], places: Mapping[str, float]) -> tuple[float, float]:
    """Height and distance of rows, from the nearest labels above and below, else from the nearest two."""
    known = sorted((rows.index(name), place) for name, place in places.items())
    steps = [(high - low) / (second - first) for (first, low), (second, high) in pairwise(known)]
    step = median(steps)
    nearest, place = min(known, key=lambda each: abs(each[0] - index))
    return place + (index - nearest) * step, step


def _value_edge(page: Page, found: Mapping[str, Label], values: Mapping[str, str]) -> float:
    """Where values begin: the left edge of those that are lines of their own."""
    edges = [
        beside[0].box.left
        for name, label in found.items()
        if name in values and label.start == 0 and (beside := page.right_of(label.line))
    ]
    return median(edges) if edges else 0.0


def _second_line(page: Page, found: Mapping[str, Label], name: str) -> list[str]:
    beside = page.right_of(found[name].line)
    if not beside:
        return []
    first = beside[0]
    for line in page.lines:
        drop = middle(line.box)[1] - middle(first.box)[1]
        aligned = _starts_like(line, first)
        if 0 < drop <= _NEXT_LINE * height(first.box) and aligned and not has_label(line, found):
            return [line.text.strip(_SEPARATORS)]
    return []


def _starts_like(line: TextLine, other: TextLine) -> bool:
    return abs(line.box.left - other.box.left) <= _ALIGNED * height(other.box)
