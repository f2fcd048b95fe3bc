"""Planted bugs of deletions, and of what comes back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from zsim.explore.bank.bug import Bug, Family
from zsim.explore.bank.planting import (
    in_place,
    of_deletions,
    told_of_deletions,
    written,
)
from zsim.fakes.store.table import Table
from zsim.ports.records import Delete, Deletion, DeletionCause, Record, RecordId, Update
from zsim.sync import Links, LinkState, Outcome, System
from zsim.sync.execution import Calls, Steps
from zsim.sync.planning import Decision, DeletionInput, Ending
from zsim.sync.runs import WriteStep

DAY_MS = 24 * 3600 * 1000


class NoTombstones(Links):
    """Links that leave nothing behind when they end."""

    __slots__ = ()

    def tombstone(self, system: System, record_id: RecordId) -> Any:
        """Nothing."""
        return None


class ShortBin(Table):
    """A recycle bin that is emptied after thirty days."""

    __slots__ = ()

    def recycled(self, record_id: RecordId) -> Record | None:
        """The last version of a record deleted no longer than that ago."""
        gone = self.deletion(record_id)
        old = gone is not None and self.clock.now_ms - gone.deleted_ms > 30 * DAY_MS
        return None if old else super().recycled(record_id)


class BinOnly(Calls):
    """Calls that hear of no deletion but those in the recycle bin."""

    __slots__ = ()

    def deleted(self, system: Any, module: str, since_ms: int | None) -> Steps[list[Deletion]]:
        """Deletions since of what can be restored."""
        found = yield from super().deleted(system, module, since_ms)
        return [each for each in found if each.cause is DeletionCause.RECYCLED]


def forget_that_it_was_kept(decision: Decision) -> Decision:
    """What was kept in finance leaves a link that says it was deleted there."""
    endings = [Ending(each.link, LinkState.DELETED) for each in decision.endings]
    return decision._replace(endings=tuple(endings)) if decision.outcome is Outcome.KEPT else decision


def stay_inactive(step: WriteStep) -> WriteStep:
    """A restored record is brought up to date and stays inactive."""
    if not isinstance(step.write, Update) or step.write.fields.get("status") != "active":
        return step
    fields = {name: value for name, value in step.write.fields.items() if name != "status"}
    return step._replace(write=step.write._replace(fields=fields))


def still_from_the_crm(decision: Decision) -> Decision:
    """What is kept goes on counting as come from the CRM."""
    return decision._replace(steps=()) if decision.outcome is Outcome.KEPT else decision


def delete_what_is_used(gone: DeletionInput) -> DeletionInput:
    """The deletion of a record with transactions is tried, and refused."""
    return replace(gone, origins=replace(gone.origins, deactivates=False))


def deactivate_all(decision: Decision) -> Decision:
    """Whatever would be deleted is made inactive."""
    if decision.outcome is not Outcome.DELETED:
        return decision
    steps = [
        each._replace(write=Update(each.write.id, {"status": "inactive"})) if isinstance(each.write, Delete) else each
        for each in decision.steps
    ]
    endings = [Ending(each.link, LinkState.DEACTIVATED) for each in decision.endings]
    return decision._replace(steps=tuple(steps), endings=tuple(endings), outcome=Outcome.DEACTIVATED)


DEPARTING_BUGS: tuple[Bug, ...] = (
    Bug(
        "no-tombstones",
        "A customer whose account was deleted is pushed into the CRM once more when it is edited.",
        Family.DELETIONS,
        ("DEL-05", "DEL-06", "DEL-07"),
        lambda: in_place(NoTombstones),
    ),
    Bug(
        "bin-of-thirty-days",
        "What was deleted forty days ago cannot be restored.",
        Family.DELETIONS,
        ("DEL-07",),
        lambda: in_place(ShortBin),
    ),
    Bug(
        "bin-only",
        "What was merged away in the CRM stays in finance.",
        Family.DELETIONS,
        ("CUS-30", "DEL-15"),
        lambda: in_place(BinOnly),
    ),
    Bug(
        "forget-that-it-was-kept",
        "A customer kept in finance comes back to the CRM as it is edited.",
        Family.DELETIONS,
        ("DEL-05",),
        lambda: of_deletions(forget_that_it_was_kept),
    ),
    Bug(
        "stay-inactive",
        "A restored account leaves its customer inactive.",
        Family.DELETIONS,
        ("DEL-07",),
        lambda: written(stay_inactive),
    ),
    Bug(
        "still-from-the-crm",
        "A customer whose account was deleted is listed as come from the CRM.",
        Family.DELETIONS,
        ("FND-01", "DEL-16"),
        lambda: of_deletions(still_from_the_crm),
    ),
    Bug(
        "delete-what-is-used",
        "A deleted account whose customer has invoices fails at every run.",
        Family.DELETIONS,
        ("DEL-03", "DEL-04"),
        lambda: told_of_deletions(delete_what_is_used),
    ),
    Bug(
        "deactivate-all",
        "A customer without transactions is made inactive where it is to be deleted.",
        Family.DELETIONS,
        ("DEL-02", "DEL-04"),
        lambda: of_deletions(deactivate_all),
    ),
    Bug(
        "merged-is-lost",
        "A customer whose account was merged away does not go on with the winner.",
        Family.DELETIONS,
        ("CUS-30",),
        lambda: told_of_deletions(lambda gone: replace(gone, winners={})),
    ),
)
