"""Each check on the smallest histories that satisfy it and that break it."""

from __future__ import annotations

from tests.unit.checks.histories import (
    ACME,
    ACME_CUSTOMER,
    ADA,
    BOLT,
    BOLT_CUSTOMER,
    created,
    linked,
    run,
    updated,
)
from zsim.catalogue import catalogue
from zsim.checks import CHECKS, ConflictSeen, Decided, EffectSeen, Pair, RunSeen, Sides, violations
from zsim.checks.invariants import OF_CHANGES, OF_EFFECTS, OF_FETCHES
from zsim.ports.records import RecordId
from zsim.testing.activating import FRESH
from zsim.testing.admitting import MAY
from zsim.testing.choosing import CHOSEN
from zsim.testing.hearing import HEARD
from zsim.testing.listing import LISTED
from zsim.testing.losing import LOST
from zsim.testing.mailing import MAILED
from zsim.testing.onward import ONWARD
from zsim.testing.relaying import RELAYED
from zsim.testing.ruling import RULES
from zsim.testing.told import TOLD
from zsim.testing.waiting import WAITS

PAIR = Pair(ACME, ACME_CUSTOMER)
PHONES = ({"phone": "1"}, {"phone": "2"})


def broken(seen: RunSeen) -> list[str]:
    """The names of the invariants a run breaks, once each."""
    return list(dict.fromkeys(each.invariant for each in violations(seen)))


def test_there_is_a_check_for_every_invariant_of_the_catalogue():
    known = [*CHECKS, "denied-changes-nothing", *OF_CHANGES, *ONWARD, TOLD, CHOSEN, HEARD, WAITS, LOST, LISTED]
    known += [MAILED, FRESH, RELAYED, MAY, RULES]
    assert known == [each.name for each in catalogue().invariants]


def test_a_run_that_saw_and_did_nothing_breaks_nothing():
    assert violations(run()) == ()


def test_each_record_read_with_one_outcome_is_in_order():
    assert not broken(run(read=[ACME, BOLT], outcomes=[(ACME, "created"), (BOLT, "failed")]))


def test_a_record_read_twice_needs_one_outcome_only():
    assert not broken(run(read=[ACME, ACME], outcomes=[(ACME, "created")]))


def test_a_record_read_without_outcome_is_told():
    assert broken(run(read=[ACME, BOLT], outcomes=[(ACME, "created")])) == ["one-outcome"]


def test_a_record_with_two_outcomes_is_told_though_nobody_read_it():
    assert broken(run(outcomes=[(ACME, "created"), (ACME, "unchanged")])) == ["one-outcome"]


def test_a_run_that_broke_off_owes_no_outcome():
    assert not broken(run(read=[ACME], finished=False))


def test_a_run_that_broke_off_gives_no_two_outcomes_either():
    assert broken(run(outcomes=[(ACME, "created"), (ACME, "failed")], finished=False)) == ["one-outcome"]


def test_a_link_of_two_live_records_is_in_order():
    assert not broken(run(outcomes=[(ACME, "unchanged")], pairs=linked(PAIR)))


def test_a_link_to_a_record_that_is_gone_is_told():
    seen = run(outcomes=[(ACME, "unchanged")], pairs=linked(PAIR), gone=[ACME_CUSTOMER])
    assert broken(seen) == ["links-pair-up"]


def test_a_link_shows_at_a_record_that_was_only_written_to():
    seen = run(effects=[created(ACME_CUSTOMER)], pairs=linked(PAIR), gone=[ACME])
    assert broken(seen) == ["links-pair-up"]


def test_a_run_that_broke_off_may_leave_a_link_to_a_record_that_is_gone():
    assert not broken(run(outcomes=[(ACME, "unchanged")], pairs=linked(PAIR), gone=[ACME_CUSTOMER], finished=False))


def test_a_pair_stands_while_its_deletion_is_refused():
    assert not broken(run(outcomes=[(ACME, "failed")], pairs=linked(PAIR), gone=[ACME]))


def test_a_refusal_excuses_no_record_in_two_links():
    pairs = linked(PAIR, Pair(BOLT, ACME_CUSTOMER))
    assert broken(run(outcomes=[(ACME, "failed")], pairs=pairs)) == ["links-pair-up"]


def test_a_single_fetch_answers_for_the_records_asked_for():
    seen = run(outcomes=[(ACME, "unchanged")], pairs=linked(PAIR), gone=[ACME_CUSTOMER], whole=False)
    assert broken(seen) == ["links-pair-up"]


