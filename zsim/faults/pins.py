"""What is pinned to one app, and which of it a call meets."""

from __future__ import annotations

from dataclasses import replace

from zsim.faults.fault import ANY, METHODS, AtCall, Fault
from zsim.faults.kinds import ClockSkew
from zsim.ports.records import Record


class Pinned:
    """One fault since it was pinned behind an entry: how many calls it has counted, and whether it happened."""

    __slots__ = ("behind", "fault", "fired", "met")

    def __init__(self, fault: Fault, behind: int) -> None:
        self.fault = fault
        self.behind = behind
        self.met = 0
        self.fired = False

    def happened(self) -> Fault:
        """What it came to: as often as it met a call, if it was taken off before it met all."""
        fault = self.fault
        if not isinstance(fault, AtCall) or not self.fired:
            return fault
        return replace(fault, times=max(1, min(fault.times, self.met - fault.call + 1)))

    def rest(self) -> Fault:
        """What is left of it, with its calls counted from now on."""
        fault = self.fault
        if not isinstance(fault, AtCall):
            return fault
        passed = max(0, self.met - fault.call + 1)
        return replace(fault, call=max(1, fault.call - self.met), times=fault.times - passed)


class Pins:
    """What is pinned to one app and has yet to happen."""

    __slots__ = ("_at_calls", "_repeated", "_skews")

    def __init__(self) -> None:
        self._at_calls: list[Pinned] = []
        self._skews: list[Pinned] = []
        self._repeated: dict[tuple[str, str], tuple[Record, ...]] = {}

    def add(self, pinned: Pinned) -> None:
        """Pin one more fault."""
        (self._skews if isinstance(pinned.fault, ClockSkew) else self._at_calls).append(pinned)

    def __contains__(self, pinned: Pinned) -> bool:
        """Whether it has yet to happen, or may happen again."""
        return pinned in self._at_calls or pinned in self._skews

    @property
    def idle(self) -> bool:
        """Whether nothing is pinned, so that a call comes to what the app makes of it."""
        return not (self._at_calls or self._skews or self._repeated)

    def clear(self) -> None:
        """Take everything off."""
        self._at_calls.clear()
        self._skews.clear()
        self._repeated.clear()

    def met_by(self, of: str, module: str) -> tuple[Pinned, ...]:
        """Count a call, and give what it meets in the order of pinning; what has had its last call is pinned no more.

        A fault that is pinned to any call counts those of the port, neither its opening nor a notification.
        """
        if not self._at_calls:
            return ()
        met: list[Pinned] = []
        for pinned in tuple(self._at_calls):
            fault = pinned.fault
            assert isinstance(fault, AtCall), f"{fault} is pinned to no call"
            if not _counts(fault, of, module):
                continue
            pinned.met += 1
            if pinned.met >= fault.call:
                met.append(pinned)
            if pinned.met >= fault.call + fault.times - 1:
                self._at_calls.remove(pinned)
        return tuple(met)

    @property
    def skews(self) -> tuple[Pinned, ...]:
        """What puts the app's clock wrong."""
        return tuple(self._skews)

    @property
    def skew_ms(self) -> int:
        """How far the app's clock is ahead, in milliseconds."""
        return sum([each.fault.skew_ms for each in self._skews if isinstance(each.fault, ClockSkew)])

    def repeat(self, module: str, token: str, records: tuple[Record, ...]) -> None:
        """Have these records come again at the head of the page that the token asks for."""
        self._repeated[module, token] = records

    def repeated(self, module: str, token: str | None) -> tuple[Record, ...]:
        """What comes again on this page; it does so once."""
        return self._repeated.pop((module, token), ()) if token is not None else ()


def _counts(fault: AtCall, of: str, module: str) -> bool:
    if fault.module is not None and fault.module != module:
        return False
    return fault.of == of or (fault.of == ANY and of in METHODS)
