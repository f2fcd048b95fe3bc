"""A recording as a file: an archive that any tool opens, with ``recording.json`` and a compressed world for each run.

It is written beside and put in its place, so that it is there whole or as it was; one that was cut short, or damaged on
its way, is told from a whole one before anything of it is read.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from zsim.kernel.errors import OtherVersion, Unreadable, UsageError
from zsim.recording.plain import Damaged, plain, value_of
from zsim.recording.schema import FORMAT, VERSION, Recording, ScenarioRun

INDEX = "recording.json"
WORLDS, SWITCHED, CONSEQUENCES = "worlds", "switched", "consequences"
AGAIN = "run 'zsim run' again"
FIRST_FORMAT = b'{"format": "zsim-run", "version": 1'
"""How recordings began before they were archives."""


def bytes_of(recording: Recording) -> bytes:
    """The recording as the bytes of a file; its scenarios are put in the order of their ids."""
    recording = replace(recording, scenarios=tuple(sorted(recording.scenarios, key=lambda each: each.id)))
    held = BytesIO()
    with ZipFile(held, "w") as archive:
        for folder, runs in _folders(recording):
            for number, each in enumerate(runs, 1):
                if each.kept is not None:
                    archive.writestr(ZipInfo(_world(folder, number)), each.kept(), ZIP_STORED)  # compressed already
        told = {"format": FORMAT, "version": VERSION, "recording": plain(recording)}
        archive.writestr(ZipInfo(INDEX), json.dumps(told, ensure_ascii=False), ZIP_DEFLATED)
    return held.getvalue()


def read_recording(path: Path) -> Recording:
    """The recording in a file; of each scenario the world is read when it is asked for.

    Raises ``UsageError`` where there is none, ``Unreadable`` where it is empty, cut short or damaged, and
    ``OtherVersion`` where another version of zsim wrote it.
    """
    asked = f"read the recording {path.as_posix()}"
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        right = "run 'zsim run' first, stand in the project's folder, or name a recording"
        raise UsageError(asked=asked, found="there is no such file", right=right) from None
    return recording_of(data, asked)


def recording_of(data: bytes, asked: str = "read the recording") -> Recording:
    """The recording in the bytes of a file; ``asked`` opens the message of an error."""
    if data.startswith(FIRST_FORMAT):
        raise _other_version(asked, 1)
    if not data:
        raise Unreadable(asked=asked, found="it is empty", right=AGAIN)
    try:
        archive = ZipFile(BytesIO(data))
        broken = archive.testzip()
        told = json.loads(archive.read(INDEX))
    except (BadZipFile, KeyError, ValueError) as error:
        raise Unreadable(asked=asked, found=f"it is no recording, or was cut short ({error})", right=AGAIN) from None
    if broken is not None:
        raise Unreadable(asked=asked, found=f"it was damaged: {broken} is not as it was written", right=AGAIN)
    return _recording(told, archive, asked)


def _recording(told: object, archive: ZipFile, asked: str) -> Recording:
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise Unreadable(asked=asked, found=f"it is of another format than {FORMAT!r}", right=AGAIN)
    if told.get("version") != VERSION:
        raise _other_version(asked, told.get("version"))
    try:
        recording = value_of(Recording, told.get("recording"), "the recording")
    except Damaged as error:
        raise Unreadable(asked=asked, found=str(error), right="a recording made by 'zsim run'") from None
    read = [_with_worlds(folder, runs, archive, asked) for folder, runs in _folders(recording)]
    return replace(recording, scenarios=read[0], switched=read[1], consequences=read[2])


def _folders(recording: Recording) -> tuple[tuple[str, tuple[ScenarioRun, ...]], ...]:
    """The runs of a recording, by the folder of their worlds in the archive."""
    return (
        (WORLDS, recording.scenarios),
        (SWITCHED, recording.switched),
        (CONSEQUENCES, recording.consequences),
    )


def _with_worlds(folder: str, runs: tuple[ScenarioRun, ...], archive: ZipFile, asked: str) -> tuple[ScenarioRun, ...]:
    found, names = [], frozenset(archive.namelist())
    for number, each in enumerate(runs, 1):
        name = _world(folder, number)
        if each.entries and name not in names:
            raise Unreadable(asked=asked, found=f"the world of {each.id} is missing", right=AGAIN)
        found.append(replace(each, kept=partial(archive.read, name)) if name in names else each)
    return tuple(found)


def _world(folder: str, number: int) -> str:
    """The name of a world in the archive."""
    return f"{folder}/{number:05}.json.gz"


def _other_version(asked: str, version: object) -> OtherVersion:
    right = f"this zsim reads version {VERSION}: run 'zsim run' again"
    return OtherVersion(asked=asked, found=f"it has format version {version}", right=right)
