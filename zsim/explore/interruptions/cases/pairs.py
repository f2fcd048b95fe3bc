"""Cases of a CRM and finance: each sort of record, by product, direction, what becomes of duplicates, and operation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zsim.explore.interruptions.case import SweepCase
from zsim.explore.interruptions.cases.modules import ACCOUNTS, CONTACTS, SORTS, SweptModule
from zsim.explore.interruptions.cases.operations import Operation, operations_of
from zsim.explore.script import Script, ScriptStep, Start, do

Steps = tuple[ScriptStep, ...]
DIRECTIONS = ("fetch", "both_ways")
DUPLICATES = ("overwrite", "clone", "skip")
FINISH = do("advance", minutes=20)
CALL_MS = 1000
APART = do("advance", seconds=3)


def pair_cases() -> Iterator[SweepCase]:
    """A case for each sort, product, direction, policy for duplicates, and operation that go together."""
    for sort in SORTS:
        for product in sort.products:
            for name, make in operations_of(sort).items():
                operation = make(sort)
                for choices in _choices(product, operation):
                    words = " ".join([f"{product} {sort.name}", *[str(each) for each in choices.values()], name])
                    yield _case(words.replace("both_ways", "both ways"), product, sort, operation, choices)


def _choices(product: str, operation: Operation) -> Iterator[dict[str, Any]]:
    if product == "import":
        if not operation.writes_back:
            yield {}
        return
    for extent in DIRECTIONS[operation.writes_back :]:
        for duplicates in DUPLICATES if operation.matches else DUPLICATES[:1]:
            yield {"extent": extent, "duplicates": duplicates}


def _case(name: str, product: str, sort: SweptModule, operation: Operation, choices: dict[str, Any]) -> SweepCase:
    chosen = {"auto_update": True} if product == "import" else {**sort.choices, **choices}
    first = (do("save_and_sync", sync=sort.sync), FINISH)
    again = (do("instant_sync", sync=sort.sync), FINISH)
    prefix: Steps = (*operation.before, do("connect"), do("configure", sync=sort.sync, choices=chosen))
    disturbed = first
    if operation.after:
        prefix = (*prefix, *first, *operation.synced, *(again if operation.synced else ()), *operation.after)
        disturbed = again
    period = do("advance", hours=12 if product == "import" else 2)
    start = Start(product, call_ms=CALL_MS)
    concerned = ("ann", "ben", *operation.more)
    return SweepCase(name, Script(start, (*prefix, *disturbed)), len(prefix), concerned, period)


def product_cases() -> Iterator[SweepCase]:
    """Two products on one CRM, both ways, with a customer of one name typed into each."""
    for one, other in (("books", "invoice"), ("books", "billing"), ("invoice", "billing")):
        for sort in (ACCOUNTS, CONTACTS):
            for duplicates in DUPLICATES:
                yield from _product_cases(one, other, sort, duplicates)


def _product_cases(one: str, other: str, sort: SweptModule, duplicates: str) -> Iterator[SweepCase]:
    choices = {**sort.choices, "extent": "both_ways", "duplicates": duplicates}
    ann, ann_too = _typed(sort, one, "ann", "1"), _typed(sort, other, "ann too", "2")
    ready = [
        step
        for each in (one, other)
        for step in (do("connect", product=each), do("configure", product=each, sync="customers", choices=choices))
    ]
    first, again = ((one, other), "save_and_sync"), ((one, other), "instant_sync")
    both = f"{one} and {other} {sort.name} both ways {duplicates}"
    yield _both(f"{both} typed into both", (ann, ann_too, *ready), first, at_once=False)
    yield _both(f"{both} typed into both, run at once", (ann, ann_too, *ready), first, at_once=True)
    later = (*ready, *_one_by_one(*first), ann, ann_too)
    yield _both(f"{both} typed into both later", later, again, at_once=False)
    edits = (sort.edit("ann", "2"), sort.edit(f"ann in {one}", "3", 1))
    edited = (sort.in_crm("ann", "Ann"), *ready, *_one_by_one(*first), *_one_by_one(*again), *edits)
    yield _both(f"{both} edited", edited, again, at_once=False)


def _both(name: str, prefix: Steps, runs: tuple[tuple[str, str], str], *, at_once: bool) -> SweepCase:
    """The runs of two products, one by one or at once; either order is as good, and so is the other way.

    So is a run that begins while the other one has read the CRM and not yet written to it.
    """
    (one, other), verb = runs
    ways = (_at_once((one, other), verb), _one_by_one((one, other), verb))
    disturbed, instead = ways if at_once else ways[::-1]
    orders = (
        instead,
        _one_by_one((other, one), verb),
        _at_once((other, one), verb),
        _overlapping((one, other), verb),
        _overlapping((other, one), verb),
    )
    start = Start((one, other), call_ms=CALL_MS)
    concerned = tuple([str(each.makes) for each in prefix if each.makes])
    return SweepCase(name, Script(start, (*prefix, *disturbed)), len(prefix), concerned, instead=orders)


def _one_by_one(products: tuple[str, str], verb: str) -> Steps:
    return tuple([step for each in products for step in (do(verb, product=each, sync="customers"), FINISH)])


def _at_once(products: tuple[str, str], verb: str) -> Steps:
    return (*[do(verb, product=each, sync="customers") for each in products], FINISH)


def _overlapping(products: tuple[str, str], verb: str) -> Steps:
    first, second = [do(verb, product=each, sync="customers") for each in products]
    return (first, APART, second, FINISH)


def _typed(sort: SweptModule, product: str, name: str, value: str) -> ScriptStep:
    fields = {sort.names[1]: "Ann", sort.writes[1]: value, **sort.fixed}
    return do("create", name=name, module=f"{product}.{sort.finance}", fields=fields)
