"""What a document kind is: how it is named, what stands on it, how its print is parsed and checked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from openekyc.documents.parsing.page import Page
from openekyc.domain.findings import Signal
from openekyc.domain.text import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One value of a document.

    ``name`` is its member in the CardInfo struct, ``normal`` in the NormalCardInfo struct (None when that family has
    no such member), ``label`` what a person sees when asked to confirm it. Without a ``required`` one the document
    counts as unreadable.
    """

    name: str
    normal: str | None
    label: str
    required: bool = False
    confirm: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The read pages of one document, and the day on which it is shown."""

    front: Page
    back: Page | None
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What the print says: wire names and values; ``aside`` holds what no wire member takes but a check needs
    (``back`` when something was found on the back).

    A value that was not found has no entry. ``expires`` is the last day of validity, None when it never ends or was
    not found. ``issuer`` is the ISO 3166-1 alpha-3 code of whoever issued it, when the document itself says so.
    """

    fields: Mapping[str, str]
    aside: Mapping[str, str] = field(default_factory=dict[str, str])
    expires: date | None = None
    issuer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentKind:
    """One kind of document; each lives in its own file under `kinds/`.

    ``nationality`` is ISO 3166-1 alpha-3, or None where the document says it itself (passports). ``card_info`` and
    ``normal_card_info`` are the members of the two wire families, ``web_name`` the public IDCardType.
    ``identify`` answers 0..1, how much a page looks like this kind; from 0.5 it is taken for it.
    ``composed`` makes members of the NormalCardInfo struct from several values, joined by comma and blank.
    ``portrait`` is where the photo is printed, for the case that no face is found.
    """

    nationality: str | None
    card_type: str
    card_sub_type: str
    back_required: bool
    card_info: str
    normal_card_info: str
    web_name: str
    title: str
    fields: tuple[Field, ...]
    identify: Callable[[Page], float]
    parse: Callable[[Sides], Parsed]
    checks: Callable[[Parsed, date], Sequence[Signal]]
    portrait: Box
    composed: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])

    def normal(self, fields: Mapping[str, str]) -> dict[str, str]:
        """The same values under the unified names."""
        renamed = {each.normal: fields[each.name] for each in self.fields if each.normal and each.name in fields}
        for name, parts in self.composed.items():
            if found := [fields[part] for part in parts if part in fields]:
                renamed[name] = ", ".join(found)
        return renamed

    def missing(self, fields: Mapping[str, str]) -> tuple[str, ...]:
        """The required values that are not there."""
        return tuple(each.name for each in self.fields if each.required and each.name not in fields)
