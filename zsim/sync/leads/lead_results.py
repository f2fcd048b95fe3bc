"""What one fetch keeps of the contacts it answered, and what it leaves for the next. Source: LED-10, LED-29."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from zsim.ports.records import Record, RecordId, Ref
from zsim.sync.leads.lead_decisions import Ignored
from zsim.sync.runs.results import ResultsSoFar, RunResults, in_order


class FatalCause(Enum):
    """What a sync cannot go on without. Source: KEY-02, LED-31."""

    KEY = "key"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class LeadSyncState:
    """What a fetch leaves for the next: the checkpoint, and contacts to look at again because a write was refused.

    ``after_ms`` is the retrieval date the fetch went by; another one chosen since counts anew. ``gone_since_ms`` is
    since when deletions are read. ``seen`` are the contacts that the next fetch reads again, a second being to spare,
    as this one read them: they are not handled twice, unless other data is retrieved now. Source: LED-29, FLT-17.
    """

    checkpoint_ms: int | None = None
    after_ms: int | None = None
    gone_since_ms: int | None = None
    retry: tuple[Ref, ...] = ()
    seen: tuple[Record, ...] = ()


class LeadResults(RunResults):
    """What became of each contact, and who was ignored.

    ``leads`` are the addresses that came in this fetch, each with the lead that it is, if it became one. ``fatal`` says
    what ended the fetch for good; ``deletes_again`` that a deletion was refused and must be read again.
    """

    __slots__ = ("_ignored", "deletes_again", "fatal", "leads")

    def __init__(self) -> None:
        super().__init__()
        self.leads: dict[str, RecordId | None] = {}
        self.fatal: FatalCause | None = None
        self.deletes_again = False
        self._ignored: list[tuple[int, Ignored]] = []

    def ignore(self, entry: int, ignored: Ignored) -> None:
        """Note who was ignored by the decision of that entry."""
        self._ignored.append((entry, ignored))

    @property
    def ignored(self) -> tuple[Ignored, ...]:
        """Who was ignored, in the order of the decisions."""
        return in_order(self._ignored)

    @property
    def so_far(self) -> ResultsSoFar:
        """What it has come to by now, with who was ignored."""
        return super().so_far._replace(others=tuple(self._ignored))
