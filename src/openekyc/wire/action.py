"""How an API action is declared: its name, structs, limits and the public codes of its errors."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from openekyc.domain.errors import DomainError, ValueOutOfRange
from openekyc.settings import Settings
from openekyc.wire.errors import Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a handler may know of the call besides its parameters."""

    account: str
    request_id: str
    settings: Settings


Handler = Callable[[Any, Context, Any], BaseModel]
Errors = Mapping[type[DomainError], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One action of the API.

    ``rate`` is calls per second and account; ``regions`` the documented ones; ``fault`` the code of whatever nobody
    expected; ``aliases`` further names it answers to.
    """

    name: str
    request: type[BaseModel]
    handle: Handler
    rate: int
    regions: tuple[str, ...]
    errors: Errors
    fault: str = Code.INTERNAL
    aliases: tuple[str, ...] = field(default=())

    def code_of(self, error: DomainError) -> str | None:
        """The public code of a business error; None when this action does not declare it."""
        return next((self.errors[kind] for kind in type(error).__mro__ if kind in self.errors), None)

    @property
    def bad_value(self) -> str:
        """The code of a parameter outside its declared set, range or length."""
        return self.errors.get(ValueOutOfRange, Code.INVALID_PARAMETER_VALUE)


def action(
    name: str,
    *,
    request: type[BaseModel],
    rate: int,
    regions: tuple[str, ...],
    errors: Errors,
    fault: str = Code.INTERNAL,
    aliases: tuple[str, ...] = (),
) -> Callable[[Handler], Action]:
    """Declare the function below as the handler of an action; the name becomes the `Action`."""

    def declare(handle: Handler) -> Action:
        return Action(
            name=name,
            request=request,
            handle=handle,
            rate=rate,
            regions=regions,
            errors=errors,
            fault=fault,
            aliases=aliases,
        )

    return declare
