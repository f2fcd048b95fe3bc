"""Records of one name: what depends on each other by name must not cost the square of their number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from tests.benchmarks.table import Measured, at_most, best_seconds
from zsim import World

RECORDS = 200
REPEATS = 5
CHOICES: tuple[tuple[str, dict[str, str]], ...] = (("clone", {"clone_name": "suffix"}), ("overwrite", {}), ("skip", {}))


def measure() -> Iterator[Measured]:
    """Two hundred accounts of one name against as many different ones, under each duplicates policy."""
    for duplicates, policies in CHOICES:
        same, others = best_seconds(
            REPEATS,
            partial(synced, duplicates, policies, "Acme"),
            partial(synced, duplicates, policies, "Acme {number}"),
        )
        what = f"{RECORDS} records of one name, {duplicates}"
        yield Measured(what, "as many different ones", same / others, at_most(3, "times"), f"{same * 1000:.0f} ms")


def synced(duplicates: str, policies: dict[str, str], name: str) -> Callable[[], object]:
    """An initial sync that is asked for, beside one customer of the name."""
    world = World(policies=policies)
    for number in range(RECORDS):
        world.crm.accounts.create(Account_Name=name.format(number=number), Phone=str(number))
    world.books.customers.create(contact_name="Acme")
    sync = world.connect("books").customers.configure(module="accounts", duplicates=duplicates)
    sync.save_and_sync()
    return world.settle
