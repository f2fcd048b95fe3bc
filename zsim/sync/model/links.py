"""Links: which records correspond, and what was last agreed between them.

A link joins one record on each side. When one of the two goes, the link is retired, not forgotten: it remembers what
a later return of the record means. A record fused into a pair has no live link, only such a memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from zsim.ports.records import RecordId
from zsim.sync.model.kinds import CRM, FINANCE, SYSTEMS, System
from zsim.sync.model.mapping import Base


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

    def between(self, crm_id: RecordId, finance_id: RecordId) -> Link:
        """The same link between these two records."""
        return Link(self.kind, crm_id, finance_id, self.origin, self.base, self.state)


class Links:
    """The links of one integration, by the id on either side; ids are unique within an organisation."""

    __slots__ = ("_live", "_tombstones")

    def __init__(self) -> None:
        self._live: dict[System, dict[RecordId, Link]] = {CRM: {}, FINANCE: {}}
        self._tombstones: dict[System, dict[RecordId, Link]] = {CRM: {}, FINANCE: {}}

    def live(self, system: System, record_id: RecordId) -> Link | None:
        """The live link a record is in."""
        return self._live[system].get(record_id)

    def tombstone(self, system: System, record_id: RecordId) -> Link | None:
        """The link a record was last in, if that one has ended."""
        return self._tombstones[system].get(record_id)

    def put(self, link: Link) -> None:
        """Make a link live, or replace the live one of the same pair."""
        self._live[CRM][link.crm_id] = link
        self._live[FINANCE][link.finance_id] = link
        self._tombstones[CRM].pop(link.crm_id, None)
        self._tombstones[FINANCE].pop(link.finance_id, None)

    def bury(self, link: Link, state: LinkState) -> None:
        """End a live link and remember why; a record fused into a pair is remembered by itself."""
        self.drop(link)
        self._remember(link._replace(state=state))

    def drop(self, link: Link) -> None:
        """End a live link without remembering it: another of the same record takes its place."""
        for system in SYSTEMS:
            if self._live[system].get(link.id(system)) == link:
                del self._live[system][link.id(system)]

    def clear(self) -> None:
        """Forget everything, for good. Source: DIS-07."""
        for system in SYSTEMS:
            self._live[system].clear()
            self._tombstones[system].clear()

    def __len__(self) -> int:
        return len(self._live[CRM])

    def __iter__(self) -> Iterator[Link]:
        """Live links in the order they were made."""
        return iter(self._live[CRM].values())

    def by_side(self, system: System) -> dict[RecordId, Link]:
        """A copy of the live links by their id on one side."""
        return dict(self._live[system])

    def ended(self) -> tuple[Link, ...]:
        """Retired links, one for each record on either side, in the order they ended."""
        both = [*self._tombstones[CRM].values(), *self._tombstones[FINANCE].values()]
        return tuple(dict.fromkeys(both))

    def load(self, live: Iterable[Link], ended: Iterable[Link]) -> None:
        """Take over exported links."""
        for link in live:
            self.put(link)
        for link in ended:
            self._remember(link)

    def _remember(self, ended: Link) -> None:
        for system in (ended.origin,) if ended.state is LinkState.ABSORBED else SYSTEMS:
            self._tombstones[system][ended.id(system)] = ended
