from datetime import date

import pytest

from openekyc.documents.checks.dates import made, most_recent, read_day_month_year, read_day_word_year


@pytest.mark.parametrize("text", ["24-04-1988", "24/04/1988", "24.04.1988", "JAKARTA, 24 - 04 - 1988", "Z4-O4-I988"])
def test_a_day_in_numbers_is_read(text: str) -> None:
    assert read_day_month_year(text) == date(1988, 4, 24)


@pytest.mark.parametrize("text", ["", "07-12-21", "31-02-2001", "24-04-19881", "1988-04-24", "no date"])
def test_what_is_not_such_a_day_is_not_read(text: str) -> None:
    assert read_day_month_year(text) is None


def test_the_first_real_day_of_a_line_counts() -> None:
    assert read_day_month_year("99-99-2001 01-02-2003") == date(2003, 2, 1)


@pytest.mark.parametrize("text", ["07 SEP 2020", "7SEP2020", "07 SEP/SEPT 2020", "07 sep 2020", "Date 07 /SEP 2020"])
def test_a_day_in_words_is_read(text: str) -> None:
    assert read_day_word_year(text) == date(2020, 9, 7)


@pytest.mark.parametrize("text", ["", "SEP 2020", "07 XXX 2020", "31 FEB 2020"])
def test_what_is_no_day_in_words_is_not_read(text: str) -> None:
    assert read_day_word_year(text) is None


def test_two_digits_of_a_year_mean_the_latest_past_one() -> None:
    today = date(2026, 6, 1)
    assert most_recent(26, 6, 1, today=today) == today
    assert most_recent(26, 6, 2, today=today) == date(1926, 6, 2)
    assert most_recent(99, 12, 31, today=today) == date(1999, 12, 31)


def test_a_leap_day_of_the_other_century_is_found() -> None:
    assert most_recent(0, 2, 29, today=date(2026, 1, 1)) == date(2000, 2, 29)
    assert most_recent(1, 2, 29, today=date(2026, 1, 1)) is None


def test_a_day_that_no_calendar_has_is_none() -> None:
    assert made(2001, 2, 29) is None
