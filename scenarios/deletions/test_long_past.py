"""Deletions that the integration comes to hear of long after they were made."""

from __future__ import annotations

import pytest

from scenarios.deletions._setup import EVERYWHERE, SORTS, Sort
from zsim import World, given, scenario, then, when


def is_noticed_after_a_long_while(world: World, product: str, sort: Sort) -> None:
    """Acme, deleted while the integration was disabled, goes with the first run after it, ten weeks later."""
    with given("Acme, born in the CRM and synced, and the integration disabled"):
        ours, theirs = sort.pair(world, product, "crm")
        world.integration(product).disable()
    with when("Acme is deleted in the CRM, and ten weeks later the integration is enabled again"):
        sort.in_crm(world).delete(ours)
        world.advance(weeks=10)
        assert sort.named(world, product)[1] == [theirs]
        world.integration(product).enable()
        world.advance(hours=2)
    with then("the next run deletes it in finance, though no recycle bin holds it any more"):
        assert sort.named(world, product) == ([], [])
        assert world.why(ours).outcome == "deleted"


@pytest.mark.parametrize("sort", EVERYWHERE)
@scenario(covers=["DEL-15"])
def test_a_deletion_is_noticed_however_long_ago_it_was(world: World, product: str, sort: str) -> None:
    """Deleted ten weeks ago, while nothing ran, a record of the CRM takes its counterpart along."""
    is_noticed_after_a_long_while(world, product, SORTS[sort])


@scenario(covers=["DEL-15"], products=["books"])
def test_a_vendor_s_deletion_is_noticed_however_long_ago_it_was(world: World, product: str) -> None:
    """So it is with vendors in Books."""
    is_noticed_after_a_long_while(world, product, SORTS["vendor"])
