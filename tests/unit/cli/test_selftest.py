"""``zsim selftest``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.cli.suite import PASSING, SYNCED, Suite
from zsim.cli.exits import Exit
from zsim.explore import BUGS
from zsim.explore.selftest import Attempt, Verdict
from zsim.explore.selftest.verdict import NONE

PAGE, DATA = "reports/selftest.md", "reports/selftest.json"
BROKEN = {each.name: each for each in BUGS}["write-again"].behaviours
BREAKING = SYNCED.replace('["CUS-12"]', repr([*BROKEN]))
FAST = ("--seconds", "3")


def test_what_caught_a_bug_is_told(suite: Suite, capfd: pytest.CaptureFixture[str]) -> None:
    suite.write(BREAKING)
    assert suite.zsim("selftest", "write-again", *FAST) == Exit.OK
    lines = capfd.readouterr().out.splitlines()
    assert lines[0] == "1/1  write-again: caught"
    (row,) = [each for each in lines if each.startswith("write-again ")]
    assert "customers/an_account_is_carried[books]" in row
    assert "quiet-second-run" in row
    assert lines[-1].startswith("1 bug: 1 by scenarios, 1 by invariants, ")
    assert lines[-1].endswith("and 1 by exploration alone.")
    assert not suite.holds(PAGE)


def test_what_nothing_catches_is_told_and_fails(suite: Suite, capfd: pytest.CaptureFixture[str]) -> None:
    suite.write(PASSING)
    assert suite.zsim("selftest", "write-again", "--seconds", "0") == Exit.FAILED
    printed = capfd.readouterr().out
    assert "write-again: exploration does not catch it" in printed
    for each in BROKEN:
        assert f"write-again: it breaks {each}, whose scenarios pass all the same" in printed


def test_it_is_told_as_data(suite: Suite, capfd: pytest.CaptureFixture[str]) -> None:
    suite.write(BREAKING)
    assert suite.zsim("selftest", "write-again", "--json", *FAST) == Exit.OK
    (bug,) = json.loads(capfd.readouterr().out)["bugs"]
    assert bug["bug"] == "write-again"
    assert bug["scenarios"]["found"] == "customers/an_account_is_carried[books]"
    assert bug["scenarios"]["seconds"] > 0


def test_what_is_saved_is_a_page_of_the_report_and_renewed_bug_by_bug(suite: Suite) -> None:
    suite.write(BREAKING)
    assert suite.zsim("selftest", "write-again", "--save", *FAST) == Exit.OK
    page = suite.text(PAGE)
    suite.run()
    assert "[Planted bugs](selftest.md)" in suite.text("reports/behaviours.md")
    assert "an_account_is_carried[books]" in suite.text("reports/html/lists/bank.html")
    assert suite.run("--check") == Exit.OK
    assert suite.text(PAGE) == page
    suite.zsim("selftest", "never-match", "write-again", "--save", "--workers", "2", *FAST)
    assert [each["bug"] for each in json.loads(suite.text(DATA))["bugs"]] == ["never-match", "write-again"]
    assert [line for line in page.splitlines() if line.startswith("| write-again")] == [
        line for line in suite.text(PAGE).splitlines() if line.startswith("| write-again")
    ]


def test_what_came_before_it_was_broken_off_is_saved(suite: Suite, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken_off(*_given: object, **_more: object) -> Iterator[Verdict]:
        yield Verdict("write-again", NONE, NONE, Attempt(1, 0.5, "seed 0", ("model",)), NONE)
        raise KeyboardInterrupt

    suite.write(PASSING)
    monkeypatch.setattr("zsim.cli.selftest.verdicts", broken_off)
    assert suite.zsim("selftest", "write-again", "never-match", "--save") == Exit.INTERRUPTED
    assert [each["bug"] for each in json.loads(suite.text(DATA))["bugs"]] == ["write-again"]


def test_a_page_that_was_edited_by_hand_differs(suite: Suite) -> None:
    suite.write(BREAKING)
    suite.zsim("selftest", "write-again", "--save", *FAST)
    suite.run()
    page = suite.folder / PAGE
    page.write_text(page.read_text(encoding="utf-8").replace("1 bug", "9 bugs"), encoding="utf-8")
    assert suite.run("--check") == Exit.REPORTS_DIFFER


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("wite-again",), "did you mean 'write-again'"),
        (("--family", "maching"), "did you mean 'matching'"),
        (("-k", "no bug says this"), "it is no bug of the bank"),
        (("--sample", "0"), "greater than or equal to 1"),
        (("--workers", "0"), "greater than or equal to 1"),
    ],
)
def test_what_cannot_be_asked_for_is_refused(
    suite: Suite, asked: tuple[str, ...], told: str, capfd: pytest.CaptureFixture[str]
) -> None:
    suite.write(PASSING)
    assert suite.zsim("selftest", *asked) == Exit.USAGE
    assert told in capfd.readouterr().err


def test_a_folder_without_scenarios_is_refused(suite: Suite, capfd: pytest.CaptureFixture[str]) -> None:
    assert suite.zsim("selftest", "write-again") == Exit.USAGE
    assert "there is no folder scenarios/ here" in capfd.readouterr().err


def test_scenarios_that_cannot_be_collected_are_refused(suite: Suite, capfd: pytest.CaptureFixture[str]) -> None:
    suite.write("import nothing_of_that_name")
    assert suite.zsim("selftest", "write-again") == Exit.USAGE
    assert "its scenarios cannot be collected; 'zsim run' tells why" in capfd.readouterr().err


@pytest.mark.parametrize("text", ["no JSON", "{}", '{"format": "zsim-selftest", "version": 9, "bugs": []}'])
def test_saved_data_that_is_none_is_refused(suite: Suite, text: str, capfd: pytest.CaptureFixture[str]) -> None:
    suite.write(PASSING)
    Path("reports").mkdir()
    Path(DATA).write_text(text, encoding="utf-8")
    assert suite.zsim("selftest", "write-again", "--save") == Exit.USAGE
    assert f"read {DATA}: it holds no verdicts on planted bugs" in capfd.readouterr().err
