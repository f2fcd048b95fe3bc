"""What must hold of syncs of leads as the key or the primary email of their source changes, and of when they are due.

It is told from the journal: from commands, of which those that were refused do not count, and from how syncs turned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from zsim.checks import InvariantViolated, Violation
from zsim.kernel.journal import Command, Entry
from zsim.ports.folding import folded
from zsim.sync import RunStarted
from zsim.sync.leads import ORGANISATION, LeadState, StateChanged
from zsim.testing.choosing import SOURCES, syncs_of
from zsim.testing.vain import refused

if TYPE_CHECKING:
    from zsim.world import World

FRESH = "active-by-a-fresh-key"
"""The invariant of keys and emails."""

ENTERING = ("connect_source", "update_account")
SILENCES = {"generate_zsc_key": "KEY-01", "set_email": "KEY-03"}
"""What turns syncs inactive, each with the quirk that does it."""


class SourceAccount:
    """What the journal tells of a source: its primary email, the email entered, and whether its key was since changed.

    Emails are ``None`` as long as nothing is told of them.
    """

    def __init__(self) -> None:
        self.primary: str | None = None
        self.entered: str | None = None
        self.new_key = False

    @property
    def stale(self) -> str:
        """What of that which was entered is right no more; empty where all is, as far as is known."""
        if None not in (self.primary, self.entered) and self.primary != self.entered:
            return "the primary email of its source is another (KEY-03, KEY-08)"
        return "the key of its source was regenerated (KEY-01, KEY-07)" if self.new_key else ""

    def take_in(self, command: Command) -> bool:
        """Take in a command that was not refused; gives whether it is one of those that change what opens a source."""
        if command.name in ENTERING:
            self.entered, self.new_key = folded(str(command.given["email"])), False
        elif command.name == "set_email":
            self.primary = folded(str(command.given["email"]))
        elif command.name == "generate_zsc_key":
            self.new_key = True
        return command.name in SILENCES


def check_active(world: World, activations: int | None = None) -> None:
    """Look at what was active while its key or email was stale; ``InvariantViolated`` where something was.

    ``activations`` is how often somebody activated a sync, where that is known: entering a key activates none.
    """
    source_of = {sync.description: source for source in SOURCES for sync in syncs_of(world, source)}
    if not source_of:
        return
    entries = list(world.journal)
    vain = refused(entries)
    done = [each for each in entries if not (isinstance(each.detail, Command) and each.number in vain)]
    found = [*_stale(world, done, source_of), *_by_itself(done, activations)]
    if found:
        raise InvariantViolated(tuple([Violation(FRESH, each) for each in found]))


def _stale(world: World, done: Sequence[Entry], source_of: Mapping[str, str]) -> Iterator[str]:
    accounts = {each: SourceAccount() for each in SOURCES}
    active: set[str] = set()
    changed: Entry | None = None
    for entry in done:
        if changed is not None and isinstance(entry.detail, Command | RunStarted):
            yield from _active_still(changed, accounts, source_of, active)
            changed = None
        match entry.subject, entry.detail:
            case (str() as app, "organisation"), Command() as command if app in accounts:
                silences = accounts[app].take_in(command) and world.quirks.on(SILENCES[command.name])
                changed = entry if silences else changed
            case _, Command(name) as command if name in ENTERING:
                accounts[str(command.given["source"])].take_in(command)
            case _, StateChanged(sync, state):
                active = {*active, sync} if state is LeadState.ACTIVE else active - {sync}
                stale = accounts[source_of[sync]].stale if sync in active and sync in source_of else ""
                if stale:
                    yield f"entry {entry.number}: {sync!r} becomes active, and {stale}"
    if changed is not None:
        yield from _active_still(changed, accounts, source_of, active)


def _active_still(
    changed: Entry, accounts: Mapping[str, SourceAccount], source_of: Mapping[str, str], active: set[str]
) -> Iterator[str]:
    """The syncs that a change of the key or the email leaves active. Source: KEY-01, KEY-03, KEY-08."""
    for sync in sorted(active.intersection(source_of)):
        stale = accounts[source_of[sync]].stale
        if stale:
            yield f"entry {changed.number}: {sync!r} is active still, and {stale}"


def _by_itself(done: Sequence[Entry], activations: int | None) -> Iterator[str]:
    """That syncs are activated by hand alone. Source: KEY-02, KEY-07."""
    told = [each for each in done if isinstance(each.detail, Command) and each.detail.name == "activate"]
    made = [each for each in told if isinstance(each.subject, tuple) and each.subject[0] == ORGANISATION]
    if activations is not None and len(made) > activations:
        numbers = ", ".join([str(each.number) for each in made])
        yield f"syncs were activated {len(made)} times (entries {numbers}), {activations} times by somebody (KEY-07)"
