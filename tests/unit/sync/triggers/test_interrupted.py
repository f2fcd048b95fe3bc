"""Triggers that are disturbed at any of their calls end as if nothing had happened: no document twice, none missing."""

from __future__ import annotations

import pytest

from zsim.world import World

CALLS = {"crm": 16, "books": 16}
"""More calls than a run of both triggers makes to either app, a customer fetched among them."""

DISTURBANCES = ("killed", "killed after", "answer_lost", "refused", "server_failed")


def played(disturbance: str = "", app: str = "crm", call: int = 1, stages: tuple[str, ...] = ("Closed Won",)) -> World:
    """Books with both triggers on, where a new account's deal goes through the stages, disturbed in the last one."""
    world = World(seed=7)
    sync = world.connect("books")
    sync.customers.configure(module="accounts").save_and_sync()
    sync.triggers.configure(estimate=True, invoice=True)
    world.settle()
    world.advance(minutes=5)
    beta = world.crm.accounts.create(Account_Name="Beta")
    deal = None
    for stage in stages:
        world.advance(minutes=1)
        if stage is stages[-1] and disturbance:
            name, _, after = disturbance.partition(" ")
            given = {"when": "after"} if after else {}
            getattr(world.faults, name)(app, call=call, **given)
        if deal is None:
            deal = world.crm.deals.create(Deal_Name="Fit-out", Account_Name=beta, Amount=900, Stage=stage)
        else:
            world.crm.deals.update(deal, Stage=stage)
        world.settle()
    world.advance(hours=5)
    world.check()
    return world


def outcome(world: World) -> list[tuple[str, object, object]]:
    """The documents and customers that stand, oldest first."""
    books = world.books
    documents = [(each.ref.module, each.status, each.total) for each in (*books.estimates.all(), *books.invoices.all())]
    return [*documents, *[("customers", each.contact_name, None) for each in books.customers.all()]]


@pytest.mark.parametrize(
    "stages", [("Closed Won",), ("Closed Won", "Closed Lost"), ("Closed Lost", "Closed Won")], ids=str
)
@pytest.mark.parametrize("disturbance", DISTURBANCES)
def test_a_disturbed_run_ends_as_an_undisturbed_one(disturbance: str, stages: tuple[str, ...]):
    sound = outcome(played(stages=stages))
    fired = 0
    for app, calls in CALLS.items():
        for call in range(1, calls + 1):
            world = played(disturbance, app, call, stages)
            fired += bool(world.faults.fired)
            assert outcome(world) == sound, (app, call)
    assert fired


def test_the_calls_of_a_run_are_no_more_than_are_disturbed():
    for app, calls in CALLS.items():
        world = played("refused", app, calls)
        started = [each.started for each in world.integration("books").triggers.history]
        assert not any(each.grade == "failed" for each in world.integration("books").triggers.history), started
