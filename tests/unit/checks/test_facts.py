"""What a check is given, and what it says when it finds something."""

from __future__ import annotations

import pytest

from tests.unit.checks.histories import ACME, ACME_CUSTOMER, ADA, BOLT, BOLT_CUSTOMER, created, updated
from zsim.checks import Decided, Decisions, Effects, EffectSeen, InvariantViolated, Violation
from zsim.kernel.errors import UsageError


def test_the_changed_fields_are_those_that_differ():
    effect = updated(ACME_CUSTOMER, {"phone": "1", "fax": "1", "notes": "x"}, {"phone": "2", "fax": "1", "email": "a"})
    assert effect.changed_fields == {"phone", "notes", "email"}


def test_a_new_record_changed_all_its_fields():
    assert created(ACME_CUSTOMER)._replace(after={"phone": "1"}).changed_fields == {"phone"}


def test_a_blank_field_and_a_missing_one_are_the_same():
    assert updated(ACME_CUSTOMER, {"phone": None}, {}).changed_fields == frozenset()


def test_the_error_gives_the_sentence_of_the_catalogue_and_what_was_seen():
    error = InvariantViolated((Violation("quiet-second-run", "run 2 wrote"), Violation("one-outcome", "run 2 forgot")))
    assert str(error).splitlines() == [
        "quiet-second-run: A run with no edits since the last one writes nothing on either side. run 2 wrote",
        (
            "one-outcome: Every record a run reads has exactly one outcome in it, a failure or a skip included. "
            "run 2 forgot"
        ),
    ]


def test_a_violation_of_an_invariant_the_catalogue_lacks_is_a_mistake_of_the_check():
    with pytest.raises(UsageError, match="did you mean 'one-outcome'"):
        InvariantViolated((Violation("one-outcom", "x"),))


def test_effects_are_those_taken_in_in_their_order():
    seen = [created(ACME_CUSTOMER, 3), updated(ACME_CUSTOMER, {"phone": "1"}, {"phone": "2"}, 4)]
    effects = Effects(seen)
    assert (list(effects), len(effects), effects.refs) == (seen, 2, [ACME_CUSTOMER, ACME_CUSTOMER])


def test_there_may_be_no_effects():
    effects = Effects()
    assert (list(effects), len(effects), list(effects.of("created")), list(effects.odd())) == ([], 0, [], [])
    assert effects.created() == []


def test_an_effect_is_caused_and_crosses_an_open_connection_unless_said_otherwise():
    effects = Effects()
    effects.add(3, ACME, ("deleted", {"phone": "1"}, None))
    assert list(effects) == [EffectSeen(3, ACME, "deleted", {"phone": "1"}, None, True, None)]


def test_records_made_in_a_row_are_those_taken_in_one_by_one():
    row, singly = Effects(), Effects()
    row.add_created(range(3, 5), [ACME, BOLT], [{"phone": "1"}, {}], [0, 0], True, None)
    singly.add(3, ACME, ("created", None, {"phone": "1"}))
    singly.add(4, BOLT, ("created", None, {}))
    assert list(row) == list(singly)
    assert row.created() == singly.created() == [ACME, BOLT]


def mixed() -> Effects:
    """Two records made in a row between others that changed, the latter of which made over a closed connection."""
    effects = Effects([updated(ACME, {}, {"phone": "1"}, 1)])
    effects.add_created(
        range(2, 4), [ACME_CUSTOMER, BOLT_CUSTOMER], [{"phone": "1"}, {"phone": "2"}], [0, 0], True, None
    )
    effects.add(4, BOLT, ("updated", {}, {"phone": "2"}), rooted=False)
    effects.add_created([5], [ADA], [{}], [0], True, "it was disabled")
    return effects


def test_records_made_in_a_row_stand_between_those_before_and_after():
    assert [(each.number, each.ref, each.change) for each in mixed()] == [
        (1, ACME, "updated"),
        (2, ACME_CUSTOMER, "created"),
        (3, BOLT_CUSTOMER, "created"),
        (4, BOLT, "updated"),
        (5, ADA, "created"),
    ]


def test_effects_are_found_by_what_was_done():
    effects = mixed()
    assert [each.number for each in effects.of("created")] == [2, 3, 5]
    assert [(each.number, each.after) for each in effects.of("updated")] == [(1, {"phone": "1"}), (4, {"phone": "2"})]
    assert list(effects.of("deleted")) == []
    assert effects.created() == [ACME_CUSTOMER, BOLT_CUSTOMER, ADA]


def test_asking_for_a_change_nobody_made_leaves_no_trace():
    effects = mixed()
    assert list(effects.of("merged")) == []
    assert [each.number for each in effects] == [1, 2, 3, 4, 5]


def test_odd_are_those_that_nothing_caused_and_those_that_crossed_a_closed_connection():
    odd = list(mixed().odd())
    assert [(each.number, each.rooted, each.closed) for each in odd] == [(4, False, None), (5, True, "it was disabled")]
    assert odd == [each for each in mixed() if not each.rooted or each.closed is not None]


