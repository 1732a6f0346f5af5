"""The machine-readable zone of passports (TD3: two lines of 44 characters), with repair of what readers confuse.

Five digits check the zone: weights 7, 3, 1 over the values 0-9, A-Z as 10-35 and ``<`` as 0, modulo 10. Source: ICAO
Doc 9303, parts 3 (section 4.9) and 4: https://www.icao.int/publications/doc-series/doc-9303
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from openekyc.documents.checks.states import is_state
from openekyc.documents.parsing.folding import as_digits, as_letters
from openekyc.documents.parsing.page import Page
from openekyc.domain.text import TextLine

LENGTH = 44
_WEIGHTS = (7, 3, 1)
_STROKES = str.maketrans("|!", "II")
_FOREIGN = re.compile(r"[^A-Z0-9<]")
_LEAST_LENGTH, _MOST_LENGTH = 28, 50  #: characters of a line in which the reader miscounted the fillers
_LEAST_FILLERS = 3
_MOST_REPAIRS = 3
# Pairs that readers confuse in OCR-B; tried where a number may hold letters and digits.
_OFTEN = {"O": "0", "0": "O", "Z": "2", "2": "Z", "S": "5", "5": "S", "I": "1", "1": "I"}
_SELDOM = {"B": "8", "8": "B", "G": "6", "6": "G", "Q": "0", "D": "0"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A read zone. ``checked`` names the check digits that hold, ``repaired`` counts characters that were changed.

    Dates are YYMMDD as printed; ``sex`` is M, F or empty when not specified. ``ambiguous`` says that several repairs
    of the number make its check digit hold and the print did not decide between them.
    """

    first: str
    second: str
    issuer: str
    surname: str
    given_names: str
    number: str
    nationality: str
    birth: str
    sex: str
    expiry: str
    personal_number: str
    checked: frozenset[str]
    repaired: int
    ambiguous: bool


CHECKS = frozenset({"number", "birth", "expiry", "personal", "composite"})


def find_zone(page: Page, printed: str = "") -> Zone | None:
    """The two lines of a passport's zone among the print of a page; None when there are not two.

    ``printed`` as for `read_zone`.
    """
    rows = [text for row in page.rows() if (text := _zone_text(row))]
    for index, second in enumerate(rows):
        above = [row for row in rows[:index] if row.startswith("P") and "<<" in row]
        if above and _looks_second(second):
            return read_zone(above[-1], second, printed)
    return None


def read_zone(first: str, second: str, printed: str = "") -> Zone:
    """The zone of two lines as a reader gave them; lengths and confused characters put right where digits tell.

    ``printed`` is the number in the print above: it chooses among repairs that the check digit allows (two confused
    pairs can shift it alike), never against a number whose check digit holds as read.
    """
    first = _first_line(first)
    raw = _fitted(second)
    plain = _by_places(raw)
    numbers = [each.rstrip("<") for each in _repairs(plain[:9], plain[9])]
    number = printed if printed in numbers else next(iter(numbers), plain[:9])
    personal = next(iter(_repairs(plain[28:42], plain[42].replace("<", "0"))), plain[28:42])
    second = number.ljust(9, "<") + plain[9:28] + personal + plain[42:]
    surname, _, given = first[5:].partition("<<")
    return Zone(
        first=first,
        second=second,
        issuer=_state(first[2:5]),
        surname=_name(surname),
        given_names=_name(given),
        number=second[:9].rstrip("<"),
        nationality=_state(second[10:13]),
        birth=second[13:19],
        sex={"M": "M", "F": "F"}.get(second[20], ""),
        expiry=second[21:27],
        personal_number=second[28:42].rstrip("<"),
        checked=holding(second),
        repaired=sum(before != after for before, after in zip(raw, second, strict=True)),
        ambiguous=len(numbers) > 1 and printed not in numbers,
    )


def check_digit(text: str) -> str:
    """The check digit of a run of characters.

    >>> check_digit("L898902C3"), check_digit("740812"), check_digit("120415")
    ('6', '2', '9')
    """
    total = sum(_WEIGHTS[at % 3] * (0 if letter == "<" else int(letter, 36)) for at, letter in enumerate(text))
    return str(total % 10)


