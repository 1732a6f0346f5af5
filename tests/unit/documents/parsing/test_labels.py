import pytest

from openekyc.documents.parsing.labels import find_labels, has_label, is_label, value_below, value_right
from printed_pages import page

WANTED = {"name": ("Nama",), "birth": ("Tempat/Tgl Lahir",), "blood": ("Gol. Darah",), "id": ("NIK",)}


def test_a_value_follows_its_label_on_the_row() -> None:
    shown = page(("Nama", 0.1, 0.1), (": BUDI", 0.25, 0.1))
    assert value_right(shown, "name", find_labels(shown, WANTED)) == "BUDI"


def test_a_value_may_share_the_line_with_its_label() -> None:
    shown = page(("Nama : BUDI SANTOSO", 0.1, 0.1))
    assert value_right(shown, "name", find_labels(shown, WANTED)) == "BUDI SANTOSO"


@pytest.mark.parametrize("read", ["Tempat/Tgl Lahir", "Tempat Tg1 Lahlr", "TEMPATTGL LAHIR", "Ternpat/Tgl Lahir"])
def test_a_long_label_is_known_although_letters_are_wrong(read: str) -> None:
    assert "birth" in find_labels(page((read, 0.1, 0.1)), WANTED)


@pytest.mark.parametrize("read", ["NlX", "NIT", "Nona", "Alamat", ""])
def test_a_short_label_must_be_exact(read: str) -> None:
    assert find_labels(page((read, 0.1, 0.1)), {"id": ("NIK",), "name": ("Nama",)}) == {}


def test_a_value_ends_where_the_next_label_begins() -> None:
    shown = page(("Nama", 0.1, 0.1), ("BUDI Gol. Darah : AB", 0.25, 0.1))
    labels = find_labels(shown, WANTED)
    assert value_right(shown, "name", labels) == "BUDI"
    assert value_right(shown, "blood", labels) == "AB"


def test_a_value_ends_where_another_column_begins() -> None:
    shown = page(("Nama", 0.1, 0.1), ("BUDI", 0.25, 0.1), ("JAKARTA", 0.8, 0.1))
    assert value_right(shown, "name", find_labels(shown, WANTED)) == "BUDI"


def test_a_value_in_two_pieces_is_joined() -> None:
    shown = page(("Nama", 0.1, 0.1), ("BUDI", 0.25, 0.1), ("SANTOSO", 0.32, 0.1))
    assert value_right(shown, "name", find_labels(shown, WANTED)) == "BUDI SANTOSO"


def test_a_value_may_stand_under_its_label() -> None:
    shown = page(("Nama", 0.1, 0.1), ("BUDI", 0.1, 0.16))
    assert value_below(shown, "name", find_labels(shown, WANTED)) == "BUDI"


def test_a_label_under_a_label_is_not_its_value() -> None:
    shown = page(("Nama", 0.1, 0.1), ("NIK", 0.1, 0.16))
    labels = find_labels(shown, WANTED)
    assert value_below(shown, "name", labels) == ""
    assert is_label(shown.lines[1], labels)
    assert has_label(shown.lines[1], labels)


def test_two_labels_never_share_the_same_letters() -> None:
    labels = find_labels(
        page(("Date of issue", 0.1, 0.1)), {"issue": ("Date of issue",), "expiry": ("Date of expire",)}
    )
    assert set(labels) == {"issue"}


def test_a_colon_beside_the_label_is_not_yet_the_value() -> None:
    shown = page(("Nama :", 0.1, 0.1), ("BUDI", 0.35, 0.1))
    assert value_right(shown, "name", find_labels(shown, WANTED)) == "BUDI"


def test_a_value_between_two_labels_of_one_line_is_all_there_is() -> None:
    shown = page(("Nama BUDI Gol. Darah AB", 0.1, 0.1), ("JAKARTA", 0.45, 0.1))
    assert value_right(shown, "name", find_labels(shown, WANTED)) == "BUDI"
