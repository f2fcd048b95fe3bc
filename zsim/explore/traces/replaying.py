"""A trace played again, and compared with what was recorded up to the first difference."""

from __future__ import annotations

from typing import NamedTuple

from zsim.explore.script import Player
from zsim.explore.traces.entries import WithoutStory, digest_of
from zsim.explore.traces.trace import Trace, entries_of, told_failure
from zsim.faults import EngineKilled
from zsim.world import Functions

NOTHING = "(nothing more)"
EXPORTING = "export_and_load"
"""The verb after which a journal begins anew, so that nothing before the last one can be compared."""


class OtherEntry(NamedTuple):
    """The first entry that is another: its number, and what was recorded and played in words."""

    number: int
    recorded: str
    played: str


class Replayed(NamedTuple):
    """What playing again gave: the first difference, if any, how many entries are equal, and what it failed with."""

    difference: OtherEntry | None
    entries: int
    failure: str


def replay(trace: Trace, functions: Functions | None = None) -> Replayed:
    """Play a trace again, no further than to the first entry that is another."""
    player = Player(trace.script.start, functions, faults=trace.script.faults)
    comparing = _Comparing(trace, player)
    verbs = [step.verb for step in trace.script.steps]
    begins = len(verbs) - verbs[::-1].index(EXPORTING) if EXPORTING in verbs else 0
    failure = ""
    try:
        for number, step in enumerate(trace.script.steps, 1):
            player.do(step)
            if number >= begins and not comparing.equal():
                break
        else:
            player.world.check()
    except (Exception, EngineKilled) as error:  # noqa: BLE001  what it was recorded to fail with, perhaps
        failure = told_failure(error)
    return Replayed(comparing.difference(failure), comparing.count, failure)


class _Comparing:
    """The journal of a player beside the one that was recorded."""

    def __init__(self, trace: Trace, player: Player) -> None:
        self.count = 0
        self._trace = trace
        self._player = player
        self._filter = WithoutStory()
        self._read = 0

    def equal(self) -> bool:
        """Whether all that was played since is as it was recorded."""
        journal = self._player.world.journal
        fresh = journal.since(self._read)
        self._read = len(journal)
        for each in self._filter.take(fresh):
            if self.count >= len(self._trace.entries) or self._trace.entries[self.count].digest != digest_of(each):
                return False
            self.count += 1
        return True

    def difference(self, failure: str) -> OtherEntry | None:
        """The first entry that is another, or how it ended if only that is."""
        recorded = self._trace.entries
        if not self.equal() or self.count < len(recorded):
            played = entries_of(self._player.world)
            told = [each[self.count].told if self.count < len(each) else NOTHING for each in (recorded, played)]
            return OtherEntry(self.count + 1, *told)
        if failure != self._trace.failure:
            return OtherEntry(self.count + 1, self._trace.failure or NOTHING, failure or NOTHING)
        return None
