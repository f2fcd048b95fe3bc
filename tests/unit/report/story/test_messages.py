"""Who said what to whom, folded by run."""

from __future__ import annotations

from tests.report.made_up import ACME, entry
from tests.report.played_names import played_run
from tests.unit.report.story.reading_of import reading_of
from zsim.faults.words import Fired
from zsim.kernel.journal import Command
from zsim.ports.records import Ref
from zsim.ports.refusals import Refusal
from zsim.report.story.messages import MessageArrow, messages_of
from zsim.report.story.reading import StoryReading
from zsim.report.story.sequence import picture_of
from zsim.report.story.tables import messages_table
from zsim.report.telling import ToldRun
from zsim.sync import Call, Grade, RunEnded, RunStarted, System, Trigger

ACCOUNT = Ref("crm", "Accounts", ACME)


def call(number: int, cause: int, refusal: str = "", method: str = "changed", system: System = System.CRM):
    return entry(number, "call", Call(method, system, "Accounts", {}, 0, refusal), cause, actor="sync books customers")


def test_a_run_is_one_row_with_its_calls_and_writes() -> None:
    journal = [
        entry(1, "run", RunStarted(1, "books", "customers", Trigger.INITIAL)),
        call(2, 1),
        call(3, 1, method="write", system=System.FINANCE),
        entry(4, "run", RunEnded(1, "customers", Grade.DONE, None, {"created": 1}), 1),
    ]
    messages = messages_of(reading_of(journal))
    (row,) = messages.rows
    assert row.title == "run 1 of customers"
    assert row.arrows == (MessageArrow("engine", "crm", "1 call"), MessageArrow("engine", "books", "1 call, 1 write"))
    assert messages.lifelines == (("crm", "CRM"), ("engine", "Sync engine"), ("books", "Books"))


def test_the_table_names_who_and_to_whom_with_what_the_picture_counts() -> None:
    journal = [
        entry(1, "run", RunStarted(1, "books", "customers", Trigger.INITIAL)),
        call(2, 1),
        call(3, 1, method="write", system=System.FINANCE),
        entry(4, "run", RunEnded(1, "customers", Grade.DONE, None, {"created": 1}), 1),
    ]
    told = messages_table(messages_of(reading_of(journal)))
    assert "<tr><td>run 1 of customers<td>CRM: 1 call; Books: 1 call, 1 write" in told


def test_retries_refusals_and_faults_are_rows_of_their_own() -> None:
    journal = [
        entry(1, "command", Command("delete", {}), 0, ACCOUNT, "Rita"),
        entry(2, "refusal", Refusal("no"), 1, ACCOUNT, "Rita"),
        entry(3, "run", RunStarted(1, "books", "customers", Trigger.INITIAL)),
        entry(4, "fault", Fired("rate_limit", "too many calls"), 3, ("crm", "Accounts"), "fault"),
        call(5, 3, refusal="limit: wait"),
        call(6, 3),
    ]
    looks = [
        (row.look, row.arrows[-1].label if row.arrows else row.title) for row in messages_of(reading_of(journal)).rows
    ]
    assert looks == [
        ("p", "1 action"),
        ("b", "refused"),
        ("s", "2 calls"),
        ("f", "fault"),
        ("b", "refused"),
        ("r", "asked again"),
    ]


def test_runs_that_came_to_nothing_are_one_row_and_a_failed_run_says_so() -> None:
    journal = []
    for began in (1, 4, 7):
        failed = began == 7
        journal += [
            entry(began, "run", RunStarted(began, "books", "customers", Trigger.SCHEDULED)),
            call(began + 1, began),
            entry(
                began + 2, "run", RunEnded(began, "customers", Grade.FAILED if failed else Grade.DONE, None, {}), began
            ),
        ]
    idle, failed_run = messages_of(reading_of(journal)).rows
    assert (idle.look, idle.title) == ("i", "2 runs came to nothing")
    assert (failed_run.look, failed_run.title) == ("x", "failed: run 7 of customers")


def test_of_many_rows_it_says_how_many_more_there_are() -> None:
    messages = messages_of(StoryReading(ToldRun(played_run())), limit=2)
    assert len(messages.rows) == 2
    assert messages.more > 0


def test_the_picture_has_a_lifeline_for_each_and_a_label_for_each_arrow() -> None:
    messages = messages_of(StoryReading(ToldRun(played_run())))
    picture = picture_of(messages, "Who said what <to> whom")
    assert "<title>Who said what &lt;to&gt; whom</title>" in picture
    assert all(f">{name}</text>" in picture for _, name in messages.lifelines)
    assert picture.count("<text") == len(messages.lifelines) + sum(
        bool(row.title) + len(row.arrows) for row in messages.rows
    )


def test_where_nobody_said_anything_there_is_no_picture() -> None:
    assert picture_of(messages_of(reading_of([])), "Nothing") == ""
