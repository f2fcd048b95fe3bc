"""What the place we print to can show, and text set for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO

RESET = "\x1b[0m"
STYLES = {"good": "\x1b[32m", "bad": "\x1b[1;31m", "fair": "\x1b[33m", "strong": "\x1b[1m", "quiet": "\x1b[2m"}


@dataclass(frozen=True, slots=True)
class Terminal:
    """``live`` says whether something may move (a progress bar), ``colour`` whether text may be coloured."""

    live: bool
    colour: bool

    def paint(self, text: str, style: str) -> str:
        """The text in a style: good, bad, fair, strong or quiet; as it is where colours are not wanted."""
        return f"{STYLES[style]}{text}{RESET}" if self.colour else text


def terminal_of(stream: TextIO, environment: Mapping[str, str]) -> Terminal:
    """What a stream can show; ``NO_COLOR`` turns colours off, ``CI`` whatever moves."""
    person = stream.isatty() and environment.get("TERM") != "dumb"
    machine = environment.get("CI", "").lower() not in ("", "0", "false")
    return Terminal(live=person and not machine, colour=person and not environment.get("NO_COLOR"))


def columns(rows: Iterable[Sequence[str]], numbers: Iterable[int] = ()) -> list[str]:
    """Rows of cells as lines with aligned columns; the columns of those numbers stand to the right."""
    table = [tuple(row) for row in rows]
    right = frozenset(numbers)
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return ["  ".join(_set(cell, widths[at], at in right) for at, cell in enumerate(row)).rstrip() for row in table]


def _set(cell: str, width: int, right: bool) -> str:
    return cell.rjust(width) if right else cell.ljust(width)
