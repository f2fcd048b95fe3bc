"""A fetch of leads as the reference model is told of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zsim.catalogue import Policies, Quirks
from zsim.checks.model import (
    DecisionTold,
    Difference,
    FetchTimes,
    FetchTold,
    LeadMemory,
    LeadTerms,
    Records,
    SlotsKept,
)
from zsim.ports.records import Ref
from zsim.sync import Grade, RunEnded, RunStarted, Trigger
from zsim.sync.leads import LeadSync, SyncServices


class SlotsWatch:
    """Whether fetches begin at their slots; a world that met a fault is left alone from then on."""

    def __init__(self, services: Mapping[str, SyncServices]) -> None:
        self._services = services
        self._kept: dict[str, SlotsKept] = {}
        self._busy: dict[int, int] = {}
        self._edited_ms: dict[str, int] = {}
        self._since_ms = self._ended_ms = 0

    def begin(self, number: int, started: RunStarted, now_ms: int, *, disturbed: bool) -> Iterator[Difference]:
        """What is wrong with a fetch that begins."""
        waited_ms = self._since_ms if self._busy or self._ended_ms == now_ms else now_ms
        self._since_ms = waited_ms
        self._busy[number] = now_ms
        edited = self._edited_ms.get(started.module, -1) >= waited_ms  # it waited for a slot of the times before that
        if started.trigger is not Trigger.SCHEDULED or disturbed or edited:
            return
        _, sync = sync_called(self._services, started.module)
        chosen = sync.runs.choices.timetable
        timetable = FetchTimes(chosen.frequency.value, chosen.at, chosen.zone, chosen.weekday, chosen.day)
        wrong = self._kept.setdefault(started.module, SlotsKept()).begin(timetable, now_ms, waited_ms)
        if wrong is not None:
            yield Difference(f"the sync {started.module!r}", None, wrong, ("LED-06", "LED-24", "LED-25"), ())

    def end(self, number: int, now_ms: int) -> None:
        """Take in that a fetch ended."""
        self._busy.pop(number, None)
        self._ended_ms = now_ms

    def changed(self, name: str, now_ms: int) -> None:
        """Take in that somebody changed the choices of a sync, or that it was turned on or off."""
        self._kept.pop(name, None)
        self._edited_ms[name] = now_ms


OFTEN = frozenset({"daily", "weekly", "monthly"})


def fetch_told(
    services: Mapping[str, SyncServices],
    started: RunStarted,
    ended: RunEnded,
    decisions: tuple[DecisionTold, ...],
    touched: frozenset[Ref],
    excused: str,
    mapping: Mapping[str, str],
    quirks: Quirks,
    policies: Policies,
    search_lags: bool,
) -> FetchTold:
    """What there is to tell of a fetch that ended, by the choices of its sync and the mapping people chose."""
    source, sync = sync_called(services, started.module)
    choices, finished = sync.runs.choices, ended.grade is not Grade.FAILED
    terms = LeadTerms(
        source=source,
        mailing_list=choices.list_id,
        mapping=mapping,
        meets=(lambda fields: True) if choices.criteria is None else choices.criteria.holds,
        all_data=sync.retrieves_all,
        recurring=choices.timetable.frequency.value in OFTEN,
        lead_deletion=policies.lead_deletion,
        quirks_off=frozenset(quirks.off),
        search_lags=search_lags,
        after_s=-1 if choices.after_ms is None else choices.after_ms // 1000,
    )
    excused = excused or ("" if finished else "it failed")
    name, counts = f"fetch {started.number} of {started.module!r}", sync.history[started.number - 1].counts
    return FetchTold(name, terms, finished, excused, decisions, touched, counts)


def sync_called(services: Mapping[str, SyncServices], name: str) -> tuple[str, LeadSync]:
    """The sync of that name, and the key of its source."""
    return next((key, each) for key, some in services.items() for each in some if each.description == name)


def first_due(records: Records, memory: LeadMemory, sync: LeadSync) -> None:
    """A first fetch after a date takes the contacts that changed later than that. Source: LED-07."""
    after_ms = sync.runs.choices.after_ms
    if after_ms is not None:
        memory.pending = {ref for ref in memory.pending if records.changed[ref][0] > after_ms // 1000}
