"""A last look at records to be joined with ones that are there already, or cloned beside them. Source: FLT-19."""

from __future__ import annotations

from collections.abc import Sequence

from zsim.ports.records import Record, Ref
from zsim.sync.model.kinds import System
from zsim.sync.model.links import Links
from zsim.sync.planning.decisions import Decision
from zsim.sync.runs.calls import Calls, Steps
from zsim.sync.runs.outcomes import Outcome


def modified_since(
    calls: Calls, links: Links, system: System, records: Sequence[Record], decisions: Sequence[Decision]
) -> Steps[frozenset[Ref]]:
    """The records to be joined with others or cloned beside them, all of them, where one was modified or deleted since.

    They were read when the run began, what they match was looked up a moment ago: what somebody did in between would
    count on one side only. One of a name builds on another, so all of them are decided anew.
    """
    joining = [
        each.covers[0]
        for each in decisions
        if (each.target is not None and each.outcome is not Outcome.SKIPPED) or each.outcome is Outcome.CLONED
        if links.live(system, each.covers[0].id) is None
    ]
    if not joining:
        return frozenset()
    read = {record.ref: record.modified_ms for record in records}
    found = yield from calls.read(system, joining[0].module, [each.id for each in joining])
    now = {record.ref: record.modified_ms for record in found}
    return frozenset() if all(now.get(each) == read[each] for each in joining) else frozenset(joining)
