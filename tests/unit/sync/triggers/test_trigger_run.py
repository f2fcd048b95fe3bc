"""One run of triggers: how far back it reads, and what it looks at again."""

from __future__ import annotations

import pytest

from tests.unit.sync.triggers.samples import deal, rules
from zsim.ports.schema import Field
from zsim.sync.triggers.choices import DealTrigger
from zsim.sync.triggers.rules import Rule
from zsim.sync.triggers.trigger_run import TriggerLeft, probabilities_by
from zsim.world import World

FIELDS = {"Stage": Field("Stage", options=("Open", "Won"), probabilities=(10, 100))}


@pytest.mark.parametrize(("checkpoint", "noted", "since"), [(None, None, None), (3, None, 3), (None, 4, 4), (3, 4, 4)])
def test_it_reads_on_from_what_was_done_or_noted_last(checkpoint: int | None, noted: int | None, since: int | None):
    assert TriggerLeft(checkpoint, noted_ms=noted).since_ms == since


def test_stages_stand_for_their_probabilities_unless_the_deals_own_counts():
    by_field = rules(by_field=Rule("TRG-08", quirk=True))
    assert probabilities_by(rules(), FIELDS) == {"Open": 10, "Won": 100}
    assert probabilities_by(by_field, {**FIELDS, "Probability": Field("Probability")}) is None
    assert probabilities_by(by_field, FIELDS) == {"Open": 10, "Won": 100}


def test_a_deal_whose_invoice_was_refused_is_looked_at_again_at_the_slot():
    world = World()
    sync = world.connect("books")
    sync.customers.configure(module="accounts").save_and_sync()
    sync.triggers.configure(invoice=True)
    acme = world.crm.accounts.create(Account_Name="Acme")
    world.settle()
    world.books.set_plan(0)
    world.crm.deals.create(Deal_Name="Fit-out", Account_Name=acme, Stage="Closed Won")
    world.settle()
    assert (sync.triggers.history[-1].grade, world.books.invoices.all()) == ("partial", [])
    world.books.set_plan(None)
    world.advance(hours=2)
    assert len(world.books.invoices.all()) == 1


@pytest.mark.parametrize(
    ("saved_ms", "asked", "again"), [(5000, True, True), (5000, False, False), (4000, False, True), (6000, True, False)]
)
def test_what_was_saved_before_the_connection_closed_is_looked_at_again(saved_ms: int, asked: bool, again: bool):
    saved = deal()._replace(modified_ms=saved_ms)
    left = TriggerLeft(1000).closing(5500, asked=asked).reopened([saved])
    assert left == TriggerLeft(1000, (saved.ref,) if again else ())


@pytest.mark.parametrize(("saved_ms", "seen"), [(3999, False), (4000, True)])
def test_what_the_next_run_reads_again_is_known_by_the_second(saved_ms: int, seen: bool):
    saved = deal()._replace(modified_ms=saved_ms)
    assert TriggerLeft().noted(5400, [saved]).seen == ((saved,) if seen else ())


def test_what_is_noted_is_judged_by_every_trigger_and_what_a_run_read_by_those_that_were_on():
    assert TriggerLeft().noted(5400, []).judged_by == tuple(DealTrigger)
    assert TriggerLeft().judged_by == ()
