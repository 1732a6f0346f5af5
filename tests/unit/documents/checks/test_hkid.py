import pytest
from hypothesis import given
from hypothesis import strategies as st

from openekyc.documents.checks import hkid

numbers = st.from_regex(r"\A[A-Z]{1,2}[0-9]{6}\Z")


@pytest.mark.parametrize("number", ["G123456(A)", "L555555(0)", "AB987654(3)", "C123456(9)", "c123456 (9)"])
def test_published_examples_are_valid(number: str) -> None:
    assert hkid.is_valid(number)


@pytest.mark.parametrize(
    "number", ["", "A123456", "A12345(3)", "1234567(8)", "ABC12345(6)", "A123456(B)", "Z683365(5)"]
)
def test_other_forms_and_digits_are_not(number: str) -> None:
    assert not hkid.is_valid(number)


@given(numbers)
def test_the_computed_digit_makes_every_number_valid(bare: str) -> None:
    assert hkid.is_valid(f"{bare}({hkid.calc_check_digit(bare)})")


@given(numbers, st.data())
def test_one_wrong_digit_is_always_noticed(bare: str, data: st.DataObject) -> None:
    number = hkid.compact(f"{bare}({hkid.calc_check_digit(bare)})")
    at = data.draw(st.integers(len(bare) - 6, len(bare) - 1))
    wrong = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != number[at]]))
    assert not hkid.is_valid(number[:at] + wrong + number[at + 1 :])
