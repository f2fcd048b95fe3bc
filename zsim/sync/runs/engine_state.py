"""What the engine must not forget: one value of tables, committed together.

A run works on what is committed and its changes are committed whenever it lets others have their turn, which is before
each call. So whatever stops the engine, what is here then is what the last answer left: a killed engine starts anew
from it (``roll_back``), and a world exported in the middle of a run is this value. A commit costs what changed, not
what is held: changes are made in place, and only what they replaced is kept until the commit.

>>> state = EngineState()
>>> links = state.table("links")
>>> links.put("acme", 1)
>>> state.commit()
>>> links.put("acme", 2)
>>> links.put("bolt", 3)
>>> state.roll_back()
>>> links.get("acme"), links.get("bolt")
(1, None)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final, Generic, TypeVar

Key = TypeVar("Key")
Row = TypeVar("Row")

MISSING: Final = object()
Undo = list[tuple[dict[Any, Any], Any, object]]


class StateTable(Generic[Key, Row]):
    """Rows by key. ``rows`` is for reading: what is looked up a hundred thousand times is looked up there.

    ``as_made`` says that nothing is ever taken out, and that the order in which rows were put there counts.
    """

    __slots__ = ("_undo", "as_made", "rows")

    def __init__(self, undo: Undo) -> None:
        self._undo = undo
        self.as_made = False
        self.rows: dict[Key, Row] = {}

    def get(self, key: Key) -> Row | None:
        """The row of that key."""
        return self.rows.get(key)

    def put(self, key: Key, row: Row) -> None:
        """Add the row, or replace the one of that key."""
        rows = self.rows
        self._undo.append((rows, key, rows.get(key, MISSING)))
        rows[key] = row

    def remove(self, key: Key) -> None:
        """Take the row out; without one, nothing happens."""
        rows = self.rows
        if key in rows:
            self._undo.append((rows, key, rows.pop(key)))

    def clear(self) -> None:
        """Take every row out."""
        for key in tuple(self.rows):
            self.remove(key)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Key]:
        """The keys; in no order that a roll back keeps, so sort them where order shows."""
        return iter(self.rows)


class StateCell(Generic[Row]):
    """One row of a table, with what it holds before anything was put there."""

    __slots__ = ("_first", "_key", "_table")

    def __init__(self, table: StateTable[Any, Row], key: object, first: Row) -> None:
        self._table = table
        self._key = key
        self._first = first

    @property
    def value(self) -> Row:
        """What is held now."""
        return self._table.rows.get(self._key, self._first)

    def set(self, row: Row) -> None:
        """Hold another value from now on."""
        self._table.put(self._key, row)


class EngineState:
    """The tables by their names, each made when it is first asked for."""

    __slots__ = ("_prefix", "_tables", "_undo")

    def __init__(self) -> None:
        self._prefix = ""
        self._tables: dict[str, StateTable[Any, Any]] = {}
        self._undo: Undo = []

    def part(self, name: str) -> EngineState:
        """The tables of one part of the engine, such as a connection; they are committed with all others."""
        part = EngineState()
        part._prefix, part._tables, part._undo = f"{self._prefix}{name} ", self._tables, self._undo
        return part

    def table(self, name: str, *, as_made: bool = False) -> StateTable[Any, Any]:
        """The table of that name; whether the order of its rows counts is for whoever asks for all of them to say."""
        whole = self._prefix + name
        found = self._tables.get(whole)
        if found is None:
            found = self._tables[whole] = StateTable(self._undo)
        found.as_made |= as_made
        return found

    def cell(self, table: str, key: object, first: Row) -> StateCell[Row]:
        """One row of a table, which is ``first`` until another is put there."""
        return StateCell(self.table(table), key, first)

    def next_number(self) -> int:
        """A number greater than all that were given before."""
        numbers = self._tables.setdefault("numbers", StateTable(self._undo))
        number = (numbers.get("last") or 0) + 1
        numbers.put("last", number)
        return number

    def commit(self) -> None:
        """Make all changes so far the ones that a roll back comes to."""
        if self._undo:
            self._undo.clear()

    def roll_back(self) -> None:
        """Forget every change since the last commit."""
        for rows, key, former in reversed(self._undo):
            if former is MISSING:
                del rows[key]
            else:
                rows[key] = former
        self._undo.clear()

    def snapshot(self) -> Mapping[str, Mapping[Any, Any]]:
        """A copy of all tables that hold anything: two equal ones are the same state."""
        return {name: dict(table.rows) for name, table in self._filled()}

    def in_order(self) -> Mapping[str, Sequence[tuple[Any, Any]]]:
        """The rows of all tables that hold anything, by their keys but where they go as they were made."""
        return {
            name: list(table.rows.items()) if table.as_made else sorted(table.rows.items(), key=itemgetter(0))
            for name, table in self._filled()
        }

    def _filled(self) -> list[tuple[str, StateTable[Any, Any]]]:
        return [(name, table) for name, table in sorted(self._tables.items()) if table.rows]
