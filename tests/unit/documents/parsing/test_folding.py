import pytest

from openekyc.documents.parsing.folding import as_digits, as_letters, fold, is_chinese, label_key


def test_full_width_forms_become_plain() -> None:
    assert fold("Ａ１２：（３）　Ｘ") == "A12:(3) X"


def test_greek_and_cyrillic_look_alikes_become_latin() -> None:
    assert fold("SGΡ ΑВС") == "SGP ABC"


def test_zone_fillers_in_other_scripts_become_fillers() -> None:
    assert fold("P＜《く") == "P<<<"


def test_chinese_names_keep_their_own_characters() -> None:
    assert fold("陈大文") == "陈大文"
    assert is_chinese("陈")
    assert not is_chinese("ア")


def test_labels_compare_without_case_blanks_and_variants_of_characters() -> None:
    assert label_key("签发日期 Date of Issue:") == label_key("簽發日期 DATE OF ISSUE")


@pytest.mark.parametrize(("read", "meant"), [("O", "0"), ("l2Z", "122"), ("S5B8", "5588")])
def test_letters_in_the_place_of_digits(read: str, meant: str) -> None:
    assert as_digits(read) == meant


def test_digits_in_the_place_of_letters() -> None:
    assert as_letters("5gp0") == "SGPO"
