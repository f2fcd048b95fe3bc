"""Every reason has words for users, rules that exist, and an address of its own."""

from __future__ import annotations

import pytest

from zsim.catalogue import catalogue
from zsim.ports.records import RecordId, Ref
from zsim.report.records.hints import CONFLICT, INTENDED, PICK_LIST, hints
from zsim.sync import DecisionEntry, Outcome

ALL = hints()
EVERY = [
    *ALL.decisions.values(),
    *ALL.failures.values(),
    *[hint for _, hint in ALL.runs],
    *[hint for _, hint in ALL.never],
]


def test_the_rules_of_all_reasons_are_in_the_catalogue() -> None:
    known = {each.id for each in catalogue().behaviours}
    assert [rule for each in EVERY for rule in each.rules if rule not in known] == []


def test_every_code_is_one_that_decisions_have() -> None:
    ref = Ref("crm", "Accounts", RecordId("1"))
    for code in ALL.decisions.keys() - {CONFLICT, PICK_LIST, INTENDED}:
        assert DecisionEntry("account", Outcome.SKIPPED, ref, (), None, code).sentence  # an unknown code has none


def test_every_reason_is_a_sentence_and_says_what_to_do() -> None:
    assert [each.key for each in EVERY if not each.says.endswith(".") or not each.todo.endswith(".")] == []


def test_an_address_is_made_of_the_words() -> None:
    assert ALL.decisions["no-parent"].anchor == "the-customer-or-vendor-of-it-is-not-synced-so-there-is-nobod"


def test_a_decision_without_words_of_its_own_is_told_by_its_sentence() -> None:
    assert ALL.decision("brand-new", "sync left it alone").says == "sync left it alone"


def test_a_refusal_without_words_of_its_own_is_told_by_its_reason() -> None:
    assert ALL.failure("too heavy").says == "The other app refused it: too heavy."


@pytest.mark.parametrize(
    ("why", "says"),
    [
        ("books's customers have not been read since; the next run is due at 11:00", "It was made or changed after"),
        ("it stands outside the view 'Gold' of books", "It stands outside the view"),
        ("the integration of import is disabled", "The integration is disabled."),
        ("the sync of books's items is paused", "The sync is paused."),
        ("nobody knows", "No run decided anything about it."),
    ],
)
def test_why_nothing_was_decided_is_told_by_the_first_that_fits(why: str, says: str) -> None:
    assert ALL.unread(why).says.startswith(says)


def test_a_failed_run_is_told_by_how_its_reason_begins() -> None:
    assert ALL.run("invalid key: the ZSC key is dead").rules == ("CON-15", "CON-16", "CON-17", "KEY-02")
    assert ALL.run("whatever").says == "The run ended before it was done."
