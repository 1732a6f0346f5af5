from openekyc.documents.parsing.page import Page
from printed_pages import line, page


def test_lines_are_sorted_from_top_to_bottom_and_empty_ones_dropped() -> None:
    assert [each.text for each in page(("b", 0, 0.5), ("  ", 0, 0.2), ("a", 0, 0.1)).lines] == ["a", "b"]


def test_a_row_is_what_stands_at_the_same_height() -> None:
    shown = page(("label", 0.1, 0.10), ("value", 0.4, 0.11), ("other", 0.1, 0.16))
    assert [each.text for each in shown.row(shown.lines[0])] == ["label", "value"]
    assert [[each.text for each in row] for row in shown.rows()] == [["label", "value"], ["other"]]


def test_what_follows_on_a_row_is_right_of_it() -> None:
    shown = page(("c", 0.7, 0.1), ("a", 0.1, 0.1), ("b", 0.4, 0.1))
    first = next(each for each in shown.lines if each.text == "a")
    assert [each.text for each in shown.right_of(first)] == ["b", "c"]


def test_below_is_the_nearest_line_with_the_same_left_edge() -> None:
    shown = page(("label", 0.1, 0.1), ("elsewhere", 0.5, 0.15), ("far", 0.1, 0.25), ("value", 0.11, 0.16))
    under = shown.below(shown.lines[0])
    assert under is not None
    assert under.text == "value"


def test_nothing_is_below_the_last_line() -> None:
    shown = page(("only", 0.1, 0.1))
    assert shown.below(shown.lines[0]) is None


def test_between_leaves_out_both_ends() -> None:
    shown = page(("a", 0, 0.1), ("b", 0, 0.2), ("c", 0, 0.3))
    assert [each.text for each in shown.between(shown.lines[0], shown.lines[2])] == ["b"]
    assert [each.text for each in shown.between(None, shown.lines[1])] == ["a"]
    assert [each.text for each in shown.between(shown.lines[1], None)] == ["c"]


def test_a_page_remembers_whether_its_places_can_be_trusted() -> None:
    assert not Page.of([line("a", 0, 0)], trusted=False).trusted
