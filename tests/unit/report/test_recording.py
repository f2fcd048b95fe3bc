"""Reading a recording back, and what is said of one that cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.report.made_up import Data, entry, move, result, small_run
from zsim.kernel.errors import UsageError
from zsim.report import OtherVersion, Result, read_recording
from zsim.report.recording import RecordedLine, RecordedMove, RecordedStep, SyncRun, recording_of, results_of


def written(folder: Path, data: object) -> Path:
    path = folder / "run.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def one(**more: object) -> Data:
    """A recording of one scenario."""
    return {**small_run(), "scenarios": [{**result("customers/one_is_told[books]", ("CUS-09",)), **more}]}


def test_scenarios_come_by_id() -> None:
    ids = [run.id for run in recording_of(small_run()).scenarios]
    assert ids == sorted(ids)


def test_steps_runs_and_entries_are_read_as_they_were_written() -> None:
    step = {"keyword": "given", "text": "Acme", "from": 1, "to": 4}
    sync = {
        "module": "items",
        "trigger": "instant",
        "at": "then",
        "grade": "done",
        "reason": None,
        "counts": {"kept": 2},
    }
    told = {**entry(3, "decision", "kept it", 2, ("1", "Acme")), "outcome": "kept"}
    (run,) = recording_of(one(steps=[step], runs=[sync], journal=[told])).scenarios
    assert run.steps == (RecordedStep("given", "Acme", 1, 4),)
    assert run.runs == (SyncRun("items", "instant", "then", "done", "", (("kept", 2),)),)
    assert run.journal == (
        RecordedLine(3, "2026-01-05 09:00:03", "sync", "decision", 2, "kept it", ("1", "Acme"), "kept"),
    )


def test_moves_are_read_as_they_were_written_and_an_older_recording_has_none() -> None:
    voided = move("books", "invoices", "void", "draft", "void", 3, triggered=True)
    (run,) = recording_of(one(moves=[voided])).scenarios
    assert run.moves == (RecordedMove("books", "invoices", "void", "draft", "void", 3, triggered=True),)
    (older,) = recording_of(one()).scenarios
    assert older.moves == ()


def test_results_are_counted_in_their_order() -> None:
    counted = results_of(recording_of(small_run()).scenarios)
    assert list(counted.items()) == [
        (Result.PASSED, 7),
        (Result.FAILED, 1),
        (Result.KNOWN_GAP, 1),
        (Result.SKIPPED, 1),
    ]


def test_what_the_session_was_narrowed_to_is_kept() -> None:
    assert recording_of({**small_run(), "selection": ["-k", "acme"]}).selection == ("-k", "acme")


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ([], "the recording is list, not an object"),
        ({"format": "other"}, "its format is 'other'"),
        ({**small_run(), "scenarios": None}, "'scenarios' of the recording should be a list and is None"),
        (one(result="fine"), "'result' of the recording, scenarios 1 should be one of passed, failed"),
        (one(seed=True), "'seed' of the recording, scenarios 1 should be a number and is True"),
        (one(covers=[1]), "'covers' of the recording, scenarios 1 should be texts and is 1"),
        (one(steps=[{"keyword": "given"}]), "the recording, scenarios 1, steps 1 has no 'text'"),
        (
            one(moves=[{**move(*"abcde"), "triggered": 1}]),
            "'triggered' of the recording, scenarios 1, moves 1 should be",
        ),
        (one(journal=["x"]), "the recording, scenarios 1, journal 1 is str, not an object"),
    ],
)
def test_a_damaged_recording_is_refused_with_the_place(tmp_path: Path, data: object, found: str) -> None:
    with pytest.raises(UsageError) as refusal:
        read_recording(written(tmp_path, data))
    assert refusal.value.found.startswith(found)


def test_a_recording_of_another_version_is_refused_as_such(tmp_path: Path) -> None:
    with pytest.raises(OtherVersion, match="format version 2; this zsim reads version 1"):
        read_recording(written(tmp_path, {**small_run(), "version": 2}))


def test_a_missing_recording_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no such file; run 'zsim run' first"):
        read_recording(tmp_path / "none.json")


def test_what_is_no_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(UsageError, match="it is not JSON"):
        read_recording(path)
