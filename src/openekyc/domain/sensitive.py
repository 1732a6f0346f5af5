"""A wrapper that keeps personal data out of logs, tracebacks and reprs."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, repr=False)
class Sensitive(Generic[T]):
    """Holds a value that must be asked for by name: ``reveal()``; printing it shows only its type."""

    value: T

    def reveal(self) -> T:
        """The value itself."""
        return self.value

    def __repr__(self) -> str:
        return f"Sensitive({type(self.value).__name__})"
