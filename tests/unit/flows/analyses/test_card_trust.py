from dataclasses import dataclass

import pytest

from openekyc.documents.kind import Parsed
from openekyc.documents.kinds import hkg_id_card, mys_id_card, passport
from openekyc.documents.parsing.page import Page
from openekyc.domain.errors import DocumentKindUnavailable
from openekyc.domain.findings import Verdict
from openekyc.flows.analyses.card_trust import back_finding, issuer_finding, legible_finding, recognise
from printed_pages import page

HONG_KONG = page(
    ("HONG KONG IDENTITY CARD", 0.06, 0.1),
    ("Date of Birth", 0.3, 0.4),
    ("Date of Issue", 0.3, 0.6),
    ("A123456(3)", 0.7, 0.9),
)
MALAYSIA = page(("KAD PENGENALAN", 0.1, 0.1), ("MALAYSIA", 0.4, 0.1), ("930805-14-7667", 0.1, 0.3))


@dataclass(frozen=True)
class Order:
    nationality: str = "AUTO"
    card_type: str = "AUTO"
    web_kind: str | None = None


def letters(count: int, score: float = 0.99) -> Page:
    shown = page(*((f"SOMETHING ELSE {number}", 0.1, 0.1 * number) for number in range(count)))
    return Page(tuple(type(each)(text=each.text, box=each.box, score=score) for each in shown.lines))


@pytest.mark.parametrize("order", [Order(), Order("HKG", "ID_CARD"), Order("HKG"), Order(web_kind="HKIDCard")])
def test_the_ordered_document_is_recognised(order: Order) -> None:
    recognised = recognise(order, HONG_KONG)
    assert recognised.kind is hkg_id_card.KIND
    assert recognised.as_ordered
    assert recognised.signals[0].verdict is Verdict.PASS


@pytest.mark.parametrize("order", [Order("HKG", "ID_CARD"), Order("MYS", "PASSPORT"), Order(web_kind="HKIDCard")])
def test_another_known_document_is_the_wrong_one_and_is_named(order: Order) -> None:
    recognised = recognise(order, MALAYSIA)
    assert recognised.kind is mys_id_card.KIND
    assert not recognised.as_ordered
    assert (recognised.signals[0].name, recognised.signals[0].verdict) == ("kind", Verdict.FAIL)


def test_legible_print_of_something_else_is_the_wrong_document() -> None:
    recognised = recognise(Order("HKG", "ID_CARD"), letters(8))
    assert recognised.kind is None
    assert recognised.signals[0].name == "kind"
    assert recognised.signals[0].verdict is Verdict.FAIL


@pytest.mark.parametrize("shown", [page(), letters(3), letters(8, score=0.6)])
def test_with_little_legible_the_order_is_believed_and_the_values_decide(shown: Page) -> None:
    recognised = recognise(Order("HKG", "ID_CARD"), shown)
    assert recognised.as_ordered
    assert recognised.kind is hkg_id_card.KIND
    assert recognised.signals[0].verdict is Verdict.INCONCLUSIVE


def test_nothing_recognised_automatically_is_unreadable() -> None:
    recognised = recognise(Order(), page())
    assert recognised.kind is None
    assert (recognised.signals[0].name, recognised.signals[0].verdict) == ("legible", Verdict.FAIL)


def test_an_order_that_names_no_readable_kind_is_refused() -> None:
    with pytest.raises(DocumentKindUnavailable):
        recognise(Order("THA", "ID_CARD"), page())


def test_a_missing_required_value_is_named_in_the_finding() -> None:
    finding = legible_finding(hkg_id_card.KIND, Parsed(fields={"IdNum": "A123456(3)"}))
    assert finding.verdict is Verdict.FAIL
    assert "EnName" in finding.detail


def test_all_required_values_make_it_legible() -> None:
    fields = dict.fromkeys(("IdNum", "EnName", "Birthday"), "x")
    assert legible_finding(hkg_id_card.KIND, Parsed(fields=fields)).verdict is Verdict.PASS


def test_a_back_is_missing_only_where_it_is_needed() -> None:
    nothing = Parsed(fields={})
    assert back_finding(hkg_id_card.KIND, nothing, given=False, order=Order()).verdict is Verdict.FAIL
    assert back_finding(passport.KIND, nothing, given=False, order=Order()).verdict is Verdict.INCONCLUSIVE


def test_the_web_page_photographs_only_the_front() -> None:
    on_the_page = Order(web_kind="HKIDCard")
    finding = back_finding(hkg_id_card.KIND, Parsed(fields={}), given=False, order=on_the_page)
    assert finding.verdict is Verdict.INCONCLUSIVE


def test_a_back_without_anything_of_use_is_said_to_be_so() -> None:
    finding = back_finding(hkg_id_card.KIND, Parsed(fields={}), given=True, order=Order())
    assert finding.verdict is Verdict.INCONCLUSIVE
    assert "Nothing on the back" in finding.detail


def test_a_back_with_something_of_use_passes() -> None:
    parsed = Parsed(fields={}, aside={"back": "1"})
    assert back_finding(mys_id_card.KIND, parsed, given=True, order=Order()).verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("order", "issuer", "wrong"),
    [
        (Order("SGP", "PASSPORT"), "SGP", False),
        (Order("SGP", "PASSPORT"), "MYS", True),
        (Order("HKG", "PASSPORT"), "CHN", False),
        (Order("AUTO", "PASSPORT"), "FRA", False),
        (Order(web_kind="InternationalIDPassport"), "FRA", False),
        (Order("SGP", "PASSPORT"), None, False),
    ],
)
def test_the_issuer_must_be_the_one_ordered(order: Order, issuer: str | None, wrong: bool) -> None:
    findings = issuer_finding(order, Parsed(fields={}, issuer=issuer))
    assert [(each.name, each.verdict) for each in findings] == ([("kind", Verdict.FAIL)] if wrong else [])


def test_a_page_that_is_clearly_more_like_another_kind_is_that_one() -> None:
    lines = [*((each.text, each.box.left, each.box.top) for each in MALAYSIA.lines), ("MyKad", 0.8, 0.1)]
    recognised = recognise(Order("HKG", "ID_CARD"), page(*lines, ("HONG KONG IDENTITY CARD", 0, 0.9)))
    assert recognised.kind is mys_id_card.KIND
    assert not recognised.as_ordered
