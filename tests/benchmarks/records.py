"""Creating a record the way a person does in the app."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator

from tests.benchmarks.fields import account_fields
from tests.benchmarks.table import Measured, at_least, best_seconds
from zsim import World

RECORDS = 2_000
REPEATS = 10


def measure() -> Iterator[Measured]:
    """Against a hash of the same fields in ``fakeredis``."""
    what, against, goal = "create a record as a user", "fakeredis hset", at_least(5, "times as many")
    if importlib.util.find_spec("fakeredis") is None:
        yield Measured(what, against, None, goal, "fakeredis not installed")
        return
    ours, redis = best_seconds(REPEATS, accounts, hashes)
    yield Measured(what, against, redis / ours, goal, f"{RECORDS / ours:,.0f} per second")


def accounts() -> Callable[[], object]:
    """Accounts created in a new world."""
    world = World()
    fields = [account_fields(number) for number in range(RECORDS)]
    create = world.crm.accounts.create

    def run() -> None:
        for each in fields:
            create(**each)

    return run


def hashes() -> Callable[[], object]:
    """Hashes set in a new fake server."""
    import fakeredis

    server = fakeredis.FakeRedis()
    fields = [account_fields(number) for number in range(RECORDS)]

    def run() -> None:
        for number, each in enumerate(fields):
            server.hset(f"account:{number}", mapping=each)

    return run
