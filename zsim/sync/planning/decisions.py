"""Decisions: what a run makes of each record it read, why, and the writes that carry it out."""

from __future__ import annotations

from typing import NamedTuple

from zsim.ports.records import RecordId, Ref, Write
from zsim.sync.model.kinds import CRM, FINANCE, System
from zsim.sync.model.links import ClonedBeside, Link, LinkState
from zsim.sync.runs.confirming import WriteStep
from zsim.sync.runs.entries import Conflict, DecisionEntry
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.reasons import IMPORT, Reason


class FollowUp(NamedTuple):
    """A write that must follow once the link stands; ``ref`` is the record written to, in the app of that side.

    An empty value among an update's fields is filled with the id of the record just created.
    """

    kind: str
    system: System
    ref: Ref
    write: Write


class Ending(NamedTuple):
    """A link to retire, and why."""

    link: Link
    state: LinkState


class Beside(NamedTuple):
    """Records beside which one is cloned, and the name or code that they and it have."""

    refs: tuple[Ref, ...]
    key: str
    by_code: bool


class Decision(NamedTuple):
    """What is to be done about the records it covers.

    ``steps`` run in order; one that is refused stops the rest and fails the record. Once they are done, ``link`` is put
    (an empty id in it is filled with that of the record just created), ``endings`` become tombstones, and with
    ``later`` the record is looked at again in the next run. ``follow_ups`` are carried out once the link stands, in
    this run or, if that breaks off, in a later one. ``beside`` are those that it is cloned beside, if they are to stay
    out of the sync (CUS-36). ``quirk`` is the behaviour id of a quirk that this decision is, or would have been were it
    not switched off.
    """

    kind: str
    outcome: Outcome
    covers: tuple[Ref, ...]
    reason: Reason
    target: Ref | None = None
    steps: tuple[WriteStep, ...] = ()
    link: Link | None = None
    endings: tuple[Ending, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    refused: tuple[str, ...] = ()
    later: bool = False
    follow_ups: tuple[FollowUp, ...] = ()
    quirk: str | None = None
    beside: Beside | None = None

    def cloned_beside(self, created: RecordId | None) -> list[tuple[System, RecordId, ClonedBeside]]:
        """What is to be noted of the records it is cloned beside, once its copy was created, or recognised."""
        copy = created or (self.target.id if self.target is not None else None)
        if self.beside is None or copy is None:
            return []
        noted = ClonedBeside(self.beside.key, self.beside.by_code, (copy,))
        return [(CRM if ref.app == "crm" else FINANCE, ref.id, noted) for ref in self.beside.refs]

    def imported(self) -> Decision:
        """The same decision, told as one of the one-way import. Source: IMP-09, IMP-10."""
        if self.reason.code.startswith(IMPORT):
            return self
        return self._replace(reason=self.reason._replace(code=IMPORT + self.reason.code))

    def entry(self) -> DecisionEntry:
        """What the journal keeps of it."""
        covers, reason = self.covers, self.reason
        return DecisionEntry(
            self.kind, self.outcome, covers[0], covers[1:], self.target, *reason, self.conflicts, self.refused
        )
