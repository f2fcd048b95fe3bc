"""The integration is deleted and only records with transactions are converted: what was born in finance stays."""

from __future__ import annotations

import pytest

from scenarios.deletions._setup import EVERYWHERE, SORTS, Sort
from zsim import World, given, scenario, then, when


def let_go(world: World, product: str) -> None:
    """Delete the integration, converting only what has transactions."""
    integration = world.integration(product)
    integration.disable()
    integration.delete(convert="with_transactions")
    world.settle()


ORIGINS = pytest.mark.parametrize("origin", ["fetched", "pushed", "overwritten"])


def only_what_was_fetched_goes(world: World, product: str, chosen: Sort, origin: str) -> None:
    """Without transactions, a fetched record is deleted; a pushed or overwritten one becomes finance's own again."""
    with given(f"Acme, {origin}, without transactions"):
        theirs = None
        match origin:
            case "fetched":
                chosen.born_in_crm(world, product)
            case "pushed":
                theirs = chosen.born_in_finance(world, product)
            case "overwritten":
                _, theirs = chosen.on_both_sides(world, product)
        chosen.sync(world, product, extent="both_ways", duplicates="overwrite")
        assert len(chosen.named(world, product)[1]) == 1
    with when("the integration is deleted, and only records with transactions are converted"):
        let_go(world, product)
    with then("finance has what was born there, as its own, and nothing else of that name"):
        assert chosen.named(world, product)[1] == ([] if origin == "fetched" else [theirs])
        if theirs is not None:
            assert (theirs.source, getattr(theirs, "status", "active")) == (None, "active")
            assert {theirs.fields.get(each) for each in theirs.fields if each.startswith("zcrm_")} <= {None}


@ORIGINS
@pytest.mark.parametrize("sort", EVERYWHERE)
@scenario(covers=["DIS-14"])
def test_what_was_fetched_goes_and_what_was_born_in_finance_stays(
    world: World, product: str, sort: str, origin: str
) -> None:
    """Customers, people and items: fetched and without transactions they go, pushed or overwritten they stay."""
    only_what_was_fetched_goes(world, product, SORTS[sort], origin)


@ORIGINS
@scenario(covers=["DIS-14"], products=["books"])
def test_vendors_born_in_books_stay_as_well(world: World, product: str, origin: str) -> None:
    """So it is with vendors."""
    only_what_was_fetched_goes(world, product, SORTS["vendor"], origin)
