from datetime import date

import pytest

from openekyc.documents.kinds.passport import KIND
from openekyc.documents.mrz import check_digit
from openekyc.documents.parsing.page import Page
from openekyc.domain.findings import Verdict
from printed_pages import TODAY, page, sides

FIRST = "P<SGPTAN<<MEI<LING<<<<<<<<<<<<<<<<<<<<<<<<<<"


def second(number: str = "X4820787Z", birth: str = "780525", expiry: str = "300907", sex: str = "F") -> str:
    parts = [f"{part}{check_digit(part)}" for part in (number.ljust(9, "<"), birth, expiry, "<" * 14)]
    return f"{parts[0]}SGP{parts[1]}{sex}{parts[2]}{parts[3]}{check_digit(''.join(parts))}"


def data_page(
    first: str = FIRST, zone: str | None = None, *, birth: str = "25 MAY 1978", number: str = "X4820787Z"
) -> Page:
    return page(
        ("PASSPORT", 0.04, 0.02),
        ("Passport No.", 0.63, 0.03),
        (number, 0.63, 0.08),
        ("Date of birth", 0.33, 0.38),
        (birth, 0.33, 0.43),
        ("Date of issue", 0.33, 0.50),
        ("07 SEP 2020", 0.33, 0.55),
        ("Date of expiry", 0.33, 0.62),
        ("07 SEP 2030", 0.33, 0.67),
        (first, 0.02, 0.83),
        (zone or second(), 0.02, 0.91),
    )


def verdicts(shown: Page, today: date = TODAY) -> dict[str, Verdict]:
    return {each.name: each.verdict for each in KIND.checks(KIND.parse(sides(shown)), today)}


def test_the_values_of_the_zone_are_given_as_the_wire_writes_them() -> None:
    parsed = KIND.parse(sides(data_page()))
    assert parsed.fields == {
        "LicenseNumber": "X4820787Z",
        "FullName": "TAN MEI LING",
        "Surname": "TAN",
        "GivenName": "MEI LING",
        "Birthday": "19780525",
        "Sex": "F",
        "DateOfExpiration": "20300907",
        "IssuingCountry": "SGP",
        "NationalityCode": "SGP",
        "PassportCodeFirst": FIRST,
        "PassportCodeSecond": second(),
    }
    assert (parsed.issuer, parsed.expires) == ("SGP", date(2030, 9, 7))


def test_a_good_page_passes_every_check() -> None:
    assert set(verdicts(data_page()).values()) == {Verdict.PASS}


def test_a_page_is_recognised_by_its_zone_not_by_its_title() -> None:
    assert KIND.identify(data_page()) == 1.0
    assert KIND.identify(data_page(zone=second().replace("780525", "780526").replace("3009", "3008"))) >= 0.5
    assert KIND.identify(page(("PASSPORT", 0.1, 0.1))) < 0.5
    assert KIND.identify(page()) == 0


def test_a_print_that_contradicts_the_zone_is_noticed() -> None:
    assert verdicts(data_page(birth="26 MAY 1978"))["birthday_matches_zone"] is Verdict.FAIL
    assert verdicts(data_page(number="X4820787Y"))["number_matches_zone"] is Verdict.FAIL


def test_without_a_print_the_zone_stands_alone() -> None:
    shown = page((FIRST, 0.02, 0.83), (second(), 0.02, 0.91))
    assert verdicts(shown)["birthday_matches_zone"] is Verdict.INCONCLUSIVE
    assert verdicts(shown)["number_check"] is Verdict.PASS


def test_a_wrong_check_digit_fails_the_number() -> None:
    assert verdicts(data_page(zone=second()[:-1] + str((int(second()[-1]) + 1) % 10)))["number_check"] is Verdict.FAIL


def test_the_print_chooses_between_repairs_and_then_the_number_passes() -> None:
    read = second().replace("X4820787Z", "X48207872")
    shown = data_page(zone=read)
    assert KIND.parse(sides(shown)).fields["LicenseNumber"] == "X4820787Z"
    assert verdicts(shown)["number_check"] is Verdict.PASS


def test_a_repair_that_could_be_another_is_inconclusive() -> None:
    shown = page((FIRST, 0.02, 0.83), (second().replace("X4820787Z", "X48207872"), 0.02, 0.91))
    assert verdicts(shown)["number_check"] is Verdict.INCONCLUSIVE


def test_an_expired_passport_fails_only_after_its_last_day() -> None:
    assert verdicts(data_page(), date(2030, 9, 7))["expiry"] is Verdict.PASS
    assert verdicts(data_page(), date(2030, 9, 8))["expiry"] is Verdict.FAIL


@pytest.mark.parametrize(("expiry", "year"), [("460101", 2046), ("470101", 1947), ("990101", 1999)])
def test_a_two_digit_year_of_expiry_is_at_most_twenty_years_ahead(expiry: str, year: int) -> None:
    expires = KIND.parse(sides(data_page(zone=second(expiry=expiry)))).expires
    assert expires == date(year, 1, 1)


def test_an_unknown_issuer_lacks_what_is_required() -> None:
    shown = data_page(first=FIRST.replace("SGP", "QQQ"))
    assert verdicts(shown)["issuer_known"] is Verdict.FAIL
    assert KIND.missing(KIND.parse(sides(shown)).fields) == ("IssuingCountry",)


def test_dates_that_no_calendar_has_are_left_out() -> None:
    parsed = KIND.parse(sides(data_page(zone=second(birth="780532", expiry="301332"))))
    assert {"Birthday", "DateOfExpiration"}.isdisjoint(parsed.fields)


def test_letters_in_dates_that_cannot_be_digits_leave_them_out() -> None:
    parsed = KIND.parse(sides(data_page(zone=second().replace("780525", "78X525").replace("300907", "30X907"))))
    assert {"Birthday", "DateOfExpiration"}.isdisjoint(parsed.fields)


def test_a_page_without_a_zone_gives_nothing() -> None:
    parsed = KIND.parse(sides(page(("PASSPORT", 0.1, 0.1))))
    assert parsed.fields == {}
    assert verdicts(page())["number_check"] is Verdict.INCONCLUSIVE
