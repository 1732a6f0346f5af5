"""From the parameters of a call to the request struct of its action, each fault with its code and name."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from openekyc.wire.action import Action
from openekyc.wire.errors import Code, Refusal
from openekyc.wire.flat import unflatten
from openekyc.wire.request import Call

M = TypeVar("M", bound=BaseModel)

_UNKNOWN, _MISSING, _TYPE, _VALUE = range(4)  # the order in which faults are answered
_TYPE_FAULTS = {"bool_type", "float_type", "int_type", "list_type", "model_type", "string_type"}


def read_parameters(action: Action, call: Call) -> BaseModel:
    """The request struct; raises `Refusal` naming the parameter that is unknown, missing, of a wrong type or value."""
    if call.flat is not None:
        given = unflatten(action.request, call.flat)
    elif call.members is not None:
        given = _without_nulls(call.members)
    else:
        raise Refusal(Code.INVALID_REQUEST, "No action takes a body of this content type; send JSON.")
    try:
        return action.request.model_validate(_without_empty_required(action.request, given))
    except ValidationError as error:
        raise _refusal(action, error) from None


def _without_nulls(members: Mapping[str, Any]) -> dict[str, Any]:
    """JSON null is the same as absent, at every depth; inside lists it stays and is a wrong type."""
    return {
        name: _without_nulls(value) if isinstance(value, dict) else value
        for name, value in members.items()
        if value is not None
    }


def _without_empty_required(model: type[BaseModel], given: dict[str, Any]) -> dict[str, Any]:
    required = {name for name, field in model.model_fields.items() if field.is_required()}
    return {name: value for name, value in given.items() if not (value == "" and name in required)}


def _refusal(action: Action, error: ValidationError) -> Refusal:
    details = error.errors(include_url=False, include_input=False)
    first = min(details, key=_rank)
    name = ".".join(str(step) for step in first["loc"])
    match _rank(first):
        case 0:
            return Refusal(Code.UNKNOWN_PARAMETER, f"The parameter `{name}` is not defined for {action.name}.")
        case 1:
            return Refusal(Code.MISSING_PARAMETER, f"The request is missing the required parameter `{name}`.")
        case 2:
            return Refusal(Code.INVALID_PARAMETER, f"The parameter `{name}` has a wrong type: {_reason(first)}.")
        case _:
            return Refusal(action.bad_value, f"The parameter `{name}` is not allowed: {_reason(first)}.")


def _rank(detail: ErrorDetails) -> int:
    if detail["type"] == "extra_forbidden":
        return _UNKNOWN
    if detail["type"] == "missing":
        return _MISSING
    return _TYPE if detail["type"] in _TYPE_FAULTS else _VALUE


def _reason(detail: ErrorDetails) -> str:
    """The struct's own words for a fault; never the value itself, which may be personal."""
    return detail["msg"].removeprefix("Value error, ").removeprefix("Input ").rstrip(".")
