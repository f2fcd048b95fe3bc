"""Records that come along with others unchanged: their own, as the contacts of an account, and those merged into.

Source: CUS-03, CUS-14, CUS-30.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zsim.ports.records import Deletion, Record, RecordId, Ref
from zsim.sync.execution.applying import PairResults
from zsim.sync.execution.gathering import Views, out_of_view_of
from zsim.sync.model.kinds import CRM, SYSTEMS, Kind, Parent, System
from zsim.sync.model.links import Links
from zsim.sync.model.preferences import Extent
from zsim.sync.runs.calls import Calls, Steps

Changes = dict[tuple[System, str], list[Record]]
"""What a run has to look at, by the app and module it was read from."""

Waiting = dict[System, dict[Ref, None]]
"""The records of either side that await their turn."""


class OwnRecords:
    """Adds them to what a run has to look at; ``owned`` are their kinds, each with what their parent is."""

    __slots__ = ("_calls", "_extent", "_owned", "_results", "_views")

    def __init__(
        self, calls: Calls, results: PairResults, views: Views, owned: Sequence[tuple[Kind, Parent]], extent: Extent
    ) -> None:
        self._calls = calls
        self._results = results
        self._views = views
        self._owned = owned
        self._extent = extent

    def of_linked(self, changes: Changes, waiting: Waiting) -> Steps[None]:
        """What is the own of records linked in this run, and need not have changed itself."""
        linked, self._results.newly_linked = self._results.newly_linked, []
        for kind, parent in self._owned:
            links = [link for link in linked if link.kind == parent.kind]
            for system in SYSTEMS if links else ():
                if system is CRM or self._extent is not Extent.FETCH:
                    yield from self._take(changes, waiting, system, kind, parent, [link.id(system) for link in links])

    def of_winners(self, changes: Changes, waiting: Waiting) -> Steps[None]:
        """What a merge of this run moved to another parent, as it stands now."""
        winners, self._results.winners = self._results.winners, []
        for kind, parent in self._owned if winners else ():
            yield from self._take(changes, waiting, CRM, kind, parent, winners)

    def of_followed(self, changes: Changes, waiting: Waiting, links: Links, gone: Iterable[Deletion]) -> Steps[None]:
        """What goes on in the CRM as the pair of a record merged into it, whichever run joined the two."""
        ids: dict[str, list[RecordId]] = {}
        for each in gone:
            former = links.tombstone(CRM, each.ref.id)
            link = links.live(CRM, each.winner) if each.winner is not None else None
            if former is not None and link is not None and link.finance_id == former.finance_id:
                ids.setdefault(each.ref.module, []).append(link.crm_id)
        for module, some in ids.items():
            found = yield from self._calls.read(CRM, module, list(dict.fromkeys(some)))
            yield from self._add(changes, waiting, CRM, module, found)

    def _take(
        self,
        changes: Changes,
        waiting: Waiting,
        system: System,
        kind: Kind,
        parent: Parent,
        ids: Sequence[RecordId],
    ) -> Steps[None]:
        """Take all records of these parents."""
        module = kind.side(system).module
        field = parent.crm_field if system is CRM else parent.finance_field
        found = yield from self._calls.search(system, module, field, ids)
        yield from self._add(changes, waiting, system, module, found)

    def _add(
        self, changes: Changes, waiting: Waiting, system: System, module: str, found: Sequence[Record]
    ) -> Steps[None]:
        """Take the present versions of those in view that have no outcome yet."""
        if system is CRM:
            out_of_view = yield from out_of_view_of(self._calls, module, [each.ref.id for each in found], self._views)
            found = tuple(each for each in found if each.ref.id not in out_of_view)
        present = {record.ref: record for record in found if record.ref not in self._results.outcomes}
        known = [present.pop(record.ref, record) for record in changes[system, module]]
        changes[system, module] = [*known, *present.values()]
        waiting[system].update(dict.fromkeys(present))
