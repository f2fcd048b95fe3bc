"""What became of each record, and why."""

from __future__ import annotations

from tests.report.made_up import ACME, ACME_THERE, entry
from tests.unit.report.story.reading_of import reading_of
from zsim.ports.records import Ref
from zsim.report.story.outcomes import apart_from, outcomes_of_runs
from zsim.sync import DecisionEntry, Failure, Grade, Outcome, RunEnded, RunStarted, Trigger

ACCOUNT, CUSTOMER = Ref("crm", "Accounts", ACME), Ref("books", "customers", ACME_THERE)
OVERWROTE = DecisionEntry(
    "customers", Outcome.OVERWRITTEN, ACCOUNT, (), CUSTOMER, "overwrite", "account 'Acme'", "customer 'Acme'"
)
JOURNAL = [
    entry(1, "run", RunStarted(1, "books", "customers", Trigger.INITIAL)),
    entry(2, "decision", OVERWROTE, 1, ACCOUNT),
    entry(3, "decision", OVERWROTE, 1, ACCOUNT),
    entry(4, "run", RunEnded(1, "customers", Grade.DONE, None, {"overwritten": 2}), 1),
]


def test_each_decision_has_its_record_outcome_and_sentence_by_run() -> None:
    (run,) = outcomes_of_runs(reading_of(JOURNAL))
    assert (run.title, run.at, run.more) == ("run 1 of customers", "2026-01-05 09:00:01", 0)
    row = run.rows[0]
    assert (row.record, row.outcome, row.bad) == ("account Acme", "overwritten", False)
    assert "account 'Acme'" in row.reason


def test_of_many_decisions_it_says_how_many_more_there_are() -> None:
    (run,) = outcomes_of_runs(reading_of(JOURNAL), limit=1)
    assert (len(run.rows), run.more) == (1, 1)


def test_what_is_known_is_left_out_and_counted() -> None:
    runs = outcomes_of_runs(reading_of(JOURNAL))
    other = runs[0].rows[0]._replace(outcome="created")
    (run,) = apart_from([runs[0]._replace(rows=(*runs[0].rows, other))], {runs[0].rows[0]}, lambda row: row)
    assert (run.rows, run.alike) == ((other,), 2)
    assert apart_from(runs, set(runs[0].rows), lambda row: row) == ()


def test_what_is_unchanged_for_the_same_reason_again_is_told_once() -> None:
    same = OVERWROTE._replace(outcome=Outcome.UNCHANGED, code="unchanged")
    journal = [
        entry(1, "run", RunStarted(1, "books", "customers", Trigger.INITIAL)),
        entry(2, "decision", same, 1, ACCOUNT),
        entry(3, "run", RunStarted(2, "books", "customers", Trigger.SCHEDULED)),
        entry(4, "decision", same, 3, ACCOUNT),
        entry(5, "decision", OVERWROTE._replace(outcome=Outcome.SKIPPED), 3, ACCOUNT),
    ]
    assert [[row.outcome for row in run.rows] for run in outcomes_of_runs(reading_of(journal))] == [
        ["unchanged"],
        ["skipped"],
    ]


def test_a_decision_that_was_refused_is_one_row_with_what_was_answered() -> None:
    journal = [
        entry(1, "run", RunStarted(1, "books", "customers", Trigger.INITIAL)),
        entry(2, "decision", OVERWROTE, 1, ACCOUNT),
        entry(3, "failure", Failure((ACCOUNT,), "refused", "name taken", "choose another name"), 2, ACCOUNT),
        entry(4, "run", RunEnded(1, "customers", Grade.PARTIAL, None, {"failed": 1}), 1),
    ]
    (run,) = outcomes_of_runs(reading_of(journal))
    ((record, outcome, reason, bad),) = run.rows
    assert (record, outcome, reason, bad) == (
        "account Acme",
        "failed",
        "failed (name taken): choose another name",
        True,
    )


def test_a_decision_whose_run_failed_has_how_the_run_ended_for_its_reason() -> None:
    journal = [
        entry(1, "run", RunStarted(1, "books", "customers", Trigger.INITIAL)),
        entry(2, "decision", OVERWROTE, 1, ACCOUNT),
        entry(3, "run", RunEnded(1, "customers", Grade.FAILED, "no answer", {"failed": 1}), 1),
    ]
    (run,) = outcomes_of_runs(reading_of(journal))
    ((_, outcome, reason, _),) = run.rows
    assert outcome == "failed"
    assert "ended failed (no answer)" in reason
    assert "is to" not in reason
