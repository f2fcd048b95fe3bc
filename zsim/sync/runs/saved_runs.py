"""Finished runs, and what they left, as plain JSON and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from zsim.ports.codec import Plain, decode, encode
from zsim.ports.records import RecordId, Ref
from zsim.sync.runs.run_history import Grade, Run, Trigger
from zsim.sync.runs.sync_state import SyncState


def plain_memory(sync_state: SyncState) -> dict[str, Plain]:
    """The checkpoint and what goes with it."""
    return {
        "checkpoint_ms": sync_state.checkpoint_ms,
        "reading": encode(sync_state.reading),
        "again": [list(ref) for ref in sync_state.retry],
    }


def memory_of(data: Mapping[str, Any]) -> SyncState:
    """What ``plain_memory`` was given."""
    retry = tuple(Ref(app, module, RecordId(record_id)) for app, module, record_id in data["again"])
    return SyncState(data["checkpoint_ms"], tuple(decode(data["reading"])), retry)


def plain_runs(history: Sequence[Run]) -> Plain:
    """The finished runs."""
    return [encode([getattr(run, name) for name in Run.__slots__]) for run in history]


def runs_of(data: Sequence[Sequence[Any]]) -> list[Run]:
    """What ``plain_runs`` was given."""
    return [
        Run(number, module, Trigger(trigger), started_ms, ended_ms, Grade(grade), reason, counts, tuple(remarks))
        for number, module, trigger, started_ms, ended_ms, grade, reason, counts, remarks in data
    ]
