"""What the scenarios about time begin with."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from scenarios.faults._sorts import NAMES, Sort, firsts
from zsim import World
from zsim.fakes.store.handle import Handle
from zsim.sync import Integration

HOUR = timedelta(hours=1)


def synced(world: World, product: str, **choices: object) -> None:
    """Connect a product and finish the first sync of accounts; ``choices`` are preferences beside the module."""
    world.connect(product).customers.configure(module="accounts", **choices).save_and_sync()
    world.advance(minutes=1)


def enable_invoices(world: World, key: str) -> None:
    """Fetch with each module of an organisation that was not synced yet, as TXN-17 asks, and enable invoices."""
    sync = world.integration(key)
    for module in sync.modules:
        if not module.history:
            module.choose({"extent": "fetch"}).save_and_sync()
            world.settle()
    sync.transactions.enable("invoices")


def names(world: World, product: str) -> list[str]:
    """The names of the finance customers, oldest first."""
    return [each.contact_name for each in world[product].customers.all()]


def configured(
    world: World,
    product: str,
    sorts: Collection[Sort] = (),
    email: str | None = None,
    key: str | None = None,
    **choices: object,
) -> Integration:
    """Connect a product and choose the preferences of every module, or of those named; customers are accounts."""
    sync = world.connect(product, email, key)
    for sort in sorts or firsts(product):
        own = {"module": "accounts"} if sort.module == "customers" else {}
        sync.module(sort.module).configure(**own, **choices)
    return sync


def all_synced(world: World, product: str, sorts: Collection[Sort] = (), **choices: Any) -> Integration:
    """Connect a product and finish the first sync of every module it syncs, or of those named."""
    sync = configured(world, product, sorts, **choices)
    for sort in sorts or firsts(product):
        sync.module(sort.module).save_and_sync()
    world.settle()
    return sync


def added(world: World, product: str, called: Mapping[Sort, str] = NAMES) -> dict[Sort, Handle]:
    """A record for every module in the CRM, each with '111' in its other field."""
    return {sort: sort.add_to_crm(world, called[sort], **{sort.crm_text: "111"}) for sort in firsts(product)}


def added_to_finance(world: World, product: str, called: Mapping[Sort, str] = NAMES) -> dict[Sort, Handle]:
    """A record for every module in finance."""
    return {sort: sort.add_to_finance(world, product, called[sort]) for sort in firsts(product)}


def in_finance(world: World, product: str) -> dict[str, list[str]]:
    """The names finance has, sorted, by the module."""
    return {sort.module: sort.names(world, product)[1] for sort in firsts(product)}


def in_crm(world: World, product: str) -> dict[str, list[str]]:
    """The names the CRM has, sorted, by the module that syncs them."""
    return {sort.module: sort.names(world, product)[0] for sort in firsts(product)}


def every(product: str, *called: Mapping[Sort, str]) -> dict[str, list[str]]:
    """These names, sorted, by the module."""
    return {sort.module: sorted([each[sort] for each in called]) for sort in firsts(product)}


def texts(world: World, product: str, called: Mapping[Sort, str] = NAMES) -> set[object]:
    """What finance has in the other field of these records; one value where all are alike."""
    found = [
        (sort, sort.in_finance(world, product).find(**{sort.finance_name: called[sort]})) for sort in firsts(product)
    ]
    return {getattr(each, sort.finance_text) for sort, records in found for each in records}


def outcomes(world: World, records: Mapping[Sort, Handle]) -> set[object]:
    """What became of these records; one outcome where all fared alike."""
    return {world.why(each).outcome for each in records.values()}
