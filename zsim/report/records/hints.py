"""Why records do not arrive, in users' words, and what to do: read from ``reasons.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ANCHOR_MAX = 60
UNREAD = "never"
"""How the keys of reasons begin for which no run read a record."""
DATA = Path(__file__).with_name("reasons.toml")
CONFLICT, PICK_LIST, INTENDED = "conflict", "pick-list", "intended"
"""The codes of what is no decision of its own: a value that did not cross, and a decision not carried out."""


@dataclass(frozen=True, slots=True)
class Hint:
    """A reason: what it ``says`` to a user, what there is ``todo``, and its ``rules`` where none is cited."""

    key: str
    says: str
    todo: str = ""
    rules: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """The place of the reason on a page."""
        return re.sub(r"[^a-z0-9]+", "-", self.says.lower()).strip("-")[:ANCHOR_MAX].strip("-")


@dataclass(frozen=True, slots=True)
class Hints:
    """All reasons: of decisions by code, of refusals by reason, of runs and of records left alone by their sentence."""

    decisions: Mapping[str, Hint]
    failures: Mapping[str, Hint]
    runs: tuple[tuple[str, Hint], ...]
    never: tuple[tuple[re.Pattern[str], Hint], ...]

    def decision(self, code: str, sentence: str) -> Hint:
        """The reason of a decision; where there is none for its code, the sentence itself."""
        return self.decisions.get(code) or Hint(f"decision {code}", sentence)

    def failure(self, reason: str) -> Hint:
        """The reason of a refusal by another app."""
        return self.failures.get(reason) or Hint(f"failure {reason}", f"The other app refused it: {reason}.")

    def run(self, reason: str) -> Hint:
        """The reason of a run that failed as a whole."""
        return next(hint for starts, hint in self.runs if reason.startswith(starts))

    def unread(self, why: str) -> Hint:
        """The reason why no run decided about a record."""
        return next(hint for pattern, hint in self.never if pattern.search(why))


@cache
def hints() -> Hints:
    """All reasons there are words for."""
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return Hints(
        dict(_hints("decision", "code", data["decision"])),
        dict(_hints("failure", "reason", data["failure"])),
        tuple(_hints("run", "starts", data["run"])),
        tuple([(re.compile(pattern), hint) for pattern, hint in _hints(UNREAD, "pattern", data["never"])]),
    )


def _hints(kind: str, known_by: str, rows: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, Hint]]:
    for row in rows:
        yield row[known_by], Hint(f"{kind} {row[known_by]}", row["says"], row["todo"], tuple(row.get("rules", ())))