def test_a_whole_row_may_be_odd():
    effects = Effects()
    effects.add_created(range(1, 3), [ACME, BOLT], [{}, {}], [0, 0], False, "it was disabled")
    assert [(each.number, each.rooted, each.closed) for each in effects.odd()] == [
        (1, False, "it was disabled"),
        (2, False, "it was disabled"),
    ]


def three() -> Decisions:
    """Decisions about three records, of which one has a counterpart."""
    return Decisions([Decided(ACME, "created", ACME_CUSTOMER), Decided(BOLT, "skipped"), Decided(ADA, "created")])


def test_decisions_are_those_with_one_of_the_outcomes_in_their_order():
    assert three().refs == [ACME, BOLT, ADA]
    assert list(three().of("created")) == [Decided(ACME, "created", ACME_CUSTOMER), Decided(ADA, "created")]
    assert [each.ref for each in three().of("skipped", "created")] == [ACME, BOLT, ADA]
    assert list(three().of("failed")) == list(three().of()) == []


def test_decisions_are_counted_by_outcome():
    assert [three().count(*outcomes) for outcomes in (("created",), ("created", "skipped"), ("failed",), ())] == [
        2,
        3,
        0,
        0,
    ]


def test_some_more_decisions_come_after_those_before():
    decisions = three()
    decisions.extend([BOLT_CUSTOMER, ACME_CUSTOMER], ["created", "kept"], [None, ACME], ["pushed", "kept"], [4, 5])
    assert decisions.refs == [ACME, BOLT, ADA, BOLT_CUSTOMER, ACME_CUSTOMER]
    assert [each.ref for each in decisions.of("created")] == [ACME, ADA, BOLT_CUSTOMER]
    assert list(decisions.of("kept")) == [Decided(ACME_CUSTOMER, "kept", ACME, "kept", 5)]


def entered() -> Decisions:
    """Decisions of two entries, the second of which is about two records."""
    return Decisions(
        [Decided(BOLT, "skipped", entry=3), Decided(ACME, "created", entry=4), Decided(ADA, "created", entry=4)]
    )


def test_a_revised_decision_takes_the_place_of_the_former():
    decisions = entered()
    decisions.revise(4, [ACME, ADA], "updated", BOLT_CUSTOMER, "adopted", 7)
    assert decisions.refs == [BOLT, ACME, ADA]
    assert list(decisions.of("created", "updated", "skipped")) == [
        Decided(BOLT, "skipped", entry=3),
        Decided(ACME, "updated", BOLT_CUSTOMER, "adopted", 7),
        Decided(ADA, "updated", BOLT_CUSTOMER, "adopted", 7),
    ]
    assert (decisions.count("created"), decisions.count("updated")) == (0, 2)


def test_a_decision_may_be_revised_more_than_once():
    decisions = entered()
    decisions.revise(3, [BOLT], "failed", None, entry=5)
    decisions.revise(5, [BOLT], "kept", None, entry=6)
    assert list(decisions.of("kept", "failed", "skipped")) == [Decided(BOLT, "kept", entry=6)]


def test_what_only_a_second_look_took_in_is_one_more_decision():
    decisions = entered()
    decisions.revise(3, [BOLT, ACME_CUSTOMER], "kept", None, entry=7)
    assert decisions.refs == [BOLT, ACME, ADA, ACME_CUSTOMER]
    assert [each.ref for each in decisions.of("kept")] == [BOLT, ACME_CUSTOMER]


def test_what_a_second_look_leaves_to_a_decision_of_its_own_has_one_outcome():
    decisions = entered()
    decisions.revise(4, [ACME], "kept", None, entry=7)
    decisions.extend([ADA], ["excluded"], [None], ["gone"], [8])
    assert decisions.refs == [BOLT, ACME, ADA]
    assert [each.ref for each in decisions.by(7)] == [ACME]
    assert [each.ref for each in decisions.by(8)] == [ADA]


def test_what_a_decision_says_is_found_by_its_entry():
    decisions = Decisions([Decided(ACME, "deleted", ACME_CUSTOMER, "crm-deleted", 4)])
    decisions.extend([ADA], ["deleted"], [ACME_CUSTOMER], ["crm-deleted"], [4])
    decisions.extend([BOLT], ["skipped"], [None], ["skip"], [5])
    assert [each.ref for each in decisions.by(4)] == [ACME, ADA]
    assert decisions.by(6) == []


def test_a_former_decision_still_says_what_it_said():
    decisions = Decisions([Decided(ACME, "created", None, "created", 4)])
    decisions.revise(4, [ACME], "updated", ACME_CUSTOMER, "adopted", 7)
    assert decisions.by(4) == [Decided(ACME, "created", None, "created", 4)]
    assert decisions.by(7) == [Decided(ACME, "updated", ACME_CUSTOMER, "adopted", 7)]
    assert list(dict.fromkeys(decisions.named())) == [ACME, ACME_CUSTOMER]


def test_what_was_finished_is_found_by_its_entry_and_is_no_outcome_of_what_was_read():
    decisions = Decisions()
    decisions.finish(Decided(ACME_CUSTOMER, "finished", None, "finished", 4))
    assert (decisions.refs, decisions.finished) == ([], [ACME_CUSTOMER])
    assert [each.ref for each in decisions.by(4)] == list(decisions.named()) == [ACME_CUSTOMER]
