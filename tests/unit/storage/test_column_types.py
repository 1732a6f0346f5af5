"""Columns mean the same on every database: moments exact in UTC, words only of their set."""

from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from openekyc.storage.column_types import Moment, Moments, OneOf, from_microseconds, to_microseconds

DIALECT = sqlite.dialect()


class Card(StrEnum):
    FRONT = "front"
    BACK = "back"


@given(st.datetimes(timezones=st.timezones()))
def test_any_moment_survives_storing_to_the_microsecond_and_comes_back_in_utc(moment: datetime) -> None:
    back = from_microseconds(to_microseconds(moment))
    assert back == moment.astimezone(UTC)
    assert back.tzinfo is UTC


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_stored_moments_sort_as_moments_do(first: datetime, second: datetime) -> None:
    assert (to_microseconds(first) < to_microseconds(second)) == (first < second)


def test_1970_is_zero_and_another_zone_makes_no_difference() -> None:
    assert to_microseconds(datetime(1970, 1, 1, tzinfo=UTC)) == 0
    assert to_microseconds(datetime(1970, 1, 1, 8, tzinfo=timezone(timedelta(hours=8)))) == 0


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Moment().process_bind_param(datetime(2026, 1, 1), DIALECT)  # noqa: DTZ001 - that is the point


def test_nothing_stays_nothing() -> None:
    assert Moment().process_bind_param(None, DIALECT) is None
    assert Moment().process_result_value(None, DIALECT) is None
    assert Moments().process_bind_param(None, DIALECT) is None
    assert Moments().process_result_value(None, DIALECT) == ()
    assert OneOf(Card).process_bind_param(None, DIALECT) is None
    assert OneOf(Card).process_result_value(None, DIALECT) is None


def test_a_word_comes_back_as_a_member_whether_it_was_given_as_one_or_as_text() -> None:
    for given_word in (Card.FRONT, "front"):
        stored = OneOf(Card).process_bind_param(given_word, DIALECT)
        assert type(stored) is str
        assert OneOf(Card).process_result_value(stored, DIALECT) is Card.FRONT


def test_a_word_of_no_member_is_refused_both_ways() -> None:
    with pytest.raises(ValueError, match="side"):
        OneOf(Card).process_bind_param("side", DIALECT)
    with pytest.raises(ValueError, match="side"):
        OneOf(Card).process_result_value("side", DIALECT)
