"""Time, chance, identity and record of a run; knows no business word.

``Clock`` and ``Schedule`` say when, the recurrences when again; ``Streams`` gives random numbers and ``IdCounter`` ids;
``Journal`` holds what happened and why; a ``ReadOnly`` mapping refuses to be written to, ``require_whole`` refuses text
that UTF-8 cannot hold. ``FrozenTime`` shows the clock's time to code that asks Python for it, and ``GarbageCollector``
has Python look for garbage less often.
"""

from __future__ import annotations

from zsim.kernel.canonical import canonical_bytes
from zsim.kernel.clock import Clock, to_datetime, to_ms
from zsim.kernel.collector import GarbageCollector
from zsim.kernel.enums import WordEnum
from zsim.kernel.errors import UsageError
from zsim.kernel.frozen import FrozenTime
from zsim.kernel.ids import IdCounter
from zsim.kernel.journal import Because, Entry, Journal
from zsim.kernel.moments import duration_ms, parse_moment
from zsim.kernel.read_only import ReadOnly
from zsim.kernel.recurrence import Daily, Every, Monthly, Recurrence, Weekly, zone
from zsim.kernel.schedule import Schedule, Timer
from zsim.kernel.streams import Streams
from zsim.kernel.texts import require_whole, shown

__all__ = [
    "Because",
    "Clock",
    "Daily",
    "Entry",
    "Every",
    "FrozenTime",
    "GarbageCollector",
    "IdCounter",
    "Journal",
    "Monthly",
    "ReadOnly",
    "Recurrence",
    "Schedule",
    "Streams",
    "Timer",
    "UsageError",
    "Weekly",
    "WordEnum",
    "canonical_bytes",
    "duration_ms",
    "parse_moment",
    "require_whole",
    "shown",
    "to_datetime",
    "to_ms",
    "zone",
]
