"""Until when a step lets time pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from zsim.explore.script.names import NothingToDo
from zsim.kernel.clock import to_datetime, to_ms
from zsim.kernel.errors import UsageError
from zsim.kernel.moments import duration_ms, parse_moment
from zsim.world import World

Given = Mapping[str, Any]


def end_of(world: World, verb: str, given: Given) -> int:
    """The moment, in milliseconds of UTC, at which the world stands when such a step is done."""
    return ENDS[verb](world, given)


def _advance(world: World, given: Given) -> int:
    try:
        return to_ms(to_datetime(world.clock.now_ms + duration_ms(**given)))
    except OverflowError:
        raise UsageError(asked=f"advance by {dict(given)}", found="no calendar goes that far", right="less") from None


def _advance_to(world: World, given: Given) -> int:
    end_ms = parse_moment(given["moment"], given.get("tz") or world.clock.zone)
    if end_ms < world.clock.now_ms:
        raise NothingToDo(f"it is {to_datetime(world.clock.now_ms):%Y-%m-%d %H:%M} already")
    return end_ms


def _next_event(world: World, given: Given) -> int:
    at_ms = world.schedule.next_at_ms()
    if at_ms is None:
        raise NothingToDo("nothing is to come")
    return max(at_ms, world.clock.now_ms)


ENDS: Mapping[str, Callable[[World, Given], int]] = {
    "advance": _advance,
    "advance_to": _advance_to,
    "settle": lambda world, given: world.clock.now_ms,
    "next_event": _next_event,
}
"""The moment at which each of the verbs of time ends."""
