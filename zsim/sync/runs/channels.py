"""Notification channels of the engine: opened all or none, closed, and opened anew after it was stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from zsim.kernel.journal import Journal
from zsim.ports.app import Cancellable, Timing
from zsim.ports.errors import VendorError

LISTEN_AGAIN_MS = 60_000


class Channels:
    """The channels that ``opening`` opens one by one, while ``wanted``.

    ``missed`` is called with the entry that caused it, where something may have come while none was open.
    """

    __slots__ = ("_journal", "_missed", "_open", "_opening", "_timing", "_wanted")

    def __init__(
        self,
        timing: Timing,
        journal: Journal,
        opening: Callable[[], Iterator[Cancellable]],
        wanted: Callable[[], bool],
        missed: Callable[[int], None],
    ) -> None:
        self._timing = timing
        self._journal = journal
        self._opening = opening
        self._wanted = wanted
        self._missed = missed
        self._open: list[Cancellable] = []

    @property
    def listening(self) -> bool:
        """Whether any is open."""
        return bool(self._open)

    def open(self, opening: Callable[[], Iterator[Cancellable]] | None = None) -> None:
        """Open them, or those to come, in place of those that are open; where an app refuses one, none is."""
        self.close()
        opened: list[Cancellable] = []
        try:
            opened += (opening or self._opening)()
            self._open, opened = opened, []
        finally:
            for each in opened:
                each.cancel()

    def close(self) -> None:
        """Stop listening."""
        for each in self._open:
            each.cancel()
        self._open = []

    def restart(self) -> None:
        """Open them anew after the engine stopped."""
        self.close()
        self._listen_again(None)

    def _listen_again(self, missed: int | None) -> None:
        """Open them, in a minute once more where an app refuses; then what was missed is caught up with."""
        if not self._wanted() or self._open:
            return
        try:
            self.open()
        except VendorError:
            cause = self._journal.cause
            self._timing.call_at(self._timing.now_ms + LISTEN_AGAIN_MS, lambda: self._listen_again(cause))
        else:
            if missed is not None:
                self._missed(missed)
