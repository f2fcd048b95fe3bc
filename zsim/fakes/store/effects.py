"""What a change of a record leaves in the journal."""

from __future__ import annotations

from typing import NamedTuple

from zsim.ports.records import Fields, Ref


class Effect(NamedTuple):
    """A record changed: what was done, and its fields before and after (``None`` where there was no record)."""

    change: str
    before: Fields | None
    after: Fields | None


def created(ref: Ref, fields: Fields) -> Effect:
    """The effect that a record with these fields was made."""
    return Effect("created", None, fields)
