"""One way in which a record may come out of a run: the outcome, what is written for it, and the rules that say so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from zsim.ports.records import Fields, Ref

IDLE = ("unchanged", "excluded", "skipped", "kept")
ANYHOW = ("unchanged", "updated", "conflict", "failed")
"""What may be told of two that belong together, where it is not said what is to cross."""


class Made(NamedTuple):
    """A record that is to be made, with the values that are to be in it, and the fields that are to stay blank."""

    app: str
    module: str
    fields: Fields
    without: tuple[str, ...] = ()


class Way(NamedTuple):
    """What may become of a record.

    ``writes`` are the values to be held afterwards by records that are there, ``may`` the fields of records that may
    change besides. ``gone`` are to be deleted, ``idle`` to be made inactive; ``meant`` are the records that a decision
    may name, any if none is given. ``conflicts`` are the fields that are to be named as edited on both sides, with the
    winner, ``either`` those that may be named so as well. ``open`` says that it hangs on something the catalogue or the
    order of events leaves open, so that whatever was written is taken over. ``joins`` says that the records belong
    together afterwards, though none need be written.
    """

    outcomes: tuple[str, ...]
    why: str
    rules: tuple[str, ...]
    writes: Mapping[Ref, Fields] = {}
    may: Mapping[Ref, frozenset[str]] = {}
    made: Made | None = None
    gone: tuple[Ref, ...] = ()
    idle: tuple[Ref, ...] = ()
    meant: tuple[Ref, ...] = ()
    conflicts: tuple[tuple[str, str], ...] = ()
    either: tuple[tuple[str, str], ...] = ()
    open: bool = False
    joins: bool = False

    @property
    def rests(self) -> bool:
        """Whether it leaves everything as it is, so that nobody need say so."""
        return self.open or not (
            self.writes or self.made or self.gone or self.idle or self.joins or self.outcomes == ("failed",)
        )


def nothing(outcomes: tuple[str, ...], why: str, *rules: str) -> tuple[Way, ...]:
    """The one way that leaves everything as it is."""
    return (Way(outcomes, why, rules),)
