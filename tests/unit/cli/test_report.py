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
