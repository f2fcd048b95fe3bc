"""The checks of pairs, persons, conflicts and links on the smallest histories that keep and break them."""

from __future__ import annotations

from typing import Any

from tests.unit.checks.histories import ACME, ACME_CUSTOMER, ADA, BOLT, BOLT_CUSTOMER, created, run, updated
from tests.unit.checks.test_invariants import broken
from zsim.checks import ConflictSeen, Decided, EffectSeen, Noted, Pair, RunSeen, Sides
from zsim.ports.records import RecordId, Ref

NOTED = {"zcrm_account_id": ACME.id}
DOUBLE = Noted(ACME_CUSTOMER, BOLT_CUSTOMER, "zcrm_account_id", ACME.id)
MADE = created(ACME_CUSTOMER)._replace(after=NOTED)
PERSON = Ref("books", "contact_persons", RecordId("51"))
PERSON_ADDED = created(PERSON)
OF_ACME = {PERSON: {"contact_id": ACME_CUSTOMER.id}, ACME_CUSTOMER: {}}
CUSTOMER_DELETED = EffectSeen(2, ACME_CUSTOMER, "deleted", {}, None)
CONFLICT = ConflictSeen(ACME, "Phone", "crm", 4)
PHONES = ((ACME, "Phone"), (ACME_CUSTOMER, "phone"))
ALLOWED = {("books", "customers"): frozenset({"phone", "zcrm_account_id"}), ("crm", "Accounts"): frozenset({"Phone"})}
WRITTEN = updated(ACME_CUSTOMER, {"phone": "1"}, {"phone": "2"})


def test_one_record_of_one_is_in_order_and_two_of_one_are_told_once():
    assert not broken(run(effects=[MADE]))
    assert broken(run(effects=[MADE], noting=[DOUBLE])) == ["one-to-one"]


def test_it_does_not_matter_which_of_the_two_was_noted():
    noted = updated(BOLT_CUSTOMER, {}, NOTED)
    seen = run(effects=[noted, updated(ACME_CUSTOMER, {}, {"phone": "1"})], noting=[DOUBLE], allowed=ALLOWED)
    assert broken(seen) == ["one-to-one"]


def test_a_double_that_the_run_did_not_note_is_not_its_doing():
    edited = updated(ACME_CUSTOMER, {"phone": "1", **NOTED}, {"phone": "2", **NOTED})
    assert not broken(run(effects=[edited], noting=[DOUBLE], allowed=ALLOWED))


def test_a_double_of_a_run_that_broke_off_was_refused_or_met_others_is_left_to_the_next():
    assert not broken(run(effects=[MADE], noting=[DOUBLE], finished=False))
    assert not broken(run(effects=[MADE], noting=[DOUBLE], outcomes=[(ACME, "failed")]))
    assert not broken(run(effects=[MADE], noting=[DOUBLE], touched=[BOLT_CUSTOMER]))


def with_person(**seen: Any) -> RunSeen:
    """A run that added a person to Acme; records without fields are gone."""
    return run(effects=[PERSON_ADDED], fields=OF_ACME, **seen)


def test_a_person_added_to_a_customer_is_in_order_and_to_none_is_told():
    assert not broken(with_person())
    assert broken(with_person(gone=[ACME_CUSTOMER])) == ["no-lone-persons"]


def test_a_customer_that_others_took_away_meanwhile_and_a_person_gone_with_it_are_in_order():
    assert not broken(with_person(gone=[ACME_CUSTOMER], touched=[ACME_CUSTOMER]))
    assert not broken(with_person(gone=[ACME_CUSTOMER, PERSON]))


def test_a_person_that_stays_behind_when_its_customer_is_deleted_is_told():
    assert not broken(run(effects=[CUSTOMER_DELETED]))
    assert broken(run(effects=[CUSTOMER_DELETED], persons={ACME_CUSTOMER: (PERSON,)})) == ["no-lone-persons"]


def test_a_person_meant_for_no_customer_is_told():
    assert broken(run(astray=[ADA])) == ["no-lone-persons"]


def settled(*effects: EffectSeen, alike: bool = True, conflict: ConflictSeen = CONFLICT, **seen: Any) -> RunSeen:
    """A run that settled an edit of both sides, for the CRM unless it says so."""
    decided = [Decided(ACME, "conflict", ACME_CUSTOMER, "updated", 4), Decided(BOLT, "updated", None, "updated", 5)]
    sides = Sides(PHONES, alike)
    return run(
        decided=decided,
        conflicts=[conflict],
        effects=effects,
        sides=sides,
        allowed=ALLOWED,
        **seen,
    )


def test_a_conflict_that_stands_on_both_sides_is_in_order():
    assert not broken(settled(WRITTEN._replace(cause=4)))


def test_a_conflict_that_stands_on_one_side_is_told():
    assert broken(settled(alike=False)) == ["conflicts-stand"]


def test_a_conflict_whose_winner_was_written_over_is_told():
    over = updated(ACME, {"Phone": "1"}, {"Phone": "2"})._replace(cause=4)
    assert broken(settled(over)) == ["conflicts-stand"]


def test_a_conflict_that_finance_won_is_written_over_in_finance_only():
    won = CONFLICT._replace(winner="finance")
    brought = updated(ACME, {"Phone": "1"}, {"Phone": "2"})._replace(cause=4)
    assert not broken(settled(brought, conflict=won))
    assert broken(settled(WRITTEN._replace(cause=4), conflict=won)) == ["conflicts-stand"]


def test_a_conflict_that_was_refused_edited_again_or_broken_off_promises_nothing():
    assert not broken(settled(alike=False, outcomes=[(ACME_CUSTOMER, "failed")]))
    assert not broken(settled(alike=False, touched=[ACME]))
    assert not broken(settled(alike=False, finished=False))


def test_a_further_decision_may_write_the_field_again():
    again = WRITTEN._replace(cause=5)
    told = run(
        decided=[Decided(ACME, "conflict", ACME_CUSTOMER, "", 4), Decided(BOLT, "merged", ACME_CUSTOMER, "fuse", 5)],
        conflicts=[CONFLICT],
        effects=[again],
        sides=Sides(PHONES, alike=False),
        allowed=ALLOWED,
    )
    assert not broken(told)


def test_a_link_that_nobody_decided_about_does_not_end():
    assert broken(run(parted=[Pair(ACME, ACME_CUSTOMER)])) == ["links-end-by-decision"]
    assert broken(run(parted=[Pair(ACME, ACME_CUSTOMER)], outcomes=[(BOLT, "deleted")])) == ["links-end-by-decision"]


def test_a_link_ends_by_a_decision_about_either_record_or_with_one_that_goes():
    parted = [Pair(ACME, ACME_CUSTOMER)]
    assert not broken(run(parted=parted, outcomes=[(ACME, "deleted")]))
    assert not broken(run(parted=parted, outcomes=[(BOLT, "merged")], targets={BOLT: ACME_CUSTOMER}))
    assert not broken(run(parted=parted, effects=[CUSTOMER_DELETED]))


def test_a_pair_of_another_origin_and_a_record_in_a_link_of_other_modules_are_told():
    assert broken(run(reborn=[Pair(ACME, ACME_CUSTOMER)])) == ["pairs-stay-themselves"]
    assert broken(run(misplaced=[ACME])) == ["pairs-stay-themselves"]
    assert not broken(run())
