"""Links: which records correspond, and what was last agreed between them.

A link joins one record on each side. When one of the two goes, it leaves a tombstone, which says what a
later return of the record means. A record absorbed into a pair has no live link, only a tombstone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from zsim.ports.records import RecordId
from zsim.sync.model.kinds import CRM, FINANCE, SYSTEMS, System
from zsim.sync.model.mapping import Base
from zsim.sync.runs.engine_state import EngineState


class LinkState(StrEnum):
    """Whether a link is live, and if not, what ended it. Source: DEL-01, DEL-04, DEL-06, CUS-25, CUS-32."""

    LIVE = "live"
    KEPT = "deleted in the CRM, kept in finance"
    DEACTIVATED = "deleted in the CRM, inactive in finance"
    DELETED = "deleted in the CRM and in finance"
    FINANCE_DELETED = "deleted in finance"
    CONVERTED = "replaced by a link of another kind"
    ABSORBED = "laid over one end of another link"


class Link(NamedTuple):
    """A pair of ids of one kind, the side it was born on, and the values last agreed."""

    kind: str
    crm_id: RecordId
    finance_id: RecordId
    origin: System
    base: Base
    state: LinkState = LinkState.LIVE

    def id(self, system: System) -> RecordId:
        """The record's id on one side."""
        return self.crm_id if system is CRM else self.finance_id

    def __str__(self) -> str:
        born = "the CRM" if self.origin is CRM else "finance"
        return (
            f"{self.kind} {self.crm_id} of the CRM and {self.finance_id} of finance, born in {born}, {self.state.value}"
        )

    def between(self, crm_id: RecordId, finance_id: RecordId) -> Link:
        """The same link between these two records."""
        return Link(self.kind, crm_id, finance_id, self.origin, self.base, self.state)


class ClonedBeside(NamedTuple):
    """A record beside which others were cloned: the name or code it had then, and the ids of the copies in its app.

    Source: CUS-36, ITM-13, VEN-08.
    """

    key: str
    by_code: bool
    copies: tuple[RecordId, ...]


