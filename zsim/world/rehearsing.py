"""Rehearsing a run: in a copy of the world, so that nothing of it happens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from zsim.kernel.journal import Journal
from zsim.kernel.printed import Printed
from zsim.sync import DecisionEntry, Integration, RunStarted
from zsim.world.journal_words.formatter import JournalFormatter


class Copy(Protocol):
    """What a rehearsal needs of a copied world."""

    @property
    def journal(self) -> Journal:
        """Everything that happened in it."""

    @property
    def integrations(self) -> tuple[Integration, ...]:
        """All integrations."""

    def integration(self, product: str) -> Integration:
        """The integration of an organisation, by its key."""

    def formatter(self) -> JournalFormatter:
        """What tells its records and decisions in words."""

    def next_event(self) -> bool:
        """Let the next thing that falls due happen; false when nothing is to come."""


class Rehearsals:
    """The sandbox of a world; ``export`` gives its state, ``load`` makes a world of one."""

    def __init__(self, export: Callable[[], Mapping[str, Any]], load: Callable[[Mapping[str, Any]], Copy]) -> None:
        self._export = export
        self._load = load

    def rehearse(self, organisation_key: str, module: str) -> Printed[DecisionEntry]:
        """The decisions that a run of the module, begun now, takes in the copy; what other runs do is not told.

        Each is told as what is to be done, with the records it is about.
        """
        copy = self._load(self._export())
        for integration in copy.integrations:
            for each in integration.syncs:
                each.stop("a rehearsal")
        begun = len(copy.journal)
        sync = copy.integration(organisation_key).module(module)
        runs = len(sync.history)
        if sync.paused:
            sync.resume()
        sync.instant_sync()
        while len(sync.history) == runs:
            assert copy.next_event(), "a run asked for ends"
        entries = copy.journal.since(begun)
        run = next(entry.number for entry in entries if isinstance(entry.detail, RunStarted))
        details = [entry.detail for entry in entries if entry.cause == run]
        taken = [detail for detail in details if isinstance(detail, DecisionEntry)]
        return Printed(taken, map(copy.formatter().intended, taken))
