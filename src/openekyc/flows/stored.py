"""Orders, challenges and judgements as JSON in the records, and back, with their types checked on the way in."""

from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

from openekyc.storage.records.port import Json

T = TypeVar("T")


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def store(value: Any) -> Json:
    """The value as plain JSON members."""
    return _adapter(type(value)).dump_python(value, mode="json")


def restore(kind: type[T], stored: Json) -> T:
    """The value back; raises `pydantic.ValidationError` when the row was written by something else."""
    return _adapter(kind).validate_python(stored)
