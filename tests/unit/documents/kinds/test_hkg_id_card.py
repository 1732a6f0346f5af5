import pytest

from openekyc.documents.kinds.hkg_id_card import KIND
from openekyc.documents.parsing.page import Page
from openekyc.domain.findings import Verdict
from printed_pages import TODAY, page, sides

CARD = (
    ("香港永久性居民身份證", 0.06, 0.05),
    ("HONG KONG PERMANENT IDENTITY CARD", 0.06, 0.12),
    ("陳大文", 0.32, 0.20),
    ("CHAN, Tai Man", 0.32, 0.29),
    ("7115 1129 2429", 0.32, 0.36),
    ("出生日期 Date of Birth", 0.32, 0.43),
    ("24-04-1988", 0.32, 0.49),
    ("男M", 0.55, 0.49),
    ("***AZ", 0.32, 0.56),
    ("簽發日期 Date of Issue", 0.32, 0.63),
    ("(12-99)", 0.63, 0.63),
    ("07-12-21", 0.32, 0.69),
    ("Y462193(8)", 0.69, 0.85),
)
FIELDS = {
    "IdNum": "Y462193(8)",
    "EnName": "CHAN, Tai Man",
    "CnName": "陳大文",
    "TelexCode": "7115 1129 2429",
    "Birthday": "24-04-1988",
    "Sex": "M",
    "Symbol": "***AZ",
    "CurrentIssueDate": "07-12-21",
    "FirstIssueDate": "(12-99)",
    "Permanent": "1",
}


def card(**changed: str | None) -> Page:
    """The card with some lines replaced, by the field they carry; None leaves the line out."""
    places = {value: name for name, value in FIELDS.items()} | {"男M": "Sex", "香港永久性居民身份證": "title"}
    places["HONG KONG PERMANENT IDENTITY CARD"] = "english_title"
    lines = [(changed.get(places.get(text, ""), text), left, top) for text, left, top in CARD]
    return page(*((text, left, top) for text, left, top in lines if text is not None))


def fields(shown: Page) -> dict[str, str]:
    return dict(KIND.parse(sides(shown)).fields)


def verdicts(shown: Page) -> dict[str, Verdict]:
    return {each.name: each.verdict for each in KIND.checks(KIND.parse(sides(shown)), TODAY)}


def test_every_value_of_a_card_is_read() -> None:
    assert fields(card()) == FIELDS


def test_a_card_is_recognised_and_another_page_is_not() -> None:
    assert KIND.identify(card()) == pytest.approx(1.0)
    assert KIND.identify(page(("MALAYSIA", 0.1, 0.1), ("IDENTITY CARD", 0.1, 0.2))) < 0.5
    assert KIND.identify(page()) == 0


def test_the_unified_names_carry_the_same_values() -> None:
    assert KIND.normal(FIELDS) == {
        "LicenseNumber": "Y462193(8)",
        "FullName": "CHAN, Tai Man",
        "ChineseName": "陳大文",
        "Birthday": "24-04-1988",
        "Sex": "M",
        "Symbol": "***AZ",
        "CurrentIssueDate": "07-12-21",
        "IssuedDate": "(12-99)",
        "Permanent": "1",
    }


def test_a_good_card_passes_all_that_can_be_checked() -> None:
    assert verdicts(card()) == {
        "number_check": Verdict.PASS,
        "dates_in_order": Verdict.PASS,
        "first_issue_after_birth": Verdict.PASS,
        "first_issue_before_issue": Verdict.PASS,
        "expiry": Verdict.INCONCLUSIVE,
    }


@pytest.mark.parametrize("read", ["Y4621938)", "Y462193 (8)", "Y462I93(8)", "Y46Z193(8", "IY462193(8)", "Y462193（8）"])
def test_a_misread_number_is_put_right_by_its_check_digit(read: str) -> None:
    assert fields(card(IdNum=read))["IdNum"] == "Y462193(8)"


def test_a_number_with_a_letter_that_no_rule_gives_is_returned_as_printed_and_fails() -> None:
    shown = card(IdNum="C000000(E)")
    assert fields(shown)["IdNum"] == "C000000(E)"
    assert verdicts(shown)["number_check"] is Verdict.FAIL


def test_the_commercial_codes_are_never_taken_for_the_number() -> None:
    shown = card(IdNum=None, TelexCode="2621 2535 5174")
    assert "IdNum" not in fields(shown)
    assert KIND.missing(fields(shown)) == ("IdNum",)


@pytest.mark.parametrize(("read", "sex"), [("女F", "F"), ("F", "F"), ("女", "F"), ("男", "M"), ("男 M", "M")])
def test_sex_is_read_from_letter_or_character(read: str, sex: str) -> None:
    assert fields(card(Sex=read))["Sex"] == sex


def test_sex_may_share_the_line_of_the_birthday() -> None:
    assert fields(card(Birthday="24-04-1988 女F", Sex=None))["Sex"] == "F"


def test_a_name_without_a_comma_is_still_a_name() -> None:
    assert fields(card(EnName="SUKARNO"))["EnName"] == "SUKARNO"


def test_a_card_without_a_chinese_name_has_none() -> None:
    shown = card(CnName=None, TelexCode=None)
    assert {"CnName", "TelexCode"}.isdisjoint(fields(shown))
    assert fields(shown)["EnName"] == "CHAN, Tai Man"


@pytest.mark.parametrize(
    ("chinese", "english", "permanent"),
    [
        ("香港居民身份證", "HONG KONG IDENTITY CARD", "0"),
        ("香港永久性居民身份证", None, "1"),
        (None, "HONG KONG PERMANENT IDENTITY CARD", "1"),
        (None, None, "-1"),
    ],
)
def test_permanent_follows_from_the_title(chinese: str | None, english: str | None, permanent: str) -> None:
    assert fields(card(title=chinese, english_title=english))["Permanent"] == permanent


def test_a_first_issue_before_birth_is_a_contradiction() -> None:
    assert verdicts(card(FirstIssueDate="(12-87)"))["first_issue_after_birth"] is Verdict.FAIL


def test_a_first_issue_in_the_month_of_issue_is_none() -> None:
    assert verdicts(card(FirstIssueDate="(12-21)"))["first_issue_before_issue"] is Verdict.PASS


def test_without_dates_nothing_is_said_about_their_order() -> None:
    shown = card(FirstIssueDate=None, CurrentIssueDate=None)
    assert verdicts(shown)["dates_in_order"] is Verdict.INCONCLUSIVE
    assert "first_issue_after_birth" not in verdicts(shown)


def test_an_empty_page_gives_no_values_but_the_unknown() -> None:
    assert fields(page()) == {"Permanent": "-1"}
    assert verdicts(page())["number_check"] is Verdict.INCONCLUSIVE
