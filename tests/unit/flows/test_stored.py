"""What the rows hold comes back with its types, or fails without saying what it was."""

import traceback

import pytest

from openekyc.flows.orders import CardCheckOrder, ImageSource
from openekyc.flows.stored import RowUnreadable, restore, store


def test_an_order_comes_back_as_it_was():
    order = CardCheckOrder(nationality="HKG", card_type="ID_CARD", front=ImageSource())
    assert restore(CardCheckOrder, store(order)) == order


def test_a_row_that_cannot_be_read_is_described_without_its_content():
    row = {"nationality": ["SAN, Nan"], "card_type": "ID_CARD", "front": {}}
    with pytest.raises(RowUnreadable) as refused:
        restore(CardCheckOrder, row)
    told = "".join(traceback.format_exception(refused.value))
    assert "SAN" not in told
    assert "nationality (string_type)" in told
    assert refused.value.__context__ is None
