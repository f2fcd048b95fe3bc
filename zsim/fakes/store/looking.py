"""What scripts look at: told to whoever wants to know, and no entry of the journal."""

from __future__ import annotations

from collections.abc import Sized
from typing import TypeVar

from zsim.fakes.store.module import Module
from zsim.ports.records import Ref

Records = TypeVar("Records", bound=Sized)
ALIVE = "alive"
"""What is looked at where somebody asks whether a record is in its module."""
FOUND = "found"
"""What is looked at where somebody looks for records, or counts them."""


def looked_at(module: Module, ref: Ref, what: str, value: object) -> None:
    """Somebody looked at something of a record."""
    module.table.journal.look(ref, what, value)


def counted(module: Module, records: Records) -> Records:
    """Somebody found so many records; gives them."""
    module.table.journal.look((module.table.app, module.name), FOUND, len(records))
    return records
