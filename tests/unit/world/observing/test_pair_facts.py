"""The two sides of a field, as checks are told of them."""

from __future__ import annotations

import pytest

from zsim.ports.records import RecordId, Ref
from zsim.sync.model import FieldMap, MappedPair
from zsim.world.observing.pair_facts import sides_of

CODES = FieldMap([MappedPair("Product_Code", "sku")])
PEN, ITEM = Ref("crm", "Products", RecordId("11")), Ref("books", "items", RecordId("21"))


@pytest.mark.parametrize(
    ("ours", "theirs", "alike"),
    [
        ("A-1", "A-1", True),
        ("A-1 ", "A-1 2", True),
        ("A-1", "A-2", False),
        ("A-1", "A-1 x", False),
        (None, "N 2", False),
    ],
)
def test_a_copys_number_behind_the_value_that_won_is_no_difference(ours: str | None, theirs: str, alike: bool):
    sides = sides_of(CODES, 0, (PEN, {"Product_Code": ours}), (ITEM, {"sku": theirs}), "crm")
    assert sides.alike is alike
