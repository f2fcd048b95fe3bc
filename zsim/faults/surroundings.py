"""What faults need of the world they happen in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from zsim.kernel.journal import Journal
from zsim.ports.records import Ref


class Surroundings(Protocol):
    """The world as the faults see it."""

    @property
    def journal(self) -> Journal:
        """Where a fault that happens is written down."""

    @property
    def now_ms(self) -> int:
        """The present, in milliseconds of UTC."""

    def names(self) -> Mapping[str, str]:
        """What people call each organisation there is, by its key."""

    def pass_time(self, delay_ms: int) -> None:
        """Let so much time pass, and everything happen that falls due in it."""

    def later(self, delay_ms: int, action: Callable[[], None]) -> None:
        """Call ``action`` after so much time, for the same cause as now."""

    def save_again(self, ref: Ref) -> None:
        """Let somebody save a record anew, without changing a field."""

    def regenerate_key(self, app: str) -> None:
        """Let somebody generate a new key of an organisation."""

    def withdraw_right(self, profile: str, module: str) -> None:
        """Let an administrator of the CRM hide a module from the users of a profile."""
