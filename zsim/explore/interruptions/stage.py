"""The stage of one case: its beginning played once, and from there each play of what follows.

What happened before is exported once and loaded for each play, so that a play costs what it is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from zsim.explore.interruptions.case import REPEATED, SweepCase
from zsim.explore.interruptions.content import content_of
from zsim.explore.interruptions.fact import Content
from zsim.explore.interruptions.watching import PortCall, Watching
from zsim.explore.script import Player, Script, ScriptStep, StepOutcome, StepResult, do
from zsim.explore.script.checking import APART
from zsim.explore.script.documents import CRM
from zsim.explore.script.names import HUB, NothingToDo
from zsim.fakes.store import Effect
from zsim.kernel.journal import Journal
from zsim.ports.errors import VendorError
from zsim.ports.records import Ref
from zsim.ports.refusals import Refusal
from zsim.world import Functions

PARENTS_FIRST = ("Accounts", "Contacts", "Vendors", "Products")
"""The modules of the CRM in the order in which a run carries them."""

TRIES_MAX = 13
"""How often somebody does again what was refused: once more than an app refuses at a time."""

DEEDS = ("create", "update", "delete", "merge", "restore")
"""The verbs by which people change records."""

INTEGRATION = "sync"
"""Who the engine is in what records tell of their changes."""


@dataclass(frozen=True, slots=True)
class End:
    """How a play ended: what the world holds, what the last run wrote, and what of the disturbance happened.

    ``then`` is what was done when the disturbed part was over: what was asked for, and what had been refused.
    ``asked`` says that what a person asked for, in a case of a command, was not refused.
    """

    content: Content
    late: tuple[str, ...] = ()
    unfired: tuple[str, ...] = ()
    acted: bool = True
    raised: str = ""
    then: Sequence[ScriptStep] = ()
    asked: bool = True


class Stage:
    """Plays one case again and again."""

    def __init__(self, case: SweepCase, functions: Functions | None = None) -> None:
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
        """The records concerned, and their counterparts before and after the disturbed part, each by one name."""
        return self._usual[1]

    @cached_property
    def _usual(self) -> tuple[tuple[PortCall, ...], Mapping[str, Ref]]:
        """The calls, and what was seen before and after them, played once."""
        watching = Watching()
        player = Player(self.case.script.start, self._functions, saved=self._saved, ports=watching)
        watching.waited_for = lambda: player.acting and not (self.case.waited or self.case.command)
        watching.forget()
        for step in self.case.disturbed:
            player.do(step)
        calls = watching.calls
        for step in self.case.afterwards(()):
            player.do(step)
        return calls, _each_once(self._before | self._counterparts(player))

    def end(self, faults: Iterable[Mapping[str, Any]] = (), then: Sequence[ScriptStep] = ()) -> End:
        """How it ends with these faults; ``then`` is done when the disturbed part is over."""
        return self._play(self.case.disturbed, tuple(faults), then)

    def ends_with(self, deed: Sequence[ScriptStep] = (), then: Sequence[ScriptStep] = ()) -> Iterator[End]:
        """How it ends with something done before the disturbed part, between two of its steps, or after it."""
        for steps in self.case.orders:
            for number in range(len(steps) + 1 if deed else 1):
                yield self._play((*steps[:number], *deed, *steps[number:]), (), then)

    def ends_unasked(self, deed: Sequence[ScriptStep] = (), then: Sequence[ScriptStep] = ()) -> Iterator[End]:
        """How it ends where the command was never given, in a case of one."""
        if self.case.command:
            yield replace(self._play((*deed, *self.case.disturbed[1:]), (), then), asked=False)

    def ends_between(self, deed: Sequence[ScriptStep], then: Sequence[ScriptStep] = ()) -> Iterator[End]:
        """How it ends with something done where a run had carried some of what it carries, and some not yet.

        As if the CRM's records were carried one by one and it was done between two of them; or as if the last thing
        people did before the run was done after it, when all that came before was carried. Source: FLT-20.
        """
        if len(self.case.products) > 1 or self.case.command:
            return
        alone = self._one_by_one()
        for number in range(len(alone)):
            first, rest = [[step for each in some for step in each] for some in (alone[:number], alone[number:])]
            yield self._play((*self._saved_first(), *first, *deed, *rest, *self.case.disturbed), (), then)
        if any(step.makes is not None for step in self.case.disturbed):
            return  # what makes a record is done once
        for number in [number for number, step in enumerate(self.case.prefix) if step.verb in DEEDS][-1:]:
            yield Stage(self._done_later(number, deed), self._functions).end(then=then)

    def _done_later(self, number: int, deed: Sequence[ScriptStep]) -> SweepCase:
        """The case with one of the steps before the disturbed part done after that, and it all over again."""
        case = self.case
        before = (*case.prefix[:number], *case.prefix[number + 1 :])
        steps = (*before, *case.disturbed, *deed, case.prefix[number], *case.disturbed)
        return replace(case, script=Script(case.script.start, steps), disturbed_from=len(before))

    def _one_by_one(self) -> Sequence[Sequence[ScriptStep]]:
        """The steps that carry each record of the CRM by itself."""
        sync = self.case.disturbed[0].given.get("sync")
        named = [(self._before[each].module, each) for each in self.case.concerned if each in self._before]
        names = [name for module in PARENTS_FIRST for each, name in named if each == module]
        return [] if sync is None else [(do("fetch", sync=sync, record=name), self.case.last) for name in names]

    def _saved_first(self) -> Sequence[ScriptStep]:
        """What has to be done before a record can be carried by itself."""
        first = self.case.disturbed[0]
        return [do("save_and_sync_later", **first.given)] if first.verb == "save_and_sync" else []

    def _play(
        self, steps: Sequence[ScriptStep], faults: tuple[Mapping[str, Any], ...], then: Sequence[ScriptStep]
    ) -> End:
        player = Player(self.case.script.start, self._functions, faults=faults, saved=self._saved)
        asked = results = [self._done(player, step) for step in steps]
        then = [player.do(step).step for step in then]
        for _ in range(TRIES_MAX):  # whoever was refused does the same once more, later
            refused = [each.step for each in results if each.outcome is StepOutcome.REFUSED]
            refused = [each for each in refused if each.verb in REPEATED]
            if refused and self.case.deletes:
                refused = list(self.case.disturbed)
            if not refused:
                break
            results = [self._done(player, step) for step in (self.case.period, *refused)]
            then += [each.step for each in results]
        *before, last, end = self.case.afterwards()
        for step in before:
            player.do(step)
        begun = len(player.world.journal)
        for step in (last, end):
            player.do(step)
        content = content_of(player.world, self.case.products)
        acted = any(each.outcome == "done" for each in player.asides) if player.asides else not faults
        refusals = [each.step for each in asked if each.outcome is not StepOutcome.DONE]
        done = not self.case.command or self.case.disturbed[0] not in refusals
        return End(content, tuple(_written(player.world.journal, begun)), player.unfired, acted, "", then, done)

    def _done(self, player: Player, step: ScriptStep) -> StepResult:
        """What became of a step; what refuses a deletion under way, whose asker has gone on, stands in the journal."""
        begun = len(player.world.journal)
        result = player.do(step)
        for each in player.world.journal.since(begun) if self.case.deletes else ():
            if isinstance(each.detail, Refusal):
                return StepResult(step, StepOutcome.REFUSED, each.detail.message, VendorError)
        return result

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


def _each_once(names: Mapping[str, Ref]) -> dict[str, Ref]:
    """The records, each by one name: its own, if it has one, for as a counterpart it is not known from the beginning.

    What is done to it before the run would do nothing by such a name, and that end be missed among those that may be.
    """
    kept: dict[Ref, str] = {}
    for name in sorted(names, key=lambda each: APART in each):
        kept.setdefault(names[name], name)
    return {name: ref for name, ref in names.items() if kept[ref] == name}


def _written(journal: Journal, begun: int) -> Iterable[str]:
    """What the engine wrote since an entry, in words."""
    for entry in journal.since(begun):
        if entry.actor == INTEGRATION and isinstance(entry.detail, Effect) and isinstance(entry.subject, Ref):
            yield f"{entry.detail.change} {entry.subject.app}'s {entry.subject.module} {entry.subject.id}"
