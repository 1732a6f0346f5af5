import pytest

from openekyc.documents import registry
from openekyc.domain.errors import DocumentKindUnavailable


def test_hong_kong_malaysia_indonesia_and_passports_can_be_read() -> None:
    assert [kind.web_name for kind in registry.kinds()] == [
        "HKIDCard",
        "MLIDCard",
        "IndonesiaIDCard",
        "InternationalIDPassport",
    ]


@pytest.mark.parametrize("nationality", registry.NATIONALITIES)
def test_a_passport_is_read_whatever_the_nationality(nationality: str) -> None:
    kind = registry.kind_for(nationality, "PASSPORT")
    assert kind is not None
    assert kind.card_info == "InternationalIDPassport"


def test_the_order_names_the_kind() -> None:
    kind = registry.kind_for("HKG", "ID_CARD")
    assert kind is not None
    assert (kind.card_info, kind.back_required) == ("HKIDCard", True)


@pytest.mark.parametrize(("nationality", "card_type"), [("AUTO", "AUTO"), ("AUTO", "ID_CARD"), ("HKG", "AUTO")])
def test_auto_leaves_the_kind_to_the_reader(nationality: str, card_type: str) -> None:
    assert registry.kind_for(nationality, card_type) is None


def test_an_automatic_card_type_keeps_the_nationality() -> None:
    assert [kind.web_name for kind in registry.candidates("MYS", "AUTO")] == ["MLIDCard", "InternationalIDPassport"]


def test_an_automatic_nationality_keeps_the_card_type() -> None:
    assert {kind.card_type for kind in registry.candidates("AUTO", "ID_CARD")} == {"ID_CARD"}


def test_an_automatic_nationality_with_passport_is_the_passport() -> None:
    kind = registry.kind_for("AUTO", "PASSPORT")
    assert kind is not None
    assert kind.card_type == "PASSPORT"


@pytest.mark.parametrize(("nationality", "card_type"), [("THA", "ID_CARD"), ("IDN", "DRIVING_LICENSE")])
def test_a_known_card_that_cannot_be_read_yet_says_so_and_what_can(nationality: str, card_type: str) -> None:
    with pytest.raises(DocumentKindUnavailable, match=r"cannot be read yet.*HKIDCard"):
        registry.kind_for(nationality, card_type)


@pytest.mark.parametrize(
    ("nationality", "card_type"), [("FRA", "ID_CARD"), ("HKG", "VISA"), ("HKG", "DRIVING_LICENSE"), ("", "")]
)
def test_an_unknown_document_is_refused(nationality: str, card_type: str) -> None:
    with pytest.raises(DocumentKindUnavailable):
        registry.kind_for(nationality, card_type)


def test_only_driving_licences_asked_for_automatically_are_none_of_ours() -> None:
    with pytest.raises(DocumentKindUnavailable, match="cannot be read yet"):
        registry.candidates("AUTO", "DRIVING_LICENSE")


def test_the_web_name_finds_its_kind() -> None:
    assert registry.kind_for_web("MLIDCard").nationality == "MYS"


def test_a_web_name_that_cannot_be_read_yet_says_so() -> None:
    with pytest.raises(DocumentKindUnavailable, match="ThailandIDCard cannot be read yet"):
        registry.kind_for_web("ThailandIDCard")


def test_an_unknown_web_name_is_refused_by_name() -> None:
    with pytest.raises(DocumentKindUnavailable, match="'Passport' is not an IDCardType"):
        registry.kind_for_web("Passport")
