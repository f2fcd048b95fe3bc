"""Commits of the engine's state: each costs what changed, not what is held."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from tests.benchmarks.table import Measured, at_most, best_seconds
from zsim.ports.records import RecordId
from zsim.sync import Base, EngineState, Link, Links, System

FEW, MANY = 10_000, 100_000
COMMITS = 1_000
REPEATS = 15
BASE = Base((("Account_Name", "contact_name"),), ("Acme",), ("Acme",))


def measure() -> Iterator[Measured]:
    """A thousand commits of a changed link among many links against as many among few."""
    few, many = best_seconds(REPEATS, partial(committing, FEW), partial(committing, MANY))
    what, note = f"{COMMITS:,} commits at {MANY:,} links", f"{many / COMMITS * 1_000_000:.1f} us each"
    yield Measured(what, f"at {FEW:,} links", many / few, at_most(1.3, "times"), note)


def committing(count: int) -> Callable[[], object]:
    """A state of so many links, of which one after another is edited, as a run does, and committed."""
    state = EngineState()
    links = Links(state)
    held = [Link("account", RecordId(f"{n:018}"), RecordId(f"{n:018}"), System.CRM, BASE) for n in range(count)]
    for link in held:
        links.put(link)
    state.commit()
    ids = [link.crm_id for link in held[:COMMITS]]

    def run() -> None:
        for number, each in enumerate(ids):
            link = links.live(System.CRM, each)
            assert link is not None, "every link was put"
            value = (f"edit {number}",)
            links.put(link._replace(base=Base(BASE.pairs, value, value)))
            state.commit()

    return run
