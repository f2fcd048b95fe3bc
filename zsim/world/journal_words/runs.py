"""The finished runs of a world, and those that failed one after the other, read back from the journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from zsim.kernel.clock import to_datetime
from zsim.kernel.journal import ROOT, Entry, Journal
from zsim.kernel.printed import Printed
from zsim.sync import Grade, RunEnded, RunStarted
from zsim.sync.leads import ON_SCREEN, ORGANISATION
from zsim.world.journal_words.values import by_weekday, to_the_second


class RunLine(NamedTuple):
    """One finished run as the journal tells it; ``at`` is when it began, ``counts`` are records by outcome.

    ``sync`` is the actor in the journal, such as "sync books customers". Of a run that a loaded world was in the middle
    of, the beginning stands in another journal: ``trigger`` is empty and ``at`` is ``None``.
    """

    module: str
    trigger: str
    at: datetime | None
    grade: str
    reason: str | None
    counts: dict[str, int]
    sync: str = ""

    @property
    def moment(self) -> str:
        """When it began, to the second; empty where that is not known."""
        return "" if self.at is None else to_the_second(self.at)

    def __str__(self) -> str:
        at = f"{self.at:%Y-%m-%d %H:%M} " if self.at is not None else ""
        told = ", ".join(f"{count} {name}" for name, count in self.counts.items()) or "nothing to do"
        return f"{at}{self.sync} {self.trigger}".rstrip() + f": {self.reason or told} ({self.grade})"


class FailedRun(NamedTuple):
    """A run that failed: when it began, if that is known, and why it did."""

    at: datetime | None
    reason: str | None


def finished_runs(journal: Journal, zone: str) -> Printed[RunLine]:
    """The finished runs, in the order they ended."""
    ends = [(entry, entry.detail) for entry in journal if isinstance(entry.detail, RunEnded)]
    return Printed([_line(journal, entry, ended, zone) for entry, ended in ends])


def failing(runs: Sequence[FailedRun], one: str = "run", whose: str = "") -> str:
    """That these runs failed, one after the other up to now, and why; nothing if there are none."""
    if not runs:
        return ""
    reasons = list(dict.fromkeys([each.reason or "without a reason" for each in runs]))
    why = f"at last {runs[-1].reason}" if len(reasons) > 1 else reasons[0]
    at = by_weekday(runs[0].at) if runs[0].at is not None else ""
    if len(runs) == 1:
        return f"the last {one}{whose} failed{at and f' on {at}'}: {why}"
    many = f"{one}es" if one.endswith("ch") else f"{one}s"
    return f"the last {len(runs)} {many}{whose} failed{at and f' since {at}'}: {why}"


class FailingRuns:
    """The runs of each sync that failed since its last good one, gathered from the entries of one journal."""

    def __init__(self, zone: str) -> None:
        self._zone = zone
        self._began: dict[int, int] = {}
        self._failed: dict[str, list[FailedRun]] = {}

    def take_in(self, entry: Entry) -> None:
        """Take in the next entry."""
        match entry.detail:
            case RunStarted():
                self._began[entry.number] = entry.at_ms
            case RunEnded() as ended:
                began_ms = self._began.pop(entry.cause, entry.at_ms)
                failed = self._failed.setdefault(entry.actor, [])
                if ended.grade is Grade.FAILED:
                    failed.append(FailedRun(to_datetime(began_ms, self._zone), ended.reason))
                else:
                    failed.clear()

    def sentence(self, syncs: Iterable[str]) -> str:
        """Which runs of these syncs failed up to now, by the name of each sync in the journal."""
        told = [failing(self._failed.get(each, ()), whose=whose(each)) for each in syncs]
        return "; ".join(filter(None, told))


def whose(sync: str) -> str:
    """Whose runs those of a sync are, by the sync's name in the journal.

    >>> whose("sync books customers")
    " of books's customers"
    """
    organisation, _, module = sync.removeprefix("sync ").partition(" ")
    return f" of {organisation}'s {module}" if module else ""


def fetch_ended(ended: RunEnded) -> str:
    """The end of a fetch of leads, with the numbers as the import history calls them."""
    counts = [f"{count} {ON_SCREEN.get(name, name)}" for name, count in ended.counts.items()]
    why = f" ({ended.reason})" if ended.reason else ""
    return f"fetch {ended.number} of {ended.module!r} ended {ended.grade.value}{why}: {', '.join(counts) or 'nobody'}"


def _line(journal: Journal, end: Entry, ended: RunEnded, zone: str) -> RunLine:
    """A run by its end, which is caused by its beginning, unless that stands in another journal."""
    began = journal[end.cause] if end.cause != ROOT else None
    if began is None or not isinstance(began.detail, RunStarted):
        return RunLine(ended.module, "", None, ended.grade.value, ended.reason, dict(ended.counts), end.actor)
    trigger, at = began.detail.trigger.value, to_datetime(began.at_ms, zone)
    counts = _as_shown(began.detail, ended.counts)
    return RunLine(ended.module, trigger, at, ended.grade.value, ended.reason, counts, end.actor)


def _as_shown(began: RunStarted, counts: Mapping[str, int]) -> dict[str, int]:
    """The numbers as the history of the product calls them."""
    names = ON_SCREEN if began.organisation == ORGANISATION else {}
    return {names.get(name, name): count for name, count in counts.items()}
