"""``zsim run``: what it runs, prints, writes and ends with."""

from __future__ import annotations

import os
import re
import subprocess
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.unit.cli.suite import ALONE, FAILING, PASSING, SYNCED, UNSTABLE, Suite
from zsim.catalogue import catalogue
from zsim.cli.exits import Exit
from zsim.cli.twin import PrintedRun, differing

SUMMARY = "reports/behaviours.md"


def test_a_whole_run_writes_all_reports_and_sums_up(suite: Suite, capfd: pytest.CaptureFixture[str]) -> None:
    suite.write(PASSING, FAILING)
    assert suite.run() == Exit.FAILED
    assert "## Scenarios" in suite.text(SUMMARY)
    assert suite.holds("reports/areas/CUS-customers.md")
    assert suite.holds("reports/html/scenarios/customers-a_name_is_told.html")
    printed = capfd.readouterr().out
    assert "3 runs of 2 scenarios: 2 passed, 1 failed" in printed
    assert "CUS   Customers" in printed
    assert f"of {len(catalogue().behaviours)} behaviours proven" in printed


def test_a_failure_ends_with_the_command_that_repeats_it(suite: Suite, capfd: pytest.CaptureFixture[str]) -> None:
    suite.write(PASSING, FAILING)
    suite.run("--seed", "5")
    printed = capfd.readouterr().out
    story = printed[printed.index("✗ ") : printed.index("Area ")].rstrip().splitlines()
    assert "there is an Acme" in "\n".join(story)
    expected = "zsim run 'scenarios/customers/test_customers.py::test_too_much_is_expected[books]' --seed 5"
    assert story[-1].endswith(expected)


@pytest.mark.parametrize(
    ("arguments", "runs"),
    [
        (("--product", "books"), 2),
        (("--tag", "smoke"), 2),
        (("--behaviour", "CUS-12"), 1),
        (("-k", "name_is_told"), 2),
        (("scenarios/customers/test_customers.py",), 3),
    ],
)
def test_a_part_of_the_suite_leaves_the_committed_reports_alone(
    suite: Suite, arguments: tuple[str, ...], runs: int, capfd: pytest.CaptureFixture[str]
) -> None:
    suite.write(PASSING, FAILING)
    suite.run(*arguments)
    printed = capfd.readouterr().out
    assert f"{runs} run" in printed
    assert f"{SUMMARY} was left alone: only part of the suite ran." in printed
    assert not suite.holds(SUMMARY)
    assert "Part of the suite only:" in suite.text("reports/part/index.html")
    assert not suite.holds("reports/html")


def test_the_recording_says_what_made_it_and_the_committed_reports_do_not(suite: Suite) -> None:
    suite.write(PASSING)
    for command in (
        ["init"],
        ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-qm", "a"],
    ):
        subprocess.run(["git", "-C", str(suite.folder), *command], check=True)
    suite.run()
    made = suite.recorded().made
    assert made.version == version("zsim")
    assert re.fullmatch(r"[0-9a-f]{12,}", made.commit)
    assert date.fromisoformat(made.date).year > 2000
    for word in (made.version, made.commit, made.date):
        assert word in suite.text("reports/html/index.html")
        assert word not in suite.text(SUMMARY)
    suite.write(PASSING, FAILING)
    suite.run("-k", "name_is_told")
    assert suite.recorded().made.commit == f"{made.commit} with changes"


def test_stopping_early_leaves_the_committed_reports_alone(suite: Suite) -> None:
    suite.write(FAILING, PASSING)
    assert suite.run("-x") == Exit.FAILED
    assert not suite.holds(SUMMARY)


def test_what_failed_the_last_time_can_be_run_alone(suite: Suite, capfd: pytest.CaptureFixture[str]) -> None:
    suite.write(PASSING, FAILING)
    suite.run()
    assert suite.run("--failed") == Exit.FAILED
    assert "1 run of 1 scenario: 1 failed" in capfd.readouterr().out


@pytest.mark.parametrize(
    "asked", ["customers/too_much_is_expected", "customers/too_much_is_expected[books]", "--failed"]
)
def test_only_the_files_that_can_hold_what_is_asked_for_are_collected(
    suite: Suite, asked: str, capfd: pytest.CaptureFixture[str]
) -> None:
    suite.write(PASSING, FAILING)
    suite.run()
    for place in ("customers/test_more.py", "items/test_items.py"):
        other = suite.folder / "scenarios" / place
        other.parent.mkdir(exist_ok=True)
        other.write_text("raise AssertionError('it was collected')\n", encoding="utf-8")
    assert suite.run(asked) == Exit.FAILED
    assert "1 run of 1 scenario: 1 failed" in capfd.readouterr().out


def test_a_scenario_whose_name_stands_in_no_file_is_looked_for_in_all(
    suite: Suite, capfd: pytest.CaptureFixture[str]
) -> None:
    script = FAILING.replace("test_too_much_is_expected", "made")
    suite.write(PASSING, script, "made.__name__ = 'test_it_is_made_by_another'\ntest_it_is_made_by_another = made")
    assert suite.run("customers/it_is_made_by_another") == Exit.FAILED
    assert "1 run of 1 scenario: 1 failed" in capfd.readouterr().out


