"""Hong Kong identity card, editions of 2003 and 2018, permanent and not.

Front: title in Chinese and English, photo left; Chinese name, English name (``CHAN, Tai Man``), the four-digit Chinese
commercial codes of the name, date of birth with sex (``03-06-1985 女F``), a line of symbols (``***AZ``), month of first
issue in brackets (``(06-96)``), date of issue (``DD-MM-YY``) and the number with its check digit. The two editions
place these differently, so every value is known by its own form and by its neighbours. The back holds nothing personal
that the front does not. Number: `openekyc.documents.checks.hkid`.
Source: https://www.immd.gov.hk/eng/services/hkid/smartid.html
"""

import re
from collections.abc import Iterator
from datetime import date

from rapidfuzz import fuzz

from openekyc.documents.checks import hkid
from openekyc.documents.checks.dates import made, most_recent, read_day_month_year
from openekyc.documents.checks.findings import found, in_order, number_check
from openekyc.documents.kind import DocumentKind, Field, Parsed, Sides
from openekyc.documents.parsing.folding import as_digits, as_letters, is_chinese, label_key
from openekyc.documents.parsing.labels import find_labels
from openekyc.documents.parsing.page import Page
from openekyc.domain.findings import Signal
from openekyc.domain.text import Box, TextLine

FIELDS = (
    Field(name="IdNum", normal="LicenseNumber", label="HKID number", required=True),
    Field(name="EnName", normal="FullName", label="Name in English", required=True),
    Field(name="CnName", normal="ChineseName", label="Name in Chinese"),
    Field(name="Birthday", normal="Birthday", label="Date of birth", required=True),
    Field(name="Sex", normal="Sex", label="Sex"),
    Field(name="CurrentIssueDate", normal="CurrentIssueDate", label="Date of issue"),
    Field(name="FirstIssueDate", normal="IssuedDate", label="First issue", confirm=False),
    Field(name="TelexCode", normal=None, label="Chinese commercial code", confirm=False),
    Field(name="Symbol", normal="Symbol", label="Symbols", confirm=False),
    Field(name="Permanent", normal="Permanent", label="Permanent resident", confirm=False),
)

_LABELS = {
    "birth": ("出生日期 Date of Birth", "Date of Birth", "出生日期"),
    "issue": ("簽發日期 Date of Issue", "Date of Issue", "簽發日期"),
}
_TITLES = ("香港永久性居民身份證", "香港居民身份證", "HONG KONG PERMANENT IDENTITY CARD", "HONG KONG IDENTITY CARD")
# With its bracket a number is known whatever else was misread; without, it must at least begin with a letter.
_NUMBERS = (
    re.compile(r"([A-Z0-9]{1,2})([0-9OQDISZBGT]{6})\(([0-9A-Z])\)?"),
    re.compile(r"(?<![A-Z0-9])([A-Z]{1,2})([0-9OQDISZBGT]{6})([0-9A])\)?(?![A-Z0-9])"),
)
_FIRST_ISSUE = re.compile(r"\(\s?(\d{2})\s?-\s?(\d{2})\s?\)?")
_ISSUE = re.compile(r"(?<![\d-])(\d{2})\s?-\s?(\d{2})\s?-\s?(\d{2})(?![\d-])")
_TELEX = re.compile(r"\d{4}(?: ?\d{4}){1,5}")
_SYMBOL = re.compile(r"\*{0,3} ?[A-Z]{1,5}\d?|\*{1,3}")
_ENGLISH_NAME = re.compile(r"[A-Z][A-Z'. -]*, ?[A-Za-z][A-Za-z'. -]*")
_SEX = re.compile(r"(?:^|[^A-Z])([MF])$")
_CHINESE_SEX = {"男": "M", "女": "F"}
_TITLE_ALIKE = 85.0  #: of 100; at 75 the words IDENTITY CARD of another country would do


def identify(page: Page) -> float:
    """The title, the two labels, and a number whose check digit holds."""
    title = max((_title_score(line) for line in page.lines), default=0.0)
    labels = find_labels(page, _LABELS)
    number = any(hkid.is_valid(each) for each in _numbers(page))
    return 0.5 * (title >= _TITLE_ALIKE) + 0.15 * len(labels) + 0.2 * number


def parse(sides: Sides) -> Parsed:
    """Every value by its form; names by their place over the date of birth."""
    front = sides.front
    birth_line = next((line for line in front.lines if read_day_month_year(line.text)), None)
    birth = read_day_month_year(birth_line.text) if birth_line else None
    english = _english_name(front, birth_line)
    values = {
        "IdNum": _number(front),
        "EnName": english.text if english else "",
        "CnName": _chinese_name(front, english),
        "TelexCode": _telex(front),
        "Birthday": birth.strftime("%d-%m-%Y") if birth else "",
        "Sex": _sex(front, birth_line),
        "Symbol": _symbol(front, birth_line),
        "CurrentIssueDate": _issue(front),
        "FirstIssueDate": _first_issue(front),
        "Permanent": _permanent(front),
    }
    return Parsed(fields={name: value for name, value in values.items() if value}, issuer="HKG")


