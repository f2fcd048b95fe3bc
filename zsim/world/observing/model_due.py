"""What the next run of each module is to look at beside what changed, as the reference model is told of it."""

from __future__ import annotations

from typing import NamedTuple

from zsim.kernel.journal import Command

Place = tuple[str, str]
"""An organisation and a module."""

WHOLE, AGAIN, AFRESH = "whole", "again", "afresh"
REASONS = frozenset({WHOLE, AGAIN, AFRESH})


class Due(NamedTuple):
    """What a run looks at, as ``RunTold`` has it."""

    whole: bool
    afresh: bool
    again: bool


class RunsDue:
    """What is due, by place: why the next run looks at more than what changed, and each refresh that is to come.

    A refresh, which is a 'Save and Sync', is due as its command's entry, for its run may have to wait behind others.
    """

    def __init__(self) -> None:
        self.held: dict[Place, set[str]] = {}

    def begin(self, place: Place, cause: int, *, single: bool) -> Due:
        """What a run is to look at that begins for that reason; a single fetch leaves it to the next."""
        due = self.held.get(place, {WHOLE})
        if not single:
            self.held[place] = due - REASONS - {str(cause)}
        refreshes = str(cause) in due
        return Due(WHOLE in due or refreshes, AFRESH in due, AGAIN in due and not refreshes)

    def missed(self, place: Place, *, whole: bool, afresh: bool) -> None:
        """Take in that a run failed, so that the next one does what was left."""
        self.held.setdefault(place, {WHOLE}).update((WHOLE, AGAIN) * whole + (AFRESH,) * afresh)

    def command(self, number: int, key: str, command: Command) -> None:
        """Take in what a person chose for a connection, or asked of it."""
        module = str(command.given.get("module", ""))
        due = self.held.setdefault((key, module), {WHOLE})
        match command.name:
            case "connect":
                self.held = {place: each for place, each in self.held.items() if place[0] != key}
            case "configure" | "edit":
                due.add(AFRESH)
            case "save_and_sync":
                due.add(str(number))
            case "pause" | "disable":
                self._call_off([place for place in self.held if place[0] == key and module in ("", place[1])])

    def load(self, held: dict[Place, set[str]]) -> None:
        """Take over what was due in another world, in whose journal the commands stand."""
        self.held = held
        self._call_off(list(held))

    def _call_off(self, places: list[Place]) -> None:
        """Take in that what waits will not begin for its own reason: whether a later run refreshes is not said."""
        for place in places:
            due = self.held[place]
            self.held[place] = (due & REASONS) | ({WHOLE, AGAIN} if due - REASONS else set())
