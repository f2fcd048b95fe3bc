"""The journal: what happened in a run, in one order, each entry with the entry that caused it.

Two runs are the same run when their digests are equal. The digest is over canonical bytes, so it does not depend on
the process, its hash seed or the order of keys in a mapping.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from types import TracebackType
from typing import Any, NamedTuple, TypeVar

from zsim.kernel.canonical import canonical_bytes
from zsim.kernel.clock import Clock
from zsim.kernel.named import named
from zsim.kernel.read_only import handed_out, owned

ROOT = 0
COMMAND = "command"
"""The kind of entries that tell what somebody asked for."""

Key = TypeVar("Key")
Decoder = Callable[[Any, Any], object]
"""What makes a detail of the entry's subject and of what was kept."""


class Command(NamedTuple):
    """A user's action: its name, and what it was given, by name."""

    name: str
    given: Mapping[str, object]


@cache
def command_called(name: str) -> Decoder:
    """The decoder of commands of that name, of which only what was given is kept."""
    return lambda subject, given: Command(name, given)


class Entry(NamedTuple):
    """One thing that happened.

    ``number`` counts from 1 without gaps, ``at_ms`` is the virtual time, ``cause`` the number of the entry that caused
    this one (``ROOT`` for what nobody caused, such as a person's command). ``detail`` is a value ``canonical_bytes``
    knows; it is never changed afterwards, and nobody who reads it can: a mapping in it is read-only.
    """

    number: int
    at_ms: int
    actor: str
    kind: str
    subject: object
    cause: int
    detail: object


class EntryBatch(NamedTuple):
    """Entries in a row of one kind, by columns; details that were given with a decoder have yet to be made by it."""

    kind: str
    decoder: Decoder | None
    numbers: range
    subjects: Sequence[Any]
    causes: Sequence[int]
    details: Sequence[Any]

    def split(self, keys: Sequence[Key]) -> Iterator[tuple[Key, EntryBatch]]:
        """The entries whose keys are equal and in a row, together with that key; there is a key for each entry."""
        if keys and keys.count(keys[0]) == len(keys):
            yield keys[0], self
            return
        start = 0
        for key, group in groupby(keys):
            end = start + len(list(group))
            yield key, self._part(slice(start, end))
            start = end

    def _part(self, some: slice) -> EntryBatch:
        columns = self.subjects[some], self.causes[some], self.details[some]
        return EntryBatch(self.kind, self.decoder, self.numbers[some], *columns)

    def entries(self) -> Iterator[tuple[int, Any, int, Any]]:
        """Number, subject, cause and detail of each."""
        decoder, details = self.decoder, self.details
        made = details if decoder is None else map(decoder, self.subjects, details)
        return zip(self.numbers, self.subjects, self.causes, made, strict=True)


