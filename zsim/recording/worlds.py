"""What a recording keeps of a world: its journal, and what records, people and fields are called in it.

>>> from zsim.world import World
>>> world = World()
>>> acme = world.crm.accounts.create(Account_Name="Acme")
>>> print(world_of(kept(world)).lines()[0].text)
Administrator created account 'Acme' in the CRM
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from operator import attrgetter

from zsim.kernel.clock import UTC_KEY, Clock
from zsim.kernel.errors import Unreadable
from zsim.kernel.journal import Entry, Journal
from zsim.ports.codec import Plain
from zsim.recording.entries import EntryWriter, journal_of, looks_of
from zsim.recording.naming import NO_NAMES, NameWriter, resolver_of
from zsim.recording.schema import RecordedMove, ScenarioRun
from zsim.world import Line, RunLine, World
from zsim.world.document_moves import MadeMove, moves_made
from zsim.world.journal_words.formatter import JournalFormatter
from zsim.world.journal_words.looks import Look, look_in_words
from zsim.world.journal_words.names import NameResolver
from zsim.world.journal_words.runs import finished_runs

DAMAGES = OSError, EOFError, ValueError, LookupError, TypeError, zlib.error
"""What reading data comes to that is not as it was written."""
QUICKLY = 6
"""How hard what is kept is compressed."""


@dataclass(frozen=True, slots=True)
class RecordedWorld:
    """A world as it was recorded: its journal, and who and what that speaks of; moments are told in its zone."""

    journal: Journal
    zone: str
    resolver: NameResolver
    looks: tuple[Look, ...] = ()

    def lines(self) -> tuple[Line, ...]:
        """The journal in words."""
        return self.told()[0]

    def told(self, *, calls: bool = True) -> tuple[tuple[Line, ...], tuple[tuple[int, str], ...]]:
        """The journal in words, and what was seen after which of its entries, in the names of that time.

        Without ``calls`` most of those have no text; see ``JournalFormatter.lines``.
        """
        formatter, waiting = JournalFormatter(self.resolver, self.zone), deque(self.looks)
        lines, seen = [], []
        for line in formatter.lines(self.journal, calls=calls):
            lines.append(line)
            while waiting and waiting[0].after == line.number:
                seen.append((line.number, look_in_words(waiting.popleft(), formatter)))
        return tuple(lines), tuple(seen)

    def runs(self) -> tuple[RunLine, ...]:
        """The finished runs, in the order they ended."""
        return finished_runs(self.journal, self.zone)


def with_world(run: ScenarioRun, world: World, looks: Iterable[Look] = ()) -> ScenarioRun:
    """The run with all that its world tells by now, and what somebody looked at meanwhile."""
    data = kept(world, looks)
    return replace(
        run,
        seed=world.seed,
        digest=world.digest(),
        policies=tuple(world.policies.changed.items()),
        quirks_off=tuple(world.quirks.off),
        marks=tuple(world.quirks.fired),
        overlooked=tuple(world.overlooked().items()),
        moves=tuple([RecordedMove(*move[:5], times, move.triggered) for move, times in _moves(world).items()]),
        entries=len(world.journal),
        kept=lambda: data,
    )


def world_in(run: ScenarioRun) -> RecordedWorld:
    """The world of a run; one that was never made has an empty journal, a damaged one raises ``Unreadable``."""
    if run.kept is None:
        return RecordedWorld(Journal(Clock(0)), UTC_KEY, resolver_of(NO_NAMES))
    try:
        return world_of(run.kept())
    except DAMAGES as error:
        asked, right = f"read the world of {run.id}", "a recording made by 'zsim run'"
        raise Unreadable(asked=asked, found=f"it is not as it was written ({error!r})", right=right) from None


def speaks_of(run: ScenarioRun, word: str) -> bool:
    """Whether a journal may be about a record of that id or name; asked before it is read, which takes long."""
    return run.kept is not None and _json(word).encode() in gzip.decompress(run.kept())


def names_in(run: ScenarioRun) -> tuple[str, ...]:
    """What the records of a journal are called, each name once."""
    told = json.loads(gzip.decompress(run.kept())) if run.kept is not None else {"shown": (), "standing": ()}
    return tuple(dict.fromkeys([name for *_, name in (*told["shown"], *told["standing"])]))


def kept(world: World, looks: Iterable[Look] = ()) -> bytes:
    """All that is kept of a world, compressed; equal worlds give equal bytes."""
    return kept_of(world.journal, world.formatter().resolver, looks, world.clock.zone)


def kept_of(journal: Iterable[Entry], resolver: NameResolver, looks: Iterable[Look] = (), zone: str = UTC_KEY) -> bytes:
    """The same of a journal, and what it speaks of."""
    names, entries, waiting = NameWriter(resolver), EntryWriter(), deque(sorted(looks, key=attrgetter("after")))
    seen: list[Plain] = []
    for entry in journal:
        entries.add(entry)
        names.add(entry, entries.refs)
        while waiting and waiting[0].after == entry.number:
            look = waiting.popleft()
            seen.append(entries.look(look))
            names.look(look, entries.refs)
    told = {"zone": zone, **entries.told(), **names.told(), "looks": seen}
    return gzip.compress(_json(told).encode(), QUICKLY, mtime=0)


def world_of(data: bytes) -> RecordedWorld:
    """The world that ``kept`` gave the bytes of."""
    told = json.loads(gzip.decompress(data))
    clock = Clock(0, zone=told["zone"])
    return RecordedWorld(journal_of(told, clock), told["zone"], resolver_of(told), looks_of(told))


def _json(told: object) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _moves(world: World) -> Counter[MadeMove]:
    """How often each move was made."""
    return Counter(moves_made(world.journal))
