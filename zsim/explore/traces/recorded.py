"""What happened in a world so far, as a script is to tell it: how it began, the entries, and the faults that fired."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zsim.catalogue import AppName, catalogue
from zsim.explore.script import Start
from zsim.explore.traces.entries import WithoutStory, digest_of
from zsim.faults import Fault, Meanwhile
from zsim.kernel.clock import to_datetime
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import COMMAND, ROOT, Command, Entry
from zsim.ports.records import Ref
from zsim.world import World

CLOCK = "The clock"
"""Who acts where a date has come."""


class NoScript(UsageError):
    """What happened in a world cannot be told as a script."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What happened in a world: its entries without the story, and when it stood still."""

    entries: tuple[Entry, ...]
    ended_ms: int
    start: Start
    pinned: tuple[tuple[int, Fault], ...]
    organisations: Mapping[str, tuple[str, str]]

    @property
    def digests(self) -> list[str]:
        """The digest of each entry."""
        return [digest_of(each) for each in self.entries]


def recorded(world: World) -> Recorded:
    """What happened in a world so far."""
    filtering = WithoutStory()
    kept: list[Entry] = []
    places: list[int] = []
    for each in world.journal:
        kept += filtering.take([each])
        places.append(len(kept))
    exported, began = world.export(), to_datetime(world.clock.began_ms, world.clock.zone)
    start = Start(
        _products(kept),
        world.seed,
        f"{began:%Y-%m-%d %H:%M}" if world.clock.began_ms % 60_000 == 0 else f"{began.replace(tzinfo=None)}",
        call_ms=exported["call_ms"],
        search_lag_ms=exported["search_lag_ms"],
        policies=exported["policies"],
        quirks_off=exported["quirks_off"],
        editions=world.editions,
        limits=exported["limits"],
        zone=world.clock.zone,
        settles=False,
    )
    pinned = [(places[behind - 1] if behind else 0, fault) for behind, fault in world.faults.pinned_behind()]
    further = {
        each["key"]: (each["product"], world[each["key"]].organisation.name) for each in exported["apps"]["finance"]
    }
    own = {key: told for key, told in further.items() if key != told[0]}
    return Recorded(tuple(kept), world.clock.now_ms, start, tuple(pinned), own)


def is_asked(entry: Entry) -> bool:
    """Whether an entry is what a person asked for, and neither a fault nor time."""
    return entry.kind == COMMAND and entry.cause == ROOT and entry.actor != CLOCK


def command_of(entry: Entry) -> str:
    """The name of a command; empty for any other entry."""
    return entry.detail.name if isinstance(entry.detail, Command) else ""


def deeds_in(entries: Sequence[Entry]) -> list[list[int]]:
    """The commands that somebody gave meanwhile, by the faults that had them act, in their order."""
    faults: dict[int, list[int]] = {}
    for number, each in enumerate(entries):
        if each.kind == "fault" and getattr(each.detail, "kind", "") == Meanwhile.kind:
            faults[each.number] = []
        elif each.kind == COMMAND and each.cause in faults:
            faults[each.cause].append(number)
    return list(faults.values())


def _products(entries: Sequence[Entry]) -> tuple[str, ...]:
    """The products that have to do with it, those that are connected first."""
    known = [each.key for each in catalogue().products if each.app is AppName.FINANCE]
    connected = [
        each.subject[1].partition("-")[0]
        for each in entries
        if command_of(each) == "connect" and isinstance(each.subject, tuple)
    ]
    touched = [each.subject.app for each in entries if isinstance(each.subject, Ref)]
    found = [each for each in dict.fromkeys([*connected, *touched]) if each in known]
    return tuple(found) or ("books",)
