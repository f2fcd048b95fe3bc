"""Notification channels: who wants to know when a module's records change."""

from __future__ import annotations

from collections.abc import Callable


class Subscription:
    """One channel; it stays open until it is cancelled."""

    __slots__ = ("_channels", "_notify")

    def __init__(self, channels: list[Subscription], notify: Callable[[], None]) -> None:
        self._channels = channels
        self._notify = notify
        channels.append(self)

    def tell(self) -> None:
        """Say that something changed."""
        self._notify()

    def cancel(self) -> None:
        """Close the channel; doing so again does nothing."""
        if self in self._channels:
            self._channels.remove(self)
