"""``Faults``: what can go wrong in one world, pinned to the calls of the engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple, Protocol, TypedDict, TypeVar, Unpack

from zsim.catalogue import did_you_mean
from zsim.catalogue.suggest import as_spelled
from zsim.faults.deeds import KeyRegenerated, Killed, Meanwhile, RightWithdrawn
from zsim.faults.fault import AtCall, Fault, refuse
from zsim.faults.kinds import (
    KINDS,
    AnswerLost,
    ClockSkew,
    DuplicateNotification,
    LateNotification,
    PageDrift,
    PartialBatch,
    RateLimit,
    Refused,
    SearchLagged,
    ServerFailed,
    SlowAnswer,
    TruncatedPage,
)
from zsim.faults.meeting import Place
from zsim.faults.pins import Pinned, Pins
from zsim.faults.surroundings import Surroundings
from zsim.faults.words import the_call
from zsim.faults.wrapped import WrappedApp, opened
from zsim.ports.app import App, Organisation

AnyFault = TypeVar("AnyFault", bound=Fault)


class At(TypedDict, total=False):
    """The calls a fault is pinned to; see ``AtCall`` for what each field means."""

    call: int
    of: str
    module: str | None
    times: int


class HasOrganisation(Protocol):
    """An app as somebody uses it."""

    @property
    def organisation(self) -> Organisation:
        """What it tells of its organisation."""


AppOf = str | HasOrganisation
"""An app, by the key of its organisation or itself."""


class Unfired(NamedTuple):
    """A fault that was pinned and did not happen, and why not in words."""

    fault: Fault
    sentence: str


class Faults:
    """The faults of one world; none until some are pinned.

    There is a method for each kind, which pins one and gives it back. It takes the fields of that kind by name; ``at``
    are ``call``, ``of``, ``module`` and ``times``, which say which calls it meets.
    """

    def __init__(self, world: Surroundings) -> None:
        self._world = world
        self._pins: dict[str, Pins] = {}
        self._pinned: list[Pinned] = []
        self._steps: dict[str, Callable[[], object]] = {}
        self._ignored: set[str] = set()

    def wrap(self, app: str, port: App) -> App:
        """The port with the faults of the organisation of that key around it, those pinned later included."""
        return WrappedApp(port, self._place(app))

    def open(self, app: str, opening: Callable[[], App]) -> App:
        """The same for one that is to be opened first, which meets the faults as well."""
        return opened(opening, self._place(app))

    def pin(self, fault: AnyFault) -> AnyFault:
        """Pin a fault and give it back; an unknown organisation, or step of a script, raises ``UsageError``."""
        known = self._world.names()
        if fault.app not in known:
            fault = replace(fault, app=as_spelled(fault.app, known))
        if fault.app not in known:
            raise refuse(fault.kind, f"there is no organisation {fault.app!r}", did_you_mean(fault.app, known))
        if isinstance(fault, Meanwhile) and isinstance(fault.do, str) and fault.do not in self._steps:
            raise refuse(fault.kind, f"no step is called {fault.do!r}", did_you_mean(fault.do, self._steps))
        if fault.kind in self._ignored:
            return fault
        pinned = Pinned(fault, len(self._world.journal))
        self._pinned.append(pinned)
        self._of(fault.app).add(pinned)
        return fault

    def name_step(self, name: str, action: Callable[[], object]) -> None:
        """Give something a script can do a name, for faults of the kind ``meanwhile``."""
        self._steps[name] = action

    def ignore(self, kind: str) -> None:
        """Have no fault of a kind happen, whoever pins one from now on: what a script comes to without it."""
        spelled = as_spelled(kind, KINDS)
        if spelled not in KINDS:
            raise refuse(repr(kind), "there is no such kind", did_you_mean(kind, KINDS))
        self._ignored.add(spelled)

    def heal(self) -> None:
        """Let nothing go wrong any more: what is pinned is taken off, and every clock is right."""
        for pins in self._pins.values():
            pins.clear()

    @property
    def fired(self) -> tuple[Fault, ...]:
        """The faults that happened, in the order of pinning."""
        return tuple([each.fault for each in self._pinned if each.fired])

    def pinned_behind(self) -> tuple[tuple[int, Fault], ...]:
        """What happened of those that were pinned, each with the number of the journal's last entry by then."""
        return tuple([(each.behind, each.happened()) for each in self._pinned if each.fired])

    def unfired(self) -> tuple[Unfired, ...]:
        """The faults that were pinned and did not happen, in the order of pinning."""
        return tuple([self._unfired(each) for each in self._pinned if not each.fired])

    def remaining(self) -> tuple[Fault, ...]:
        """What is still to happen, in the order of pinning, with its calls counted from now on."""
        return tuple([each.rest() for each in self._pinned if any(each in pins for pins in self._pins.values())])

    def refused(self, app: AppOf, *, error: str = "ServerError", **at: Unpack[At]) -> Refused:
        """An app refuses a call and does nothing."""
        return self.pin(Refused(_key(app), error=error, **at))

    def server_failed(self, app: AppOf, *, done: bool = False, **at: Unpack[At]) -> ServerFailed:
        """An app breaks down over a call."""
        return self.pin(ServerFailed(_key(app), done=done, **at))

    def answer_lost(self, app: AppOf, **at: Unpack[At]) -> AnswerLost:
        """An app carries a call out, and its answer gets lost."""
        return self.pin(AnswerLost(_key(app), **at))

    def rate_limit(
        self, app: AppOf, *, limit: str = "minute", wait_ms: int | None = None, **at: Unpack[At]
    ) -> RateLimit:
        """An app has had too many calls."""
        return self.pin(RateLimit(_key(app), limit=limit, wait_ms=wait_ms, **at))

    def slow_answer(self, app: AppOf, *, delay_ms: int = 30_000, when: str = "after", **at: Unpack[At]) -> SlowAnswer:
        """An answer takes its time, and others act meanwhile."""
        return self.pin(SlowAnswer(_key(app), delay_ms=delay_ms, when=when, **at))

    def page_drift(self, app: AppOf, *, records: int = 1, saved: bool = True, **at: Unpack[At]) -> PageDrift:
        """Between two pages of changes, records of the one just given come again."""
        return self.pin(PageDrift(_key(app), records=records, saved=saved, **at))

    def truncated_page(self, app: AppOf, *, size: int = 1, **at: Unpack[At]) -> TruncatedPage:
        """A page is shorter than was asked for, although more follow."""
        return self.pin(TruncatedPage(_key(app), size=size, **at))

    def search_lag(self, app: AppOf, *, lag_ms: int = 60_000, **at: Unpack[At]) -> SearchLagged:
        """A search does not find yet what was written a moment ago."""
        return self.pin(SearchLagged(_key(app), lag_ms=lag_ms, **at))

    def partial_batch(
        self, app: AppOf, *, done: int | None = None, answered: int | None = None, **at: Unpack[At]
    ) -> PartialBatch:
        """Of several writes in one call, only the first are done, or answered."""
        return self.pin(PartialBatch(_key(app), done=done, answered=answered, **at))

    def duplicate_notification(self, app: AppOf, *, more: int = 1, **at: Unpack[At]) -> DuplicateNotification:
        """A notification comes more than once."""
        return self.pin(DuplicateNotification(_key(app), more=more, **at))

    def late_notification(self, app: AppOf, *, delay_ms: int = 60_000, **at: Unpack[At]) -> LateNotification:
        """A notification comes late."""
        return self.pin(LateNotification(_key(app), delay_ms=delay_ms, **at))

    def meanwhile(
        self, app: AppOf, do: str | Callable[[], object], *, when: str = "before", **at: Unpack[At]
    ) -> Meanwhile:
        """Somebody acts in the middle of a run."""
        return self.pin(Meanwhile(_key(app), do=do, when=when, **at))

    def key_regenerated(self, app: AppOf, *, when: str = "before", **at: Unpack[At]) -> KeyRegenerated:
        """The key of an app is regenerated in the middle of a run."""
        return self.pin(KeyRegenerated(_key(app), when=when, **at))

    def right_withdrawn(
        self, app: AppOf = "crm", *, hides: str, profile: str = "Standard", when: str = "before", **at: Unpack[At]
    ) -> RightWithdrawn:
        """A profile of the CRM loses a right in the middle of a run."""
        return self.pin(RightWithdrawn(_key(app), hides=hides, profile=profile, when=when, **at))

    def killed(self, app: AppOf, *, when: str = "before", **at: Unpack[At]) -> Killed:
        """The engine is killed at a call."""
        return self.pin(Killed(_key(app), when=when, **at))

    def clock_skew(self, app: AppOf, *, skew_ms: int) -> ClockSkew:
        """The clock of an app is ahead from now on, or behind."""
        return self.pin(ClockSkew(_key(app), skew_ms=skew_ms))

    def __str__(self) -> str:
        """The faults pinned, a line for each, with what became of it."""
        told = [f"  {each.fault.kind} of {each.fault.app}{': it fired' if each.fired else ''}" for each in self._pinned]
        return "\n".join([f"faults: {len(told) or 'none'}", *told])

    def _place(self, app: str) -> Place:
        return Place(app, self._of(app), self._world, self._steps)

    def _of(self, app: str) -> Pins:
        return self._pins.setdefault(app, Pins())

    def _unfired(self, pinned: Pinned) -> Unfired:
        fault = pinned.fault
        called = self._world.names().get(fault.app, fault.app)
        if not isinstance(fault, AtCall):
            return Unfired(fault, f"{fault.kind}: no time was read of {called}")
        call = the_call(fault.of, fault.call, called, fault.module)
        if pinned.met < fault.call:
            return Unfired(fault, f"{fault.kind}: {call} never came, there were {pinned.met}")
        return Unfired(fault, f"{fault.kind}: {call} came, and there was nothing in it to go wrong")


def _key(app: AppOf) -> str:
    return app if isinstance(app, str) else app.organisation.key
