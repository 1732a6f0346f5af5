from openekyc.documents.kinds.mys_id_card import KIND
from openekyc.documents.parsing.page import Page
from openekyc.domain.findings import Verdict
from printed_pages import TODAY, line, page, sides

CARD = (
    ("KAD PENGENALAN", 0.035, 0.03),
    ("MALAYSIA", 0.47, 0.03),
    ("MyKad", 0.82, 0.03),
    ("IDENTITY CARD", 0.035, 0.09),
    ("930805-14-7667", 0.055, 0.20),
    ("TAN WEI MING", 0.045, 0.60),
    ("NO 65 JALAN DATO ONN 4/6", 0.045, 0.67),
    ("TAMAN MELATI", 0.045, 0.72),
    ("59067 KLANG", 0.045, 0.77),
    ("SELANGOR", 0.045, 0.82),
    ("WARGANEGARA", 0.70, 0.81),
    ("LELAKI", 0.70, 0.87),
)
FIELDS = {
    "ID": "930805-14-7667",
    "Name": "TAN WEI MING",
    "Address": "NO 65 JALAN DATO ONN 4/6 TAMAN MELATI 59067 KLANG SELANGOR",
    "Sex": "LELAKI",
    "Birthday": "1993-08-05",
    "Type": "MyKad",
}


def card(changed: dict[str, str | None] | None = None) -> Page:
    changes = changed or {}
    lines = [(changes.get(text, text), left, top) for text, left, top in CARD]
    return page(*((text, left, top) for text, left, top in lines if text is not None))


def fields(shown: Page) -> dict[str, str]:
    return dict(KIND.parse(sides(shown)).fields)


def verdicts(shown: Page, back: Page | None = None) -> dict[str, Verdict]:
    return {each.name: each.verdict for each in KIND.checks(KIND.parse(sides(shown, back)), TODAY)}


def test_every_value_of_a_card_is_read() -> None:
    assert fields(card()) == FIELDS


def test_a_card_is_recognised_and_another_page_is_not() -> None:
    assert KIND.identify(card()) == 1.0
    assert KIND.identify(page(("HONG KONG IDENTITY CARD", 0.1, 0.1))) < 0.5


def test_the_unified_names_carry_the_same_values() -> None:
    assert KIND.normal(FIELDS)["FormattedAddress"] == FIELDS["Address"]
    assert KIND.normal(FIELDS)["LicenseNumber"] == FIELDS["ID"]


def test_sex_agrees_with_the_last_digit() -> None:
    assert verdicts(card())["sex_matches_number"] is Verdict.PASS
    assert verdicts(card({"LELAKI": "PEREMPUAN"}))["sex_matches_number"] is Verdict.FAIL
    assert verdicts(card({"930805-14-7667": None}))["sex_matches_number"] is Verdict.INCONCLUSIVE


def test_a_number_of_an_impossible_day_or_place_fails() -> None:
    assert verdicts(card())["number_check"] is Verdict.PASS
    assert verdicts(card({"930805-14-7667": "931305-14-7667"}))["number_check"] is Verdict.FAIL
    assert verdicts(card({"930805-14-7667": "930805-17-7667"}))["number_check"] is Verdict.FAIL


def test_an_impossible_birthday_is_left_out() -> None:
    assert "Birthday" not in fields(card({"930805-14-7667": "931305-14-7667"}))


def test_letters_in_the_number_are_digits() -> None:
    assert fields(card({"930805-14-7667": "93O8O5-I4-7667"}))["ID"] == "930805-14-7667"


def test_a_birthday_of_this_century_is_the_latest_past_one() -> None:
    assert fields(card({"930805-14-7667": "050805-14-7667"}))["Birthday"] == "2005-08-05"


def test_a_long_name_takes_lines_until_the_address_begins() -> None:
    shown = page(*CARD[:5], ("MUHAMMAD HAFIZ BIN", 0.045, 0.54), ("TAN WEI MING", 0.045, 0.60), *CARD[6:])
    assert fields(shown)["Name"] == "MUHAMMAD HAFIZ BIN TAN WEI MING"
    assert fields(shown)["Address"] == FIELDS["Address"]


def test_without_a_known_beginning_of_an_address_only_the_first_line_is_the_name() -> None:
    shown = card({"NO 65 JALAN DATO ONN 4/6": "PERUMAHAN DATO ONN", "TAMAN MELATI": "MELATI", "59067 KLANG": "KLANG"})
    assert fields(shown)["Name"] == "TAN WEI MING"


def test_stray_marks_and_the_card_s_own_words_are_no_address() -> None:
    shown = page(*CARD, ("-", 0.045, 0.64), ("ISLAM", 0.05, 0.90))
    assert fields(shown)["Address"] == FIELDS["Address"]


def test_lines_far_below_the_address_are_not_part_of_it() -> None:
    shown = page(*CARD[:6], ("NO 65 JALAN MAWAR", 0.045, 0.65), line("PRINTED ELSEWHERE", 0.045, 0.93))
    assert fields(shown)["Address"] == "NO 65 JALAN MAWAR"


def test_a_resident_s_card_says_so() -> None:
    assert fields(card({"WARGANEGARA": "PEMASTAUTIN TETAP"}))["Type"] == "MyPR"
    assert fields(card({"MyKad": "MyTentera"}))["Type"] == "MyTentera"


def test_the_back_repeats_the_number() -> None:
    back = page(("930805-14-7667-01-02", 0.05, 0.8))
    parsed = KIND.parse(sides(card(), back))
    assert parsed.aside["back"] == "930805-14-7667"
    assert verdicts(card(), back)["sides_agree"] is Verdict.PASS


def test_a_back_of_another_card_is_noticed() -> None:
    assert verdicts(card(), page(("850101-10-1234-01-02", 0.05, 0.8)))["sides_agree"] is Verdict.FAIL


def test_a_back_without_a_number_tells_nothing() -> None:
    assert "back" not in KIND.parse(sides(card(), page(("PENDAFTARAN", 0.05, 0.8)))).aside


def test_an_empty_page_lacks_what_is_required() -> None:
    assert KIND.missing(fields(page())) == ("ID", "Name")
