"""The world's time shown to code that asks Python for it: ``datetime.now()``, ``date.today()``, ``time.time()``.

freezegun replaces these wherever they were imported. Finding those places takes tens of milliseconds, and a suite has
thousands of tests; so they are kept, and later only modules that are new or changed are looked through. That makes
entering and leaving cheap enough (under a millisecond) to do it around each test, and keeps real time everywhere else.
"""

from __future__ import annotations

import sys
import time
from datetime import datetime, timedelta
from types import ModuleType
from typing import TYPE_CHECKING, Any

from zsim.kernel.clock import EPOCH

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory, _freeze_time

NAIVE_EPOCH = EPOCH.replace(tzinfo=None)
STOPWATCHES = ("monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns")
REPLACED = ("date", "datetime", "gmtime", "localtime", "strftime", "time", "time_ns")
CLASSES = {"date": "FakeDate", "datetime": "FakeDatetime"}

# Who keeps the real names: pytest, which tells when a session began, and we, who never ask Python for the time.
LEFT_ALONE = ["_pytest", "zsim"]
EVERY_MODULE = [""]  # freezegun leaves alone the modules whose names begin so


class FrozenTime:
    """What Python's clocks show: the real time until entered, then the moment last moved to, in UTC.

    Stopwatches (``time.monotonic``, ``time.perf_counter``) go on in real time, so durations and deadlines of pytest
    and Hypothesis mean what they say. A freezing of somebody else is covered while entered, and shown again when left,
    whichever of the two ends first.
    """

    __slots__ = ("_covered", "_freezer", "_now", "_places", "_shown")

    def __init__(self) -> None:
        self._freezer: _freeze_time | None = None
        self._shown: FrozenDateTimeFactory | None = None
        self._covered: tuple[Any, ...] = ()
        self._places = Places()
        self._now = NAIVE_EPOCH

    def enter(self) -> None:
        """Show the moment last moved to (1970 before any) from now on; entering again does nothing."""
        from freezegun import api

        if self._shown is not None:
            return
        if not api.freeze_factories:
            self._start()
        # In the place of what freezegun shows, not on top of it: whoever stops a freezing takes off what is on top.
        self._shown = api.FrozenDateTimeFactory(self._now)
        self._covered = tuple(each[-1] for each in _stacks())
        for stack, ours in zip(_stacks(), (self._shown, timedelta(0), (), False), strict=True):
            stack[-1] = ours

    def move_to(self, ms: int) -> None:
        """Show another moment, earlier or later, in milliseconds of UTC; takes about two microseconds."""
        self._now = now = NAIVE_EPOCH + timedelta(milliseconds=ms)
        if self._shown is not None:
            self._shown.time_to_freeze = now

    def leave(self) -> None:
        """Show again what was shown before; leaving when not entered does nothing.

        A freezing begun since that goes on keeps ours beneath it, without effect; leaving once more ends that.
        """
        if self._shown is None and self._freezer is None:
            return
        from freezegun import api

        at = next((at for at, each in enumerate(api.freeze_factories) if each is self._shown), None)
        if at is not None:
            for stack, covered in zip(_stacks(), self._covered, strict=True):
                stack[at] = covered
        self._shown, self._covered = None, ()
        if self._freezer is not None and len(api.freeze_factories) == 1:
            self._freezer.stop()
            self._freezer = None

    def _start(self) -> None:
        """Have freezegun replace what there is in ``datetime`` and ``time``, and put its names in their places."""
        from freezegun import api

        self._freezer = freezer = api.freeze_time(_real_now(), ignore=EVERY_MODULE, tick=True)
        freezer.start()
        freezer.ignore = _left_alone()  # modules that come later are looked through when it stops
        for name in STOPWATCHES:
            setattr(time, name, getattr(api, f"real_{name}"))
        freezer.undo_changes += self._places.replace()


class Places:
    """Where a name of ``datetime`` or ``time`` was imported: looked for once, then only where something changed."""

    __slots__ = ("_found", "_seen")

    def __init__(self) -> None:
        self._found: dict[str, list[tuple[ModuleType, str]]] = {}
        self._seen: dict[str, tuple[ModuleType, int]] = {}

    def replace(self) -> list[tuple[ModuleType, str, object]]:
        """Put freezegun's names in all places; gives each with what stood there."""
        fakes = {id(real): fake for real, fake in _fakes()}
        self.look(fakes)
        changes: list[tuple[ModuleType, str, object]] = []
        for places in self._found.values():
            for module, name in places:
                held = vars(module).get(name)
                fake = fakes.get(id(held))
                if fake is not None:
                    setattr(module, name, fake)
                    changes.append((module, name, held))
        return changes

    def look(self, fakes: dict[int, object]) -> int:
        """Look for the places in modules that came or changed; gives how many modules those are."""
        left_alone, looked_at = _left_alone(), 0
        for name, module in list(sys.modules.items()):
            if not isinstance(module, ModuleType):
                continue
            mark = module, len(vars(module))
            if self._seen.get(name) == mark:
                continue
            self._seen[name] = mark
            looked_at += 1
            if not name.startswith(left_alone) and name not in ("datetime", "time", "freezegun.api"):
                self._found[name] = [(module, each) for each, held in list(vars(module).items()) if id(held) in fakes]
        return looked_at


def _stacks() -> tuple[list[Any], ...]:
    """What freezegun shows: of each list the last counts."""
    from freezegun import api

    return api.freeze_factories, api.tz_offsets, api.ignore_lists, api.tick_flags


def _fakes() -> list[tuple[object, object]]:
    from freezegun import api

    return [(getattr(api, f"real_{name}"), getattr(api, CLASSES.get(name, f"fake_{name}"))) for name in REPLACED]


def _left_alone() -> tuple[str, ...]:
    from freezegun.config import settings

    return (*LEFT_ALONE, *settings.default_ignore_list)


def _real_now() -> datetime:
    from freezegun import api

    return NAIVE_EPOCH + timedelta(seconds=api.real_time())
