from datetime import date

import pytest

from openekyc.documents.kinds.idn_ktp import KIND
from openekyc.documents.parsing.page import Page
from openekyc.domain.findings import Verdict
from printed_pages import TODAY, page, sides

ROWS = {
    "NIK": "3173052402780081",
    "Nama": "I GEDE SUARDANA",
    "Tempat/Tgl Lahir": "JAKARTA, 24-02-1978",
    "Jenis kelamin": "LAKI-LAKI",
    "Alamat": "JL. MELATI NO. 47",
    "RT/RW": "009/005",
    "Kel/Desa": "SUKAJADI",
    "Kecamatan": "CICENDO",
    "Agama": "KRISTEN",
    "Status Perkawinan": "BELUM KAWIN",
    "Pekerjaan": "PELAJAR/MAHASISWA",
    "Kewarganegaraan": "WNI",
    "Berlaku Hingga": "SEUMUR HIDUP",
}
FIELDS = {
    "Provinsi": "PROVINSI DKI JAKARTA",
    "Kota": "JAKARTA BARAT",
    "NIK": "3173052402780081",
    "Nama": "I GEDE SUARDANA",
    "TempatTglLahir": "JAKARTA 24-02-1978",
    "JenisKelamin": "LAKI-LAKI",
    "GolDarah": "AB",
    "Alamat": "JL. MELATI NO. 47",
    "RTRW": "009/005",
    "KelDesa": "SUKAJADI",
    "Kecamatan": "CICENDO",
    "Agama": "KRISTEN",
    "StatusPerkawinan": "BELUM KAWIN",
    "Perkerjaan": "PELAJAR/MAHASISWA",
    "KewargaNegaraan": "WNI",
    "BerlakuHingga": "SEUMUR HIDUP",
    "IssuedDate": "21-01-2016",
}


def card(
    changed: dict[str, str | None] | None = None, *, labels: dict[str, str] | None = None, city: bool = True
) -> Page:
    """The card with some values replaced (None leaves them out) and some labels misread (empty: not seen)."""
    values = ROWS | (changed or {})
    lines = [("PROVINSI DKI JAKARTA", 0.31, 0.04), *([("JAKARTA BARAT", 0.37, 0.10)] if city else [])]
    for row, (label, value) in enumerate(values.items()):
        top = 0.17 + 0.06 * row
        if read := (labels or {}).get(label, label):
            lines.append((read, 0.025, top))
        if value is not None:
            lines.append((f": {value}", 0.25, top))
    extra = [("Gol. Darah : AB", 0.56, 0.17 + 0.06 * 3), ("JAKARTA BARAT", 0.78, 0.67), ("21-01-2016", 0.80, 0.735)]
    return page(*lines, *extra)


def fields(shown: Page) -> dict[str, str]:
    return dict(KIND.parse(sides(shown)).fields)


def verdicts(shown: Page) -> dict[str, Verdict]:
    return {each.name: each.verdict for each in KIND.checks(KIND.parse(sides(shown)), TODAY)}


def test_every_value_of_a_card_is_read() -> None:
    assert fields(card()) == FIELDS


def test_a_card_is_recognised_and_another_page_is_not() -> None:
    assert KIND.identify(card()) == 1.0
    assert KIND.identify(page(("PROVINSI", 0.1, 0.1), ("Nama", 0.1, 0.2))) < 0.5


def test_the_unified_address_is_composed() -> None:
    assert KIND.normal(FIELDS)["FormattedAddress"] == "JL. MELATI NO. 47, 009/005, SUKAJADI, CICENDO"
    assert KIND.normal(FIELDS)["Birthday"] == "JAKARTA 24-02-1978"
    assert "FormattedAddress" not in KIND.normal({"NIK": "1"})


@pytest.mark.parametrize("label", ["Kecamatan", "Agama", "Pekerjaan"])
def test_a_value_without_a_legible_label_is_found_by_its_row(label: str) -> None:
    assert fields(card(labels={label: ""})) == FIELDS


def test_a_good_card_passes_all_checks_but_has_no_last_day() -> None:
    found = verdicts(card())
    assert found.pop("expiry") is Verdict.INCONCLUSIVE
    assert set(found.values()) == {Verdict.PASS}


@pytest.mark.parametrize(
    ("nik", "failing"),
    [
        ("3173052402780081", set()),
        ("9973052402780081", {"number_check"}),
        ("3173052502780081", {"birthday_matches_number"}),
        ("3173056402780081", {"sex_matches_number"}),
    ],
)
def test_the_number_is_checked_against_district_birthday_and_sex(nik: str, failing: set[str]) -> None:
    found = verdicts(card({"NIK": nik}))
    assert {name for name, verdict in found.items() if verdict is Verdict.FAIL} == failing


def test_a_woman_s_day_of_birth_is_counted_from_forty_one() -> None:
    found = verdicts(card({"NIK": "3173056402780081", "Jenis kelamin": "PEREMPUAN"}))
    assert found["sex_matches_number"] is Verdict.PASS
    assert found["birthday_matches_number"] is Verdict.PASS


def test_letters_in_the_number_are_digits() -> None:
    assert fields(card({"NIK": "3I73O524O278OO8I"}))["NIK"] == "3173052402780081"


def test_a_number_of_another_length_is_not_a_number() -> None:
    assert "NIK" not in fields(card({"NIK": "317305240278008"}))


def test_a_number_without_its_label_is_known_by_its_length() -> None:
    assert fields(card(labels={"NIK": ""}))["NIK"] == "3173052402780081"


def test_a_card_with_a_last_day_expires() -> None:
    shown = card({"Berlaku Hingga": "24-02-2017"})
    assert KIND.parse(sides(shown)).expires == date(2017, 2, 24)
    assert verdicts(shown)["expiry"] is Verdict.FAIL
    assert fields(shown)["BerlakuHingga"] == "24-02-2017"


def test_misread_choices_become_what_they_must_be() -> None:
    shown = card({"Jenis kelamin": "LAK1-LAKl", "Agama": "KRISTEH", "Kewarganegaraan": "WN1"})
    assert fields(shown) == FIELDS


def test_a_value_that_cannot_be_is_left_out() -> None:
    shown = card({"Agama": "XQZW", "RT/RW": "x", "Tempat/Tgl Lahir": "JAKARTA", "Berlaku Hingga": "?"})
    assert {"Agama", "RTRW", "TempatTglLahir", "BerlakuHingga"}.isdisjoint(fields(shown))


def test_a_name_may_take_two_lines() -> None:
    lines = [(each.text, each.box.left, each.box.top) for each in card().lines if each.box.top < 0.24]
    shown = page(*lines, ("SUARDANA PUTRA", 0.25, 0.29), ("Alamat", 0.025, 0.35), (": JL. MAWAR", 0.25, 0.35))
    assert fields(shown)["Nama"] == "I GEDE SUARDANA SUARDANA PUTRA"


def test_a_card_without_the_second_line_of_the_title_has_no_city() -> None:
    assert "Kota" not in fields(card(city=False))


def test_an_empty_page_lacks_what_is_required() -> None:
    assert KIND.missing(fields(page())) == ("NIK", "Nama", "TempatTglLahir")
    assert verdicts(page())["number_check"] is Verdict.INCONCLUSIVE


def test_a_line_above_the_title_does_not_hide_it() -> None:
    lines = [(each.text, each.box.left, each.box.top) for each in card().lines]
    assert fields(page(("REPUBLIK", 0.4, 0.0), *lines))["Provinsi"] == "PROVINSI DKI JAKARTA"
