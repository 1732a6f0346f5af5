"""Indonesian identity card (Kartu Tanda Penduduk, KTP).

Front: province and city as a title; then one row per value, label left, colon, value; blood type shares the row of sex;
the photo right, under it the city and date of issue. The number (NIK) is the district of first registration (six
digits), the birthday DDMMYY with 40 added to the day for women, and a serial number; there is no check digit. Almost
all cards are valid for life (``SEUMUR HIDUP``). The wire spells two members ``Perkerjaan`` and ``KewargaNegaraan``.
Source: https://id.wikipedia.org/wiki/Kartu_Tanda_Penduduk and python-stdnum `stdnum.id.nik`.
"""

import re
from datetime import date

from stdnum.id import nik

from openekyc.documents.checks.dates import read_day_month_year
from openekyc.documents.checks.findings import agreement, expiry, in_order, number_check
from openekyc.documents.kind import DocumentKind, Field, Parsed, Sides
from openekyc.documents.parsing.folding import as_digits, as_letters
from openekyc.documents.parsing.labels import find_labels
from openekyc.documents.parsing.page import Page
from openekyc.documents.parsing.table import read_table
from openekyc.documents.parsing.values import closest, first_of
from openekyc.domain.findings import Signal
from openekyc.domain.text import Box

FIELDS = (
    Field(name="NIK", normal="LicenseNumber", label="NIK", required=True),
    Field(name="Nama", normal="FullName", label="Nama", required=True),
    Field(name="TempatTglLahir", normal="Birthday", label="Tempat/Tgl lahir", required=True),
    Field(name="JenisKelamin", normal="Sex", label="Jenis kelamin"),
    Field(name="GolDarah", normal="BloodType", label="Gol. darah", confirm=False),
    Field(name="Alamat", normal="Street", label="Alamat"),
    Field(name="RTRW", normal=None, label="RT/RW"),
    Field(name="KelDesa", normal="Village", label="Kel/Desa"),
    Field(name="Kecamatan", normal="Area", label="Kecamatan"),
    Field(name="Agama", normal="Religion", label="Agama", confirm=False),
    Field(name="StatusPerkawinan", normal="MaritalStatus", label="Status perkawinan", confirm=False),
    Field(name="Perkerjaan", normal="Occupation", label="Pekerjaan", confirm=False),
    Field(name="KewargaNegaraan", normal="Nationality", label="Kewarganegaraan"),
    Field(name="BerlakuHingga", normal="DueDate", label="Berlaku hingga"),
    Field(name="Provinsi", normal="Province", label="Provinsi"),
    Field(name="Kota", normal="City", label="Kota/Kabupaten"),
    Field(name="IssuedDate", normal="IssuedDate", label="Tanggal penerbitan", confirm=False),
)

_LABELS = {
    "NIK": ("NIK",),
    "Nama": ("Nama",),
    "TempatTglLahir": ("Tempat/Tgl Lahir",),
    "JenisKelamin": ("Jenis Kelamin",),
    "GolDarah": ("Gol. Darah",),
    "Alamat": ("Alamat",),
    "RTRW": ("RT/RW",),
    "KelDesa": ("Kel/Desa",),
    "Kecamatan": ("Kecamatan",),
    "Agama": ("Agama",),
    "StatusPerkawinan": ("Status Perkawinan",),
    "Perkerjaan": ("Pekerjaan",),
    "KewargaNegaraan": ("Kewarganegaraan",),
    "BerlakuHingga": ("Berlaku Hingga",),
}
_ROWS = tuple(name for name in _LABELS if name != "GolDarah")
_SEXES = ("LAKI-LAKI", "PEREMPUAN")
_CHOICES = {
    "JenisKelamin": _SEXES,
    "Agama": ("ISLAM", "KRISTEN", "KATOLIK", "KATHOLIK", "HINDU", "BUDDHA", "BUDHA", "KONGHUCU", "KEPERCAYAAN"),
    "StatusPerkawinan": ("BELUM KAWIN", "KAWIN", "CERAI HIDUP", "CERAI MATI", "KAWIN TERCATAT", "KAWIN BELUM TERCATAT"),
    "KewargaNegaraan": ("WNI", "WNA"),
}
_FOR_LIFE = "SEUMUR HIDUP"
_PROVINCE = "PROVINSI"
_NIK_DIGITS = 16
_DATE = re.compile(r"[0-9OQDUIl|i!ZzSsBGTA]{2}\s?[-/.].*$")
_NEIGHBOURHOOD = re.compile(r"(\d{1,3})\s?/?\s?(\d{3})")
_BLOOD = re.compile(r"(AB|A|B|O)([+-]?)(?![A-Z])|-")


def identify(page: Page) -> float:
    """Its labels, and the word that begins the title."""
    labels = find_labels(page, _LABELS)
    return min(1.0, 0.08 * len(labels) + 0.2 * (_title(page) is not None))


