"""Passports of all states: the data page with its machine-readable zone of two lines (TD3).

The core values come from the zone, because every state writes it the same way and check digits guard it; the print
above it has labels in the state's own languages and English, and confirms the zone. Source: ICAO Doc 9303-4:
https://www.icao.int/publications/doc-series/doc-9303. On the wire dates are written YYYYMMDD.
"""

from datetime import date

from openekyc.documents.checks.dates import made, most_recent, read_day_word_year
from openekyc.documents.checks.findings import agreement, expiry, found, in_order, number_check
from openekyc.documents.kind import DocumentKind, Field, Parsed, Sides
from openekyc.documents.mrz import CHECKS, Zone, find_zone
from openekyc.documents.parsing.labels import find_labels, value_below, value_right
from openekyc.documents.parsing.page import Page
from openekyc.domain.findings import Signal
from openekyc.domain.text import Box

FIELDS = (
    Field(name="LicenseNumber", normal="LicenseNumber", label="Passport number", required=True),
    Field(name="FullName", normal="FullName", label="Name", required=True, confirm=False),
    Field(name="Surname", normal="Surname", label="Surname"),
    Field(name="GivenName", normal="GivenName", label="Given names"),
    Field(name="Birthday", normal="Birthday", label="Date of birth", required=True),
    Field(name="Sex", normal="Sex", label="Sex"),
    Field(name="DateOfExpiration", normal="DateOfExpiration", label="Date of expiry", required=True),
    Field(name="IssuingCountry", normal="IssuingCountry", label="Issuing state", required=True),
    Field(name="NationalityCode", normal="NationalityCode", label="Nationality"),
    Field(name="PassportCodeFirst", normal="PassportCodeFirst", label="First line of the zone", confirm=False),
    Field(name="PassportCodeSecond", normal="PassportCodeSecond", label="Second line of the zone", confirm=False),
)

_LABELS = {
    "number": ("Passport No.", "Passport Number"),
    "birth": ("Date of birth",),
    "issue": ("Date of issue",),
    "expiry": ("Date of expiry", "Date of expiration"),
    "title": ("PASSPORT",),
}
_LONGEST_VALIDITY = 20  #: years; a two-digit year of expiry beyond that is of the century before
_ENOUGH_CHECKS = 3
_ZONE_IS_ENOUGH, _ZONE_IN_PIECES, _TITLE = 1.0, 0.6, 0.3


def identify(page: Page) -> float:
    """A zone of two lines; the word PASSPORT alone is not enough."""
    zone = find_zone(page)
    if zone is None:
        return _TITLE * ("title" in find_labels(page, _LABELS))
    return _ZONE_IS_ENOUGH if len(zone.checked) >= _ENOUGH_CHECKS else _ZONE_IN_PIECES


def parse(sides: Sides) -> Parsed:
    """The zone; the print beside it is kept aside for the checks."""
    printed = _printed(sides.front)
    zone = find_zone(sides.front, printed.get("number", ""))
    if zone is None:
        return Parsed(fields={})
    until = _expiry(zone, sides.today)
    born = _birth(zone, sides.today)
    values = {
        "LicenseNumber": zone.number,
        "FullName": f"{zone.surname} {zone.given_names}".strip(),
        "Surname": zone.surname,
        "GivenName": zone.given_names,
        "Birthday": born.strftime("%Y%m%d") if born else "",
        "Sex": zone.sex,
        "DateOfExpiration": until.strftime("%Y%m%d") if until else "",
        "IssuingCountry": zone.issuer,
        "NationalityCode": zone.nationality,
        "PassportCodeFirst": zone.first,
        "PassportCodeSecond": zone.second,
    }
    return Parsed(
        fields={name: value for name, value in values.items() if value},
        aside={
            "checked": " ".join(sorted(zone.checked)),
            **({"ambiguous": "yes"} if zone.ambiguous else {}),
            **printed,
        },
        expires=until,
        issuer=zone.issuer or None,
    )


def checks(parsed: Parsed, today: date) -> list[Signal]:
    """The five check digits; number and dates of the print against the zone; last day of validity."""
    fields, aside = parsed.fields, parsed.aside
    held = frozenset(aside.get("checked", "").split())
    read = "PassportCodeSecond" in fields and "ambiguous" not in aside
    issued = date.fromisoformat(aside["issue"]) if "issue" in aside else None
    born = date.fromisoformat(fields["Birthday"]) if "Birthday" in fields else None
    return [
        number_check(held == CHECKS if read else None, "the five check digits of the machine-readable zone"),
        found("issuer_known", "IssuingCountry" in fields if read else None, "Issuer is on the list of states."),
        agreement("birthday_matches_zone", aside.get("birth"), _iso(fields.get("Birthday")), "birthday and zone."),
        agreement("expiry_matches_zone", aside.get("expiry"), _iso(fields.get("DateOfExpiration")), "expiry and zone."),
        agreement("number_matches_zone", aside.get("number"), fields.get("LicenseNumber"), "number and zone."),
        in_order("dates_in_order", born, issued, parsed.expires),
        expiry(parsed.expires, today),
    ]


def _birth(zone: Zone, today: date) -> date | None:
    if not zone.birth.isdigit():
        return None
    return most_recent(int(zone.birth[:2]), int(zone.birth[2:4]), int(zone.birth[4:]), today=today)


def _expiry(zone: Zone, today: date) -> date | None:
    if not zone.expiry.isdigit():
        return None
    year = today.year // 100 * 100 + int(zone.expiry[:2])
    if year > today.year + _LONGEST_VALIDITY:
        year -= 100
    return made(year, int(zone.expiry[2:4]), int(zone.expiry[4:]))


def _printed(page: Page) -> dict[str, str]:
    """Number and dates as printed, by their English labels; dates in ISO form."""
    labels = find_labels(page, _LABELS)
    values: dict[str, str] = {}
    for name in labels:
        text = value_below(page, name, labels) or value_right(page, name, labels)
        if name == "number":
            values[name] = text.replace(" ", "").upper()
        elif day := read_day_word_year(text):
            values[name] = day.isoformat()
    return {name: value for name, value in values.items() if value}


def _iso(compact: str | None) -> str | None:
    return None if compact is None else date.fromisoformat(compact).isoformat()


KIND = DocumentKind(
    nationality=None,
    card_type="PASSPORT",
    card_sub_type="E_PASSPORT",
    back_required=False,
    card_info="InternationalIDPassport",
    normal_card_info="InternationalIDPassport",
    web_name="InternationalIDPassport",
    title="Passport",
    fields=FIELDS,
    identify=identify,
    parse=parse,
    checks=checks,
    portrait=Box(left=0.03, top=0.12, right=0.31, bottom=0.63),
)