def holding(second: str) -> frozenset[str]:
    """The names of the check digits of a second line that hold.

    >>> sorted(holding("L898902C36UTO7408122F1204159ZE184226B<<<<<10"))
    ['birth', 'composite', 'expiry', 'number', 'personal']
    """
    parts = {
        "number": (second[:9], second[9]),
        "birth": (second[13:19], second[19]),
        "expiry": (second[21:27], second[27]),
        "personal": (second[28:42], second[42].replace("<", "0")),  # may be a filler when there is no number
        "composite": (second[:10] + second[13:20] + second[21:43], second[43]),
    }
    return frozenset(name for name, (text, digit) in parts.items() if check_digit(text) == digit)


def _zone_text(row: Sequence[TextLine]) -> str:
    """A row as the zone writes it, joined where the reader broke it; empty when it cannot be one of the zone."""
    text = "".join(line.text for line in row).upper().replace(" ", "").translate(_STROKES)
    if text.count("<") < _LEAST_FILLERS or not _LEAST_LENGTH <= len(text) <= _MOST_LENGTH:
        return ""
    return _FOREIGN.sub("<", text)  # among fillers, another sign is a misread filler


def _looks_second(text: str) -> bool:
    """Whether most places of a second line hold what they must: digits in the dates, letters in the nationality."""
    fitted = _fitted(text)
    places = as_digits(fitted[13:20] + fitted[21:28])
    return sum(letter.isdigit() for letter in places) >= len(places) - 2 and not text.startswith("P<")


def _first_line(text: str) -> str:
    """Document code and issuer in letters; the names padded or cut at their end."""
    if is_state(as_letters(text[1:4])) and not is_state(as_letters(text[2:5]).rstrip("<")):
        text = f"P<{text[1:]}"  # the filler after the P was lost
    names = as_letters(re.sub(r"[<KC]*$", _only_fillers, text[5:]))
    return (text[:2] + as_letters(text[2:5]) + names.ljust(LENGTH, "<"))[:LENGTH]


def _only_fillers(match: re.Match[str]) -> str:
    """A tail of fillers in which a reader saw a K or C: all fillers, if most of it is."""
    tail = match[0]
    if tail.count("<") >= _LEAST_FILLERS and tail.startswith("<<"):
        return "<" * len(tail)
    return tail


def _fitted(text: str) -> str:
    """Exactly 44 characters: fillers are added to or taken from the longest run of them, where readers miscount."""
    text = text[:28] + re.sub(r"(?<=<)[KC](?=<)", "<", text[28:])
    runs = sorted(re.finditer(r"<+", text[28:]), key=lambda each: len(each[0]))
    if len(text) == LENGTH or not runs:
        return text[:LENGTH].ljust(LENGTH, "<")
    start, end = runs[-1].start() + 28, runs[-1].end() + 28
    fillers = max(0, (end - start) + LENGTH - len(text))
    return (text[:start] + "<" * fillers + text[end:])[:LENGTH].ljust(LENGTH, "<")


def _by_places(second: str) -> str:
    """Letters and digits where only those can stand."""
    parts = [
        second[:9],
        as_digits(second[9]),
        as_letters(second[10:13]),
        as_digits(second[13:20]),
        second[20],
        as_digits(second[21:28]),
        second[28:42],
        second[42] if second[42] == "<" else as_digits(second[42]),
        as_digits(second[43]),
    ]
    return "".join(parts)


def _repairs(text: str, digit: str) -> list[str]:
    """The exchanges of confused characters that make the check digit hold: fewest first, then the likelier pairs. The
    text alone when its digit already holds: then nothing is changed, whatever else may be printed."""
    if check_digit(text) == digit:
        return [text]
    pairs = _OFTEN | _SELDOM
    places = [at for at, letter in enumerate(text) if letter in pairs]
    ranked: list[tuple[int, int, str]] = []
    for count in range(1, min(_MOST_REPAIRS, len(places)) + 1):
        for chosen in combinations(places, count):
            changed = "".join(pairs[letter] if at in chosen else letter for at, letter in enumerate(text))
            if check_digit(changed) == digit:
                ranked.append((count, sum(text[at] in _SELDOM for at in chosen), changed))
    return [changed for _, _, changed in sorted(ranked)]


def _state(code: str) -> str:
    """The code without fillers when it is one of a state or organisation, else empty."""
    plain = code.rstrip("<")
    return plain if is_state(plain) else ""


def _name(text: str) -> str:
    return " ".join(part for part in text.split("<") if part)
