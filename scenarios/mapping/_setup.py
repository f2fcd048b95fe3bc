"""A field that people added in either app, in every module: what scenarios about mappings play with."""

from __future__ import annotations

from collections.abc import Mapping

from scenarios.faults._sorts import ITEM, NAMES, Sort, firsts
from zsim import World
from zsim.fakes.store.handle import Handle

REGION = {"Region_Code": "cf_region"}
"""The CRM's field and finance's; not even their labels are the same, so that nothing maps them by itself."""


def by_hand(product: str) -> list[Sort]:
    """What a product syncs with a mapping that people edit: all but Invoice's items, which map themselves (MAP-04)."""
    return [sort for sort in firsts(product) if (product, sort) != ("invoice", ITEM)]


def region_fields(world: World, product: str) -> None:
    """Add the field to the modules of both apps."""
    for sort in by_hand(product):
        sort.in_crm(world).add_field("Region_Code", label="Region Code")
        sort.in_finance(world, product).add_field("cf_region", label="Region")


def with_regions(
    world: World, product: str, called: Mapping[Sort, str] = NAMES, region: str = "W1"
) -> dict[Sort, Handle]:
    """A record of that region for every module in the CRM."""
    return {sort: sort.add_to_crm(world, called[sort], Region_Code=region) for sort in by_hand(product)}


def regions(world: World, product: str, called: Mapping[Sort, str] = NAMES) -> set[object]:
    """The regions finance has of these records; one where all are alike."""
    found = {
        sort: sort.in_finance(world, product).one(**{sort.finance_name: called[sort]}) for sort in by_hand(product)
    }
    return {each.cf_region for each in found.values()}
