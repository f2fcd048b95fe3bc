"""Cases of a CRM and finance: each sort of record, by product, direction, what becomes of duplicates, and operation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zsim.explore.interruptions.case import Case
from zsim.explore.interruptions.cases.modules import ACCOUNTS, CONTACTS, SORTS, Sort
from zsim.explore.interruptions.cases.operations import Operation, operations_of
from zsim.explore.script import Script, Start, Step, do

Steps = tuple[Step, ...]
DIRECTIONS = ("fetch", "both_ways")
DUPLICATES = ("overwrite", "clone", "skip")
FINISH = do("advance", minutes=20)
CALL_MS = 1000


def pair_cases() -> Iterator[Case]:
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


def _case(name: str, product: str, sort: Sort, operation: Operation, choices: dict[str, Any]) -> Case:
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
    return Case(name, Script(start, (*prefix, *disturbed)), len(prefix), concerned, period)


def product_cases() -> Iterator[Case]:
    """Two products on one CRM, both ways, with a customer of one name typed into each."""
    for one, other in (("books", "invoice"), ("books", "billing"), ("invoice", "billing")):
        for sort in (ACCOUNTS, CONTACTS):
            for duplicates in DUPLICATES:
                yield from _product_cases(one, other, sort, duplicates)


def _product_cases(one: str, other: str, sort: Sort, duplicates: str) -> Iterator[Case]:
    choices = {**sort.choices, "extent": "both_ways", "duplicates": duplicates}
    ann, ann_too = _typed(sort, one, "ann", "1"), _typed(sort, other, "ann too", "2")
    ready = [
        step
        for each in (one, other)
        for step in (do("connect", product=each), do("configure", product=each, sync="customers", choices=choices))
    ]
    first = [step for each in (one, other) for step in (do("save_and_sync", product=each, sync="customers"), FINISH)]
    again = [step for each in (one, other) for step in (do("instant_sync", product=each, sync="customers"), FINISH)]
    both = f"{one} and {other} {sort.name} both ways {duplicates}"
    start = Start((one, other), call_ms=CALL_MS)
    steps = (ann, ann_too, *ready)
    yield Case(f"{both} typed into both", Script(start, (*steps, *first)), len(steps), ("ann", "ann too"))
    at_once = (*first[0::2], FINISH)
    yield Case(f"{both} typed into both at once", Script(start, (*steps, *at_once)), len(steps), ("ann", "ann too"))
    steps = (*ready, *first, ann, ann_too)
    yield Case(f"{both} typed into both later", Script(start, (*steps, *again)), len(steps), ("ann", "ann too"))
    steps = (sort.in_crm("ann", "Ann"), *ready, *first, sort.edit("ann", "2"), sort.edit(f"ann in {one}", "3", 1))
    yield Case(f"{both} edited", Script(start, (*steps, *again)), len(steps), ("ann",))


def _typed(sort: Sort, product: str, name: str, value: str) -> Step:
    fields = {sort.names[1]: "Ann", sort.writes[1]: value, **sort.fixed}
    return do("create", name=name, module=f"{product}.{sort.finance}", fields=fields)
