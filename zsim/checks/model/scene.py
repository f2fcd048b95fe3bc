"""What a decision is judged in: the records and pairs at that point, and the run it is of."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from zsim.checks.model.kinds import KINDS, chosen_kinds, in_view
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
        late = self.run.touched - self.run.ahead
        looked_at = [ref for ref in self.begun if ref.module in modules and ref not in late]
        self.memory.pending[self.terms.module].difference_update(looked_at)
        self.memory.unseen.update([ref for ref in looked_at if self.outside(ref)])

    def outside(self, ref: Ref) -> bool:
        """Whether the views leave out a record of the CRM. Source: VIW-01, VIW-04."""
        fields = self.records.live.get(ref)
        return fields is not None and ref.app == CRM and not in_view(self.terms, ref, fields)

    def is_to_read(self, ref: Ref) -> bool:
        """Whether a run is to read a record: it changed, is of a module in play, and in the view. Source: SYN-05."""
        if ref not in self.records.live or ref not in self.begun:
            return False
        kinds = [KINDS[each] for each in chosen_kinds(self.terms)]
        if ref.app != CRM:
            pair = self.memory.pairs.get(ref)  # the CRM's alone may be what is looked at again
            return ref.module in {each.finance for each in kinds} and (pair is None or not self.outside(pair.crm))
        return ref.module in {each.crm for each in kinds} and self.terms.listed(ref)

    @property
    def terms(self) -> Terms:
        """What the run goes by."""
        return self.run.terms
