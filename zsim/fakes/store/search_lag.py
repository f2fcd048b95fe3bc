"""A search that lags: what was created or renamed a moment ago is not found yet."""

from __future__ import annotations

from collections.abc import Iterable

from zsim.kernel.clock import Clock
from zsim.ports.records import Record, RecordId

HeldBack = tuple[str, RecordId, int]
"""A field, a record, and when searches come to find it by its value there, in milliseconds of UTC."""

SWEPT_FROM = 1_000
"""So many values may be noted before those that are found by now are looked for."""


class SearchLag:
    """Holds back each value written to a searched field for ``lag_ms``.

    A record that gave up a value is not found by it any more, at once. What is found by now is forgotten when twice as
    much is noted as was held back after that was done last.
    """

    __slots__ = ("_clock", "_found_ms", "_swept_at", "lag_ms")

    def __init__(self, clock: Clock, lag_ms: int, held_back: Iterable[HeldBack] = ()) -> None:
        self._clock = clock
        self.lag_ms = lag_ms
        self._found_ms = {(field, record_id): found_ms for field, record_id, found_ms in held_back}
        self._swept_at = SWEPT_FROM

    def note(self, record_id: RecordId, fields: Iterable[str]) -> None:
        """Take down that the record holds new values in these fields."""
        found_ms = self._clock.now_ms + self.lag_ms
        self._found_ms.update(dict.fromkeys([(field, record_id) for field in fields], found_ms))
        if len(self._found_ms) > self._swept_at:
            self._sweep()

    def found(self, field: str, records: Iterable[Record]) -> tuple[Record, ...]:
        """Those of the records whose value in the field was written long enough ago."""
        now_ms = self._clock.now_ms
        return tuple(each for each in records if self._found_ms.get((field, each.ref.id), now_ms) <= now_ms)

    def export(self) -> list[HeldBack]:
        """What is held back now."""
        self._sweep()
        return [(field, each, found_ms) for (field, each), found_ms in self._found_ms.items()]

    def __len__(self) -> int:
        """How many values are noted, of which some may be found by now."""
        return len(self._found_ms)

    def _sweep(self) -> None:
        """Forget the values that are found by now."""
        now_ms = self._clock.now_ms
        self._found_ms = {each: found_ms for each, found_ms in self._found_ms.items() if found_ms > now_ms}
        self._swept_at = max(SWEPT_FROM, 2 * len(self._found_ms))
