"""Where a run, or a command, did otherwise than the reference model says, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from zsim.ports.records import Ref


class Difference(NamedTuple):
    """Where a run did otherwise than the model says: in words, the behaviours concerned, and both sides' records."""

    run: str
    record: Ref | None
    told: str
    rules: tuple[str, ...]
    sides: tuple[str, ...]

    def __str__(self) -> str:
        beside = "".join([f"\n    {each}" for each in self.sides])
        return f"{self.run}: {self.told} ({', '.join(self.rules)}){beside}"


class ModelDiffers(AssertionError):
    """Runs went in ways that the reference model does not know; ``differences`` tell where, the first one first."""

    def __init__(self, differences: Sequence[Difference]) -> None:
        self.differences = tuple(differences)
        super().__init__("\n".join(map(str, differences)))
