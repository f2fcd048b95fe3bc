"""Refusals for a missing right, as the journal tells them."""

from __future__ import annotations

from zsim.checks import DenialSeen, Violation, denied_changes_nothing
from zsim.fakes.store.effects import Effect
from zsim.faults import Fired
from zsim.kernel.journal import Journal
from zsim.ports.errors import NoPermission
from zsim.ports.records import Ref
from zsim.ports.refusals import Refusal
from zsim.sync import Call


def denied(journal: Journal, command: int, refusal: Refusal) -> tuple[Violation, ...]:
    """What is wrong with a command that was refused just now, where a call of it shows that a right was missing."""
    missing, led, changed = False, {command}, []
    for entry in journal.since(command):
        if entry.cause in led and not isinstance(entry.detail, Fired):  # what others do meanwhile is theirs
            led.add(entry.number)
            match entry.detail:
                case Call(refusal=told) if told:
                    missing |= told == f"{NoPermission.reason}: {refusal.message}"
                case Effect():
                    assert isinstance(entry.subject, Ref), "what changes is a record"
                    changed.append(entry.subject)
    return tuple(denied_changes_nothing(DenialSeen(command, refusal.message, tuple(changed)))) if missing else ()
