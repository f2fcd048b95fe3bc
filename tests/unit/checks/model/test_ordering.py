"""Which app's records go first in a run of both ways."""

from __future__ import annotations

from tests.unit.checks.model.story import BOOKS, Told, said
from zsim.checks.model import DecisionTold

ITEMS = BOOKS._replace(module="items", policies={"names": "exact"})


def test_one_may_wait_until_it_is_known_what_becomes_of_another_called_alike() -> None:
    for passed_over in (True, False):
        told = Told(ITEMS)
        rope = told.crm("Products", Product_Name="Rope")
        told.crm("Products", Product_Name="Anvil" if passed_over else "Other")
        large, small = told.books("items", name="Anvil"), told.books("items", name="anvil")
        fetched, _ = told.fetched(rope, name="Rope")
        pushed, _ = told.pushed(small, "Products", Product_Name="anvil")
        more = [DecisionTold(large, "skipped")] if passed_over else []
        found = said([each for each in told.run(fetched, *more, pushed) if "go first" in str(each)])
        assert (found == "") is passed_over, found
