"""Orders, challenges and judgements as JSON in the records, and back, with their types checked on the way in."""

from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from openekyc.storage.records.port import Json

T = TypeVar("T")


class RowUnreadable(Exception):
    """A row was written by something else; the message says where it differs, never what it holds."""


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def store(value: Any) -> Json:
    """The value as plain JSON members."""
    return _adapter(type(value)).dump_python(value, mode="json")


def restore(kind: type[T], stored: Json) -> T:
    """The value back; raises `RowUnreadable` when the row was written by something else."""
    try:
        return _adapter(kind).validate_python(stored)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
    # Outside the handler, because the error of pydantic quotes the row, which may be what a card says.
    wrong = ", ".join(f"{'.'.join(str(part) for part in each['loc'])} ({each['type']})" for each in found)
    raise RowUnreadable(f"The stored {kind.__name__} cannot be read: {wrong}.")