def checks(parsed: Parsed, today: date) -> list[Signal]:
    """Check digit; birth, first issue, issue and today in order."""
    number = parsed.fields.get("IdNum")
    birth = read_day_month_year(parsed.fields.get("Birthday", ""))
    issued = _issued(parsed, today)
    return [
        number_check(None if number is None else hkid.is_valid(number), "the check digit of HKID numbers"),
        in_order("dates_in_order", birth, issued, today),
        *_first_issue_order(parsed, birth, issued, today),
        found("expiry", None, "The card shows no last day of validity."),
    ]


def _title_score(line: TextLine) -> float:
    return max(fuzz.ratio(label_key(line.text), label_key(title)) for title in _TITLES)


def _numbers(page: Page) -> Iterator[str]:
    """All that could be the number, as printed; letters and digits put right where their place tells."""
    for shape in _NUMBERS:
        for line in page.lines:
            for match in shape.finditer(line.text.upper().replace(" ", "")):
                letters, digits, last = as_letters(match[1]), as_digits(match[2]), match[3]
                yield f"{letters}{digits}({last})"
                yield f"{letters[-1]}{digits}({last})"  # the first of two may be a stray mark
                yield f"{letters}{digits}({as_digits(last)})"


def _number(page: Page) -> str:
    """The candidate whose check digit holds, else the first as it is printed."""
    candidates = list(_numbers(page))
    return next((each for each in candidates if hkid.is_valid(each)), candidates[0] if candidates else "")


def _english_name(page: Page, birth_line: TextLine | None) -> TextLine | None:
    above = page.between(None, birth_line)
    named = [line for line in above if _ENGLISH_NAME.fullmatch(line.text)]
    if named:
        return named[-1]
    labels = find_labels(page, _LABELS)
    label_lines = [label.line for label in labels.values()]
    plain = [
        line
        for line in above
        if re.fullmatch(r"[A-Z][A-Z' -]{2,}", line.text)
        and line not in label_lines
        and _title_score(line) < _TITLE_ALIKE
    ]
    return plain[-1] if plain and birth_line else None


def _chinese_name(page: Page, english: TextLine | None) -> str:
    """The nearest line of two to six Chinese characters over the English name."""
    for line in reversed(page.between(None, english) if english else []):
        text = line.text.replace(" ", "")
        if 2 <= len(text) <= 6 and all(map(is_chinese, text)):  # noqa: PLR2004 - Chinese names
            return text
    return ""


def _telex(page: Page) -> str:
    for line in page.lines:
        if _TELEX.fullmatch(line.text):
            digits = line.text.replace(" ", "")
            return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
    return ""


def _sex(page: Page, birth_line: TextLine | None) -> str:
    for line in page.row(birth_line) if birth_line else []:
        tail = line.text[-3:].strip()
        if match := _SEX.search(f" {tail}"):
            return match[1]
        if sex := next((_CHINESE_SEX[letter] for letter in tail if letter in _CHINESE_SEX), None):
            return sex
    return ""


def _symbol(page: Page, birth_line: TextLine | None) -> str:
    under = page.below(birth_line) if birth_line else None
    return under.text.replace(" ", "") if under and _SYMBOL.fullmatch(under.text) else ""


def _issue(page: Page) -> str:
    match = next((match for line in page.lines if (match := _ISSUE.search(line.text))), None)
    return "-".join(match.groups()) if match else ""


def _first_issue(page: Page) -> str:
    match = next((match for line in page.lines if (match := _FIRST_ISSUE.search(line.text))), None)
    return f"({match[1]}-{match[2]})" if match else ""


def _permanent(page: Page) -> str:
    best = max(page.lines, key=_title_score, default=None)
    if best is None or _title_score(best) < _TITLE_ALIKE:
        return "-1"
    return "1" if any("永久" in line.text or "PERMANENT" in line.text.upper() for line in page.lines) else "0"


def _issued(parsed: Parsed, today: date) -> date | None:
    match = _ISSUE.fullmatch(parsed.fields.get("CurrentIssueDate", ""))
    return most_recent(int(match[3]), int(match[2]), int(match[1]), today=today) if match else None


def _first_issue_order(parsed: Parsed, birth: date | None, issued: date | None, today: date) -> Iterator[Signal]:
    """The first issue is printed as a month: its last day must not be before birth, its first not after the issue."""
    match = _FIRST_ISSUE.fullmatch(parsed.fields.get("FirstIssueDate", ""))
    first = most_recent(int(match[2]), int(match[1]), 1, today=today) if match else None
    if first is None:
        return
    yield in_order("first_issue_after_birth", birth, made(first.year, first.month, 28))
    yield in_order("first_issue_before_issue", first, issued)


KIND = DocumentKind(
    nationality="HKG",
    card_type="ID_CARD",
    card_sub_type="NATIONAL_ID",
    back_required=True,
    card_info="HKIDCard",
    normal_card_info="HKIDCard",
    web_name="HKIDCard",
    title="Hong Kong identity card",
    fields=FIELDS,
    identify=identify,
    parse=parse,
    checks=checks,
    portrait=Box(left=0.03, top=0.18, right=0.33, bottom=0.76),
)
