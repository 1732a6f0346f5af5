"""Every member name a kind uses exists in the official SDK's classes."""

from typing import Any

import pytest
from tencentcloud.faceid.v20180301 import models

from openekyc.documents import registry
from openekyc.documents.kind import DocumentKind

KINDS = pytest.mark.parametrize("kind", registry.kinds(), ids=lambda kind: kind.web_name)
_NORMAL_CLASSES = {
    "HKIDCard": "NormalHKIDCard",
    "MLIDCard": "NormalMLIDCard",
    "IndonesiaIDCard": "NormalIndonesiaIDCard",
    "InternationalIDPassport": "InternationalIDPassport",
}


def members(struct: Any) -> set[str]:
    return {name.removeprefix("_") for name in vars(struct())}


@KINDS
def test_the_struct_is_a_member_of_both_families(kind: DocumentKind) -> None:
    assert kind.card_info in members(models.CardInfo)
    assert kind.normal_card_info in members(models.NormalCardInfo)


@KINDS
def test_every_field_is_a_member_of_its_struct(kind: DocumentKind) -> None:
    assert {field.name for field in kind.fields} <= members(getattr(models, kind.card_info))


@KINDS
def test_every_unified_name_is_a_member_of_its_struct(kind: DocumentKind) -> None:
    names = {field.normal for field in kind.fields if field.normal} | set(kind.composed)
    assert names <= members(getattr(models, _NORMAL_CLASSES[kind.normal_card_info]))


@KINDS
def test_composed_values_are_made_of_fields_of_the_kind(kind: DocumentKind) -> None:
    assert {part for parts in kind.composed.values() for part in parts} <= {field.name for field in kind.fields}


@KINDS
def test_a_person_sees_a_label_for_every_value(kind: DocumentKind) -> None:
    assert all(field.label for field in kind.fields)
    assert len({field.name for field in kind.fields}) == len(kind.fields)
