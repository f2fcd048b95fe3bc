"""Creating a record, and a document with a line, the way a person does in the app."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from tests.benchmarks.fields import account_fields
from tests.benchmarks.table import Measured, Prepare, at_least, best_seconds
from zsim import World

RECORDS = 2_000
REPEATS = 10


def measure() -> Iterator[Measured]:
    """Each against hashes of the same fields in ``fakeredis``; a line of a document is a field for each column."""
    known = importlib.util.find_spec("fakeredis") is not None
    made: tuple[tuple[str, Prepare, Sequence[Mapping[str, object]], float], ...] = (
        ("create a record as a user", accounts, [account_fields(number) for number in range(RECORDS)], 5),
        ("make an invoice as a user", invoices, [{**_head(number), **_line(number)} for number in range(RECORDS)], 1),
    )
    for what, ours, fields, bound in made:
        against, goal = "fakeredis hset", at_least(bound, "times as many")
        if not known:
            yield Measured(what, against, None, goal, "fakeredis not installed")
            continue
        seconds, redis = best_seconds(REPEATS, ours, partial(hashes, fields))
        yield Measured(what, against, redis / seconds, goal, f"{RECORDS / seconds:,.0f} per second")


def accounts() -> Callable[[], object]:
    """Accounts created in a new world."""
    world = World()
    return partial(_create_each, world.crm.accounts.create, [account_fields(number) for number in range(RECORDS)])


def invoices() -> Callable[[], object]:
    """Invoices of one line made in a new world."""
    world = World()
    customer = world.books.customers.create(contact_name="Acme")
    fields = [{**_head(number), "customer": customer, "lines": [_line(number)]} for number in range(RECORDS)]
    return partial(_create_each, world.books.invoices.create, fields)


def hashes(fields: Sequence[Mapping[str, Any]]) -> Callable[[], object]:
    """Hashes set in a new fake server."""
    import fakeredis

    server = fakeredis.FakeRedis()

    def run() -> None:
        for number, each in enumerate(fields):
            server.hset(f"record:{number}", mapping=each)

    return run


def _create_each(create: Callable[..., object], fields: Sequence[Mapping[str, Any]]) -> None:
    for each in fields:
        create(**each)


def _head(number: int) -> dict[str, Any]:
    names = ("reference_number", "salesperson_name", "notes", "terms")
    return {"customer": "Acme", **{name: f"{name} of invoice {number}" for name in names}}


def _line(number: int) -> dict[str, Any]:
    return {"name": f"work {number}", "description": f"done for invoice {number}", "quantity": 3, "rate": 100 + number}
