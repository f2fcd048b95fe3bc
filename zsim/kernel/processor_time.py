"""The processor's time that this process takes: to tell how dear something is, and to end what does not end itself.

It is real time, and never for a world.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from zsim.kernel.stopwatch import Stopwatch


class DoesNotEnd(BaseException):
    """Something took more of the processor's time than it was allowed.

    No ``Exception``, as whatever does not end may be what catches those.
    """


def processor_time() -> Stopwatch:
    """A watch that counts the processor's time from now on."""
    return Stopwatch(time.process_time)


@contextmanager
def no_longer_than(seconds: float) -> Iterator[None]:
    """Raise ``DoesNotEnd`` in what takes more than so many seconds, again and again where it goes on all the same.

    It must be in the main thread; where the system has no such timer, nothing is ended.
    """
    if not hasattr(signal, "setitimer"):
        yield
        return

    def end(_signal: int, _frame: FrameType | None) -> None:
        raise DoesNotEnd(f"it took more than {seconds:g} seconds of the processor's time")

    former = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, seconds, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, former)
