"""HKID (Hong Kong identity card number): one or two letters, six digits, a check digit in brackets.

The letters and digits are weighted 9 to 2 from the left (a single letter stands behind a blank worth 36; A is 10,
Z is 35), and the check digit makes the sum divisible by 11, written A when it is 10. Source:
https://en.wikipedia.org/wiki/Hong_Kong_identity_card#Format_of_the_HKID_number

>>> validate("A123456(3)")
'A1234563'
>>> validate("AB987654(3)")
'AB9876543'
>>> validate("A123456(4)")
Traceback (most recent call last):
    ...
stdnum.exceptions.InvalidChecksum: The number's checksum or check digit is invalid.
>>> validate("C000000(E)")
Traceback (most recent call last):
    ...
stdnum.exceptions.InvalidFormat: The number has an invalid format.
>>> format("A1234563")
'A123456(3)'
"""

import re

from stdnum.exceptions import InvalidChecksum, InvalidFormat, ValidationError

_BLANK = 36
_SHAPE = re.compile(r"([A-Z]{1,2})(\d{6})([0-9A])")


def compact(number: str) -> str:
    """Letters and digits only, upper case."""
    return re.sub(r"[\s()]", "", number).upper()


def calc_check_digit(number: str) -> str:
    """The check digit of letters and six digits.

    >>> calc_check_digit("A123456")
    '3'
    """
    values = [int(letter, 36) for letter in number]
    padded = [_BLANK] * (8 - len(values)) + values
    total = sum(weight * value for weight, value in zip(range(9, 1, -1), padded, strict=True))
    return "0123456789A"[-total % 11]


def validate(number: str) -> str:
    """The compact number; raises InvalidFormat or InvalidChecksum."""
    number = compact(number)
    shape = _SHAPE.fullmatch(number)
    if shape is None:
        raise InvalidFormat
    if calc_check_digit(number[:-1]) != number[-1]:
        raise InvalidChecksum
    return number


def is_valid(number: str) -> bool:
    """Whether the form and the check digit are right."""
    try:
        validate(number)
    except ValidationError:
        return False
    return True


def format(number: str) -> str:  # noqa: A001 - the name python-stdnum gives this function in every module
    """As it is printed, with the check digit in brackets."""
    number = compact(number)
    return f"{number[:-1]}({number[-1]})"