class Links:
    """The links of one integration, by the id on either side; ids are unique within an organisation.

    They lie in tables of the engine's state. Reading goes to the rows themselves: a run of a hundred thousand records
    asks for three links each. ``ended`` counts how often a live one ended in this process.
    """

    __slots__ = (
        "_cloned",
        "_live",
        "_live_tables",
        "_put_crm",
        "_put_finance",
        "_remembered",
        "_tombstone_tables",
        "_tombstones",
        "ended",
    )

    def __init__(self, state: EngineState | None = None) -> None:
        kept = state or EngineState()
        self.ended = 0
        self._live_tables = {system: kept.table(f"links by {system.value}") for system in SYSTEMS}
        self._tombstone_tables = {system: kept.table(f"tombstones by {system.value}") for system in SYSTEMS}
        self._cloned = {system: kept.table(f"cloned beside by {system.value}") for system in SYSTEMS}
        self._put_crm, self._put_finance = self._live_tables[CRM].put, self._live_tables[FINANCE].put
        self._live: dict[System, dict[RecordId, Link]] = {each: self._live_tables[each].rows for each in SYSTEMS}
        self._tombstones: dict[System, dict[RecordId, Link]] = {
            each: self._tombstone_tables[each].rows for each in SYSTEMS
        }
        self._remembered = (*self._tombstones.values(), *[each.rows for each in self._cloned.values()])

    def live(self, system: System, record_id: RecordId) -> Link | None:
        """The live link a record is in."""
        return self._live[system].get(record_id)

    def tombstone(self, system: System, record_id: RecordId) -> Link | None:
        """The link a record was last in, if that one has ended."""
        return self._tombstones[system].get(record_id)

    def cloned_beside(self, system: System, record_id: RecordId) -> ClonedBeside | None:
        """What was noted as others were cloned beside a record, as long as a copy is in a pair."""
        noted = self._cloned[system].get(record_id)
        return noted if noted and any(self.live(system, copy) for copy in noted.copies) else None

    def note_clone(self, system: System, record_id: RecordId, noted: ClonedBeside) -> None:
        """Note of a record in no pair that others were cloned beside it."""
        known = self.cloned_beside(system, record_id)
        former = known.copies if known and known[:2] == noted[:2] else ()
        self._cloned[system].put(record_id, noted._replace(copies=(*former, *noted.copies)))

    def rows(self, system: System) -> Mapping[RecordId, Link]:
        """The live links by the ids of one side's records, for reading."""
        return self._live[system]

    def after(self, link: Link) -> Links:
        """These links as they stand once ``link`` is put; nothing is put."""
        return LinksAfter(self, link)

    def put(self, link: Link) -> None:
        """Make a link live, or replace the live one of the same pair."""
        self._put_crm(link.crm_id, link)
        self._put_finance(link.finance_id, link)
        if any(self._remembered):  # hardly ever, while an initial sync puts a hundred thousand
            for system in SYSTEMS:
                self._tombstone_tables[system].remove(link.id(system))
                self._cloned[system].remove(link.id(system))

    def bury(self, link: Link, state: LinkState) -> None:
        """End a live link and leave a tombstone for both its records, or for the one that was absorbed into a pair."""
        self.drop(link)
        tombstone = link._replace(state=state)
        for system in (link.origin,) if state is LinkState.ABSORBED else SYSTEMS:
            self._tombstone_tables[system].put(link.id(system), tombstone)

    def drop(self, link: Link) -> None:
        """End the live link between these two records without a tombstone: another takes its place."""
        for system in SYSTEMS:
            held = self._live[system].get(link.id(system))
            if held is not None and held.id(system.other) == link.id(system.other) and held.kind == link.kind:
                self._live_tables[system].remove(link.id(system))
                self.ended += system is CRM

    def clear(self) -> None:
        """Forget everything, for good. Source: DIS-07."""
        for table in (*self._live_tables.values(), *self._tombstone_tables.values(), *self._cloned.values()):
            table.clear()

    def __len__(self) -> int:
        return len(self._live[CRM])

    def __iter__(self) -> Iterator[Link]:
        """The live links, by the age of the CRM's records."""
        rows = self._live[CRM]
        return iter([rows[each] for each in sorted(rows)])

    def tombstones(self) -> tuple[Link, ...]:
        """The links that have ended, one for each record on either side, by the age of the records."""
        both = [rows[each] for rows in (self._tombstones[CRM], self._tombstones[FINANCE]) for each in sorted(rows)]
        return tuple(dict.fromkeys(both))

    def load(self, live: Iterable[Link], tombstones: Iterable[Link]) -> None:
        """Take over exported links."""
        for link in live:
            self.put(link)
        for link in tombstones:
            for system in (link.origin,) if link.state is LinkState.ABSORBED else SYSTEMS:
                self._tombstone_tables[system].put(link.id(system), link)


class LinksAfter(Links):
    """Links in which one more is live; they are only looked at."""

    __slots__ = ("_former", "_link")

    def __init__(self, former: Links, link: Link) -> None:
        self._former = former
        self._link = link

    def after(self, link: Link) -> Links:
        """These links as they stand once ``link`` is put; one of the same pair takes the place of the one before."""
        same = (link.crm_id, link.finance_id) == (self._link.crm_id, self._link.finance_id)
        return LinksAfter(self._former if same else self, link)

    def live(self, system: System, record_id: RecordId) -> Link | None:
        """The live link a record is in."""
        return self._link if self._link.id(system) == record_id else self._former.live(system, record_id)

    def cloned_beside(self, system: System, record_id: RecordId) -> ClonedBeside | None:
        """What was noted as others were cloned beside a record, as long as a copy is in a pair."""
        return self._former.cloned_beside(system, record_id)

    def tombstone(self, system: System, record_id: RecordId) -> Link | None:
        """The link a record was last in, if that one has ended."""
        return None if self._link.id(system) == record_id else self._former.tombstone(system, record_id)
