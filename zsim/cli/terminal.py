"""What the place we print to can show, and text painted for it."""

from __future__ import annotations

from collections.abc import Mapping
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
