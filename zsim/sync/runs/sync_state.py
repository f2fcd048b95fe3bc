"""What a run leaves for the next."""

from __future__ import annotations

from dataclasses import dataclass

from zsim.ports.records import Ref


@dataclass(frozen=True, slots=True)
class SyncState:
    """What a run leaves for the next: the checkpoint, what was being read, and records to look at again."""

    checkpoint_ms: int | None = None
    reading: tuple[object, ...] = ()
    retry: tuple[Ref, ...] = ()
