"""The first two-way sync of many items and products, some of which are duplicates: it should be linear."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from tests.benchmarks.table import Measured, at_most, best_seconds
from zsim import World

MANY = 50_000
FEW = 5_000
DUPLICATES = 10
"""One in so many has its equal on the other side."""
REPEATS = 2
IN_A_ROW = MANY // FEW


def measure() -> Iterator[Measured]:
    """Against the same of a tenth as many.

    That is the mean of ten in a row, so that both take as long and meet as many slow spells of the machine.
    """
    many, few = best_seconds(REPEATS, partial(both_ways, MANY), partial(in_a_row, FEW))
    what, note = f"two-way sync of {MANY:,} items and products", f"{many / MANY * 1e6:.0f} us an item and product"
    yield Measured(what, f"of {FEW:,}", many / few * IN_A_ROW, at_most(12, "times"), note)


def in_a_row(count: int) -> Callable[[], object]:
    """Ten worlds of so many items and products, each about to be synced for the first time."""
    runs = [both_ways(count) for _ in range(IN_A_ROW)]
    return lambda: [run() for run in runs]


def both_ways(count: int) -> Callable[[], object]:
    """So many items in Books and as many products in the CRM, about to be synced for the first time."""
    world = World()
    for number in range(count):
        same = number % DUPLICATES == 0
        world.books.items.create(name=f"Item {number}", sku=f"I-{number}", description=f"kept by finance {number}")
        world.crm.products.create(Product_Name=f"Item {number}" if same else f"Product {number}")
    world.advance(minutes=1)
    world.check()
    sync = world.connect("books")
    sync.items.configure(extent="both_ways", duplicates="overwrite")

    def run() -> object:
        sync.items.save_and_sync()
        world.settle()
        return world

    return run