def test_nothing_to_run_is_said_and_has_its_exit_code(suite: Suite, capfd: pytest.CaptureFixture[str]) -> None:
    suite.write(PASSING)
    assert suite.run("-k", "no_such_thing") == Exit.NOTHING
    assert "No scenario fits what was asked for." in capfd.readouterr().out


def test_an_unknown_tag_is_refused_with_what_is_near(suite: Suite, capfd: pytest.CaptureFixture[str]) -> None:
    suite.write(PASSING)
    assert suite.run("-t", "smoek") == Exit.USAGE
    assert "did you mean 'smoke'?" in capfd.readouterr().err


def test_a_script_that_cannot_be_collected_is_shown(suite: Suite, capfd: pytest.CaptureFixture[str]) -> None:
    suite.write(PASSING, "no_such_name")
    assert suite.run() == Exit.INTERRUPTED
    printed = capfd.readouterr().out
    assert "name 'no_such_name' is not defined" in printed
    assert "repeat: zsim run scenarios/customers/test_customers.py" in printed
    assert not suite.holds(SUMMARY)


def test_a_scenario_that_is_refused_is_shown_and_the_others_run(
    suite: Suite, capfd: pytest.CaptureFixture[str]
) -> None:
    suite.write(PASSING, PASSING.replace("CUS-09", "CUS-99").replace("a_name", "another_name"))
    assert suite.run() == Exit.FAILED
    printed = capfd.readouterr().out
    assert "behaviour 'CUS-99'" in printed
    assert "repeat: zsim run scenarios/customers/test_customers.py::test_another_name_is_told" in printed
    assert "scenarios: 2 passed, 1 broken" in printed


def test_check_passes_on_the_reports_of_the_same_run(suite: Suite) -> None:
    suite.write(PASSING)
    assert suite.run() == Exit.OK
    assert suite.run("--check") == Exit.OK


def test_check_shows_the_difference_and_writes_nothing(suite: Suite, capfd: pytest.CaptureFixture[str]) -> None:
    suite.write(PASSING)
    suite.run()
    page = suite.folder / SUMMARY
    page.write_text(suite.text(SUMMARY).replace("| ✓ passed | 2 |", "| ✓ passed | 3 |"), encoding="utf-8")
    assert suite.run("--check") == Exit.REPORTS_DIFFER
    printed = capfd.readouterr().out
    assert "-| ✓ passed | 3 |\n+| ✓ passed | 2 |" in printed
    assert "| ✓ passed | 3 |" in suite.text(SUMMARY)


@pytest.mark.parametrize(("asked", "code"), [(("-k", "nothing"), Exit.NOTHING), (("-k", "name"), Exit.REPORTS_DIFFER)])
def test_a_check_that_compared_nothing_fails(
    suite: Suite, asked: tuple[str, ...], code: Exit, capfd: pytest.CaptureFixture[str]
) -> None:
    suite.write(PASSING)
    suite.run()
    assert suite.zsim("run", "--check", *ALONE, *asked) == code
    assert "Nothing was compared" in capfd.readouterr().out


def test_a_check_without_any_scenario_fails(suite: Suite) -> None:
    suite.write("def test_no_scenario():\n    pass\n")
    assert suite.run() == Exit.OK
    assert suite.run("--check") == Exit.REPORTS_DIFFER


def test_a_plain_run_is_whole_without_any_settings_of_pytest(suite: Suite) -> None:
    suite.write(PASSING)
    (suite.folder / "pyproject.toml").unlink()
    assert suite.run() == Exit.OK
    assert suite.holds(SUMMARY)


