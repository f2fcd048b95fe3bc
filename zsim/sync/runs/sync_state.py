"""What a run leaves for the next."""

from __future__ import annotations

from dataclasses import dataclass

from zsim.ports.records import Ref


@dataclass(frozen=True, slots=True)
class Memory:
    """What a run leaves for the next: the checkpoint, what was being read, and records to look at again."""

    checkpoint_ms: int | None = None
    reading: tuple[object, ...] = ()
    again: tuple[Ref, ...] = ()
