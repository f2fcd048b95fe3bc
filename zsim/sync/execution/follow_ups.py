"""Writes that must follow a link: to give up what the record had before, or to note the other side's id.

They are recorded with the link and taken out when they are answered. What a run that broke off left is looked at by the
next run and carried out where it is still called for. Source: FLT-15, FLT-16.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from zsim.ports.records import RecordId, Ref, Update
from zsim.sync.model.kinds import KINDS
from zsim.sync.planning.decisions import Decision, FollowUp
from zsim.sync.runs.engine_state import StateTable


class DueFollowUp(NamedTuple):
    """A write that must follow, the decision it belongs to, and that one's entry in the journal."""

    what: FollowUp
    entry: int
    decision: Decision


class FollowUps:
    """What must follow the links of one connection, by the record it is about.

    ``unanswered`` says that a write of this run got no answer: whether it was carried out is to be looked at.
    """

    __slots__ = ("_due", "_table", "unanswered")

    def __init__(self, table: StateTable[Ref, FollowUp]) -> None:
        self._table = table
        self.unanswered = False
        self._due: list[DueFollowUp] = []

    def add(self, what: FollowUp, entry: int, decision: Decision) -> None:
        """Record what must follow a decision that is settled."""
        self._table.put(what.ref, what)
        self._due.append(DueFollowUp(what, entry, decision))

    def due(self) -> dict[tuple[StrEnum, str], list[DueFollowUp]]:
        """What was added since this was asked, by the app and module it is written to."""
        groups: dict[tuple[StrEnum, str], list[DueFollowUp]] = {}
        for each in self._due:
            groups.setdefault((each.what.system, each.what.ref.module), []).append(each)
        self._due = []
        return groups

    def giving_up(self, ref: Ref) -> FollowUp | None:
        """What is due for a record that another has taken the place of: it is no record of finance's own any more."""
        found = self._table.rows.get(ref) if self._table.rows else None
        if found is None or KINDS[found.kind].link_field in getattr(found.write, "fields", ()):
            return None
        return found

    def done(self, ref: Ref) -> None:
        """Forget what had to follow for a record: it was carried out, or is not called for any more."""
        self._table.remove(ref)

    def __iter__(self) -> Iterator[FollowUp]:
        """What is recorded, by the age of the records."""
        return iter([self._table.rows[ref] for ref in sorted(self._table.rows)])

    def __len__(self) -> int:
        return len(self._table)


def filled(follow_up: FollowUp, created: RecordId | None) -> FollowUp:
    """What must follow, with the id of the record just created where that is to be noted."""
    write = follow_up.write
    if not isinstance(write, Update) or "" not in write.fields.values():
        return follow_up
    fields = {name: created if value == "" else value for name, value in write.fields.items()}
    return follow_up._replace(write=write._replace(fields=fields))
