"""What must hold of what people chose: for syncs of leads it stands until they choose otherwise.

It is told from the journal's commands, of which those that were refused, or that the engine died in, do not count.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zsim.catalogue import catalogue
from zsim.checks import InvariantViolated, Violation
from zsim.checks.model import FetchTimes, slots
from zsim.kernel.clock import to_datetime
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Command, Entry
from zsim.sync import RunStarted, Trigger
from zsim.sync.leads import ORGANISATION, IgnoreReason, LeadState, LeadSync, StateChanged
from zsim.testing.vain import killed, refused

if TYPE_CHECKING:
    from zsim.world import World

CHOSEN = "choices-stand"
"""The invariant of what people chose."""

CHOOSING = ("configure", "edit")
BASE_CURRENCY = "set_base_currency"
ONCE = "once"
YEAR_MS = 366 * 24 * 3600 * 1000
SOURCES = ("invoice", "books")
"""The products whose contacts become leads."""


@dataclass(slots=True)
class Chosen:
    """What people chose for a sync last, as far as the journal tells: its list, its data, whether it is switched off.

    ``begun`` says that it was initiated and has not fetched since.
    """

    mailing_list: str | None = None
    all_data: bool | None = None
    off: bool = False
    begun: bool = False

    def take_in(self, name: str, given: Mapping[str, object]) -> None:
        """Take in a command that was not refused."""
        self.off = name == "deactivate" or (self.off and name != "activate")
        self.begun = self.begun or name == "initiate"
        listed = given.get("mailing_list", given.get("list"))
        if listed is not None:
            self.mailing_list = str(listed)
        if name in ("retrieve", "edit_retrieval") and ("data" in given or "after" in given):
            self.all_data = given.get("after") is None


def check_choices(world: World) -> None:
    """Compare what syncs of leads did and go by with what people chose; ``InvariantViolated`` where that differs."""
    entries = list(world.journal)
    vain = refused(entries) | killed(entries)
    told = [*_differences(world, entries, vain), *_in_two_currencies(world, entries, vain)]
    found = [Violation(CHOSEN, each) for each in told]
    if found:
        raise InvariantViolated(tuple(found))


def _differences(world: World, entries: Sequence[Entry], vain: Collection[int]) -> Iterator[str]:
    """What is wrong with the fetches one by one, and then with how the syncs stand."""
    syncs: dict[str, Chosen] = {}
    for each in entries:
        match each.subject, each.detail:
            case ((app, "Syncs", str() as name), Command() as command) if app == ORGANISATION:
                if each.number not in vain:
                    syncs.setdefault(name, Chosen()).take_in(command.name, command.given)
            case (_, StateChanged() as changed) if changed.state is not LeadState.ACTIVE:
                syncs.setdefault(changed.sync, Chosen()).begun = False  # it was stopped before its turn came
            case (_, RunStarted() as began) if began.organisation == ORGANISATION:
                chosen = syncs.setdefault(began.module, Chosen())
                called = f"entry {each.number}: fetch {began.number} of {began.module!r}"
                yield from _fetch(called, chosen, began.trigger, waits=world.policies.first_fetch == "scheduled")
                chosen.begun = False
    for source in SOURCES:
        for sync in syncs_of(world, source):
            yield from _standing(world, sync, syncs.get(sync.description, Chosen()))


def _in_two_currencies(world: World, entries: Sequence[Entry], vain: Collection[int]) -> Iterator[str]:
    """That no mapping is saved while the base currencies of the CRM and of finance differ. Source: CON-13."""
    asked = [(each, each.detail) for each in entries if isinstance(each.detail, Command)]
    done = [(each, command) for each, command in asked if each.number not in vain]
    set_here = {_app(each) for each, command in done if command.name == BASE_CURRENCY}
    base = {key: world[key].organisation.currency for key in _products(world) if key not in set_here}
    several = False
    for each, command in done:
        app = _app(each)
        several = several or command.name == "enable_multi_currency"
        if command.name == BASE_CURRENCY:
            base[app] = str(command.given.get("code") or command.given.get("currency"))
        elif command.name in CHOOSING and app == "integration" and several and isinstance(each.subject, tuple):
            key = str(each.subject[1])
            theirs = base.get(key)
            if theirs and base.get("crm", theirs) != theirs:
                told = f"the base currencies are {base['crm']} and {theirs}"
                yield f"entry {each.number}: {key}'s {command.given['module']} were saved, and {told} (CON-13)"


def _app(entry: Entry) -> str:
    return str(entry.subject[0]) if isinstance(entry.subject, tuple) else ""


def _products(world: World) -> list[str]:
    """The organisations of which a mapping is not saved while base currencies differ."""
    rule = catalogue().behaviour("CON-13")
    return [each.organisation_key for each in world.integrations if rule.holds_for(each.product)]


def syncs_of(world: World, source: str) -> list[LeadSync]:
    """The syncs of leads of a source; none of one that is not connected."""
    with suppress(UsageError):
        return list(world.sync_services(source))
    return []


def _fetch(called: str, chosen: Chosen, trigger: Trigger, *, waits: bool) -> Iterator[str]:
    if trigger is Trigger.SCHEDULED and chosen.off:
        yield f"{called} began at a slot, though somebody had switched the sync off (KEY-05)"
    if trigger is Trigger.SCHEDULED and chosen.begun and not waits:
        yield f"{called} began at a slot, and none began when it was initiated (LED-24)"


def _standing(world: World, sync: LeadSync, chosen: Chosen) -> Iterator[str]:
    choices = sync.runs.choices
    yield from _times(world, sync)
    names = {each.id: each.name for each in world.marketinghub.lists.all()}
    held = names.get(choices.list_id)
    if held is not None and chosen.mailing_list not in (None, held):
        yield f"the sync {sync.description!r} fills the list {held!r}, and {chosen.mailing_list!r} was chosen (LED-33)"
    last = sync.history[-1:]
    if held is None and sync.state is LeadState.ACTIVE and last and "mailing list" in str(last[0].reason):
        yield f"the sync {sync.description!r} is active, and its list was deleted (LED-31)"
    for each in last[0].ignored if last else ():
        if (not each.address.strip()) is not (each.reason is IgnoreReason.EMPTY):
            told = f"ignored for {each.reason.value!r}"
            yield f"{each.name!r}, whose address is {each.address!r}, is told as {told} (LED-15)"
    if chosen.all_data is not None and chosen.all_data != (choices.after_ms is None):
        told = "all" if choices.after_ms is None else "what came after a date"
        yield f"the sync {sync.description!r} retrieves {told}, and the other was chosen (LED-09)"


def _times(world: World, sync: LeadSync) -> Iterator[str]:
    """That a sync which recurs is never completed, and is due next when the calendar says.

    That may be a slot later than the next one where that is today, for a fetch may have been. Source: LED-24, LED-25.
    """
    chosen, now_ms = sync.runs.choices.timetable, world.clock.now_ms
    if chosen.frequency.value == ONCE:
        return
    timetable = FetchTimes(chosen.frequency.value, chosen.at, chosen.zone, chosen.weekday, chosen.day)
    due = tuple(itertools.islice(slots(timetable, now_ms, now_ms + YEAR_MS), 2))
    if sync.state is LeadState.COMPLETED:
        yield f"the sync {sync.description!r} is completed, and is to fetch {chosen} (LED-24)"
    today, *moments = [to_datetime(each, chosen.zone) for each in (now_ms, *due)]
    allowed = due if moments[0].date() == today.date() else due[:1]
    if sync.state is LeadState.ACTIVE and sync.runs.next_slot_ms not in allowed:
        said = f"the sync {sync.description!r}, which fetches {chosen}, is due at {sync.next_slot}"
        yield f"{said}, and should be at {moments[0]} (LED-06, LED-25)"