class Journal:
    """An append-only list of entries with a running digest.

    Entries are kept by columns and made when they are read: a value for each would be a third of what a large run
    leaves in memory, which Python's collector goes through again and again. So a detail may be given as a mapping or a
    tuple of texts, which the collector lets alone, together with the ``decoder`` that makes the detail of it when it is
    read: made at once, an initial sync takes a twentieth longer, a first fetch of leads a seventh.
    """

    __slots__ = (
        "_actors",
        "_at_ms",
        "_causes",
        "_clock",
        "_decoders",
        "_details",
        "_digested",
        "_hash",
        "_kinds",
        "_subjects",
        "before_command",
        "cause",
        "on_look",
    )

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._at_ms = array("q")
        self._actors: list[str] = []
        self._kinds: list[str] = []
        self._subjects: list[object] = []
        self._causes = array("q")
        self._details: list[object] = []
        self._decoders: list[Decoder | None] = []
        self._digested = 0
        self._hash = hashlib.blake2b(digest_size=16)
        self.cause = ROOT
        self.before_command: Callable[[], None] | None = None
        """Called before a command is recorded; it may let time pass."""
        self.on_look: Callable[[object, str, object], None] | None = None
        """Told of what a script reads in the apps: of which subject, what, and the value; a look is no entry."""

    @classmethod
    def of(cls, clock: Clock, columns: Iterable[Sequence[Any]]) -> Journal:
        """A journal of entries that were kept elsewhere: times, actors, kinds, subjects, causes and details of each."""
        journal = cls(clock)
        at_ms, actors, kinds, subjects, causes, details = columns
        journal._at_ms, journal._causes = array("q", at_ms), array("q", causes)
        journal._actors, journal._kinds = list(actors), list(kinds)
        journal._subjects, journal._details = list(subjects), list(details)
        journal._decoders = [None] * len(details)
        return journal

    def append(
        self,
        actor: str,
        kind: str,
        subject: object,
        detail: object = None,
        cause: int | None = None,
        decoder: Decoder | None = None,
    ) -> int:
        """Record one entry at the present time and return its number; the cause is the one in force unless given.

        Of a command a copy is kept, for what was given may be changed by whoever gave it.
        """
        if kind == COMMAND:
            if self.before_command is not None:
                self.before_command()
            detail = owned(detail)
        self._at_ms.append(self._clock.now_ms)
        self._actors.append(actor)
        self._kinds.append(kind)
        self._subjects.append(subject)
        self._causes.append(self.cause if cause is None else cause)
        self._decoders.append(decoder)
        self._details.append(detail)
        return len(self._details)

    def extend(
        self,
        actor: str,
        kind: str,
        subjects: Sequence[object],
        details: Sequence[object],
        causes: Sequence[int] | None = None,
        decoder: Decoder | None = None,
    ) -> range:
        """Record as many entries as subjects, as ``append`` would one by one, and return their numbers."""
        count, first = len(subjects), len(self) + 1
        self._at_ms += array("q", (self._clock.now_ms,)) * count
        self._actors += [actor] * count
        self._kinds += [kind] * count
        self._subjects += subjects
        self._causes += array("q", (self.cause,)) * count if causes is None else array("q", causes)
        self._decoders += [decoder] * count
        self._details += details
        return range(first, first + count)

    def look(self, subject: object, what: str, value: object) -> None:
        """Somebody reads something; told to whoever wants to know."""
        if self.on_look is not None:
            self.on_look(subject, what, value)

    def because(self, cause: int) -> Because:
        """A context in which new entries are caused by entry ``cause``."""
        return Because(self, cause)

    def digest(self) -> str:
        """The digest of all entries so far, in hexadecimal; equal for equal runs in any process."""
        update, count = self._hash.update, len(self._details)
        some = slice(self._digested, count)
        for entry in self._made(some, self._made_details(some)):
            update(canonical_bytes(entry))
        self._digested = count
        return self._hash.hexdigest()

    def since(self, number: int) -> Sequence[Entry]:
        """The entries after entry ``number``, oldest first."""
        return list(self._read(slice(number, None)))

    def entry_batches(self, number: int) -> Iterator[EntryBatch]:
        """The entries after entry ``number``, those of one kind in a row together."""
        # Checks that read them one by one make an initial sync take 1.4 times as long, a first fetch of leads 1.7.
        start = number
        for (kind, decoder), group in groupby(zip(self._kinds[start:], self._decoders[start:], strict=True)):
            end = start + len(list(group))
            numbers = range(start + 1, end + 1)
            subjects, causes, details = self._subjects[start:end], self._causes[start:end], self._details[start:end]
            yield EntryBatch(kind, decoder, numbers, subjects, causes, details)
            start = end

    def details(self, number: int) -> Sequence[object]:
        """The details of the entries after entry ``number``: what to look at before reading those entries."""
        return self._details[number:]

    def __getitem__(self, number: int) -> Entry:
        if not 0 < number <= len(self):
            raise IndexError(f"entry {number} of a journal that holds 1 to {len(self)}")
        return next(self._read(slice(number - 1, number)))

    def __iter__(self) -> Iterator[Entry]:
        return self._read(slice(None))

    def __len__(self) -> int:
        """The number of entries, which is the number of the last one."""
        return len(self._details)

    def _read(self, some: slice) -> Iterator[Entry]:
        """Entries by position, for somebody to have."""
        return self._made(some, list(map(handed_out, self._made_details(some))))

    def _made(self, some: slice, details: Sequence[object]) -> Iterator[Entry]:
        numbers = range(1, len(self) + 1)
        columns = self._at_ms, self._actors, self._kinds, self._subjects, self._causes
        return named(Entry, zip(numbers[some], *[each[some] for each in columns], details, strict=True))

    def _made_details(self, some: slice) -> list[object]:
        """Details by position, made by their decoders where they have one."""
        columns = self._subjects[some], self._details[some], self._decoders[some]
        return [
            detail if decoder is None else decoder(subject, detail)
            for subject, detail, decoder in zip(*columns, strict=True)
        ]


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
