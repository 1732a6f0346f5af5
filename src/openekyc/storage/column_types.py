"""Column types that mean the same on SQLite and PostgreSQL: moments in UTC, plain JSON, counted keys."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import JSON, BigInteger, Integer, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

Word = TypeVar("Word", bound=StrEnum)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_microseconds(moment: datetime) -> int:
    """Whole microseconds since 1970 in UTC; raises ValueError for a moment without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("A stored moment needs a time zone.")
    return (moment - _EPOCH) // _MICROSECOND


def from_microseconds(count: int) -> datetime:
    """The moment in UTC, time-zone aware, exact to the microsecond."""
    return _EPOCH + count * _MICROSECOND


class Moment(TypeDecorator[datetime]):
    """A moment as microseconds since 1970: exact, sortable, and free of the database's ideas of time zones."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        del dialect
        return None if value is None else to_microseconds(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        del dialect
        return None if value is None else from_microseconds(value)


class Moments(TypeDecorator[Sequence[datetime]]):
    """A short list of moments in one JSON column."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Sequence[datetime] | None, dialect: Dialect) -> list[int] | None:
        del dialect
        return None if value is None else [to_microseconds(moment) for moment in value]

    def process_result_value(self, value: Any | None, dialect: Dialect) -> tuple[datetime, ...]:
        del dialect
        return tuple(from_microseconds(count) for count in value or ())


class OneOf(TypeDecorator[Word]):
    """One word of a `StrEnum`; a word that the enum does not know raises ValueError, both ways."""

    impl = String(16)
    cache_ok = True

    def __init__(self, words: type[Word]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: Word | None, dialect: Dialect) -> str | None:
        del dialect
        return None if value is None else self.words(value).value

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Word | None:
        del dialect
        return None if value is None else self.words(value)


PlainJson = JSON(none_as_null=True)  # None is SQL NULL, never the JSON word null
CountedKey = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts only INTEGER keys up by itself
