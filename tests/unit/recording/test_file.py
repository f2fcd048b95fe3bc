"""A recording as a file, and what is said of one that cannot be read."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.report.made_up import overwritten, recording, small_run
from zsim.kernel.errors import OtherVersion, Unreadable, UsageError
from zsim.recording.file import INDEX, bytes_of, read_recording, recording_of
from zsim.recording.schema import Recording, Result, results_of
from zsim.recording.worlds import world_in

SMALL = recording(small_run())
WHOLE = bytes_of(SMALL)


def rewritten(index: object) -> bytes:
    """A file with another index."""
    held = BytesIO()
    with ZipFile(held, "w") as archive:
        archive.writestr(INDEX, json.dumps(index))
    return held.getvalue()


def index_of(data: bytes) -> dict[str, object]:
    told: dict[str, object] = json.loads(ZipFile(BytesIO(data)).read(INDEX))
    return told


def test_what_is_read_is_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "run.zip"
    path.write_bytes(WHOLE)
    again = read_recording(path)
    assert again == SMALL
    assert bytes_of(again) == WHOLE
    assert [world_in(run).lines() for run in again.scenarios] == [world_in(run).lines() for run in SMALL.scenarios]


def test_scenarios_come_by_id_whatever_order_they_ran_in() -> None:
    ids = [run.id for run in SMALL.scenarios]
    assert ids == sorted(ids)
    assert bytes_of(Recording(SMALL.scenarios[::-1])) == WHOLE


def test_results_are_counted_in_their_order() -> None:
    assert list(results_of(SMALL.scenarios).items()) == [
        (Result.PASSED, 7),
        (Result.FAILED, 1),
        (Result.KNOWN_GAP, 1),
        (Result.SKIPPED, 1),
    ]


@pytest.mark.parametrize("length", [1, 100, len(WHOLE) // 2, len(WHOLE) - 1])
def test_a_recording_that_was_cut_short_is_refused(length: int) -> None:
    with pytest.raises(Unreadable, match="it is no recording, or was cut short"):
        recording_of(WHOLE[:length])


def test_a_recording_that_was_damaged_on_its_way_is_refused() -> None:
    data = ZipFile(BytesIO(WHOLE)).read("worlds/00004.json.gz")
    place = WHOLE.index(data) + len(data) // 2
    with pytest.raises(Unreadable, match=r"it was damaged: worlds/00004\.json\.gz is not as it was written"):
        recording_of(WHOLE[:place] + bytes([WHOLE[place] ^ 1]) + WHOLE[place + 1 :])


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "it is empty"),
        (b"{", "it is no recording, or was cut short"),
        (rewritten([]), "it is of another format"),
        (rewritten({"format": "other"}), "it is of another format"),
        (rewritten({**index_of(WHOLE), "recording": []}), "the recording is list, not an object"),
        (rewritten(index_of(WHOLE)), "the world of connection/a_new_key_kills_the_old[books] is missing"),
    ],
    ids=["empty", "no archive", "a list", "another format", "no object", "a world is missing"],
)
def test_what_is_no_whole_recording_is_refused(data: bytes, found: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        recording_of(data)
    assert refusal.value.found.startswith(found)


@pytest.mark.parametrize(
    ("data", "version"),
    [(rewritten({**index_of(WHOLE), "version": 3}), 3), (b'{"format": "zsim-run", "version": 1, "made": {}}', 1)],
)
def test_a_recording_of_another_version_is_refused_as_such(data: bytes, version: int) -> None:
    with pytest.raises(OtherVersion, match=f"it has format version {version}; this zsim reads version 2"):
        recording_of(data)


def test_a_world_that_is_not_as_it_was_written_is_refused() -> None:
    (run,) = recording({"scenarios": [overwritten("books")]}).scenarios
    with pytest.raises(Unreadable, match=r"the world of customers/overwrite.* is not as it was written"):
        world_in(replace(run, kept=lambda: b"no"))


def test_a_missing_recording_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no such file; run 'zsim run' first"):
        read_recording(tmp_path / "none.zip")


def test_the_worlds_of_consequences_go_along(tmp_path: Path) -> None:
    first = next(run for run in SMALL.scenarios if run.entries)
    path = tmp_path / "run.zip"
    path.write_bytes(bytes_of(replace(SMALL, consequences=(first,))))
    (again,) = read_recording(path).consequences
    assert world_in(again).journal.digest() == world_in(first).journal.digest()
