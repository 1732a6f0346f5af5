"""Flattened parameters: ``Config.AutoSkip=true&Names.0=Ann`` read by the types that the action declares.

GET requests and both v1 signatures send parameters so. What does not fit the declared type stays text, and is then
refused by the struct like any other wrong type.
"""

import re
from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

_WHOLE = re.compile(r"-?[0-9]{1,19}")
_DECIMAL = re.compile(r"-?[0-9]{1,19}(\.[0-9]{1,19})?")
_TRUTHS = {"True": True, "true": True, "False": False, "false": False}


def unflatten(model: type[BaseModel], flat: Mapping[str, str]) -> dict[str, Any]:
    """Nested members for ``model``. Names it does not declare are kept as they are, to be refused by name."""
    nested: dict[str, Any] = {}
    groups: dict[str, dict[str, str]] = {}
    for name, text in flat.items():
        head, dot, tail = name.partition(".")
        kind = _declared(model, head)
        if kind is not None and dot and tail and _is_container(kind):
            groups.setdefault(head, {})[tail] = text
        elif kind is not None and not dot:
            nested[head] = _typed(kind, text)
        else:
            nested[name] = text
    for head, members in groups.items():
        nested[head] = _container(_declared(model, head), members)
    return nested


def _declared(model: type[BaseModel], name: str) -> Any:
    field = model.model_fields.get(name)
    return None if field is None else _bare(field.annotation)


def _bare(annotation: Any) -> Any:
    """The type itself, without ``Annotated`` and ``| None``."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _bare(get_args(annotation)[0])
    if origin in {Union, UnionType}:
        return next(_bare(member) for member in get_args(annotation) if member is not NoneType)
    return annotation


def _is_container(kind: Any) -> bool:
    return get_origin(kind) is list or (isinstance(kind, type) and issubclass(kind, BaseModel))


def _container(kind: Any, members: Mapping[str, str]) -> Any:
    if get_origin(kind) is not list:
        return unflatten(kind, members)
    return _list(_bare(get_args(kind)[0]), members)


def _list(item: Any, members: Mapping[str, str]) -> Any:
    """Items in the order of their numbers; a member that is not numbered makes the whole a mapping, hence refused."""
    groups: dict[str, dict[str, str]] = {}
    for name, text in members.items():
        number, _, tail = name.partition(".")
        groups.setdefault(number, {})[tail] = text
    if not all(_WHOLE.fullmatch(number) for number in groups):
        return dict(members)
    ordered = [groups[number] for number in sorted(groups, key=int)]
    return [_item(item, parts) for parts in ordered]


def _item(kind: Any, parts: Mapping[str, str]) -> Any:
    if _is_container(kind):
        return _container(kind, parts)
    return _typed(kind, parts[""]) if set(parts) == {""} else dict(parts)


def _typed(kind: Any, text: str) -> Any:
    if kind is bool:
        return _TRUTHS.get(text, text)
    if kind is int and _WHOLE.fullmatch(text):
        return int(text)
    if kind is float and _DECIMAL.fullmatch(text):
        return float(text)
    return text
