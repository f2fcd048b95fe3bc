"""The journal: what happened in a run, in one order, each entry with the entry that caused it.

Two runs are the same run when their digests are equal. The digest is over canonical bytes, so it does not depend on
the process, its hash seed or the order of keys in a mapping.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple

from zsim.kernel.canonical import canonical_bytes
from zsim.kernel.clock import Clock

if TYPE_CHECKING:
    import networkx

ROOT = 0


class Command(NamedTuple):
    """A user's action: its name, and what it was given, by name."""

    name: str
    given: Mapping[str, object]


class Entry(NamedTuple):
    """One thing that happened.

    ``number`` counts from 1 without gaps, ``at_ms`` is the virtual time, ``cause`` the number of the entry that caused
    this one (``ROOT`` for what nobody caused, such as a user's wish). ``detail`` is a value ``canonical_bytes`` knows
    and is never changed afterwards.
    """

    number: int
    at_ms: int
    actor: str
    kind: str
    subject: object
    cause: int
    detail: object


class Journal:
    """An append-only list of entries with a running digest.

    ``keep`` bounds how many entries stay readable (all of them by default); it never changes the digest.

    Entries are kept by columns and made when they are read: a value for each would be a third of what a large run
    leaves in memory, which Python's collector goes through again and again.
    """

    __slots__ = (
        "_actors",
        "_at_ms",
        "_causes",
        "_clock",
        "_details",
        "_digested",
        "_dropped",
        "_hash",
        "_keep",
        "_kinds",
        "_subjects",
        "cause",
    )

    def __init__(self, clock: Clock, keep: int | None = None) -> None:
        self._clock = clock
        self._at_ms = array("q")
        self._actors: list[str] = []
        self._kinds: list[str] = []
        self._subjects: list[object] = []
        self._causes = array("q")
        self._details: list[object] = []
        self._dropped = 0
        self._digested = 0
        self._hash = hashlib.blake2b(digest_size=16)
        self._keep = keep
        self.cause = ROOT

    def append(self, actor: str, kind: str, subject: object, detail: object = None, cause: int | None = None) -> int:
        """Record one entry at the present time and return its number; the cause is the one in force unless given."""
        self._at_ms.append(self._clock.now_ms)
        self._actors.append(actor)
        self._kinds.append(kind)
        self._subjects.append(subject)
        self._causes.append(self.cause if cause is None else cause)
        details = self._details
        details.append(detail)
        number = self._dropped + len(details)
        if self._keep is not None and len(details) >= 2 * self._keep:
            self._forget(len(details) - self._keep)
        return number

    def because(self, cause: int) -> Because:
        """A context in which new entries are caused by entry ``cause``."""
        return Because(self, cause)

    def digest(self) -> str:
        """The digest of all entries so far, in hexadecimal; equal for equal runs in any process."""
        self._digest_up_to(len(self._details))
        return self._hash.hexdigest()

    def since(self, number: int) -> Sequence[Entry]:
        """The entries after entry ``number``, oldest first."""
        return list(self._read(slice(max(number - self._dropped, 0), None)))

    def why(self, number: int) -> tuple[Entry, ...]:
        """The chain of causes of an entry, from the entry itself to the first cause."""
        chain: list[Entry] = []
        while number != ROOT and number > self._dropped:
            entry = self[number]
            chain.append(entry)
            number = entry.cause
        return tuple(chain)

    def causes(self) -> networkx.DiGraph[int]:
        """The cause graph: an edge from each entry's number to those it caused."""
        import networkx  # takes longer to load than all of the kernel

        graph: networkx.DiGraph[int] = networkx.DiGraph()
        for entry in self:
            graph.add_node(entry.number)
            if entry.cause != ROOT:
                graph.add_edge(entry.cause, entry.number)
        return graph

    def __getitem__(self, number: int) -> Entry:
        if not self._dropped < number <= len(self):
            raise IndexError(f"entry {number} of a journal that holds {self._dropped + 1} to {len(self)}")
        return next(self._read(slice(number - self._dropped - 1, number - self._dropped)))

    def __iter__(self) -> Iterator[Entry]:
        return self._read(slice(None))

    def __len__(self) -> int:
        """The number of entries ever appended, which is the number of the last one."""
        return self._dropped + len(self._details)

    def _read(self, some: slice) -> Iterator[Entry]:
        """Entries by position among those still held."""
        numbers = range(self._dropped + 1, len(self) + 1)
        return map(
            Entry,
            numbers[some],
            self._at_ms[some],
            self._actors[some],
            self._kinds[some],
            self._subjects[some],
            self._causes[some],
            self._details[some],
        )

    def _digest_up_to(self, count: int) -> None:
        update = self._hash.update
        for entry in self._read(slice(self._digested, count)):
            update(canonical_bytes(entry))
        self._digested = max(self._digested, count)

    def _forget(self, count: int) -> None:
        self._digest_up_to(count)
        for column in (self._at_ms, self._actors, self._kinds, self._subjects, self._causes, self._details):
            del column[:count]
        self._dropped += count
        self._digested -= count


class Because:
    """Sets the journal's cause on entering and puts the former one back on leaving."""

    __slots__ = ("_cause", "_former", "_journal")

    def __init__(self, journal: Journal, cause: int) -> None:
        self._journal = journal
        self._cause = cause
        self._former = ROOT

    def __enter__(self) -> None:
        self._former = self._journal.cause
        self._journal.cause = self._cause

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._journal.cause = self._former
