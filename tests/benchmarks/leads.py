"""The first fetch of many leads, with the checking of their addresses told apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from tests.benchmarks.table import Measured, at_most, best_seconds
from zsim import World
from zsim.ports.addresses import is_address
from zsim.ports.folding import folded

CONTACTS = 50_000
REPEATS = 2
FIRMS = 500
"""So many domains stand behind the addresses."""

MAPPED = (("email", "email"), ("first_name", "first_name"), ("last_name", "last_name"))


def measure() -> Iterator[Measured]:
    """Against a loop that lower-cases as many addresses and stores the mapped fields by them.

    Checking the addresses takes part of the fetch, and is measured once more by itself: by the engine, that is;
    MarketingHub's own check of those it takes in counts as the fetch's.
    """
    ours, again, checks, loop = best_seconds(REPEATS, first_fetch, second_fetch, checking, storing_loop)
    against, told = "a loop that lower-cases and stores", f"{loop / CONTACTS * 1e6:.1f} us each in the loop"
    what = f"fetch of {CONTACTS:,} contacts, 5 % ignored"
    apart = (ours - checks) / loop
    yield Measured(what, against, apart, at_most(20, "times"), f"{_each(ours - checks)}; {told}")
    yield Measured("their addresses checked, apart", against, checks / loop, at_most(20, "times"), _each(checks))
    yield Measured("the fetch again, nothing edited", against, again / loop, at_most(20, "times"), _each(again))


def contacts() -> Iterator[Mapping[str, str]]:
    """The contacts' fields; of a hundred, five are ignored, each for another reason."""
    for number in range(CONTACTS):
        yield {
            "contact_name": f"Person {number}",
            "first_name": "Person",
            "last_name": str(number),
            "email": _address(number),
        }


def _address(number: int) -> str:
    match number % 100:
        case 10:
            return ""
        case 30:
            return f"person.{number}.example.com"
        case 50:
            return f"Info@firm{number}.example.com"
        case 70:
            return _address(number - 1).upper()
        case 90:
            return "gone@example.com"
        case _:
            return f"Person.{number}@firm{number % FIRMS}.example.com"


def first_fetch() -> Callable[[], object]:
    """A world whose sync is about to fetch them for the first time."""
    world, initiate = _ready()

    def run() -> object:
        initiate()
        world.settle()
        return world

    return run


def second_fetch() -> Callable[[], object]:
    """A world whose sync has fetched them all and is about to do so again."""
    world, initiate = _ready()
    initiate()
    world.settle()

    def run() -> object:
        world.advance(days=1)
        return world

    return run


def _ready() -> tuple[World, Callable[[], object]]:
    world = World()
    for fields in contacts():
        world.invoice.customers.create(**fields)
    hub = world.marketinghub
    hub.leads.unsubscribe(hub.leads.create(email="gone@example.com"))
    hub.lists.create("Newsletter")
    world.check()
    return world, world.connect_marketinghub().new_sync("Daily", mailing_list="Newsletter").schedule("daily").initiate


def checking() -> Callable[[], object]:
    """Fold each address and tell whether it is one, as often as a fetch does."""
    addresses = [fields["email"] for fields in contacts()]
    return lambda: [(folded(each), each and is_address(each.strip())) for each in addresses]


def storing_loop() -> Callable[[], object]:
    """Lower-case each address, map the fields to those of a lead and store them by it."""
    everybody = [*contacts()]

    def run() -> object:
        leads: dict[str, dict[str, str]] = {}
        for fields in everybody:
            leads[fields["email"].lower()] = {target: fields[source] for source, target in MAPPED}
        return leads

    return run


def _each(seconds: float) -> str:
    return f"{seconds / CONTACTS * 1e6:.1f} us each"
