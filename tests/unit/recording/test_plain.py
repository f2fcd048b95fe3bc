"""Dataclasses as JSON and back, and what is said of JSON that is not what was written."""

from __future__ import annotations

import json

import pytest

from zsim.recording.plain import Damaged, plain, value_of
from zsim.recording.schema import (
    Provenance,
    RecordedFailure,
    RecordedMove,
    RecordedStep,
    Recording,
    Result,
    ScenarioRun,
)

BARE = ScenarioRun("a/b_c_d", "scenarios/a/test_a.py", "It is told.")
FULL = ScenarioRun(
    id="a/b_c_d[books]",
    file="scenarios/a/test_a.py",
    title="It is told.",
    covers=("CUS-09",),
    product="books",
    result=Result.FAILED,
    error=RecordedFailure("no", "test_a.py:3", "assert no", (2, 3)),
    policies=(("names", "exact"),),
    steps=(RecordedStep("given", "Acme", 1, 4),),
    overlooked=(("7", "nobody read it"),),
    moves=(RecordedMove("books", "invoices", "void", "draft", "void", 3, triggered=True),),
    entries=4,
)


@pytest.mark.parametrize("run", [BARE, FULL])
def test_what_is_read_is_what_was_written(run: ScenarioRun) -> None:
    whole = Recording((run,), (run,), 7, ("-k", "acme"), Provenance("1.2", "0badc0ffee", "2026-11-27"))
    assert value_of(Recording, json.loads(json.dumps(plain(whole))), "the recording") == whole


def test_what_stands_as_it_is_by_default_is_left_out() -> None:
    assert plain(BARE) == {"id": "a/b_c_d", "file": "scenarios/a/test_a.py", "title": "It is told."}


def test_what_is_no_part_of_a_comparison_is_not_written() -> None:
    kept = ScenarioRun("a", "b", "c", kept=lambda: b"")
    assert plain(kept) == {"id": "a", "file": "b", "title": "c"}


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ([], "the run is list, not an object"),
        ({"id": "a"}, "the run has no 'file'"),
        ({"result": "fine"}, "'result' of the run should be one of passed, failed"),
        ({"seed": True}, "'seed' of the run should be a number and is True"),
        ({"covers": None}, "'covers' of the run should be a list and is None"),
        ({"covers": [1]}, "'covers 1' of the run should be a text and is 1"),
        ({"product": 1}, "'product' of the run should be a text and is 1"),
        ({"steps": [{"keyword": "given"}]}, "the run, steps 1 has no 'text'"),
        ({"overlooked": [["7"]]}, "'overlooked 1' of the run should be a list of 2 and is"),
        (
            {"moves": [{**dict.fromkeys(RecordedMove._fields, "x"), "times": 1}]},
            "'triggered' of the run, moves 1 should",
        ),
        ({"error": "x"}, "the run, error is str, not an object"),
    ],
)
def test_what_is_damaged_is_refused_with_the_place(told: object, found: str) -> None:
    whole = {**plain(BARE), **told} if isinstance(told, dict) and told != {"id": "a"} else told
    with pytest.raises(Damaged) as damaged:
        value_of(ScenarioRun, whole, "the run")
    assert str(damaged.value).startswith(found)
