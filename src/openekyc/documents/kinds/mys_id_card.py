"""Malaysian identity card: MyKad of citizens, MyPR of permanent residents and their siblings of the same layout.

The front has a title, no labels: the number at the upper left (``710716-08-6085``), below the chip the name and the
address in a block, photo and ghost photo right, under them citizenship, sometimes religion, and sex. The back repeats
the number, followed by two more groups. The number is the birthday (YYMMDD), the place of birth (two digits, official
table), and four digits of which the last is odd for men; there is no check digit. Source:
https://en.wikipedia.org/wiki/Malaysian_identity_card and python-stdnum `stdnum.my.nric`.
"""

import re
from datetime import date

from rapidfuzz import fuzz
from stdnum.my import nric

from openekyc.documents.checks.dates import most_recent
from openekyc.documents.checks.findings import agreement, found, number_check
from openekyc.documents.kind import DocumentKind, Field, Parsed, Sides
from openekyc.documents.parsing.folding import as_digits, label_key
from openekyc.documents.parsing.page import Page, height, is_under, on_one_row
from openekyc.documents.parsing.values import closest
from openekyc.domain.findings import Signal
from openekyc.domain.text import Box, TextLine

FIELDS = (
    Field(name="ID", normal="LicenseNumber", label="Identity card number", required=True),
    Field(name="Name", normal="FullName", label="Name", required=True),
    Field(name="Sex", normal="Sex", label="Sex"),
    Field(name="Address", normal="FormattedAddress", label="Address"),
    Field(name="Birthday", normal="Birthday", label="Date of birth"),
    Field(name="Type", normal="Type", label="Kind of card", confirm=False),
)

_TITLES = ("KAD PENGENALAN", "MALAYSIA", "IDENTITY CARD", "MyKad", "WARGANEGARA")
_TITLE_ALIKE = 80.0
_SEXES = ("LELAKI", "PEREMPUAN")
_CITIZEN = "MyKad"
_TYPES = {
    "MyKad": _CITIZEN,
    "WARGANEGARA": _CITIZEN,
    "MyPR": "MyPR",
    "PEMASTAUTIN TETAP": "MyPR",
    "MyTentera": "MyTentera",
    "TENTERA": "MyTentera",
    "MyKAS": "MyKAS",
    "MyKid": "MyKid",
    "iKad": "IKAD",
    "POLIS": "POLIS",
}
_DIGIT = "[0-9OQDISZBGT]"
_NUMBER = re.compile(rf"(?<![0-9])({_DIGIT}{{6}})\s?-?\s?({_DIGIT}{{2}})\s?-?\s?({_DIGIT}{{4}})(?![0-9])")
_BEGINS_ADDRESS = re.compile(
    r"^(\d|#|NO\b|NO\.|LOT\b|UNIT\b|BLOK|BLOCK|JALAN|JLN|LORONG|LRG|KAMPUNG|KG\b|TAMAN|TMN|PT\b|BATU|RUMAH|FELDA|FLAT)"
)
_MOST_NAME_LINES = 3
_BLOCK_REACH = 3.2  #: line heights between two lines of the block


def identify(page: Page) -> float:
    """Words of the title, and a number with a real birthday and place."""
    words = sum(any(_alike(line, title) for line in page.lines) for title in _TITLES)
    return min(1.0, 0.2 * words + 0.4 * bool(_number(page)))


def parse(sides: Sides) -> Parsed:
    """Number by its form, sex by its word, name and address as the block under the number."""
    front = sides.front
    number = _number(front)
    block = _block(front)
    names = _name_lines(block)
    birth = _birthday(number, sides.today)
    values = {
        "ID": number,
        "Name": " ".join(line.text for line in block[:names]),
        "Address": " ".join(line.text for line in block[names:]),
        "Sex": _sex(front),
        "Birthday": birth.isoformat() if birth else "",
        "Type": _type(front),
    }
    behind = _number(sides.back) if sides.back else ""
    return Parsed(
        fields={name: value for name, value in values.items() if value},
        aside={"back": behind} if behind else {},
        issuer="MYS",
    )


