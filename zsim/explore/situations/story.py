"""What happened in a world, read from its journal in one pass: what was asked, changed and judged, and when.

Recognisers of situations read this, and not the journal: each is a few lines over these lists.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from zsim.catalogue.life_cycles import life_cycles
from zsim.fakes.store.effects import Effect
from zsim.faults.words import Fired
from zsim.ports.records import Ref
from zsim.sync import Call, DecisionEntry, Failure, Grade, Trigger
from zsim.sync.runs import IMPORT

CRM, HUB = "crm", "marketinghub"
WRITING = ("write", "perform")
NOBODY: tuple[CommandSeen, ...] = ()


@dataclass(slots=True, eq=False)
class RunSpan:
    """One run: the numbers of its first and last entry, the last being 0 while it is under way.

    ``began_ms`` and ``ended_ms`` are told of fetches of leads alone, which keep to clocks of their own.
    """

    began: int
    organisation: str
    module: str
    trigger: Trigger
    ended: int = 0
    grade: Grade | None = None
    reason: str = ""
    began_ms: int = 0
    ended_ms: int = 0

    @property
    def fetches(self) -> bool:
        """Whether it fetches leads."""
        return self.organisation == HUB

    @property
    def product(self) -> str:
        """The key of its product: that of a further organisation is "books-2"."""
        return self.organisation.partition("-")[0]


Open = tuple[RunSpan, ...]


class CommandSeen(NamedTuple):
    """What somebody asked for, and the runs that were under way just then."""

    number: int
    subject: Any
    name: str
    given: Mapping[str, Any]
    during: Open

    @property
    def organisation(self) -> str:
        """The organisation whose connection it was asked of; "" where it was asked of an app."""
        return str(self.subject[1]) if isinstance(self.subject, tuple) and self.subject[0] == "integration" else ""


class Change(NamedTuple):
    """A record changed because somebody asked for it, and no run; ``cause`` is the number of the command.

    ``edited`` says whether a record that there was holds something else now; saving it as it was is no edit.
    """

    number: int
    ref: Ref
    effect: Effect
    edited: bool
    asked: str
    cause: int
    during: Open

    @property
    def deleted(self) -> bool:
        """Whether the record went."""
        return self.effect.after is None

    def held(self, name: str) -> tuple[Any, Any]:
        """What it held in a field before and after; ``None`` where it held nothing."""
        before, after = self.effect.before or {}, self.effect.after or {}
        return before.get(name), after.get(name)

    def changes(self, name: str) -> bool:
        """Whether it changed that field."""
        before, after = self.held(name)
        return bool(before != after)


class Judgement(NamedTuple):
    """What a run decided of records, with what people did to them and their counterparts since a run before did so.

    ``run`` is ``None`` for what is decided without a run, such as what a command shows in the CRM. ``code`` is that of
    its reason, whichever product it is given in.
    """

    number: int
    organisation: str
    run: RunSpan | None
    entry: DecisionEntry
    code: str
    edits: tuple[Change, ...]

    @property
    def key(self) -> tuple[str, Ref]:
        """The organisation, and the record that it is about first."""
        return self.organisation, self.entry.subject

    @property
    def sort(self) -> str:
        """The sort of record it is about; "" where nobody knew that any more."""
        kind = self.entry.kind
        if kind in life_cycles():
            return "document"
        return f"imported {kind}" if kind and self.entry.code.startswith(IMPORT) else kind

    @property
    def in_crm(self) -> list[Change]:
        """What people did in the CRM."""
        return [each for each in self.edits if each.ref.app == CRM]

    @property
    def elsewhere(self) -> list[Change]:
        """What people did in the other app."""
        return [each for each in self.edits if each.ref.app != CRM]


class Failed(NamedTuple):
    """A decision that an app refused to have carried out."""

    number: int
    decision: int
    failure: Failure


class Called(NamedTuple):
    """A call of a run that wrote something, or was refused."""

    number: int
    cause: int
    call: Call


class FaultSeen(NamedTuple):
    """A fault that happened, and the runs that were under way."""

    number: int
    app: str
    fired: Fired
    during: Open


@dataclass(slots=True)
class WorldStory:
    """What a journal tells, each list in the order it happened.

    ``named`` are the commands by their names, ``refused`` the numbers of those that were refused. ``of_pairs`` is what
    was judged of records that correspond to one another, ``of_edits`` those of it over which people did something;
    ``written`` are the records that a decision's writes changed,
    by the number of its entry, ``wrote`` the numbers of those changes. ``resumed`` counts the runs that ended here and
    began in another journal, ``inherited`` what runs made of records that nobody in this journal had touched: the world
    had been exported and loaded. ``documents`` says whether any of finance changed.
    """

    asked: list[CommandSeen] = field(default_factory=list)
    named: dict[str, list[CommandSeen]] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    judged: list[Judgement] = field(default_factory=list)
    of_pairs: list[Judgement] = field(default_factory=list)
    of_edits: list[Judgement] = field(default_factory=list)
    written: defaultdict[int, list[Ref]] = field(default_factory=lambda: defaultdict(list))
    failed: list[Failed] = field(default_factory=list)
    runs: list[RunSpan] = field(default_factory=list)
    calls: list[Called] = field(default_factory=list)
    faults: list[FaultSeen] = field(default_factory=list)
    oddities: list[str] = field(default_factory=list)
    wrote: list[int] = field(default_factory=list)
    resumed: int = 0
    inherited: int = 0
    documents: bool = False
    refused: set[int] = field(default_factory=set)

    def commands(self, *names: str) -> list[CommandSeen]:
        """What was asked for by these names and not refused, in order."""
        found = [each for name in names for each in self.named.get(name, NOBODY) if each.number not in self.refused]
        return sorted(found, key=lambda each: each.number) if len(names) > 1 else found


class Standstill(NamedTuple):
    """A time in which a connection, or the sync of one module of it, stood still; ``module`` is "" for all of it."""

    organisation: str
    module: str
    start: int
    end: int

    def holds_for(self, run: RunSpan | None) -> bool:
        """Whether a run is of what stood still."""
        return run is not None and run.organisation == self.organisation and self.module in ("", run.module)


def between(opens: Sequence[CommandSeen], closes: Sequence[CommandSeen]) -> list[Standstill]:
    """From each command on a connection to the next that undoes it, told by the numbers of both."""
    found = []
    for each in opens:
        place = _place(each)
        ends = [end.number for end in closes if end.number > each.number and _place(end) in (place, (place[0], ""))]
        if ends:
            found.append(Standstill(*place, each.number, ends[0]))
    return found


def _place(asked: CommandSeen) -> tuple[str, str]:
    return asked.organisation, str(asked.given.get("module", ""))
