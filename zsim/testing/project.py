"""Where things land: the project that holds the scenarios, by one rule for recordings, reports and every command."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from zsim.kernel.errors import UsageError

HOME = "scenarios"
RUN_FILE = Path(".zsim") / "run.zip"
SETTINGS = ("pyproject.toml", "pytest.ini", ".pytest.ini", "tox.ini", "setup.cfg")
IGNORED = "# Generated; not to be committed.\n*\n"


def project_of(start: Path, here: Path) -> Path:
    """The project of a folder or file: the nearest folder around it that holds ``scenarios/`` or settings of pytest.

    Where there is none, it is ``here``, the folder in which the command was called.
    """
    for folder in (start, *start.parents):
        if (folder / HOME).is_dir() or (folder.name != HOME and any((folder / each).is_file() for each in SETTINGS)):
            return folder
    return here


def project_here(paths: Iterable[str] = ()) -> Path:
    """The project of the first of these paths, each as pytest takes it; without any, of the folder we stand in."""
    here = Path.cwd()
    first = next(iter(paths), "").partition("::")[0]
    return project_of((here / first).resolve(), here)


def last_recording() -> Path:
    """The last recording of the project we stand in; outside of any, that of the one project in a folder below.

    Raises ``UsageError`` where there are several of those.
    """
    here = project_here() / RUN_FILE
    below = [] if here.is_file() else sorted(Path.cwd().glob(f"*/{RUN_FILE.as_posix()}"))
    if len(below) > 1:
        raise UsageError(
            asked="the last recording",
            found=f"there is none here, and one each in {', '.join([each.parts[-3] for each in below])}",
            right="stand in the project's folder, or name the recording",
        )
    return below[0] if below else here


def seen_from_here(path: Path) -> str:
    """A path as it is to be printed: from the folder we stand in."""
    return Path(os.path.relpath(path)).as_posix()


def keep_out_of_git(folder: Path) -> None:
    """Make a folder of generated files, if there is none, with what has git ignore it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".gitignore").write_text(IGNORED, encoding="utf-8")


def replace_text(path: Path, text: str) -> None:
    """Write a file of text, so that it is there whole, or as it was."""
    replace_file(path, text.encode())


def replace_file(path: Path, data: bytes) -> None:
    """Write a file beside the one of that name, then put it in its place: it is there whole, or as it was."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
