"""Each fault of a parameter has its code, and its message names the parameter."""

from typing import Annotated

import pytest
from pydantic import Field

from api_calls import tc3_call, tc3_get
from openekyc.domain.errors import ValueOutOfRange
from openekyc.wire.action import action
from openekyc.wire.errors import Code, Refusal
from openekyc.wire.parameters import read_parameters
from openekyc.wire.parsing import read_call
from openekyc.wire.struct import Struct


class Inner(Struct):
    Flag: bool = False
    Level: Annotated[int, Field(ge=1, le=4)] = 3


class Request(Struct):
    Name: Annotated[str, Field(max_length=5)]
    Note: str | None = None
    Share: float = 0.5
    Names: list[str] | None = None
    Part: Inner = Inner()


@action("DoIt", request=Request, rate=20, regions=(), errors={})
def do_it(request, context, services):
    return request


@action("DoOther", request=Request, rate=20, regions=(), errors={ValueOutOfRange: "Other.BadValue"})
def do_other(request, context, services):
    return request


def read(members, declared=do_it):
    return read_parameters(declared, read_call(tc3_call("DoIt", members)))


def refusal(members, declared=do_it):
    with pytest.raises(Refusal) as caught:
        read(members, declared)
    return caught.value.code, caught.value.message


def test_members_become_the_struct_with_its_defaults():
    assert read({"Name": "Ann", "Part": {"Flag": True}}) == Request(Name="Ann", Part=Inner(Flag=True))


def test_flat_texts_become_the_same_struct():
    call = read_call(tc3_get("DoIt", {"Name": "Ann", "Part.Flag": "True", "Part.Level": "4", "Names.0": "x"}))
    assert read_parameters(do_it, call) == Request(Name="Ann", Names=["x"], Part=Inner(Flag=True, Level=4))


def test_null_is_absent_at_every_depth():
    assert read({"Name": "Ann", "Note": None, "Part": {"Flag": None}, "Unknown": None}) == Request(Name="Ann")
    assert read({"Name": "Ann", "Part": None}) == Request(Name="Ann")


def test_null_inside_a_list_is_a_wrong_type():
    assert refusal({"Name": "Ann", "Names": [None]})[0] == Code.INVALID_PARAMETER


def test_an_unknown_parameter_is_named_with_the_action():
    code, message = refusal({"Name": "Ann", "Nmae": "x"})
    assert code == Code.UNKNOWN_PARAMETER
    assert "`Nmae`" in message
    assert "DoIt" in message


def test_an_unknown_member_is_named_with_its_path():
    assert refusal({"Name": "Ann", "Part": {"Lvel": 1}}) == (
        Code.UNKNOWN_PARAMETER,
        "The parameter `Part.Lvel` is not defined for DoIt.",
    )


@pytest.mark.parametrize("members", [{}, {"Name": None}, {"Name": ""}])
def test_a_required_parameter_absent_null_or_empty_is_missing(members):
    assert refusal(members) == (Code.MISSING_PARAMETER, "The request is missing the required parameter `Name`.")


@pytest.mark.parametrize(
    ("members", "name"),
    [
        ({"Name": 1}, "Name"),
        ({"Name": "Ann", "Note": []}, "Note"),
        ({"Name": "Ann", "Share": "0.5"}, "Share"),
        ({"Name": "Ann", "Names": "x"}, "Names"),
        ({"Name": "Ann", "Names": [1]}, "Names.0"),
        ({"Name": "Ann", "Part": []}, "Part"),
        ({"Name": "Ann", "Part": {"Flag": 1}}, "Part.Flag"),
        ({"Name": "Ann", "Part": {"Flag": "true"}}, "Part.Flag"),
        ({"Name": "Ann", "Part": {"Level": "1"}}, "Part.Level"),
        ({"Name": "Ann", "Part": {"Level": 1.0}}, "Part.Level"),
        ({"Name": "Ann", "Part": {"Level": True}}, "Part.Level"),
    ],
)
def test_a_wrong_type_is_an_invalid_parameter(members, name):
    code, message = refusal(members)
    assert code == Code.INVALID_PARAMETER
    assert f"`{name}`" in message


@pytest.mark.parametrize(("level", "ok"), [(0, False), (1, True), (4, True), (5, False)])
def test_a_value_out_of_range_has_the_code_that_the_action_gives_it(level, ok):
    members = {"Name": "Ann", "Part": {"Level": level}}
    if ok:
        assert read(members).Part.Level == level
        return
    assert refusal(members)[0] == Code.INVALID_PARAMETER_VALUE
    assert refusal(members, do_other)[0] == "Other.BadValue"
    assert "`Part.Level`" in refusal(members)[1]


def test_a_value_is_never_repeated_in_a_message():
    assert "secret" not in refusal({"Name": "secret-name"})[1]


def test_unknown_comes_before_missing_before_type_before_value():
    value = {"Part": {"Level": 9}}
    wrong_type = {"Share": "x", **value}
    assert refusal({"Name": "Ann", **wrong_type})[0] == Code.INVALID_PARAMETER
    assert refusal(wrong_type)[0] == Code.MISSING_PARAMETER
    assert refusal({"Other": 1, **wrong_type})[0] == Code.UNKNOWN_PARAMETER


def test_a_body_of_another_kind_is_an_invalid_request():
    call = read_call(tc3_call("DoIt", b"raw", content_type="application/octet-stream"))
    with pytest.raises(Refusal) as caught:
        read_parameters(do_it, call)
    assert caught.value.code == Code.INVALID_REQUEST
