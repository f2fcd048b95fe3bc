"""What a check is given: one finished run as it shows in the journal and in the apps, in plain values.

The checks know neither the fakes nor the engine; ``zsim.world`` tells them what happened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from zsim.catalogue import catalogue
from zsim.ports.records import Fields, Ref


class EffectSeen(NamedTuple):
    """A record that changed.

    ``number`` is the journal entry's; ``rooted`` says whether its causes lead back to a person's command, or to a
    decision of a run; ``closed`` says why nothing should have crossed just then, ``None`` while the connection was
    open.
    """

    number: int
    ref: Ref
    change: str
    before: Fields | None
    after: Fields | None
    rooted: bool = True
    closed: str | None = None

    @property
    def changed_fields(self) -> frozenset[str]:
        """The names of the fields whose values differ."""
        before, after = self.before or {}, self.after or {}
        return frozenset([name for name in {**before, **after} if before.get(name) != after.get(name)])


class Pair(NamedTuple):
    """A live link by its two records.

    ``followed`` says that the sync looks after pairs of this kind; one outside the chosen module stays as it was, and
    the sync does not even read whether its records live. Source: CUS-01, CUS-02, CUS-29.
    """

    crm: Ref
    finance: Ref
    followed: bool = True


@dataclass(frozen=True, slots=True)
class RunSeen:
    """One finished run.

    ``read`` are the records the feeds delivered, ``outcomes`` each record a decision covers with its outcome, in
    order; ``effects`` what the run itself changed. ``finished`` says that it was neither failed nor stopped; ``whole``
    that it read what was deleted, which the single fetch of one record does not (SYN-09); ``quiet``
    that nobody had edited anything since the run before. ``allowed`` names the fields a sync may change, by
    organisation and module; a module that is missing may not be changed at all.
    ``pair_of`` gives the live link of a record, ``lives`` whether a record is in its module, ``namesakes`` the active
    customers of a customer's name beside itself, oldest first.
    """

    name: str
    finished: bool
    whole: bool
    overwrites: bool
    merges: bool
    quiet: bool
    read: tuple[Ref, ...]
    outcomes: tuple[tuple[Ref, str], ...]
    effects: tuple[EffectSeen, ...]
    allowed: Mapping[tuple[str, str], frozenset[str]]
    pair_of: Callable[[Ref], Pair | None]
    lives: Callable[[Ref], bool]
    namesakes: Callable[[Ref], tuple[Ref, ...]]


class Violation(NamedTuple):
    """An invariant that does not hold, and where it shows."""

    invariant: str
    told: str


class InvariantViolated(AssertionError):
    """An invariant is broken: a defect of the engine, of a fake, or of the catalogue's rulings."""

    def __init__(self, violations: tuple[Violation, ...]) -> None:
        lines = [
            f"{each.invariant}: {catalogue().invariant(each.invariant).sentence} {each.told}" for each in violations
        ]
        super().__init__("\n".join(lines))
        self.violations = violations