def test_a_single_fetch_does_not_answer_for_other_records():
    assert not broken(run(effects=[created(ACME_CUSTOMER)], pairs=linked(PAIR), gone=[ACME], whole=False))


def test_a_pair_outside_the_chosen_module_is_not_looked_after():
    seen = run(outcomes=[(ACME, "excluded")], pairs=linked(PAIR._replace(followed=False)), gone=[ACME_CUSTOMER])
    assert not broken(seen)


def test_a_customer_in_two_links_is_told():
    seen = run(outcomes=[(ACME, "overwritten")], pairs=linked(PAIR) | {ACME_CUSTOMER: Pair(BOLT, ACME_CUSTOMER)})
    assert broken(seen) == ["links-pair-up"]


def test_a_record_in_two_links_is_told_even_after_a_run_that_broke_off():
    pairs = linked(PAIR) | {ACME: Pair(ACME, BOLT_CUSTOMER)}
    assert broken(run(outcomes=[(ACME_CUSTOMER, "updated")], pairs=pairs, finished=False)) == ["links-pair-up"]


def test_a_customer_made_beside_an_older_namesake_is_told():
    seen = run(overwrites=True, effects=[created(BOLT_CUSTOMER)], same_named={BOLT_CUSTOMER: (ACME_CUSTOMER,)})
    assert broken(seen) == ["no-duplicates-after-overwrite"]


def test_a_customer_made_before_its_namesake_is_in_order():
    seen = run(overwrites=True, effects=[created(ACME_CUSTOMER)], same_named={ACME_CUSTOMER: (BOLT_CUSTOMER,)})
    assert not broken(seen)


def test_a_customer_made_and_gone_again_is_no_duplicate():
    seen = run(
        overwrites=True,
        effects=[created(BOLT_CUSTOMER)],
        same_named={BOLT_CUSTOMER: (ACME_CUSTOMER,)},
        gone=[BOLT_CUSTOMER],
    )
    assert not broken(seen)


def test_where_all_are_named_apart_nobody_is_asked_for_namesakes():
    seen = run(overwrites=True, effects=[created(BOLT_CUSTOMER)], same_named={BOLT_CUSTOMER: (ACME_CUSTOMER,)})
    assert not broken(seen._replace(named_apart=lambda refs: True))


def test_without_overwrite_a_namesake_is_no_duplicate():
    assert not broken(run(effects=[created(BOLT_CUSTOMER)], same_named={BOLT_CUSTOMER: (ACME_CUSTOMER,)}))


def test_a_contact_made_beside_a_namesake_is_nobodys_duplicate():
    assert not broken(run(overwrites=True, effects=[created(ADA)], same_named={ADA: (ACME,)}))


def test_where_overwrite_merges_an_overwritten_customer_is_alone_with_its_name():
    seen = run(
        overwrites=True,
        merges=True,
        outcomes=[(ACME, "overwritten")],
        pairs=linked(PAIR),
        same_named={ACME_CUSTOMER: (BOLT_CUSTOMER,)},
    )
    assert broken(seen) == ["no-duplicates-after-overwrite"]


def test_where_overwrite_does_not_merge_older_namesakes_stay():
    seen = run(
        overwrites=True,
        outcomes=[(ACME, "overwritten")],
        pairs=linked(PAIR),
        same_named={ACME_CUSTOMER: (BOLT_CUSTOMER,)},
    )
    assert not broken(seen)


def test_the_customer_of_a_contact_may_share_the_name_of_an_accounts():
    seen = run(
        overwrites=True,
        merges=True,
        outcomes=[(ACME, "overwritten")],
        pairs=linked(PAIR, Pair(ADA, BOLT_CUSTOMER)),
        same_named={ACME_CUSTOMER: (BOLT_CUSTOMER,)},
    )
    assert not broken(seen)


def test_a_quiet_run_that_writes_is_told():
    assert broken(run(quiet=True, effects=[created(ACME_CUSTOMER)])) == ["quiet-second-run"]


def test_a_quiet_run_that_reads_is_in_order():
    assert not broken(run(quiet=True, read=[ACME], outcomes=[(ACME, "unchanged")]))


def test_a_change_that_nothing_caused_is_told():
    assert broken(run(effects=[created(ACME_CUSTOMER)._replace(rooted=False)])) == ["no-effect-without-cause"]


