"""A told run, read once for all that its page tells: which sync run each entry belongs to, and what a run asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from zsim.kernel.journal import Command, Entry
from zsim.ports.records import Ref
from zsim.report.telling import ToldRun
from zsim.sync import Call, Grade, RunEnded, RunStarted
from zsim.sync.leads import ORGANISATION
from zsim.world import Line

CRM = "crm"
WRITES = frozenset({"write", "perform"})
"""The calls that have something changed."""
REFUSED, AGAIN = "b", "r"
"""How a call is shown that got no answer, and one that was made again."""


@dataclass(slots=True)
class SyncRun:
    """A run of the engine, as it is gathered; ``first`` is the number of the entry that tells of its beginning.

    ``calls`` are how many calls it made and ``writes`` how many of those were to change something, by organisation;
    ``last`` is the number of the entry that tells of its end, 0 where it did not end well.
    """

    first: int
    title: str
    began: RunStarted
    idle: bool
    ended: RunEnded | None = None
    last: int = 0
    calls: dict[str, int] = field(default_factory=dict)
    writes: dict[str, int] = field(default_factory=dict)

    @property
    def asked(self) -> int:
        """How many calls it made."""
        return sum(self.calls.values())


class StoryReading:
    """The entries of a run beside their lines, and the sync runs among them.

    ``run_of`` holds the run that each entry belongs to by its number, 0 for none; ``apart`` the calls that are told by
    themselves, each with how; ``places`` the organisation that each of those, and each call outside of runs, went to;
    ``idle_calls`` is how many calls were made in runs at slots that came to nothing; ``well_ended`` are the entries
    that tell of the end of a run that did all it had to.
    """

    def __init__(self, told: ToldRun) -> None:
        self.told = told
        self.entries: tuple[Entry, ...] = tuple(told.world.journal)
        self.apps = told.world.resolver.apps
        self.runs: dict[int, SyncRun] = {}
        self.run_of: list[int] = [0] * (len(self.entries) + 1)
        self.apart: dict[int, str] = {}
        self.places: dict[int, str] = {}
        self.idle_calls = 0
        self.well_ended: set[int] = set()
        self._source = ""
        self._refused: set[tuple[object, ...]] = set()
        self._gather()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The journal in words, a line for each entry."""
        return self.told.lines

    @cached_property
    def organisations(self) -> tuple[str, ...]:
        """Whose runs there are, by key, in the order they first ran."""
        return tuple(dict.fromkeys(run.began.organisation for run in self.runs.values()))

    def kind(self, ref: Ref) -> str:
        """What a record is, such as "contact person"."""
        return self.told.world.resolver.kind(ref.app, ref.module)

    def titled(self, run: SyncRun) -> str:
        """What a run is called on the page; where several products have runs, with the product."""
        several = len(self.organisations) > 1 and run.began.organisation != ORGANISATION
        return f"{run.title} ({self.called(run.began.organisation)})" if several else run.title

    def called(self, key: str) -> str:
        """What people call an organisation."""
        return self.apps.get(key, key)

    def _gather(self) -> None:
        idle, run_of, runs = self.told.idle, self.run_of, self.runs
        for entry in self.entries:
            number, detail = entry.number, entry.detail
            first = run_of[number] = run_of[entry.cause]
            match detail:
                case Call() if number in idle:
                    self.idle_calls += 1  # of a year at two-hourly slots, nearly all
                case Call():
                    self._call(entry, detail, runs.get(first))
                case RunStarted():
                    run_of[number] = number
                    runs[number] = SyncRun(number, _title(detail), detail, number in idle)
                case RunEnded() if first in runs:
                    self._ended(runs[first], number, detail)
                case Command(_, {"source": str() as given}) if not self._source and given in self.apps:
                    self._source = given

    def _ended(self, run: SyncRun, number: int, ended: RunEnded) -> None:
        run.ended = ended
        if ended.grade is Grade.DONE:
            run.last = number
            self.well_ended.add(number)

    def _call(self, entry: Entry, call: Call, run: SyncRun | None) -> None:
        place = self._place(call, run, entry.actor)
        if run is not None:
            run.calls[place] = run.calls.get(place, 0) + 1
            if call.method in WRITES:
                run.writes[place] = run.writes.get(place, 0) + 1
        else:
            self.places[entry.number] = place
        if not call.refusal and not self._refused:
            return
        key = (entry.cause, call.method, place, call.module, *map(str, call.asked.items()))
        if call.refusal:
            self.apart[entry.number], self.places[entry.number] = REFUSED, place
            self._refused.add(key)
        elif key in self._refused:
            self._refused.discard(key)
            self.apart[entry.number], self.places[entry.number] = AGAIN, place

    def _place(self, call: Call, run: SyncRun | None, actor: str) -> str:
        """The key of the organisation that a call went to."""
        match call.system.value:
            case "crm":
                return CRM
            case "hub":
                return ORGANISATION
            case "source":
                if isinstance(call.found, tuple) and call.found:
                    self._source = call.found[0].app
                return self._source or ORGANISATION
            case _:
                own = actor.split(" ")[1:]  # "sync books"
                return run.began.organisation if run is not None else own[0] if own else call.system.value


def _title(began: RunStarted) -> str:
    if began.organisation == ORGANISATION:
        return f"fetch {began.number} of “{began.module}”"
    return f"run {began.number} of {began.module.replace('_', ' ')}"
