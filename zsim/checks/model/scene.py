"""What a decision is judged in: the records and pairs at that point, and the run it is of."""

from __future__ import annotations

from typing import NamedTuple

from zsim.checks.model.records import Records
from zsim.checks.model.state import Memory
from zsim.checks.model.told import RunTold, Terms
from zsim.ports.records import Ref


class Scene(NamedTuple):
    """The records of all apps and the memory of a connection as they stand, and the run that is judged.

    ``begun`` are the records that the run had to look at when it began.
    """

    records: Records
    memory: Memory
    run: RunTold
    begun: frozenset[Ref]

    @property
    def terms(self) -> Terms:
        """What the run goes by."""
        return self.run.terms