def test_an_update_of_a_mapped_field_is_in_order():
    allowed = {("books", "customers"): frozenset({"phone"})}
    assert not broken(run(effects=[updated(ACME_CUSTOMER, *PHONES)], allowed=allowed))


def test_an_update_of_a_field_that_is_not_mapped_is_told():
    allowed = {("books", "customers"): frozenset({"fax"})}
    assert broken(run(effects=[updated(ACME_CUSTOMER, *PHONES)], allowed=allowed)) == ["unmapped-fields-stay"]


def test_an_update_in_a_module_that_is_not_synced_is_told():
    allowed = {("books", "customers"): frozenset({"phone"})}
    seen = run(effects=[updated(ADA, {"Phone": "1"}, {"Phone": "2"})], allowed=allowed)
    assert broken(seen) == ["unmapped-fields-stay"]


def test_what_named_a_record_that_was_merged_away_may_name_another():
    gone = EffectSeen(1, BOLT, "deleted", {"Owner": "1"}, None)
    handed_on = updated(ADA, {"Account_Name": BOLT.id}, {"Account_Name": ACME.id})
    assert not broken(run(effects=[handed_on, gone]))
    assert broken(run(effects=[handed_on])) == ["unmapped-fields-stay"]
    assert broken(run(effects=[handed_on._replace(after={"Account_Name": None}), gone])) == ["unmapped-fields-stay"]


def test_a_field_written_with_what_it_held_did_not_change():
    assert not broken(run(effects=[updated(ACME_CUSTOMER, {"phone": "1"}, {"phone": "1"})]))


def test_a_new_record_may_hold_any_field():
    assert not broken(run(effects=[created(ACME_CUSTOMER)._replace(after={"notes": "x"})]))


def test_a_change_over_a_closed_connection_is_told():
    effect = created(ACME_CUSTOMER)._replace(closed="the sync was paused")
    assert broken(run(effects=[effect])) == ["closed-means-closed"]


def test_a_violation_says_which_run_and_which_record():
    (told,) = violations(run(quiet=True, effects=[created(ACME_CUSTOMER, 7)]))
    assert told.told == "run 1 of books's customers: nothing was edited, yet entry 7 created books's customers 21"


def test_several_violations_are_told_together():
    seen = run(quiet=True, effects=[created(ACME_CUSTOMER)._replace(rooted=False, closed="its key was dead")])
    assert broken(seen) == ["quiet-second-run", "no-effect-without-cause", "closed-means-closed"]


def test_a_run_that_was_shut_out_ends_as_failed():
    assert broken(run(shut_out=True)) == ["closed-means-closed"]
    assert not broken(run(shut_out=True, finished=False))


OF_DOCUMENTS = {
    "shown-as-they-are",
    "one-document-a-win",
    "frozen-stays",
    "no-trigger-in-the-us",
    "deals-are-answered",
}
"""The checks of runs that show documents, or make them of deals."""


def test_only_checks_of_what_a_run_changed_find_nothing_where_it_changed_nothing():
    """A run that is wrong in every way that shows without a change: all other checks of it find something."""
    seen = run(
        read=[ACME, ADA],
        decided=[
            Decided(ACME, "deleted", ACME_CUSTOMER),
            Decided(BOLT, "overwritten", BOLT_CUSTOMER),
        ],
        conflicts=[ConflictSeen(ACME, "Phone", "crm")],
        sides=Sides(((ACME, "Phone"), (ACME_CUSTOMER, "phone")), alike=False),
        pairs=linked(PAIR, Pair(BOLT, BOLT_CUSTOMER)),
        gone=[ACME],
        same_named={BOLT_CUSTOMER: (ACME_CUSTOMER,)},
        used=[ACME_CUSTOMER],
        overwrites=True,
        merges=True,
        quiet=True,
        shut_out=True,
        checkpoint_ms=1,
        parted=[Pair(ADA, ACME_CUSTOMER._replace(id=RecordId("99")))],
        reborn=[PAIR],
        astray=[ADA],
        handed_over=[ACME_CUSTOMER],
        cited={1: ("IMP-01",)},
        fetches=True,
        owners=(),
        grade="partial",
        history_grade="done",
    )
    assert set(broken(seen)) == CHECKS.keys() - OF_EFFECTS - OF_FETCHES - OF_DOCUMENTS - {"every-run-ends"}
    assert all(not [*CHECKS[name](seen)] for name in OF_EFFECTS | OF_FETCHES)
