"""The files of the repository: everything in the tree that ``.gitignore`` does not leave out."""

from __future__ import annotations

import fnmatch
import functools
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]


@functools.cache
def files() -> tuple[Path, ...]:
    """The paths of all tracked or new files, relative to the top, in order."""
    return tuple(_below(TOP, _ignored()))


def modules_of_zsim() -> tuple[Path, ...]:
    """The paths of the Python modules of the package itself."""
    return tuple([each for each in files() if each.parts[0] == "zsim" and each.suffix == ".py"])


def text_of(path: Path) -> str:
    """What a file of the tree holds; bytes that are no text are replaced."""
    return (TOP / path).read_text(encoding="utf-8", errors="replace")


def _ignored() -> tuple[str, ...]:
    lines = (TOP / ".gitignore").read_text(encoding="utf-8").splitlines()
    return (".git", *[line.strip().rstrip("/") for line in lines if line.strip() and not line.startswith("#")])


def _below(folder: Path, ignored: tuple[str, ...]) -> list[Path]:
    found: list[Path] = []
    for entry in sorted(folder.iterdir()):
        path = entry.relative_to(TOP)
        if _is_ignored(path, ignored):
            continue
        if (entry / "pyvenv.cfg").is_file():
            continue  # somebody's virtual environment, whatever it is called
        if entry.is_dir():
            found += _below(entry, ignored)
        else:
            found.append(path)
    return found


def _is_ignored(path: Path, patterns: tuple[str, ...]) -> bool:
    """As git reads them: a pattern with a slash is a path from the top, any other a name at any depth."""
    return any(
        fnmatch.fnmatchcase(path.as_posix() if "/" in each else path.name, each.lstrip("/")) for each in patterns
    )
