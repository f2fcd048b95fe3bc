"""Rehearsing a run: in a copy of the world, so that nothing of it happens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from zsim.sync import RunEnded, Told

if TYPE_CHECKING:
    from zsim.world.world import World


class Rehearsals:
    """The sandbox of a world; ``export`` gives its state, ``load`` makes a world of one."""

    def __init__(self, export: Callable[[], Mapping[str, Any]], load: Callable[[Mapping[str, Any]], World]) -> None:
        self._export = export
        self._load = load

    def rehearse(self, organisation_key: str, module: str) -> tuple[Told, ...]:
        """The decisions that a run of the module, begun now, takes in the copy."""
        copy = self._load(self._export())
        begun = len(copy.journal)
        sync = copy.integration(organisation_key).module(module)
        if sync.paused:
            sync.resume()
        sync.instant_sync()
        while not any(isinstance(entry.detail, RunEnded) for entry in copy.journal.since(begun)):
            assert copy.next_event(), "a run asked for ends"
        return tuple([entry.detail for entry in copy.journal.since(begun) if isinstance(entry.detail, Told)])
