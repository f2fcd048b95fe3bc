"""``zsim report``: reports from a recording, without running anything."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.report.made_up import recording, result
from tests.unit.cli.suite import Suite
from zsim.cli.exits import Exit
from zsim.testing.project import RUN_FILE

RUN = recording({"scenarios": [result("customers/it_is_told[books]", ("CUS-27",))]})


def test_all_reports_are_written_from_the_recording_of_a_whole_run(suite: Suite) -> None:
    suite.record(RUN)
    assert suite.zsim("report") == Exit.OK
    assert suite.holds("reports/behaviours.md")
    assert suite.holds("reports/html/index.html")


def test_the_recording_of_part_of_the_suite_gives_the_site_alone(
    suite: Suite, capsys: pytest.CaptureFixture[str]
) -> None:
    suite.record(replace(RUN, selection=("--product books",)))
    assert suite.zsim("report") == Exit.OK
    assert not suite.holds("reports/behaviours.md")
    assert suite.holds("reports/part/index.html")
    assert not suite.holds("reports/html/index.html")
    assert "was left alone" in capsys.readouterr().out


def test_another_recording_can_be_named(suite: Suite) -> None:
    suite.record(RUN)
    (suite.folder / RUN_FILE).rename(suite.folder / "old.zip")
    assert suite.zsim("report") == Exit.USAGE
    assert suite.zsim("report", "old.zip") == Exit.OK
    assert suite.holds("reports/recordings/old/html/index.html")


def test_another_recording_leaves_the_reports_of_the_project_as_they_are(suite: Suite) -> None:
    suite.record(RUN)
    (suite.folder / RUN_FILE).rename(suite.folder / "old.zip")
    suite.record(recording({"scenarios": [result("customers/it_is_new[books]", ("CUS-27",))]}))
    assert suite.zsim("report") == Exit.OK
    files = {path: path.read_bytes() for path in (suite.folder / "reports").rglob("*") if path.is_file()}
    assert suite.zsim("report", "old.zip") == Exit.OK
    assert {path: path.read_bytes() for path in files} == files
    assert suite.holds("reports/recordings/old/html/scenarios/customers-it_is_told.html")


@pytest.mark.parametrize(
    "scenario", ["it_is_told", "customers/it_is_told", "test_it_is_told", "customers/it_is_told[books]"]
)
def test_one_scenario_is_written_as_a_file_of_its_own(suite: Suite, scenario: str) -> None:
    suite.record(RUN)
    assert suite.zsim("report", "--single-file", scenario) == Exit.OK
    text = (suite.folder / "customers-it_is_told.html").read_text(encoding="utf-8")
    assert "<h1>It is told</h1>" in text
    assert not suite.holds("reports/html/index.html")


def test_the_file_may_be_named(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    suite.record(RUN)
    assert suite.zsim("report", "--single-file", "it_is_told", "-o", "ticket.html") == Exit.OK
    assert suite.holds("ticket.html")
    assert "Written: ticket.html" in capsys.readouterr().out
    assert suite.zsim("report", "--single-file", "it_is_told", "-o", "nowhere/ticket.html") == Exit.USAGE
    assert "there is no such folder" in capsys.readouterr().err


def test_a_scenario_that_is_not_there_is_refused_with_those_of_a_similar_name(
    suite: Suite, capsys: pytest.CaptureFixture[str]
) -> None:
    suite.record(RUN)
    assert suite.zsim("report", "--single-file", "it_is_tald") == Exit.USAGE
    told = capsys.readouterr().err
    assert "holds no such scenario" in told
    assert "did you mean 'it_is_told'" in told


def test_a_run_of_a_scenario_is_told_alone(suite: Suite) -> None:
    runs = [result(f"customers/it_is_told[{product}]", ("CUS-27",)) for product in ("books", "billing")]
    suite.record(recording({"scenarios": runs}))
    assert suite.zsim("report", "--single-file", "customers/it_is_told[billing]") == Exit.OK
    text = (suite.folder / "customers-it_is_told.html").read_text(encoding="utf-8")
    assert "It passed, for Billing." in text
