"""Value sets and texts that several actions read: sets of allowed values, action lists, warning numbers, URLs."""

import re
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator

from openekyc.domain.challenge import Action, LivenessLevel
from openekyc.domain.errors import ContradictingOrder

V = TypeVar("V", int, str)

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_MOST_ACTIONS = 2


def one_of(*allowed: V) -> AfterValidator:
    """For a member that takes only these values."""

    def check(value: V) -> V:
        if value not in allowed:
            raise ValueError(f"must be one of {', '.join(str(choice) for choice in allowed)}")
        return value

    return AfterValidator(check)


def parsed_by(parse: Callable[[str], object]) -> AfterValidator:
    """For a text with a grammar: checked here by parsing it, parsed again where it is used."""

    def check(value: str) -> str:
        parse(value)
        return value

    return AfterValidator(check)


def actions_of(text: str) -> tuple[Action, ...]:
    """ActionList, ``blink,mouth``; nothing for an empty text. Raises ValueError for what is not one or two names."""
    if not text:
        return ()
    names = text.split(",")
    if len(names) > _MOST_ACTIONS or len(set(names)) != len(names) or not set(names) <= set(Action):
        raise ValueError("must be one or two different names of blink, mouth, nod, shake, with a comma between")
    return tuple(Action(name) for name in names)


def refuse_actions_without_action_level(actions: tuple[Action, ...], level: LivenessLevel, *, name: str) -> None:
    """Raise `ContradictingOrder` for an ActionList where the level asks for no action."""
    if actions and level not in {LivenessLevel.ACTION, LivenessLevel.ACTION_AND_REFLECTION}:
        raise ContradictingOrder(f"`ActionList` needs `{name}` 2 or 4, but it is {level.value}.")


_CARD_WARNINGS = {*range(-9109, -9100), -8101, -8102}


def warning_codes_of(text: str) -> tuple[int, ...]:
    """SelectedWarningCodes, ``-9101,-9102``; nothing for an empty text. Raises ValueError for other numbers."""
    codes = [code.strip() for code in text.split(",")] if text else []
    if not all(re.fullmatch(r"-[0-9]{4}", code) and int(code) in _CARD_WARNINGS for code in codes):
        raise ValueError("must be card warning codes between -9109 and -9101 with commas between")
    return tuple(int(code) for code in codes)


def web_address_of(text: str) -> str:
    """An absolute http or https URL with a host; raises ValueError for anything else."""
    problem = "must be an absolute URL that starts with http:// or https:// and names a host"
    if _CONTROL.search(text) or text != text.strip():
        raise ValueError(problem)
    try:
        parts = urlsplit(text)
        port_is_sound = parts.port != 0
    except ValueError:
        raise ValueError(problem) from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or not port_is_sound or parts.username is not None:
        raise ValueError(problem)
    return text
