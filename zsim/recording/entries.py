"""The entries of a journal as plain JSON, and back.

They are kept by columns, and what comes again, such as the calls of runs that find nothing to do, once, by its number.
A value of a class that sentences tell apart is a list led by the class's name, any other tuple one led by an empty
text; what is no value of a journal is kept as its text. Read back, a journal tells what it told, and has its digest.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum, StrEnum
from functools import cache
from itertools import accumulate
from typing import Any, cast

from zsim.fakes.store import Effect
from zsim.faults.words import Fired
from zsim.kernel.clock import Clock
from zsim.kernel.journal import Command, Entry, Journal
from zsim.kernel.read_only import ReadOnly
from zsim.ports.codec import DECIMAL, SIGN, Plain
from zsim.ports.codec import decode as decode_text
from zsim.ports.codec import encode as encode_text
from zsim.ports.records import Ref
from zsim.ports.refusals import Refusal
from zsim.sync import Call, DecisionEntry, Failure, Grade, Outcome, RunEnded, RunStarted, System, Trigger
from zsim.sync.leads import SOURCE, LeadState, StateChanged
from zsim.sync.runs import Conflict
from zsim.world.journal_words.looks import Look


@cache
def _option(value: str) -> StrEnum:
    """One of an enumeration of which sentences tell no more than the value."""
    (option,) = cast("Any", StrEnum)("Option", {"CHOSEN": value})
    chosen: StrEnum = option
    return chosen


DETAILS = (
    Call,
    Command,
    Conflict,
    DecisionEntry,
    Effect,
    Failure,
    Fired,
    Ref,
    Refusal,
    RunEnded,
    RunStarted,
    StateChanged,
)
WORDS = Grade, LeadState, Outcome, System, Trigger, type(SOURCE)
OPTION = "option"
SIMPLE = frozenset({int, bool, type(None)})
"""What is told as it is."""
CLASSES: Mapping[str, type] = {each.__name__: each for each in (*DETAILS, *WORDS)}
MAKERS: Mapping[str, Callable[..., Any]] = {
    "": lambda *parts: parts,
    "time": time.fromisoformat,
    OPTION: _option,
    **{each.__name__: each for each in DETAILS},
    **{each.__name__: {option.value: option for option in each}.__getitem__ for each in WORDS},
}
"""What makes a value of its parts, by the name that leads them."""

NUMBERED = ("actors", "kinds", "subjects", "details")
"""The columns whose values come again."""


class EntryWriter:
    """Writes entries down one after the other; ``refs`` are the records that the last one is the first to speak of."""

    def __init__(self) -> None:
        self.refs: list[Ref] = []
        self._after_ms: list[int] = []
        self._last_ms = 0
        self._causes: list[int] = []
        self._numbered: tuple[_Numbered, ...] = tuple([_Numbered() for _ in NUMBERED])

    def add(self, entry: Entry) -> None:
        """Write the next entry down."""
        _, at_ms, actor, kind, subject, cause, detail = entry
        self.refs = []
        self._after_ms.append(at_ms - self._last_ms)
        self._last_ms = at_ms
        self._causes.append(cause)
        keys = actor, kind, (type(subject), subject), _key(detail)
        for numbered, key, value in zip(self._numbered, keys, (actor, kind, subject, detail), strict=True):
            if not numbered.again(key):
                numbered.values.append(self._plain(value))

    def look(self, look: Look) -> Plain:
        """A look at something, written down where it was taken."""
        self.refs = []
        return [look.after, self._plain(look.subject), look.what, self._plain(look.value)]

    def told(self) -> dict[str, Plain]:
        """All entries."""
        rows: dict[str, Plain] = {"after_ms": self._after_ms, "causes": self._causes}
        tables: dict[str, Plain] = {}
        for name, numbered in zip(NUMBERED, self._numbered, strict=True):
            tables[name], rows[name] = numbered.values, numbered.numbers
        return {**tables, "rows": rows}

    def _plain(self, value: Any) -> Any:
        kind: type = value.__class__
        if kind is str:
            return encode_text(value) if value.startswith(SIGN) else value
        if kind in SIMPLE:
            return value
        if kind is Ref:
            self.refs.append(value)
        name = kind.__name__ if CLASSES.get(kind.__name__) is kind else ""
        if isinstance(value, Enum):
            return [name or OPTION, value.value]
        if isinstance(value, (tuple, list)):
            return [name, *[each if each.__class__ in SIMPLE else self._plain(each) for each in value]]
        if isinstance(value, Mapping):
            return {key: each if each.__class__ in SIMPLE else self._plain(each) for key, each in value.items()}
        if isinstance(value, time):
            return ["time", value.isoformat()]
        return encode_text(value) if isinstance(value, (Decimal, date)) else self._plain(str(value))


class ReadJournal(Journal):
    """A journal that was written down. Its entries are values already, made once for all who read them.

    A report reads most of them several times: to make them each time is a tenth of what its site takes.
    """

    __slots__ = ("_entries",)
    _entries: tuple[Entry, ...] | None

    def _read(self, some: slice) -> Iterator[Entry]:
        entries: tuple[Entry, ...] | None = getattr(self, "_entries", None)
        if entries is None or len(entries) != len(self):
            entries = self._entries = tuple(self._made(slice(None), self._details))
        return iter(entries[some])


def journal_of(told: Mapping[str, Any], clock: Clock) -> Journal:
    """The journal that was written down."""
    rows = told["rows"]
    columns = []
    for name in NUMBERED:
        values = [_value(each) for each in told[name]]
        columns.append([values[number] for number in rows[name]])
    actors, kinds, subjects, details = columns
    return ReadJournal.of(clock, ([*accumulate(rows["after_ms"])], actors, kinds, subjects, rows["causes"], details))


def looks_of(told: Mapping[str, Any]) -> tuple[Look, ...]:
    """The looks that were written down."""
    return tuple([Look(after, _value(subject), what, _value(value)) for after, subject, what, value in told["looks"]])


class _Numbered:
    """Values that may come again, and the number of each as it came."""

    def __init__(self) -> None:
        self.values: list[Plain] = []
        self.numbers: list[int] = []
        self._known: dict[Hashable, int] = {}

    def again(self, key: Hashable) -> bool:
        """Note a value by what it is known by, ``None`` for one of its own; whether it was there before."""
        new = len(self.values)
        number = new if key is None else self._known.setdefault(key, new)
        self.numbers.append(number)
        return number != new


def _key(detail: object) -> Hashable:
    """What tells one call from all others; a look for news is made again and again, anything else as good as never."""
    if not isinstance(detail, Call):
        return None
    return type(detail.system), *detail[:3], tuple(detail.asked.items()), *detail[4:]


def _value(data: Any) -> Any:
    kind = data.__class__
    if kind is str:
        if data[:1] != SIGN:
            return data
        # What somebody asked for in vain may be infinite, which no record holds.
        return Decimal(data.removeprefix(DECIMAL)) if data.startswith(DECIMAL) else decode_text(data)
    # Most of what a list or a mapping holds is plain text: looked at here, it takes half as long as by another call.
    if kind is list:
        return MAKERS[data[0]](
            *[
                each if (sort := each.__class__) in SIMPLE or (sort is str and each[:1] != SIGN) else _value(each)
                for each in data[1:]
            ]
        )
    if kind is dict:
        # What is read-only already is handed out to all who read the journal as it is.
        return ReadOnly(
            {
                key: each if (sort := each.__class__) in SIMPLE or (sort is str and each[:1] != SIGN) else _value(each)
                for key, each in data.items()
            }
        )
    return data
