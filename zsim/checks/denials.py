"""How it is told that what somebody was denied changed nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zsim.checks.facts import Violation
from zsim.ports.records import Ref


@dataclass(frozen=True, slots=True)
class DenialSeen:
    """A command for which an app found the right missing: its entry, what was told, and what it changed all the same.

    ``changed`` are the records that were made, changed or deleted because of the command or of what it led to.
    """

    number: int
    told: str
    changed: tuple[Ref, ...] = ()


def denied_changes_nothing(denial: DenialSeen) -> Iterator[Violation]:
    """A denied command changes nothing in any app."""
    for ref in denial.changed:
        told = f"entry {denial.number} was denied ({denial.told}), and {ref} was changed by it"
        yield Violation("denied-changes-nothing", told)
