"""The stage of one case: its beginning played once, and from there each play of what follows.

What happened before is exported once and loaded for each play, so that a play costs what it is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from zsim.explore.interruptions.case import SweepCase
from zsim.explore.interruptions.content import Content, content_of
from zsim.explore.interruptions.watching import PortCall, Watching
from zsim.explore.script import Player, ScriptStep
from zsim.explore.script.names import CRM, HUB, NothingToDo
from zsim.fakes.store import Effect
from zsim.kernel.journal import Journal
from zsim.ports.records import Ref
from zsim.sync import EngineFunctions
from zsim.sync.leads import LeadFunctions

INTEGRATION = "sync"
"""Who the engine is in what records tell of their changes."""


@dataclass(frozen=True, slots=True)
class End:
    """How a play ended: what the world holds, what the last run wrote, and what of the disturbance happened."""

    content: Content
    late: tuple[str, ...] = ()
    unfired: tuple[str, ...] = ()
    acted: bool = True
    raised: str = ""


class Stage:
    """Plays one case again and again."""

    def __init__(self, case: SweepCase, functions: EngineFunctions | LeadFunctions | None = None) -> None:
        self.case = case
        self._functions = functions
        player = Player(case.script.start, functions)
        for step in case.prefix:
            player.do(step)
        self._saved = player.save()
        self._before = self._counterparts(player)

    @property
    def calls(self) -> tuple[PortCall, ...]:
        """The calls of the disturbed part, undisturbed."""
        return self._usual[0]

    @property
    def seen(self) -> Mapping[str, Ref]:
        """The records concerned, and their counterparts before and after the disturbed part, by their names."""
        return self._usual[1]

    @cached_property
    def _usual(self) -> tuple[tuple[PortCall, ...], Mapping[str, Ref]]:
        """The calls, and what was seen before and after them, played once."""
        watching = Watching()
        player = Player(self.case.script.start, self._functions, saved=self._saved, ports=watching)
        watching.waited_for = lambda: player.acting
        watching.forget()
        for step in self.case.disturbed:
            player.do(step)
        calls = watching.calls
        for step in self.case.afterwards(()):
            player.do(step)
        return calls, self._before | self._counterparts(player)

    def end(self, faults: Iterable[Mapping[str, Any]] = (), then: Sequence[ScriptStep] = ()) -> End:
        """How it ends with these faults; ``then`` is done when the disturbed part is over."""
        return self._play(self.case.disturbed, tuple(faults), then)

    def ends_with(self, deed: Sequence[ScriptStep] = (), then: Sequence[ScriptStep] = ()) -> Iterator[End]:
        """How it ends with something done before the disturbed part, between two of its steps, or after it."""
        for steps in self.case.orders:
            for number in range(len(steps) + 1 if deed else 1):
                yield self._play((*steps[:number], *deed, *steps[number:]), (), then)

    def _play(
        self, steps: Sequence[ScriptStep], faults: tuple[Mapping[str, Any], ...], then: Sequence[ScriptStep]
    ) -> End:
        player = Player(self.case.script.start, self._functions, faults=faults, saved=self._saved)
        *before, last, end = (*steps, *self.case.afterwards(then))
        for step in before:
            player.do(step)
        begun = len(player.world.journal)
        for step in (last, end):
            player.do(step)
        content = content_of(player.world, self.case.products)
        acted = any(each.outcome == "done" for each in player.asides) if player.asides else not faults
        return End(content, tuple(_written(player.world.journal, begun)), player.unfired, acted)

    def _counterparts(self, player: Player) -> dict[str, Ref]:
        """The records concerned, and what they are synced with in other apps."""
        found: dict[str, Ref] = {}
        for name in self.case.concerned:
            for each in (name, *[f"{name} in {app}" for app in (CRM, *self.case.products, HUB)]):
                try:
                    found[each] = player.names.record(each).ref
                except NothingToDo:
                    continue
        return found


def _written(journal: Journal, begun: int) -> Iterable[str]:
    """What the engine wrote since an entry, in words."""
    for entry in journal.since(begun):
        if entry.actor == INTEGRATION and isinstance(entry.detail, Effect) and isinstance(entry.subject, Ref):
            yield f"{entry.detail.change} {entry.subject.app}'s {entry.subject.module} {entry.subject.id}"
