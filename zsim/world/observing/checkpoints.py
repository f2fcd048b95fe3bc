"""Where a sync has to read on, told from its history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from zsim.sync import Grade, Trigger


class Ended(Protocol):
    """A finished run, or a fetch."""

    @property
    def started_ms(self) -> int:
        """When it began."""

    @property
    def grade(self) -> Grade:
        """How it ended."""

    @property
    def trigger(self) -> Trigger:
        """What started it."""


def last_done_ms(history: Sequence[Ended]) -> int | None:
    """When the last began that read on from the checkpoint and did not fail; a single fetch reads nothing on."""
    went_well = (
        each.started_ms
        for each in reversed(history)
        if each.grade is not Grade.FAILED and each.trigger is not Trigger.SINGLE
    )
    return next(went_well, None)
