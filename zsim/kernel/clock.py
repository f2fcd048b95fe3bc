"""The virtual clock: integer milliseconds of UTC inside, ``datetime`` at the surface."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from zsim.kernel.errors import UsageError
from zsim.kernel.zones import zone

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ONE_MS = timedelta(milliseconds=1)


def to_ms(moment: datetime) -> int:
    """Milliseconds of UTC since 1970 of an aware moment."""
    return (moment - EPOCH) // ONE_MS


UTC_KEY = "UTC"
"""The key of the zone that moments are told in unless another is asked for."""


def to_datetime(ms: int, key: str = UTC_KEY) -> datetime:
    """The moment of so many milliseconds of UTC since 1970, as clocks of the zone of that IANA key show it."""
    moment = EPOCH + timedelta(milliseconds=ms)
    return moment if key == UTC_KEY else moment.astimezone(zone(key))


class Clock:
    """The time of one world; it moves forward only, and only when told to.

    ``now_ms`` is the present in milliseconds of UTC, to be read only: ``move_to`` alone changes it; ``began_ms`` is the
    time it was made with. ``on_move`` is told each new time in milliseconds; it is how the time shown to
    ``datetime.now()`` follows. ``zone`` is the IANA key of the zone in which people are told of moments.
    """

    # A plain attribute: it is read for every timer and journal entry, and a property takes four times as long.
    __slots__ = ("_on_move", "began_ms", "now_ms", "zone")

    def __init__(self, start_ms: int, on_move: Callable[[int], None] | None = None, zone: str = UTC_KEY) -> None:
        self.now_ms = self.began_ms = start_ms
        self.zone = zone
        self._on_move = on_move
        if on_move is not None:
            on_move(start_ms)

    @property
    def now(self) -> datetime:
        """The present as a ``datetime`` in the clock's zone."""
        return to_datetime(self.now_ms, self.zone)

    def move_to(self, at_ms: int) -> None:
        """Move to ``at_ms``; an earlier time raises ``UsageError`` and changes nothing."""
        if at_ms < self.now_ms:
            raise UsageError(
                asked=f"move the clock to {to_datetime(at_ms).isoformat()}",
                found=f"it is {self.now.isoformat()} already",
                right="the clock moves forward only: ask for a later time",
            )
        self.now_ms = at_ms
        if self._on_move is not None:
            self._on_move(at_ms)
