"""Making read text comparable: full-width forms and look-alike letters become the plain ones.

A reader trained on many scripts sometimes answers with a Greek or Cyrillic letter of the same shape; Unicode's own
normalisation keeps those apart.
"""

import unicodedata

_LOOK_ALIKES = str.maketrans(
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοАВЕЅІЈКМНОРСТУХасеорху‐‑‒–—−·•「」【】〔〕«‹≤〈《く＜×",
    "ABEZHIKMNOPTYXoABESIJKMHOPCTYXaceopxy------..()()()<<<<<<<X",
)
# Simplified forms of the characters in our labels; for matching labels only, a name keeps its own.
_TRADITIONAL = str.maketrans("证签发码籍别国号关", "證簽發碼籍別國號關")

_DIGIT_FOR = str.maketrans("OoQDUIl|i!ZzSsBGTA", "000001111122558674")
_LETTER_FOR = str.maketrans("0125684", "OIZSGBA")


def fold(text: str) -> str:
    """Full-width forms to plain ones, look-alikes to Latin letters, blanks to single ones."""
    plain = unicodedata.normalize("NFKC", text.translate(_LOOK_ALIKES)).translate(_LOOK_ALIKES)
    return " ".join(plain.split())


def label_key(text: str) -> str:
    """What of a label counts when it is compared: letters, digits and characters, upper case, Traditional.

    >>> label_key("Date of Birth:"), label_key("签发日期")
    ('DATEOFBIRTH', '簽發日期')
    """
    return "".join(letter for letter in text.upper() if letter.isalnum()).translate(_TRADITIONAL)


def as_digits(text: str) -> str:
    """Letters that stand where only digits can stand.

    >>> as_digits("Z4-O4-I98B")
    '24-04-1988'
    """
    return text.translate(_DIGIT_FOR)


def as_letters(text: str) -> str:
    """Digits that stand where only capital letters can stand.

    >>> as_letters("5GP"), as_letters("8")
    ('SGP', 'B')
    """
    return text.translate(_LETTER_FOR).upper()


def is_chinese(letter: str) -> bool:
    """Whether a character is one of the Han script (the main block and its extension A)."""
    return "\u3400" <= letter <= "\u9fff"
