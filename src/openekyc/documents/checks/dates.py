"""Dates as documents print them, in numbers and in words."""

import re
from datetime import date

from openekyc.documents.parsing.folding import as_digits

_DIGIT = "[0-9OoQDUIl|i!ZzSsBGTA]"
_DAY_MONTH_YEAR = re.compile(rf"(?<![0-9])({_DIGIT}{{2}})\s?[-/.]\s?({_DIGIT}{{2}})\s?[-/.]\s?([0-9OISZB]{{4}})(?!\d)")
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAY_WORD_YEAR = re.compile(r"(?<!\d)(\d{1,2})\s?[A-Z/ ]{0,6}?(" + "|".join(_MONTHS) + r")[A-Z/ ]{0,8}?(\d{4})(?!\d)")


def read_day_month_year(text: str) -> date | None:
    """The first DD-MM-YYYY in a text, also with letters read for digits.

    >>> read_day_month_year("JAKARTA, Z4-O2-1978")
    datetime.date(1978, 2, 24)
    >>> read_day_month_year("31-02-2001") is None
    True
    """
    for match in _DAY_MONTH_YEAR.finditer(text):
        day, month, year = (int(as_digits(part)) for part in match.groups())
        if found := made(year, month, day):
            return found
    return None


def read_day_word_year(text: str) -> date | None:
    """The first ``07 SEP 2020`` in a text; a second language may stand beside the month (``07 SEP/SEPT 2020``)."""
    match = _DAY_WORD_YEAR.search(text.upper())
    if match is None:
        return None
    return made(int(match[3]), _MONTHS.index(match[2]) + 1, int(match[1]))


def made(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def most_recent(two_digits: int, month: int, day: int, *, today: date) -> date | None:
    """The latest past day with these two digits of the year: how numbers write birthdays.

    >>> most_recent(93, 8, 5, today=date(2026, 1, 1)), most_recent(4, 8, 5, today=date(2026, 1, 1))
    (datetime.date(1993, 8, 5), datetime.date(2004, 8, 5))
    """
    century = today.year // 100 * 100
    this = made(century + two_digits, month, day)
    return this if this is not None and this <= today else made(century - 100 + two_digits, month, day)