def parse(sides: Sides) -> Parsed:
    """The table of labels and values, the title above it, the date under the photo."""
    front = sides.front
    raw = read_table(front, _LABELS, rows=_ROWS, long=("Nama", "Alamat"))
    values = {name: _accepted(name, text) for name, text in raw.items()}
    if not values.get("NIK"):
        values["NIK"] = next((nik for line in front.lines if (nik := _number(line.text))), "")
    values |= {"Provinsi": _province(front), "Kota": _city(front), "IssuedDate": _issued(front, values)}
    return Parsed(
        fields={name: value for name, value in values.items() if value},
        expires=read_day_month_year(values.get("BerlakuHingga", "")),
        issuer="IDN",
    )


def checks(parsed: Parsed, today: date) -> list[Signal]:
    """District and birthday inside the number, birthday and sex against it, dates in order, last day."""
    fields = parsed.fields
    number = fields.get("NIK")
    valid = None if number is None else nik.is_valid(number)
    birth = read_day_month_year(fields.get("TempatTglLahir", ""))
    issued = read_day_month_year(fields.get("IssuedDate", ""))
    printed = None if birth is None else birth.strftime("%d%m%y")
    coded = _birthday_of(number) if number and valid else None
    return [
        number_check(valid, "district and birthday of NIK numbers"),
        agreement("birthday_matches_number", printed, coded, "birthday and number."),
        agreement(
            "sex_matches_number",
            fields.get("JenisKelamin"),
            _sex_of(number) if number and valid else None,
            "sex and number.",
        ),
        in_order("dates_in_order", birth, issued, today),
        expiry(parsed.expires, today),
    ]


def _accepted(name: str, text: str) -> str:
    """The value in its own form; empty when it cannot be that."""
    if name in _CHOICES:
        return first_of(as_letters(text) if name == "KewargaNegaraan" else text, _CHOICES[name])
    return _FORMS.get(name, str)(text)


def _number(text: str) -> str:
    digits = re.sub(r"\D", "", as_digits(text.replace(" ", "")))
    return digits if len(digits) == _NIK_DIGITS else ""


def _birth(text: str) -> str:
    """Place and date as the public samples write them: ``JAKARTA 13-01-1987``."""
    born = read_day_month_year(text)
    if born is None:
        return ""
    place = _DATE.sub("", text).strip(" ,.:;-")
    return f"{place} {born.strftime('%d-%m-%Y')}".strip()


def _neighbourhood(text: str) -> str:
    match = _NEIGHBOURHOOD.search(as_digits(text))
    return f"{match[1].zfill(3)}/{match[2]}" if match else ""


def _blood(text: str) -> str:
    match = _BLOOD.match(text.replace("0", "O").replace(" ", "").upper())
    return match[0] if match else ""


def _last_day(text: str) -> str:
    until = read_day_month_year(text)
    return until.strftime("%d-%m-%Y") if until else first_of(text, (_FOR_LIFE,))


_FORMS = {
    "NIK": _number,
    "TempatTglLahir": _birth,
    "RTRW": _neighbourhood,
    "GolDarah": _blood,
    "BerlakuHingga": _last_day,
}


def _title(page: Page) -> int | None:
    """Where among the lines the one is that names the province."""
    for index, line in enumerate(page.lines[:6]):
        if closest(line.text[: len(_PROVINCE)], (_PROVINCE,)):
            return index
    return None


def _province(page: Page) -> str:
    index = _title(page)
    return "" if index is None else page.lines[index].text


def _city(page: Page) -> str:
    """The second line of the title."""
    index = _title(page)
    if index is None:
        return ""
    under = page.lines[index + 1 : index + 2]
    return "" if not under or find_labels(Page(tuple(under)), _LABELS) else under[0].text


def _issued(page: Page, values: dict[str, str]) -> str:
    """The date at the far right that is neither birthday nor end of validity."""
    known = [read_day_month_year(values.get(name, "")) for name in ("TempatTglLahir", "BerlakuHingga")]
    dated = [
        (line.box.left, day) for line in page.lines if (day := read_day_month_year(line.text)) not in (None, *known)
    ]
    rightmost = max(dated, key=lambda each: each[0], default=(0.0, None))[1]
    return rightmost.strftime("%d-%m-%Y") if rightmost else ""


def _birthday_of(number: str) -> str:
    """DDMMYY inside the number, 40 taken from the day of women."""
    return f"{int(number[6:8]) % 40:02d}{number[8:12]}"


def _sex_of(number: str) -> str:
    return _SEXES[int(number[6:8]) > 40]  # noqa: PLR2004 - the day of birth of women is counted from 41


KIND = DocumentKind(
    nationality="IDN",
    card_type="ID_CARD",
    card_sub_type="NATIONAL_ID",
    back_required=False,
    card_info="IndonesiaIDCard",
    normal_card_info="IndonesiaIDCard",
    web_name="IndonesiaIDCard",
    title="Indonesian identity card",
    fields=FIELDS,
    identify=identify,
    parse=parse,
    checks=checks,
    portrait=Box(left=0.74, top=0.2, right=0.99, bottom=0.68),
    composed={"FormattedAddress": ("Alamat", "RTRW", "KelDesa", "Kecamatan")},
)
