from openekyc.documents.parsing.page import Page
from openekyc.documents.parsing.table import read_table
from printed_pages import page

ROWS = ("a", "b", "c", "d", "e")
LABELS = {"a": ("Alamat",), "b": ("Kecamatan",), "c": ("Agama",), "d": ("Pekerjaan",), "e": ("Kewarganegaraan",)}


def table(**labels: str) -> Page:
    texts = {"a": "Alamat", "b": "Kecamatan", "c": "Agama", "d": "Pekerjaan", "e": "Kewarganegaraan"} | labels
    rows = [(text, 0.02, 0.2 + 0.06 * row) for row, text in enumerate(texts.values()) if text]
    return page(*rows, *((f": VALUE {name.upper()}", 0.3, 0.2 + 0.06 * row) for row, name in enumerate(ROWS)))


def test_every_label_gets_the_value_of_its_row() -> None:
    assert read_table(table(), LABELS, rows=ROWS, long=()) == {name: f"VALUE {name.upper()}" for name in ROWS}


def test_a_row_whose_label_is_illegible_is_known_by_its_place() -> None:
    assert read_table(table(c=""), LABELS, rows=ROWS, long=())["c"] == "VALUE C"


def test_two_labels_are_too_few_to_know_places() -> None:
    assert set(read_table(table(b="", c="", d=""), LABELS, rows=ROWS, long=())) == {"a", "e"}


def test_a_long_value_takes_its_second_line() -> None:
    shown = page(("Alamat", 0.02, 0.2), (": JL. MAWAR", 0.3, 0.2), ("BLOK C", 0.31, 0.26))
    assert read_table(shown, LABELS, rows=ROWS, long=("a",)) == {"a": "JL. MAWAR BLOK C"}


def test_the_next_row_is_not_a_second_line() -> None:
    assert read_table(table(), LABELS, rows=ROWS, long=("a",))["a"] == "VALUE A"


def test_a_value_on_the_label_s_own_line_has_no_second_line() -> None:
    assert read_table(page(("Alamat : JL. MAWAR", 0.02, 0.2)), LABELS, rows=ROWS, long=("a",)) == {"a": "JL. MAWAR"}
