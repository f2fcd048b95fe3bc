"""One entry of a journal in words."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from zsim.world.journal_words.values import to_the_second


class Line(NamedTuple):
    """One journal entry in words; ``at`` is when it happened, in the zone of the world.

    ``about`` holds the ids and names of the records it concerns; ``outcome`` is that of a decision, or how a run ended,
    else empty. A decision that was not carried out has what became of it instead: failed, overtaken, or still intended.
    """

    number: int
    at: datetime
    actor: str
    kind: str
    cause: int
    text: str
    about: tuple[str, ...]
    outcome: str = ""

    @property
    def moment(self) -> str:
        """When it happened, to the second: "2026-01-05 09:00:00"."""
        return to_the_second(self.at)

    def __str__(self) -> str:
        return f"{self.number:>4}  {self.moment}  {self.kind:<8}  {self.text}"
