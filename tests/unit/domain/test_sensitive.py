"""A sensitive value never shows in text by accident."""

from openekyc.domain.sensitive import Sensitive


def test_printing_shows_the_type_and_not_the_value():
    secret = Sensitive("AKIDxyz")
    assert f"{secret} {secret!r}" == "Sensitive(str) Sensitive(str)"


def test_the_value_is_there_for_who_asks_by_name():
    assert Sensitive(b"face").reveal() == b"face"
