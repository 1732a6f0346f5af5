"""Flattened parameters come out as the JSON form would have given them."""

from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, ValidationError

from openekyc.wire.flat import unflatten
from openekyc.wire.struct import Struct


class Inner(Struct):
    Flag: bool = False
    Level: Annotated[int, Field(ge=0)] | None = None


class Outer(Struct):
    Text: str | None = None
    Count: int | None = None
    Share: float | None = None
    Flag: bool | None = None
    Inner_: Inner | None = Field(default=None, alias="Inner")
    Config: Annotated[Inner, Field(default_factory=Inner)]
    Names: list[str] | None = None
    Numbers: list[Annotated[int, Field(le=10)]] | None = None
    Items: list[Inner] | None = None
    Tables: list[list[int]] | None = None


def flatten(value: Any, prefix: str = "") -> dict[str, str]:
    """As the SDKs do it."""
    if isinstance(value, dict):
        parts = [flatten(member, f"{prefix}{name}.") for name, member in value.items()]
    elif isinstance(value, list):
        parts = [flatten(member, f"{prefix}{index}.") for index, member in enumerate(value)]
    else:
        return {prefix.rstrip("."): str(value)}
    return {name: text for part in parts for name, text in part.items()}


inner = st.fixed_dictionaries({}, optional={"Flag": st.booleans(), "Level": st.integers(0, 9)}).filter(bool)
plain = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
members = st.fixed_dictionaries(
    {},
    optional={
        "Text": plain,
        "Count": st.integers(-(10**18), 10**18),
        "Share": st.decimals(-1000, 1000, places=3).map(float),
        "Flag": st.booleans(),
        "Config": inner,
        "Names": st.lists(plain, min_size=1, max_size=12),
        "Numbers": st.lists(st.integers(0, 10), min_size=1, max_size=12),
        "Items": st.lists(inner, min_size=1, max_size=12),
        "Tables": st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=3), min_size=1, max_size=3),
    },
)


@given(members)
def test_what_was_flattened_comes_back(value):
    assert unflatten(Outer, flatten(value)) == value


@pytest.mark.parametrize(("text", "value"), [("True", True), ("true", True), ("False", False), ("false", False)])
def test_booleans_are_read_in_the_spelling_of_every_sdk(text, value):
    assert unflatten(Outer, {"Flag": text, "Config.Flag": text}) == {"Flag": value, "Config": {"Flag": value}}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Flag", "1"),
        ("Flag", "TRUE"),
        ("Flag", ""),
        ("Count", "1.0"),
        ("Count", " 1"),
        ("Count", "1_0"),
        ("Count", "٣"),
        ("Count", "9" * 20),
        ("Share", "nan"),
        ("Share", "1e3"),
    ],
)
def test_what_does_not_fit_the_declared_type_stays_text_and_is_refused_by_the_struct(name, text):
    assert unflatten(Outer, {name: text}) == {name: text}
    with pytest.raises(ValidationError):
        Outer.model_validate({name: text})


@pytest.mark.parametrize("name", ["Other", "Other.0", "Text.0", "Config.Other", "Names.0.1", "Text.", "Config."])
def test_undeclared_names_are_kept_to_be_refused(name):
    with pytest.raises(ValidationError):
        Outer.model_validate(unflatten(Outer, {name: "x"}))


def test_a_list_is_in_the_order_of_its_numbers():
    flat = {f"Names.{index}": str(index) for index in (10, 2, 0, 1)}
    assert unflatten(Outer, flat) == {"Names": ["0", "1", "2", "10"]}


def test_a_list_without_numbers_is_no_list():
    assert unflatten(Outer, {"Names.first": "x"}) == {"Names": {"first": "x"}}


def test_a_structure_given_as_text_stays_text():
    assert unflatten(Outer, {"Config": "{}", "Names": "a"}) == {"Config": "{}", "Names": "a"}


@given(st.dictionaries(st.text("ABCConfigNames.012", max_size=12), plain, max_size=6))
def test_no_combination_of_names_breaks_it(flat):
    assert isinstance(unflatten(Outer, flat), dict)