def checks(parsed: Parsed, _today: date) -> list[Signal]:
    """Place and birthday inside the number, sex against its last digit, front against back."""
    number = parsed.fields.get("ID")
    findings = [
        number_check(None if number is None else nric.is_valid(number), "birthday and place table of MyKad numbers"),
        agreement("sex_matches_number", parsed.fields.get("Sex"), _sex_of(number), "sex and last digit of the number."),
        found("expiry", None, "The card shows no last day of validity."),
    ]
    if "back" in parsed.aside:
        findings.append(agreement("sides_agree", number, parsed.aside["back"], "the numbers of front and back."))
    return findings


def _number(page: Page) -> str:
    """The number whose birthday and place exist, else the first of its form."""
    matches = [match for line in page.lines for match in _NUMBER.finditer(line.text)]
    numbers = ["-".join(as_digits(part) for part in match.groups()) for match in matches]
    return next((each for each in numbers if nric.is_valid(each)), numbers[0] if numbers else "")


def _block(page: Page) -> list[TextLine]:
    """Name and address: the lines at the left under the number, one below the other."""
    number_line = next((line for line in page.lines if _NUMBER.search(line.text)), None)
    if number_line is None:
        return []
    tall = height(number_line.box)
    block: list[TextLine] = []
    for line in page.lines:
        aligned = abs(line.box.left - (block[0] if block else number_line).box.left) <= tall
        if not aligned or not is_under(line, number_line) or on_one_row(line, number_line) or _is_print(line):
            continue
        if block and line.box.top - block[-1].box.bottom > _BLOCK_REACH * height(block[-1].box):
            break
        block.append(line)
    return block


def _is_print(line: TextLine) -> bool:
    """Whether a line belongs to the card itself, not to the person."""
    words = (*_TITLES, *_SEXES, "ISLAM", *_TYPES)
    return any(_alike(line, word) for word in words) or len(label_key(line.text)) < 2  # noqa: PLR2004 - stray marks


def _name_lines(block: list[TextLine]) -> int:
    """How many lines the name has: up to the first that begins like an address."""
    for index, line in enumerate(block[: _MOST_NAME_LINES + 1]):
        if index and _BEGINS_ADDRESS.match(line.text.upper()):
            return index
    return min(1, len(block))


def _sex(page: Page) -> str:
    return next((sex for line in page.lines if (sex := closest(line.text, _SEXES))), "")


def _sex_of(number: str | None) -> str | None:
    if number is None:
        return None
    return _SEXES[0] if int(number[-1]) % 2 else _SEXES[1]


def _type(page: Page) -> str:
    """By the word that is printed; one that tells more than citizenship wins."""
    words = [closest(line.text, _TYPES, least=_TITLE_ALIKE) for line in page.lines]
    printed = [_TYPES[word] for word in words if word]
    return next((each for each in printed if each != _CITIZEN), _CITIZEN)


def _birthday(number: str, today: date) -> date | None:
    return most_recent(int(number[:2]), int(number[2:4]), int(number[4:6]), today=today) if number else None


def _alike(line: TextLine, word: str) -> bool:
    return fuzz.ratio(label_key(line.text), label_key(word)) >= _TITLE_ALIKE


KIND = DocumentKind(
    nationality="MYS",
    card_type="ID_CARD",
    card_sub_type="NATIONAL_ID",
    back_required=True,
    card_info="MLIDCard",
    normal_card_info="MLIDCard",
    web_name="MLIDCard",
    title="Malaysian identity card",
    fields=FIELDS,
    identify=identify,
    parse=parse,
    checks=checks,
    portrait=Box(left=0.66, top=0.15, right=0.96, bottom=0.75),
)
