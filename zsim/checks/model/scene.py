"""What a decision is judged in: the records and pairs at that point, and the run it is of."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from zsim.checks.model.kinds import in_view
from zsim.checks.model.records import Records
from zsim.checks.model.state import Memory
from zsim.checks.model.told import CRM, RunTold, Terms
from zsim.ports.records import Ref


class Scene(NamedTuple):
    """The records of all apps and the memory of a connection as they stand, and the run that is judged.

    ``begun`` are the records that the run had to look at when it began.
    """

    records: Records
    memory: Memory
    run: RunTold
    begun: frozenset[Ref]

    def look_at(self, modules: Collection[str]) -> None:
        """Take in that the run looked at what changed in these modules, but for what its views leave out."""
        looked_at = [ref for ref in self.begun if ref.module in modules and ref not in self.run.touched]
        self.memory.pending[self.terms.module].difference_update(looked_at)
        self.memory.unseen.update([ref for ref in looked_at if self.outside(ref)])

    def outside(self, ref: Ref) -> bool:
        """Whether the views leave out a record of the CRM. Source: VIW-01, VIW-04."""
        fields = self.records.live.get(ref)
        return fields is not None and ref.app == CRM and not in_view(self.terms, ref, fields)

    @property
    def terms(self) -> Terms:
        """What the run goes by."""
        return self.run.terms
