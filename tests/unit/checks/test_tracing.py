"""The checks of which decision is behind a change, on the smallest histories that keep and break them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.checks.histories import ACME, ACME_CUSTOMER, ADA, BOLT, BOLT_CUSTOMER, created, linked, run, updated
from tests.unit.checks.test_invariants import broken
from zsim.checks import Decided, EffectSeen, Pair, RunSeen
from zsim.ports.records import RecordId, Ref

PERSON = Ref("books", "contact_persons", RecordId("51"))
GONE = EffectSeen(9, ACME_CUSTOMER, "deleted", {"contact_name": "Acme"}, None, cause=4)
PERSON_GONE = EffectSeen(9, PERSON, "deleted", {"contact_id": ACME_CUSTOMER.id}, None, cause=4)
EDITED = updated(ACME_CUSTOMER, {"phone": "1"}, {"phone": "2"}, 9)._replace(cause=4)
CONTACTS = {("crm", "Contacts"): frozenset({"Mobile"})}
ALLOWED = {("books", "customers"): frozenset({"phone"}), ("books", "contact_persons"): frozenset({"contact_id"})}


def after(effect: EffectSeen, *decided: Decided, **seen: Any) -> RunSeen:
    """A run in which the decision of entry 4 had that effect."""
    return run(decided=decided, effects=[effect], allowed=ALLOWED, **seen)


@pytest.mark.parametrize("outcome", ["deleted", "merged", "overwritten", "finished"])
def test_what_disappears_is_named_by_a_decision_that_takes_it_away(outcome: str):
    assert not broken(after(GONE, Decided(ACME, outcome, ACME_CUSTOMER, "", 4)))
    assert not broken(after(GONE, Decided(ACME_CUSTOMER, outcome, None, "", 4)))


@pytest.mark.parametrize("outcome", ["skipped", "kept", "unchanged", "updated", "created", "deactivated"])
def test_what_another_decision_takes_away_is_told_though_it_names_it(outcome: str):
    assert broken(after(GONE, Decided(ACME, outcome, ACME_CUSTOMER, "", 4))) == ["gone-by-decision"]


def test_a_decision_that_deletes_another_record_does_not_name_this_one():
    seen = after(GONE, Decided(BOLT, "deleted", BOLT_CUSTOMER, "", 4))
    assert broken(seen) == ["gone-by-decision", "effects-have-their-decision"]


@pytest.mark.parametrize("code", ["gained-account", "lost-account"])
def test_a_change_of_kind_gives_up_what_the_record_was_linked_with(code: str):
    seen = after(GONE, Decided(ADA, "created", None, code, 4), sources={ACME_CUSTOMER: ADA}, pairs=linked())
    assert "gone-by-decision" not in broken(seen)


def test_a_move_gives_up_the_person_it_names():
    assert not broken(after(PERSON_GONE, Decided(ADA, "updated", PERSON, "moved", 4)))


def test_a_move_read_in_finance_carries_an_edit_to_the_contact_of_the_person_it_made():
    renamed = updated(ADA, {"Mobile": "1"}, {"Mobile": "2"}, 9)._replace(cause=4)
    made = created(Ref("books", "contact_persons", RecordId("52")))._replace(cause=4)
    moved = {"decided": [Decided(PERSON, "updated", PERSON, "moved", 4)], "allowed": ALLOWED | CONTACTS}
    assert not broken(run(**moved, effects=[made, renamed], pairs=linked(Pair(ADA, made.ref))))
    assert broken(run(**moved, effects=[renamed])) == ["effects-have-their-decision"]


def test_what_hangs_on_a_deleted_record_goes_with_it():
    assert not broken(after(PERSON_GONE, Decided(ACME, "deleted", ACME_CUSTOMER, "", 4)))
    told = broken(after(PERSON_GONE, Decided(BOLT, "deleted", BOLT_CUSTOMER, "", 4)))
    assert told == ["gone-by-decision", "effects-have-their-decision"]


def test_what_hangs_on_a_record_that_another_decision_deleted_does_not_go_with_it():
    decided = [Decided(BOLT, "deleted", BOLT_CUSTOMER, "", 4), Decided(ACME, "deleted", ACME_CUSTOMER, "", 5)]
    seen = run(decided=decided, effects=[GONE._replace(cause=5), PERSON_GONE], allowed=ALLOWED)
    assert broken(seen) == ["gone-by-decision", "effects-have-their-decision"]


def test_what_is_merged_away_is_one_more_record_of_the_module():
    loser = GONE._replace(ref=BOLT)
    pairs = linked(Pair(ACME, ACME_CUSTOMER))
    assert not broken(after(loser, Decided(ADA, "merged", ACME_CUSTOMER, "", 4), pairs=pairs))
    told = broken(after(loser, Decided(ADA, "deleted", ACME_CUSTOMER, "", 4), pairs=pairs))
    assert told == ["gone-by-decision", "effects-have-their-decision"]


def test_a_change_by_the_decision_about_its_record_is_in_order():
    assert not broken(after(EDITED, Decided(ACME, "updated", ACME_CUSTOMER, "", 4)))
    assert not broken(after(EDITED, Decided(ACME_CUSTOMER, "created", None, "", 4)))


def test_a_change_of_the_record_at_the_other_end_is_in_order():
    pairs = linked(Pair(ACME, ACME_CUSTOMER))
    assert not broken(after(EDITED, Decided(ACME, "updated", None, "", 4), pairs=pairs))


def test_a_change_by_the_decision_about_another_record_is_told():
    pairs = linked(Pair(ACME, ACME_CUSTOMER), Pair(BOLT, BOLT_CUSTOMER))
    seen = after(EDITED, Decided(BOLT, "updated", BOLT_CUSTOMER, "", 4), pairs=pairs)
    assert broken(seen) == ["effects-have-their-decision"]


def test_a_change_of_what_the_decision_made_is_in_order():
    made = created(ACME_CUSTOMER)._replace(cause=4)
    decided = [Decided(BOLT, "created", None, "", 4)]
    assert not broken(run(decided=decided, effects=[made, EDITED], allowed=ALLOWED))


def test_a_change_that_no_decision_caused_is_another_matter():
    assert not broken(after(EDITED._replace(cause=7), Decided(BOLT, "updated", BOLT_CUSTOMER, "", 4)))


@pytest.mark.parametrize(("product", "rule", "holds"), [("books", "CUS-09", True), ("import", "CUS-09", False)])
def test_a_decision_that_rests_on_another_products_behaviour_is_told(product: str, rule: str, holds: bool):
    seen = run(product=product, cited={4: ["FLT-03", rule]})
    assert broken(seen) == ([] if holds else ["cites-its-own"])
