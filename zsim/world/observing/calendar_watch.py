"""Telling the model's calendars what people asked for and when runs began, and gathering what is amiss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from zsim.catalogue import catalogue
from zsim.checks.model import Calendar, Difference
from zsim.kernel.journal import Command
from zsim.sync import ModuleSync, RunStarted, Trigger
from zsim.world.connections import Connections

RULES = ("SYN-01", "SYN-02", "SYN-06", "SYN-11", "SYN-12")
ASKING = ("save_and_sync", "instant_sync")


class CalendarWatch:
    """The calendars of all modules of master data; a world that met a fault is left alone from then on."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._calendars: dict[tuple[str, str], Calendar] = {}
        self._asked: dict[int, list[Calendar]] = {}
        self._reopened: dict[int, tuple[str, list[Calendar]]] = {}
        self._now_ms = 0
        self._ticked: dict[tuple[str, str], bool] = {}
        self._ticked_before: dict[int, tuple[tuple[str, str], bool | None]] = {}
        self._periods: dict[tuple[str, str], int] = {}
        self.disturbed = False
        self.begun: Counter[str] = Counter()

    def export(self) -> list[Any]:
        """What is known, fit for ``told``."""
        return [self._calendars, self._ticked, self._now_ms, self.disturbed]

    def load(self, known: Sequence[Any]) -> None:
        """Take over what ``export`` gave."""
        self._calendars, self._ticked, self._now_ms, self.disturbed = known

    def pass_time(self, now_ms: int) -> Iterator[Difference]:
        """What did not begin until now."""
        if now_ms == self._now_ms or self.disturbed:
            return
        former_ms, self._now_ms = self._now_ms, now_ms
        for place, calendar in self._calendars.items():
            calendar.repeat(self._period(*place), former_ms)
            yield from _told(place, calendar.pass_time(now_ms))

    def command(self, number: int, key: str, command: Command) -> None:
        """Take in what somebody asked of a connection."""
        self._periods.clear()
        module = str(command.given.get("module") or "")
        of = [each for (owner, name), each in self._calendars.items() if owner == key and module in ("", name)]
        if "auto_update" in command.given:
            self._ticked_before[number] = (key, module), self._ticked.get((key, module))
            self._ticked[key, module] = bool(command.given["auto_update"])
        if command.name in ASKING:
            self._asked[number] = of if not module else [self._of(key, module)]
            for each in self._asked[number]:
                each.ask(self._now_ms)
        elif command.name == "save_and_sync_later":
            self._of(key, module).save(self._now_ms)
        elif command.name in ("pause", "disable", "delete"):
            for each in of:
                each.close("paused" if command.name == "pause" else "disabled")
        elif command.name in ("resume", "enable"):
            why = "paused" if command.name == "resume" else "disabled"
            of = [each for each in of if why in each.closed]
            self._reopened[number] = why, of
            for each in of:
                each.reopen(why, self._now_ms)
                self._asked.setdefault(number, []).append(each)
                if command.name == "enable" and self._connections.integrations[key].product == "billing":
                    each.ask(self._now_ms)  # DIS-12
        elif command.name == "connect":
            self._calendars = {place: each for place, each in self._calendars.items() if place[0] != key}

    def refused(self, number: int) -> None:
        """Take in that what somebody asked for was refused."""
        self._periods.clear()
        for each in self._asked.get(number, ()):
            each.asked_ms = None
        place, ticked = self._ticked_before.pop(number, (("", ""), None))
        if place in self._ticked:
            self._ticked.pop(place)
            self._ticked.update({} if ticked is None else {place: ticked})
        why, reopened = self._reopened.get(number, ("", []))
        for each in reopened:
            each.close(why)

    def begin(self, started: RunStarted) -> Iterator[Difference]:
        """What is wrong with a run that begins."""
        calendar = self._of(started.organisation, started.module)
        calendar.repeat(self._period(started.organisation, started.module), calendar.checked_ms)
        scheduled, single = started.trigger is Trigger.SCHEDULED, started.trigger is Trigger.SINGLE
        wrong = calendar.begin(self._now_ms, scheduled=scheduled, single=single)
        self.begun[started.trigger.value] += 1
        if not self.disturbed:
            yield from _told((started.organisation, started.module), wrong)

    def hold(self, key: str, *, held: bool) -> None:
        """Take in that a run of triggers began, or ended: runs of customers come one after the other with them."""
        if held:
            self._of(key, "customers").hold()
        elif (key, "customers") in self._calendars:
            self._of(key, "customers").release(self._now_ms)

    def end(self, started: RunStarted) -> None:
        """Take in that a run ended."""
        single = started.trigger is Trigger.SINGLE
        self._of(started.organisation, started.module).end(self._now_ms, single=single)

    def _of(self, key: str, module: str) -> Calendar:
        return self._calendars.setdefault((key, module), Calendar(0))

    def _period(self, key: str, module: str) -> int:
        place = key, module
        if place not in self._periods:  # looked up once for each command: that takes a twelfth of what the model does
            self._periods[place] = self._period_now(*place)
        return self._periods[place]

    def _period_now(self, key: str, module: str) -> int:
        """How many hours there are between the slots; none where auto-update was not ticked. Source: SYN-01, SYN-02."""
        integration = self._connections.integrations[key]
        product, sync = catalogue().product(integration.product), integration.sync_of(module)
        chosen = sync.preferences if isinstance(sync, ModuleSync) else None
        ticked = self._ticked.get((key, module), chosen is None or chosen.auto_update)
        return product.period_hours if ticked or not product.repeats_if_asked else 0


def _told(place: tuple[str, str], wrong: str | None) -> Iterator[Difference]:
    if wrong is not None:
        yield Difference(f"{place[0]}'s {place[1]}", None, wrong, RULES, ())
