"""Late bugs in what people are told: histories, moments, the journal and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from zsim.explore.bank.bug import Bug, Family
from zsim.explore.bank.planting import decided
from zsim.explore.bank.slipping.late import late
from zsim.kernel.clock import to_datetime
from zsim.ports.records import Ref
from zsim.sync import Grade, Outcome, Run
from zsim.sync.connection import CustomerSync
from zsim.sync.documents import Relay
from zsim.sync.planning import Decision
from zsim.sync.runs import SyncRuns
from zsim.world import Answer, Line
from zsim.world.journal_words.formatter import JournalFormatter
from zsim.world.telling import Telling


def _history(change: Callable[[Run], Run]) -> type:
    """Runs whose history tells each otherwise than it was."""

    class ToldOtherwise(SyncRuns[Any, Any]):
        """Runs with such a history."""

        def ended(self, run: Run, left: Any) -> None:
            """Take in a finished run."""
            super().ended(change(run), left)

    return ToldOtherwise


def moved(run: Run, source: Outcome, target: Outcome) -> Run:
    """A run whose records of one outcome count for another."""
    counts = dict(run.counts)
    if more := counts.pop(source.value, 0):
        counts[target.value] = counts.get(target.value, 0) + more
    return replace(run, counts=counts)


class SinglesCount(SyncRuns[Any, Any]):
    """A single fetch counts as a sync that was done."""

    @property
    def last_done_ms(self) -> int | None:
        """When the last run began that did not fail."""
        done = [each.started_ms for each in self.history if each.grade is not Grade.FAILED]
        return done[-1] if done else None


class SlotsInUtc(CustomerSync):
    """Tells the next slot in UTC."""

    @property
    def next_slot(self) -> datetime | None:
        """When the next scheduled run is due."""
        return to_datetime(self.slots.next_ms) if self.slots.next_ms is not None else None


class CalledByIds(JournalFormatter):
    """Calls records by what they are called now."""

    def name(self, ref: Ref) -> str:
        """What the record is called."""
        self._names.pop(ref, None)
        return super().name(ref)


class AllCameToPass(JournalFormatter):
    """Tells every decision as carried out."""

    def lines(self, entries: Any, *, calls: bool = True) -> Iterator[Line]:
        """The entries in words."""
        for each in super().lines(entries, calls=calls):
            self._fates = {}
            yield each


class NothingFails(Telling):
    """Does not say that the runs of a record fail."""

    def why(self, record: Any) -> Answer:
        """What the runs decided about a record."""
        return replace(super().why(record), failing="")


class NoOneOverlooked(Telling):
    """Says of everybody looked at once that they were."""

    def overlooked(self) -> dict[str, str]:
        """The records that no run decided anything about, as far as they are the CRM's."""
        ours = {each.ref.id for module in self._apps.modules().get("crm", {}).values() for each in module.table}
        return {record: why for record, why in super().overlooked().items() if record in ours}


class InRupees(Relay):
    """Tells what is owed in the organisation's currency."""

    __slots__ = ()

    def summary(self, party: Ref) -> Any:
        """What a party owes."""
        found = super().summary(party)
        return replace(found, currency=found.currency and "INR")


class NoSales(Relay):
    """Tells no sales."""

    __slots__ = ()

    def summary(self, party: Ref) -> Any:
        """What a party owes."""
        return replace(super().summary(party), sales=None)


def blank_detail(decision: Decision) -> Decision:
    """What crossed is not told."""
    told = decision.reason.code in ("updated", "reconciled")
    return decision._replace(reason=decision.reason._replace(detail="")) if told else decision


def refused_silently(decision: Decision) -> Decision:
    """A value that a pick list does not have is not told."""
    return decision._replace(refused=())


IN_WORDS: tuple[Bug, ...] = (
    late(
        "kept-is-deleted",
        "The history counts what was kept as deleted.",
        Family.COUNTS,
        "DEL-01",
        _history(lambda run: moved(run, Outcome.KEPT, Outcome.DELETED)),
    ),
    late(
        "conflicts-uncounted",
        "The history counts a conflict as an update.",
        Family.COUNTS,
        "CUS-21",
        _history(lambda run: moved(run, Outcome.CONFLICT, Outcome.UPDATED)),
    ),
    late(
        "clones-are-new",
        "The history counts clones as created.",
        Family.COUNTS,
        "CUS-11",
        _history(lambda run: moved(run, Outcome.CLONED, Outcome.CREATED)),
    ),
    late(
        "skips-uncounted",
        "The history does not count what was skipped.",
        Family.COUNTS,
        "CUS-16",
        _history(lambda run: moved(run, Outcome.SKIPPED, Outcome.UNCHANGED)),
    ),
    late(
        "no-remarks",
        "The history says nothing of single records.",
        Family.COUNTS,
        "CUS-28 CUS-21",
        _history(lambda run: replace(run, remarks=())),
    ),
    late(
        "no-reason",
        "A failed run shows no reason.",
        Family.COUNTS,
        "SYN-05 SYN-14",
        _history(lambda run: replace(run, reason=None)),
    ),
    late(
        "history-in-utc",
        "The history tells when a run began in UTC.",
        Family.TIME_ZONES,
        "SYN-05",
        _history(lambda run: replace(run, zone="UTC")),
    ),
    late("slot-told-in-utc", "The next slot is told in UTC.", Family.TIME_ZONES, "SYN-11", SlotsInUtc),
    late("singles-count", "A single fetch counts as a first sync.", Family.CHECKPOINTS, "TXN-17", SinglesCount),
    late(
        "called-as-now",
        "The journal calls a renamed record by its new name all along.",
        Family.JOURNAL,
        "CUS-19",
        CalledByIds,
    ),
    late("all-came-to-pass", "A decision that failed is told as carried out.", Family.JOURNAL, "CUS-28", AllCameToPass),
    late("nothing-fails", "Why does not say that the runs of the record fail.", Family.WHY, "CON-15", NothingFails),
    late(
        "finance-overlooked",
        "Records of finance that no run looked at are not told.",
        Family.WHY,
        "CUS-07 CUS-29",
        NoOneOverlooked,
    ),
    late("summary-in-rupees", "What a customer of dollars owes is told in rupees.", Family.NUMBERS, "PRM-11", InRupees),
    late("no-sales", "Billing's sales of an account are not shown.", Family.NUMBERS, "PRM-06", NoSales),
    late(
        "blank-detail",
        "An update does not say which value crossed.",
        Family.WHY,
        "CUS-21 CUS-23",
        lambda: decided(blank_detail),
    ),
    late(
        "refused-silently",
        "A value that was not written is not told.",
        Family.WHY,
        "MAP-08",
        lambda: decided(refused_silently),
    ),
)
