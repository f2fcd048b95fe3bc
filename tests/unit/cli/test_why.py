"""``zsim why``, on recordings made up."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime

import pytest

from tests.report.made_up import ACME, Data, entry, overwritten, recording, result
from tests.unit.cli.suite import Suite
from zsim.cli.exits import Exit
from zsim.fakes.store import Effect
from zsim.kernel.journal import Entry
from zsim.ports.records import Ref
from zsim.recording.file import bytes_of
from zsim.sync import DecisionEntry, Failure, Grade, Outcome, RunEnded, RunStarted, Trigger
from zsim.world import Line
from zsim.world.journal_words.record_story import about

PRINTING = """
@scenario(covers=["CUS-09"], products=["books"])
def test_an_answer_is_printed(world):
    '''Acme is synced, and somebody prints why.'''
    with given("an account"):
        acme = world.crm.accounts.create(Account_Name="Acme")
    with when("it is synced"):
        sync = world.connect("books")
        sync.customers.configure(module="accounts").save_and_sync()
        world.settle()
    with then("the answer is printed"):
        from pathlib import Path
        Path("printed.txt").write_text(str(world.why("Acme")))
"""
ACCOUNT, CUSTOMER, OTHER = ACME, "710000100000000001", "710000100000000002"
REF = Ref("crm", "Accounts", ACME)
STANDS = entry(1, "effect", Effect("created", None, {"Account_Name": "Acme"}), 0, REF)


def line(number: int, kind: str, *words: str) -> Line:
    return Line(number, datetime(2026, 1, 5, 9, tzinfo=UTC), "sync", kind, 0, f"entry {number}", words)


def numbers(record: str, *lines: Line) -> list[int]:
    return [each.number for each in about(record, lines)]


def decided(number: int, code: str, outcome: Outcome, cause: int = 0, sync: str = "sync") -> Entry:
    """A decision about Acme; its code says why."""
    told = DecisionEntry("customers", outcome, REF, (), None, code, "it", "a copy")
    return entry(number, "decision", told, cause, actor=sync)


def recorded(suite: Suite, *scenarios: Data) -> None:
    suite.record(recording({"scenarios": list(scenarios)}))


def test_decisions_lead_to_the_other_side() -> None:
    lines = (
        line(1, "effect", ACCOUNT, "Acme"),
        line(2, "decision", ACCOUNT, "Acme", CUSTOMER, "Acme Ltd"),
        line(3, "effect", CUSTOMER, "Acme Ltd"),
        line(4, "effect", OTHER, "Bolt"),
    )
    assert numbers(ACCOUNT, *lines) == numbers("Acme Ltd", *lines) == [1, 2, 3]


def test_a_record_is_followed_through_a_renaming() -> None:
    lines = (line(1, "effect", ACCOUNT, "Acme"), line(2, "effect", ACCOUNT, "Acme Limited"))
    assert numbers("Acme Limited", *lines) == [1, 2]


def test_calls_and_steps_are_left_out() -> None:
    assert numbers("Acme", line(1, "call", "Acme"), line(2, "step", "Acme"), line(3, "mark", "Acme")) == [3]


def test_the_outcome_and_every_entry_about_a_record_are_told(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    recorded(suite, overwritten("books"))
    assert suite.zsim("why", "Acme") == Exit.OK
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "customers/overwrite_replaces_what_the_crm_knows[books]: ✓ passed"
    assert told[1].startswith("Outcome: overwritten: sync overwrote customer 'Acme'")
    assert [line.split()[0] for line in told[3:] if line] == ["2", "3", "6", "7"]


def test_the_outcome_of_the_last_decision_comes_last(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    decisions = [decided(1, "skip", Outcome.SKIPPED), decided(2, "unchanged", Outcome.UNCHANGED, 1)]
    recorded(suite, result("customers/acme_is_told[books]", (), journal=decisions))
    suite.zsim("why", ACCOUNT)
    before, outcome = capsys.readouterr().out.splitlines()[1:3]
    assert before.startswith("Before: skipped: sync on account 'Acme': skipped it")
    assert outcome.startswith("Outcome: unchanged: sync on account 'Acme': nothing to carry")


def test_a_record_nothing_was_decided_about_is_told_as_such(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    recorded(suite, result("customers/acme_is_told[books]", (), journal=[STANDS]))
    suite.zsim("why", "Acme")
    assert "No run decided anything about it." in capsys.readouterr().out


def test_one_scenario_can_be_chosen_among_many(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    recorded(suite, *(result(f"customers/acme_is_told_{number}", (), journal=[STANDS]) for number in range(4)))
    assert suite.zsim("why", "Acme") == Exit.USAGE
    assert "4 scenarios have a record of that name; --scenario with one of" in capsys.readouterr().err
    assert suite.zsim("why", "Acme", "--scenario", "customers/acme_is_told_2") == Exit.OK
    assert capsys.readouterr().out.startswith("customers/acme_is_told_2: ")


def test_a_refused_decision_is_told_as_failed(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    failure = Failure((REF,), "clone", "name taken", "it exists")
    journal = [decided(1, "clone", Outcome.CLONED), entry(2, "failure", failure, 1)]
    recorded(suite, result("customers/acme_is_told[books]", (), journal=journal))
    suite.zsim("why", "Acme")
    outcome, because = capsys.readouterr().out.splitlines()[1:3]
    assert outcome.startswith("Outcome: failed: sync on account 'Acme': to clone it")
    assert because == "Because: sync on account 'Acme': failed (name taken): it exists"


def test_failed_runs_since_are_named_with_their_reason(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    sync = "sync books customers"
    journal = [decided(1, "created", Outcome.CREATED, sync=sync)]
    for number, grade in ((2, Grade.DONE), (4, Grade.FAILED), (6, Grade.FAILED)):
        journal.append(entry(number, "run", RunStarted(1, "books", "customers", Trigger.SCHEDULED), actor=sync))
        journal.append(entry(number + 1, "run", RunEnded(1, "customers", grade, "invalid key", {}), number, actor=sync))
    journal.append(entry(8, "run", RunEnded(1, "customers", Grade.DONE, None, {}), actor="sync invoice customers"))
    recorded(suite, result("customers/acme_is_told[books]", (), journal=journal))
    suite.zsim("why", "Acme")
    assert "Since: the last 2 runs of books's customers failed since Monday 2026-01-05 09:00: invalid key" in (
        capsys.readouterr().out.splitlines()
    )


def decisions_of(sync: str, *told: tuple[int, int, str]) -> list[Entry]:
    """Decisions of one sync by number, run and the code of what they say."""
    return [decided(number, code, Outcome.UNCHANGED, run, sync) for number, run, code in told]


def test_what_many_runs_decided_alike_is_told_once(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    idle = decisions_of("sync books customers", (2, 1, "unchanged"), (4, 3, "unchanged"), (6, 5, "unchanged"))
    other = decisions_of("sync invoice customers", (3, 2, "skip"), (5, 4, "skip"), (7, 6, "fuse"))
    recorded(suite, result("customers/acme_is_told[books]", (), journal=sorted([entry(1, "call", "x"), *idle, *other])))
    suite.zsim("why", "Acme")
    head, table = capsys.readouterr().out.split("\n\n", 1)
    held, as_it_is, no_more = head.splitlines()[1:]
    assert held.startswith("Before: unchanged: sync on account 'Acme': skipped it")
    assert held.endswith("; the same in 1 more run until 2026-01-05 09:00:05")
    assert as_it_is.startswith("Before: unchanged: sync on account 'Acme': nothing to carry")
    assert as_it_is.endswith("; the same in 2 more runs until 2026-01-05 09:00:06")
    assert no_more.startswith("Outcome: unchanged: sync on account 'Acme': fused it")
    assert [row.split()[0] for row in table.splitlines() if row] == ["2", "3", "7"]


def test_runs_that_changed_something_are_told_apart(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    decisions = decisions_of("sync books customers", (2, 1, "unchanged"), (4, 1, "unchanged"))
    effects = [STANDS._replace(number=number, cause=number - 1) for number in (3, 5)]
    journal = sorted([entry(1, "call", "x"), *decisions, *effects], key=lambda each: each.number)
    recorded(suite, result("customers/acme_is_told[books]", (), journal=journal))
    suite.zsim("why", "Acme")
    assert [each[:45] for each in capsys.readouterr().out.splitlines()[1:3]] == [
        "Outcome: unchanged: sync on account 'Acme': n",
        "Outcome: unchanged: sync on account 'Acme': n",
    ]


def test_the_id_of_a_scenario_needs_no_product_where_one_alone_fits(
    suite: Suite, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = "customers/overwrite_replaces_what_the_crm_knows"
    recorded(suite, overwritten("books"), overwritten("billing", journal=[]))
    assert suite.zsim("why", "Acme", "--scenario", whole) == Exit.OK
    assert capsys.readouterr().out.startswith(f"{whole}[books]: ")
    recorded(suite, overwritten("books"), overwritten("billing"))
    assert suite.zsim("why", "Acme", "--scenario", whole) == Exit.USAGE
    assert f"--scenario with one of {whole}[billing], {whole}[books]" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("Acmee",), "no journal speaks of such a record; did you mean 'Acme'?"),
        (("Acme", "--scenario", "customers/overwrite"), "holds no such scenario; did you mean"),
    ],
)
def test_an_unknown_record_or_scenario_is_refused_with_what_is_near(
    suite: Suite, arguments: tuple[str, ...], error: str, capsys: pytest.CaptureFixture[str]
) -> None:
    recorded(suite, overwritten("books"), result("customers/overwrites[books]", ()))
    assert suite.zsim("why", *arguments) == Exit.USAGE
    assert error in capsys.readouterr().err


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "it is empty"),
        (
            b'{"format": "zsim-run", "version": 1, "scenarios": []}',
            "it has format version 1; this zsim reads version 2",
        ),
        (bytes_of(recording({"scenarios": [overwritten("books")]}))[:-20], "it is no recording, or was cut short"),
    ],
    ids=["empty", "version 1", "cut short"],
)
def test_a_recording_that_cannot_be_read_has_its_exit_code(
    suite: Suite, data: bytes, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (("why", "Acme"), ("report",)):
        suite.record(data)
        assert suite.zsim(*command) == Exit.UNREADABLE
        assert told in capsys.readouterr().err
        assert not suite.holds("reports")


def test_from_outside_the_recording_of_the_project_below_is_found(
    suite: Suite, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded(suite, overwritten("books"))
    project = suite.folder / "project"
    project.mkdir()
    (suite.folder / ".zsim").rename(project / ".zsim")
    assert suite.zsim("why", "Acme") == Exit.OK
    assert "Outcome: overwritten: sync overwrote customer 'Acme'" in capsys.readouterr().out
    shutil.copytree(project, suite.folder / "another")
    assert suite.zsim("why", "Acme") == Exit.USAGE
    assert "one each in another, project; stand in the project's folder" in capsys.readouterr().err


def test_without_any_recording_it_is_said_what_to_do(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    assert suite.zsim("why", "Acme") == Exit.USAGE
    told = capsys.readouterr().err
    assert "run 'zsim run' first, stand in the project's folder, or name a recording" in told


def test_a_recording_is_told_as_the_world_itself_tells_it(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    suite.write(PRINTING)
    assert suite.run() == Exit.OK
    capsys.readouterr()
    assert suite.zsim("why", "Acme") == Exit.OK
    told = capsys.readouterr().out.rstrip().splitlines()
    assert told[1:] == suite.text("printed.txt").rstrip().splitlines()[1:]  # the first names scenario, or record
