"""The folded journal as rows."""

from __future__ import annotations

import re

from tests.report.made_up import ACME, entry
from tests.report.played_names import played_run
from tests.unit.report.story.reading_of import reading_of
from zsim.fakes.store import Effect
from zsim.kernel.journal import Command
from zsim.ports.records import Ref
from zsim.ports.refusals import Refusal
from zsim.report.story.journal_rows import TROUBLE_MAX, rest_of_journal, shown_journal, trouble
from zsim.report.story.reading import StoryReading
from zsim.report.telling import ToldRun
from zsim.sync import Call, Grade, RunEnded, RunStarted, System, Trigger

ACCOUNT = Ref("crm", "Accounts", ACME)


def run(number: int, cause: int = 0, trigger: Trigger = Trigger.SCHEDULED):
    return [
        entry(number, "run", RunStarted(number, "books", "customers", trigger), cause),
        entry(number + 1, "call", Call("changed", System.CRM, "Accounts", {}, 0), number),
        entry(number + 2, "run", RunEnded(number, "customers", Grade.DONE, None, {}), number),
    ]


def test_calls_are_a_number_of_their_run_and_runs_that_came_to_nothing_are_left_out() -> None:
    shown = shown_journal(reading_of([*run(1, trigger=Trigger.INITIAL), *run(4), *run(7)]))
    assert [row.text for row in shown.rows] == [
        "initial run 1 of Books's customers began (1 call: 1 to the CRM), ended done: nothing to do"
    ]
    assert shown.folded == "2 runs at slots that came to nothing, with 2 calls"
    assert not shown.cut


def test_a_run_that_failed_has_a_row_for_its_end() -> None:
    began, call, _ = run(1, trigger=Trigger.INITIAL)
    ended = entry(3, "run", RunEnded(1, "customers", Grade.FAILED, "invalid key", {}), 1)
    first, last = shown_journal(reading_of([began, call, ended])).rows
    assert first.text == "initial run 1 of Books's customers began (1 call: 1 to the CRM)"
    assert (last.look, last.text, last.cause) == ("b", "run 1 of customers ended failed (invalid key)", 1)


def test_a_row_tells_its_cause_its_time_where_that_is_new_and_what_was_refused() -> None:
    journal = [
        entry(1, "step", ("when", "it is deleted"), actor="script"),
        entry(2, "command", Command("delete", {}), 1, ACCOUNT, "Rita"),
        entry(3, "refusal", Refusal("no"), 2, ACCOUNT, "Rita"),
    ]
    step, command, refusal = shown_journal(reading_of(journal)).rows
    assert (step.look, step.text) == ("k", "when it is deleted")
    assert (command.cause, command.look, command.at) == (0, "b", "2026-01-05 09:00:02")
    assert command.text.endswith("(refused)")
    assert (refusal.cause, refusal.look, refusal.at) == (2, "b", "09:00:03")


def test_a_call_that_was_refused_and_the_next_are_rows() -> None:
    asked = [Call("read", System.CRM, "Accounts", {}, 0, refusal) for refusal in ("limit: wait", "")]
    journal = [
        *run(1, trigger=Trigger.INITIAL)[:1],
        *[entry(at, "call", each, 1, ("crm", "Accounts")) for at, each in enumerate(asked, 2)],
    ]
    _, refused, again = shown_journal(reading_of(journal)).rows
    assert (refused.look, again.look) == ("b", "r")
    assert again.text.endswith("(asked again)")


def test_of_a_long_journal_the_first_rows_are_shown_or_the_last() -> None:
    reading = reading_of([entry(number, "command", Command("delete", {}), 0, ACCOUNT) for number in range(1, 11)])
    assert [row.number for row in shown_journal(reading, limit=2).rows] == [1, 2]
    last = shown_journal(reading, last=True, limit=2)
    assert [row.number for row in last.rows] == [9, 10]
    assert (last.cut, last.all) == (True, 10)


def test_a_new_record_is_told_without_its_fields_which_stand_above() -> None:
    made = entry(1, "effect", Effect("created", None, {"Account_Name": "Acme", "Phone": "1"}), 0, ACCOUNT)
    assert shown_journal(reading_of([made])).rows[0].text == "account 'Acme' in the CRM now exists"


def test_the_rest_of_a_journal_has_all_but_answered_calls_and_runs_that_came_to_nothing() -> None:
    reading = StoryReading(ToldRun(played_run()))
    told = rest_of_journal(reading, shown_journal(reading, limit=0)).splitlines()
    assert told[0].startswith("Left out: calls that were answered and ")
    assert told[2] == "2026-01-05 09:00:00"
    assert any(" was refused: " in line for line in told)
    assert not any("read no changed" in line for line in told)


def test_the_rest_of_a_journal_and_its_table_have_each_entry_once() -> None:
    reading = StoryReading(ToldRun(played_run()))
    whole = shown_journal(reading).numbers
    some = shown_journal(reading, limit=5)
    rest = rest_of_journal(reading, some).splitlines()[1:]
    numbers = {
        int(number)
        for line in rest
        if line[5:6] != "0"
        for number in re.findall(r"^(\d+)(?:, (\d+))? ", line)[:1]
        for number in number
        if number
    }
    assert numbers | some.numbers == whole | reading.well_ended - reading.told.idle.keys()
    assert not numbers & some.numbers


def test_entries_of_a_moment_that_count_on_are_folded_in_the_rest_of_a_journal() -> None:
    journal = [entry(at, "refusal", Refusal(f"no {at}"), 0, ACCOUNT, "Rita")._replace(at_ms=0) for at in range(1, 21)]
    reading = reading_of(journal)
    first, between, last = rest_of_journal(reading, shown_journal(reading, limit=0)).splitlines()[3:]
    assert (first, last) == ("1 Rita was refused: no 1", "20 Rita was refused: no 20")
    assert between.startswith("… 18 more such lines")


def test_what_came_of_an_entry_as_it_says_is_told_with_it() -> None:
    journal = [
        entry(1, "command", Command("delete", {}), 0, ACCOUNT, "Rita"),
        entry(2, "effect", Effect("deleted", {"Account_Name": "Acme"}, None), 1, ACCOUNT)._replace(at_ms=0),
    ]
    (row,) = shown_journal(reading_of([each._replace(at_ms=0) for each in journal])).rows
    assert (row.number, row.made, row.look) == (1, (2,), "e")


def test_what_was_trouble_is_told_once_each_and_of_much_the_first() -> None:
    refusals = [entry(number, "refusal", Refusal(f"no {number // 2}"), 0, ACCOUNT, "Rita") for number in range(2, 24)]
    told = trouble(reading_of([entry(1, "command", Command("delete", {}), 0, ACCOUNT), *refusals]))
    assert told[0] == "Rita was refused: no 1"
    assert len(told) == TROUBLE_MAX + 1
    assert told[-1] == "and 3 sentences more"
