"""Every struct of ours has the members of the official SDK's class, in the old and the new release."""

import json
import subprocess
from types import NoneType, UnionType
from typing import Annotated, Union, get_args, get_origin

import pytest
from pydantic import BaseModel

from openekyc.actions import API
from openekyc.actions.shapes import (
    address,
    card_info,
    general_cards,
    identity_cards,
    normal_cards,
    philippine_cards,
    web_config,
    web_result,
)
from openekyc.wire.struct import Struct
from wire.sdks import environments

MODULES = (address, card_info, general_cards, identity_cards, normal_cards, philippine_cards, web_config, web_result)
STRUCTS = {
    name: kind
    for module in MODULES
    for name, kind in vars(module).items()
    if isinstance(kind, type) and issubclass(kind, Struct) and kind is not Struct
}

# Ours alone: the second spelling of the specification's example
OURS = {("WebVerificationConfigIntl", "IdCardType")}
# Only in one of the two releases; the union of both is what we take and give
ONLY_OLD_ACTIONS = {"ApplyCardVerification", "GetCardVerificationResult"}


def described(name):
    """{"class": {"Member": "type"}} of the SDK in that environment."""
    python = environments.python_environment(name) / "python"
    script = environments.HERE / "python" / "describe.py"
    done = subprocess.run([str(python), str(script)], capture_output=True, text=True, timeout=60, check=True)
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def old():
    return described("python_old")


@pytest.fixture(scope="module")
def new():
    return described("python_new")


def members(kind: type[BaseModel]) -> dict[str, str]:
    """Our members with their types in the words of the SDK's documentation."""
    return {name: words(field.annotation) for name, field in kind.model_fields.items()}


def words(annotation) -> str:
    if get_origin(annotation) is UnionType or get_origin(annotation) is Union:
        return words(next(part for part in get_args(annotation) if part is not NoneType))
    if get_origin(annotation) is Annotated:
        return words(get_args(annotation)[0])
    if get_origin(annotation) is list:
        return f"list of {words(get_args(annotation)[0])}"
    return annotation.__name__


def theirs(name, old, new) -> dict[str, str]:
    """The members of both releases together; where they differ in a type the newer one counts."""
    return {**old.get(name, {}), **new.get(name, {})}


@pytest.mark.parametrize("name", STRUCTS)
def test_a_struct_has_the_members_of_both_releases(name, old, new):
    official = theirs(name, old, new)
    assert official, f"neither SDK has a class {name}"
    ours = {member: kind for member, kind in members(STRUCTS[name]).items() if (name, member) not in OURS}
    assert ours == official


@pytest.mark.parametrize("action", API.actions, ids=lambda action: action.name)
def test_requests_have_the_parameters_of_both_releases(action, old, new):
    assert members(action.request) == theirs(f"{action.name}Request", old, new)


@pytest.mark.parametrize("action", API.actions, ids=lambda action: action.name)
def test_responses_have_the_members_of_both_releases(action, old, new):
    response = action.handle.__annotations__["return"]
    assert {**members(response), "RequestId": "str"} == theirs(f"{action.name}Response", old, new)


def test_the_new_release_lacks_only_the_typed_card_calls(old, new):
    assert {action.name for action in API.actions if f"{action.name}Request" not in new} == ONLY_OLD_ACTIONS
    assert all(f"{action.name}Request" in old for action in API.actions)


def test_every_card_struct_of_the_sdks_is_ours_too(old, new):
    """The cards of CardInfo and NormalCardInfo; the structs of other actions are not asked for."""
    ours = set(members(card_info.CardInfo)) | set(members(card_info.NormalCardInfo))
    assert ours == {*theirs("CardInfo", old, new), *theirs("NormalCardInfo", old, new)}