def test_from_a_folder_inside_all_lands_in_the_project(
    suite: Suite, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    suite.write(PASSING, FAILING)
    monkeypatch.chdir(suite.folder / "scenarios" / "customers")
    assert suite.run() == Exit.FAILED
    printed = capfd.readouterr().out
    assert "repeat: zsim run 'test_customers.py::test_too_much_is_expected[books]'" in printed
    assert "✗ test_customers.py::test_too_much_is_expected[books]" in printed
    assert "Written: ../../reports/behaviours.md" in printed
    assert suite.holds(SUMMARY)
    assert suite.zsim("why", "Acme") == Exit.OK
    assert suite.zsim("report") == Exit.OK
    assert suite.zsim("list") == Exit.OK
    assert suite.zsim("list", "behaviours", "--unproven") == Exit.OK
    assert "Written: ../../reports/html/index.html" in capfd.readouterr().out
    assert [each.name for each in Path.cwd().iterdir() if each.name != "__pycache__"] == ["test_customers.py"]


def test_from_elsewhere_all_lands_in_the_project_that_holds_the_scenarios(
    suite: Suite, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path_factory
) -> None:
    suite.write(PASSING)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.chdir(elsewhere)
    asked = os.path.relpath(suite.folder / "scenarios")
    assert suite.run(asked) == Exit.OK
    assert suite.holds(".zsim/run.zip")
    assert f"{os.path.relpath(suite.folder / 'reports')}/html/index.html" in capfd.readouterr().out
    assert list(elsewhere.iterdir()) == []


def test_git_is_told_to_ignore_what_is_generated(suite: Suite) -> None:
    suite.write(PASSING)
    suite.run()
    suite.run("--product", "books")
    for folder in (".zsim", "reports/html", "reports/part"):
        assert suite.text(f"{folder}/.gitignore").splitlines()[-1] == "*"


def test_junit_names_the_behaviours(suite: Suite) -> None:
    suite.write(PASSING)
    suite.run("--junit", "junit.xml")
    assert suite.text("junit.xml").count('<property name="behaviour" value="CUS-09" />') == 2


def test_twins_with_equal_journals_pass(suite: Suite, capfd: pytest.CaptureFixture[str]) -> None:
    suite.write(PASSING)
    assert suite.run("--twin") == Exit.OK
    assert "2 scenarios in two processes: every journal is equal." in capfd.readouterr().out
    assert not suite.holds(".zsim/run.zip")


def test_twins_with_other_journals_are_named(suite: Suite, capfd: pytest.CaptureFixture[str]) -> None:
    suite.write(PASSING, UNSTABLE)
    assert suite.run("--twin") == Exit.UNSTABLE
    printed = capfd.readouterr().out
    assert printed.startswith("customers/the_order_is_chance[books]: ")
    assert "\n  entry " in printed
    assert "1 scenario of 3 differ" in printed


def test_a_scenario_only_one_twin_ran_differs() -> None:
    assert differing({"a": PrintedRun("1"), "b": PrintedRun("2")}, {"b": PrintedRun("2")}) == ["a"]


HASTY = """
@scenario(covers=["CUS-13"], products=["books"])
def test_it_holds_in_one_second_only(world):
    '''Two accounts come in one second.'''
    with when("two are typed in"):
        first = world.crm.accounts.create(Account_Name="Acme")
        second = world.crm.accounts.create(Account_Name="Bolt")
    with then("they came together"):
        assert first.Created_Time == second.Created_Time
"""


def test_a_spread_run_finds_what_holds_in_one_second_only(suite: Suite, capfd: pytest.CaptureFixture[str]) -> None:
    suite.write(PASSING, HASTY)
    assert suite.run("--product", "books") == Exit.OK
    recorded = suite.recorded()
    capfd.readouterr()
    assert suite.run("--spread") == Exit.FAILED
    printed = capfd.readouterr().out.rstrip().splitlines()
    assert printed[-2].endswith("::test_it_holds_in_one_second_only[books]' --spread")
    assert printed[-1].startswith("2 runs held with each action 7 seconds after the one before; ")
    assert suite.recorded() == recorded
    assert not suite.holds(SUMMARY)


def test_what_is_about_a_moment_is_left_out_of_a_spread_run_and_counted(
    suite: Suite, capfd: pytest.CaptureFixture[str]
) -> None:
    suite.write(PASSING, HASTY.replace('["books"]', '["invoice", "books"], moments="exact"'))
    assert suite.run("--spread") == Exit.OK
    assert capfd.readouterr().out.rstrip().endswith("; 2 runs of 1 scenario about an exact moment left out")


@pytest.mark.parametrize("other", ["--check", "--twin", "--failed"])
def test_a_spread_run_records_nothing_to_compare(suite: Suite, other: str, capfd: pytest.CaptureFixture[str]) -> None:
    suite.write(PASSING)
    assert suite.run("--spread", other) == Exit.USAGE
    assert f"{other} with --spread" in capfd.readouterr().err


def test_a_planted_bug_is_in_every_world_and_nothing_is_recorded(
    suite: Suite, capfd: pytest.CaptureFixture[str]
) -> None:
    suite.write(SYNCED)
    assert suite.run() == Exit.OK
    recorded, report = suite.recorded(), suite.text(SUMMARY)
    capfd.readouterr()
    assert suite.run("--bug", "write-again") == Exit.FAILED
    printed = capfd.readouterr().out.rstrip().splitlines()
    assert "quiet-second-run" in "\n".join(printed)
    assert printed[-2].endswith("::test_an_account_is_carried[books]' --bug write-again")
    assert printed[-1] == "1 of 1 run failed with the bug write-again planted"
    assert (suite.recorded(), suite.text(SUMMARY)) == (recorded, report)


def test_a_bug_that_the_bank_does_not_hold_is_refused(suite: Suite, capfd: pytest.CaptureFixture[str]) -> None:
    suite.write(PASSING)
    assert suite.run("--bug", "wite-again") == Exit.USAGE
    told = "the planted bug 'wite-again': the bank holds none of that name; did you mean 'write-again'"
    assert told in capfd.readouterr().err


@pytest.mark.parametrize("other", ["--check", "--twin", "--failed"])
def test_a_run_with_a_planted_bug_records_nothing_to_compare(
    suite: Suite, other: str, capfd: pytest.CaptureFixture[str]
) -> None:
    suite.write(PASSING)
    assert suite.run("--bug", "write-again", other) == Exit.USAGE
    assert f"{other} with --bug" in capfd.readouterr().err
