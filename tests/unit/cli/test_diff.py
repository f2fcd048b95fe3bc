"""``zsim diff``: what differs between two releases, and whether the later one may be released."""

from __future__ import annotations

import json
import subprocess

import pytest

from tests.report.made_up import recording, result
from tests.unit.cli.suite import Suite
from zsim.cli.exits import Exit
from zsim.recording.file import bytes_of

ONE = {"scenarios": [result("customers/it_is_told[books]", ("CUS-27",))]}
RUN = recording(ONE)
FAILED = recording({"scenarios": [{**ONE["scenarios"][0], "result": "failed", "digest": "other"}]})
TWO = recording({"scenarios": [*ONE["scenarios"], result("customers/it_is_told_again[books]", ("CUS-27",))]})


def git(suite: Suite, *arguments: str) -> None:
    somebody = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.com")
    subprocess.run(["git", *somebody, *arguments], cwd=suite.folder, check=True, capture_output=True)


@pytest.fixture
def committed(suite: Suite) -> Suite:
    """A suite whose reports are committed."""
    suite.record(RUN)
    suite.zsim("report")
    git(suite, "init", "--quiet")
    git(suite, "add", "reports")
    git(suite, "commit", "--quiet", "--message", "reports")
    return suite


def test_the_last_recording_is_compared_with_the_committed_reports(
    committed: Suite, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert committed.zsim("diff") == Exit.OK
    told = capsys.readouterr().out
    assert told.startswith("HEAD -> .zsim/run.zip")
    assert "Rules: no difference" in told


def test_a_new_story_is_told(committed: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    committed.record(TWO)
    capsys.readouterr()
    assert committed.zsim("diff") == Exit.FAILED
    assert "  It is told again: new\n" in capsys.readouterr().out


def test_two_recordings_two_folders_and_a_revision_with_a_folder_are_compared(committed: Suite) -> None:
    (committed.folder / "new.zip").write_bytes(bytes_of(TWO))
    assert committed.zsim("diff", ".zsim/run.zip", "new.zip") == Exit.FAILED
    assert committed.zsim("diff", "new.zip", "new.zip") == Exit.OK
    assert committed.zsim("diff", "reports", "reports") == Exit.OK
    assert committed.zsim("diff", "HEAD", "reports") == Exit.OK


def test_what_failed_may_not_be_released(committed: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    committed.record(FAILED)
    capsys.readouterr()
    assert committed.zsim("diff") == Exit.FAILED
    assert "CUS-27 At most 500 contact persons: for Books, proven -> failing" in capsys.readouterr().out
    assert committed.zsim("diff", "--gate") == Exit.REPORTS_DIFFER
    assert "May this be released: no, “It is told” failed for Books" in capsys.readouterr().out


def test_under_a_gate_a_difference_alone_is_no_fault(committed: Suite) -> None:
    committed.record(TWO)
    assert committed.zsim("diff", "--gate") == Exit.OK


def test_it_is_told_as_json(committed: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    committed.record(FAILED)
    capsys.readouterr()
    committed.zsim("diff", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["may be released"] is False
    assert told["states"][0]["rule"] == "CUS-27"


def test_it_is_told_as_markdown(committed: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    committed.record(TWO)
    capsys.readouterr()
    assert committed.zsim("diff", "--markdown") == Exit.FAILED
    told = capsys.readouterr().out
    assert told.startswith("# What changed\n")
    assert "\n- **It is told again**: new\n" in told


def test_of_two_recordings_decisions_inside_stories_are_compared_and_of_markdown_it_is_said_that_not(
    committed: Suite, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    committed.zsim("diff")
    assert "Decisions: no difference of the decision table (what stories decide is" in capsys.readouterr().out
    committed.zsim("diff", ".zsim/run.zip", ".zsim/run.zip")
    assert "Decisions: no difference\n" in capsys.readouterr().out


def test_without_a_recording_the_reports_on_disk_are_compared(committed: Suite) -> None:
    (committed.folder / ".zsim/run.zip").unlink()
    assert committed.zsim("diff") == Exit.OK


@pytest.mark.parametrize(
    ("named", "found"),
    [("nowhere", "no such file or folder, and git knows no such revision"), (".zsim", "there is no behaviours.md")],
)
def test_what_cannot_be_compared_is_refused(
    committed: Suite, capsys: pytest.CaptureFixture[str], named: str, found: str
) -> None:
    assert committed.zsim("diff", named) == Exit.USAGE
    assert found in capsys.readouterr().err


def test_a_revision_without_reports_is_refused(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    suite.record(RUN)
    git(suite, "init", "--quiet")
    git(suite, "commit", "--quiet", "--allow-empty", "--message", "nothing")
    assert suite.zsim("diff") == Exit.USAGE
    assert "that revision has no reports/behaviours.md" in capsys.readouterr().err


@pytest.mark.parametrize("data", [b"", bytes_of(RUN)[:200], b'{"format": "zsim-run", "version": 1}'])
def test_a_recording_that_cannot_be_read_is_refused(suite: Suite, data: bytes) -> None:
    suite.record(RUN)
    (suite.folder / "old.zip").write_bytes(data)
    assert suite.zsim("diff", "old.zip") == Exit.UNREADABLE
