from openekyc.documents.parsing.values import closest, first_of

SEXES = ("LELAKI", "PEREMPUAN")


def test_a_misread_word_becomes_the_one_it_must_be() -> None:
    assert closest("PEREMPUAH", SEXES) == "PEREMPUAN"


def test_another_word_becomes_nothing() -> None:
    assert closest("ISLAM", SEXES) == ""
    assert closest("ISLAM", ()) == ""


def test_the_longest_fitting_beginning_wins() -> None:
    options = ("KAWIN", "KAWIN TERCATAT")
    assert first_of("KAWIN TERCATAT X", options) == "KAWIN TERCATAT"
    assert first_of("", options) == ""
