import pytest
from hypothesis import given
from hypothesis import strategies as st

from openekyc.documents.mrz import CHECKS, check_digit, find_zone, holding, read_zone
from printed_pages import page

# The specimen of ICAO Doc 9303-4, appendix A.
FIRST = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
SECOND = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"


def second_line(number: str, personal: str = "<" * 14) -> str:
    parts = [number.ljust(9, "<"), "740812", "120415", personal]
    number, birth, expiry, personal = (f"{part}{check_digit(part)}" for part in parts)
    return f"{number}UTO{birth}F{expiry}{personal}" + check_digit(number + birth + expiry + personal)


def test_the_specimen_of_the_standard_is_read() -> None:
    zone = read_zone(FIRST, SECOND)
    assert (zone.issuer, zone.surname, zone.given_names) == ("UTO", "ERIKSSON", "ANNA MARIA")
    assert (zone.number, zone.nationality, zone.birth, zone.sex, zone.expiry) == (
        "L898902C3",
        "UTO",
        "740812",
        "F",
        "120415",
    )
    assert zone.personal_number == "ZE184226B"
    assert zone.checked == CHECKS
    assert zone.repaired == 0


@pytest.mark.parametrize("at", [9, 19, 27, 42, 43])
def test_a_wrong_check_digit_is_named(at: int) -> None:
    wrong = SECOND[:at] + str((int(SECOND[at]) + 1) % 10) + SECOND[at + 1 :]
    assert holding(wrong) != CHECKS


def test_letters_in_dates_and_digits_in_states_are_put_right() -> None:
    zone = read_zone("P<UT0ERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UT074O8I22F12O4I59ZE184226B<<<<<1O")
    assert (zone.second, zone.issuer, zone.checked) == (SECOND, "UTO", CHECKS)
    assert zone.repaired == 6


@pytest.mark.parametrize("lost", [1, 3, 6])
def test_miscounted_fillers_are_put_right(lost: int) -> None:
    plain = second_line("L898902C3")
    zone = read_zone(FIRST[:-lost], plain.replace("<" * 12, "<" * (12 - lost)))
    assert (zone.first, zone.second) == (FIRST, plain)


def test_too_many_fillers_are_taken_away() -> None:
    assert read_zone(FIRST + "<<", second_line("L898902C3").replace("<" * 12, "<" * 14)).checked == CHECKS


def test_a_confused_letter_in_the_number_is_found_by_its_check_digit() -> None:
    zone = read_zone(FIRST, second_line("XS1234567").replace("XS1", "X51"))
    assert zone.number == "XS1234567"
    assert zone.checked == CHECKS


def test_the_print_decides_between_repairs_that_the_digit_allows() -> None:
    true = "X4820787Z"
    read = second_line(true).replace(true, "X48207872")
    assert read_zone(FIRST, read, printed=true).number == true
    alone = read_zone(FIRST, read)
    assert alone.ambiguous or alone.number == true


def test_the_print_never_overrides_a_number_whose_digit_holds() -> None:
    assert read_zone(FIRST, SECOND, printed="L898902O3").number == "L898902C3"


def test_a_number_that_no_repair_explains_stays_and_fails() -> None:
    number = "X34743479"
    wrong = str((int(check_digit(number)) + 1) % 10)
    zone = read_zone(FIRST, number + wrong + SECOND[10:])
    assert zone.number == number
    assert "number" not in zone.checked


def test_a_lost_filler_after_the_p_is_put_back() -> None:
    assert read_zone("PUTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<<", SECOND).issuer == "UTO"


def test_fillers_read_as_letters_among_fillers_are_fillers() -> None:
    zone = read_zone(
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<K<<<<<C<<<<<", second_line("L898902C3").replace("<<<<", "<K<<", 1)
    )
    assert zone.given_names == "ANNA MARIA"
    assert zone.checked == CHECKS


def test_a_name_that_ends_in_those_letters_keeps_them() -> None:
    assert read_zone("P<UTOKICK<<ISAAC<<<<<<<<<<<<<<<<<<<<<<<<<<<<", SECOND).given_names == "ISAAC"


def test_an_unknown_state_is_empty_and_an_unspecified_sex_too() -> None:
    zone = read_zone("P<QQQERIKSSON<<ANNA<<<<<<<<<<<<<<<<<<<<<<<<<", SECOND.replace("UTO", "QQQ").replace("F", "<"))
    assert (zone.issuer, zone.nationality, zone.sex) == ("", "", "")


def test_the_german_code_of_one_letter_is_a_state() -> None:
    assert read_zone("P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<", SECOND.replace("UTO", "D<<")).issuer == "D"


def test_the_zone_is_found_on_a_page_also_in_pieces() -> None:
    shown = page(("PASSPORT", 0.1, 0.1), (FIRST[:20], 0.05, 0.8), (FIRST[20:], 0.5, 0.8), (SECOND, 0.05, 0.88))
    zone = find_zone(shown)
    assert zone is not None
    assert zone.checked == CHECKS


@pytest.mark.parametrize(
    "lines", [[], [(FIRST, 0.05, 0.8)], [(SECOND, 0.05, 0.8)], [(SECOND, 0.05, 0.7), (FIRST, 0.05, 0.8)]]
)
def test_half_a_zone_is_none(lines: list[tuple[str, float, float]]) -> None:
    assert find_zone(page(*lines)) is None


@given(st.from_regex(r"\A[A-Z][0-9A-Z]{5,8}\Z"))
def test_a_zone_read_without_errors_is_never_changed(number: str) -> None:
    zone = read_zone(FIRST, second_line(number))
    assert (zone.number, zone.repaired, zone.checked) == (number, 0, CHECKS)


@given(st.text("ABCKOZ0125<", max_size=60), st.text("ABCKOZ0125<", max_size=60))
def test_any_two_lines_give_a_zone_of_44_characters(first: str, second: str) -> None:
    zone = read_zone(first, second)
    assert (len(zone.first), len(zone.second)) == (44, 44)


def test_a_line_further_up_that_only_begins_like_a_zone_is_passed_over() -> None:
    shown = page(("P<<AND<<MORE<<PRINT<<ABOVE<<THE<<ZONE", 0.05, 0.7), (FIRST, 0.05, 0.8), (SECOND, 0.05, 0.88))
    zone = find_zone(shown)
    assert zone is not None
    assert (zone.first, zone.second) == (FIRST, SECOND)
