"""``zsim why``, on recordings made up."""

from __future__ import annotations

import shutil

import pytest

from tests.report.made_up import Data, entry, overwritten, result, small_run
from tests.unit.cli.suite import Suite
from zsim.cli.exits import Exit
from zsim.report.recording import RecordedLine
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
ACCOUNT, CUSTOMER, OTHER = "700000100000000001", "710000100000000001", "710000100000000002"


def line(number: int, kind: str, *words: str) -> RecordedLine:
    return RecordedLine(number, "2026-01-05 09:00:00", "sync", kind, 0, f"entry {number}", words)


def numbers(record: str, *lines: RecordedLine) -> list[int]:
    return [each.number for each in about(record, lines)]


def recorded(suite: Suite, *scenarios: Data) -> None:
    suite.record({**small_run(), "scenarios": list(scenarios)})


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
    assert told[1] == "Outcome: overwrote customer 'Acme' (CUS-12)"
    assert [line.split()[0] for line in told[3:] if line] == ["2", "3", "6", "7"]


def test_the_outcome_of_the_last_decision_comes_last(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    decisions = [
        {**entry(1, "decision", "made it", 0, (ACCOUNT, "Acme")), "outcome": "created"},
        {**entry(2, "decision", "nothing to do", 1, (ACCOUNT, "Acme")), "outcome": "unchanged"},
    ]
    recorded(suite, result("customers/acme_is_told[books]", (), journal=decisions))
    suite.zsim("why", ACCOUNT)
    assert capsys.readouterr().out.splitlines()[1:3] == [
        "Before: created: made it",
        "Outcome: unchanged: nothing to do",
    ]


def test_a_record_nothing_was_decided_about_is_told_as_such(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    journal = [entry(1, "effect", "account 'Acme' now stands", 0, (ACCOUNT, "Acme"))]
    recorded(suite, result("customers/acme_is_told[books]", (), journal=journal))
    suite.zsim("why", "Acme")
    assert "No run decided anything about it." in capsys.readouterr().out


def test_one_scenario_can_be_chosen_among_many(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    journal = [entry(1, "effect", "account 'Acme' now stands", 0, (ACCOUNT, "Acme"))]
    recorded(suite, *(result(f"customers/acme_is_told_{number}", (), journal=journal) for number in range(4)))
    assert suite.zsim("why", "Acme") == Exit.USAGE
    assert "4 scenarios have a record of that name; --scenario with one of" in capsys.readouterr().err
    assert suite.zsim("why", "Acme", "--scenario", "customers/acme_is_told_2") == Exit.OK
    assert capsys.readouterr().out.startswith("customers/acme_is_told_2: ")


def test_a_refused_decision_is_told_as_failed(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    decision = {**entry(1, "decision", "sync is to clone it", 0, (ACCOUNT, "Acme")), "outcome": "cloned"}
    failure = {**entry(2, "failure", "sync failed (name taken): it exists", 1, (ACCOUNT, "Acme")), "outcome": "failed"}
    recorded(suite, result("customers/acme_is_told[books]", (), journal=[decision, failure]))
    suite.zsim("why", "Acme")
    assert capsys.readouterr().out.splitlines()[1:3] == [
        "Outcome: failed: sync is to clone it",
        "Because: sync failed (name taken): it exists",
    ]


def test_failed_runs_since_are_named_with_their_reason(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    sync = "sync books customers"
    decision = {**entry(1, "decision", "made it", 0, (ACCOUNT, "Acme"), sync), "outcome": "created"}
    good = {"module": "customers", "trigger": "initial", "at": "2026-01-05 09:00:00", "grade": "done", "reason": None}
    failed = {**good, "trigger": "scheduled", "grade": "failed", "reason": "invalid key"}
    runs = [good, {**failed, "at": "2026-01-06 11:00:00"}, {**failed, "at": "2026-01-06 13:00:00"}]
    told = [{**each, "counts": {}, "sync": sync} for each in runs]
    elsewhere = {**told[0], "sync": "sync invoice customers"}
    recorded(suite, result("customers/acme_is_told[books]", (), journal=[decision], runs=[*told, elsewhere]))
    suite.zsim("why", "Acme")
    assert "Since: the last 2 runs of books's customers failed since Tuesday 2026-01-06 11:00: invalid key" in (
        capsys.readouterr().out.splitlines()
    )


def decisions_of(sync: str, *told: tuple[int, int, str]) -> list[Data]:
    """Decisions of one sync by number, run and words."""
    return [
        {**entry(number, "decision", words, run, (ACCOUNT, "Acme"), sync), "outcome": "unchanged"}
        for number, run, words in told
    ]


def test_what_many_runs_decided_alike_is_told_once(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    idle = decisions_of("sync books customers", (2, 1, "as it is"), (4, 3, "as it is"), (6, 5, "as it is"))
    other = decisions_of("sync invoice customers", (3, 2, "held"), (5, 4, "held"), (7, 6, "no more"))
    journal = sorted([*idle, *other], key=lambda each: each["n"])
    recorded(suite, result("customers/acme_is_told[books]", (), journal=journal))
    suite.zsim("why", "Acme")
    head, table = capsys.readouterr().out.split("\n\n", 1)
    assert head.splitlines()[1:] == [
        "Before: unchanged: held; the same in 1 more run until 2026-01-05 09:00:05",
        "Before: unchanged: as it is; the same in 2 more runs until 2026-01-05 09:00:06",
        "Outcome: unchanged: no more",
    ]
    assert [row.split()[0] for row in table.splitlines() if row] == ["2", "3", "7"]


def test_runs_that_changed_something_are_told_apart(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    decisions = decisions_of("sync books customers", (2, 1, "put back"), (5, 4, "put back"))
    effects = [entry(number, "effect", "changed", number - 1, (ACCOUNT, "Acme")) for number in (3, 6)]
    journal = sorted([*decisions, *effects], key=lambda each: each["n"])
    recorded(suite, result("customers/acme_is_told[books]", (), journal=journal))
    suite.zsim("why", "Acme")
    assert capsys.readouterr().out.splitlines()[1:3] == [
        "Before: unchanged: put back",
        "Outcome: unchanged: put back",
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


def test_a_trace_of_another_version_has_its_exit_code(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    suite.record({**small_run(), "version": 99})
    assert suite.zsim("why", "Acme") == Exit.OTHER_VERSION
    assert "this zsim reads version 1" in capsys.readouterr().err


def test_from_outside_the_recording_of_the_project_below_is_found(
    suite: Suite, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded(suite, overwritten("books"))
    project = suite.folder / "project"
    project.mkdir()
    (suite.folder / ".zsim").rename(project / ".zsim")
    assert suite.zsim("why", "Acme") == Exit.OK
    assert "Outcome: overwrote customer 'Acme' (CUS-12)" in capsys.readouterr().out
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
