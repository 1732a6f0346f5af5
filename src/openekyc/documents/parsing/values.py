"""Accepting a value: the nearest of a known set, or nothing."""

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from openekyc.documents.parsing.folding import label_key

_ALIKE = 70.0


def closest(text: str, options: Iterable[str], *, least: float = _ALIKE) -> str:
    """The option most like the text (ratio of equal letters, 0..100, at least ``least``), else an empty text.

    >>> closest("LAK1-LAKl", ("LAKI-LAKI", "PEREMPUAN"))
    'LAKI-LAKI'
    >>> closest("JAKARTA", ("LAKI-LAKI", "PEREMPUAN"))
    ''
    """
    key = label_key(text)
    scored = [(fuzz.ratio(key, label_key(option)), option) for option in options]
    score, option = max(scored, key=lambda each: each[0], default=(0.0, ""))
    return option if score >= least else ""


def first_of(text: str, options: Sequence[str]) -> str:
    """Like `closest`, also when something else follows on the line: the longest beginning that is like an option.

    >>> first_of("WNI SPECIMEN", ("WNI", "WNA"))
    'WNI'
    """
    words = text.split()
    for count in range(len(words), 0, -1):
        if option := closest(" ".join(words[:count]), options):
            return option
    return ""
