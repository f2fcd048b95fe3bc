"""Planted bugs of what survives a stop, an export and a restart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from zsim.explore.bank.bug import Bug, Family
from zsim.explore.bank.planting import in_place
from zsim.fakes.store.table import Table
from zsim.sync import RunQueue
from zsim.sync.execution import FollowUps, PairApplier, Steps
from zsim.world.engine import Engine


class NeverResumes(PairApplier):
    """Looks at nothing that a run before was broken off in."""

    __slots__ = ()

    def resume(self) -> Steps[None]:
        """Do nothing."""
        return
        yield


class LeavesUndone(FollowUps):
    """Forgets what must follow a link once the run is over."""

    __slots__ = ()

    def __iter__(self) -> Iterator[Any]:
        return iter(())


class ForgetsWhoWaits(RunQueue):
    """Forgets the runs that wait when the engine was stopped."""

    def recover(self) -> None:
        """Start anew with the run that was under way, and no other."""
        self._cell.set(self._cell.value._replace(waiting=()))
        super().recover()


class LosesTheRun(RunQueue):
    """Does not begin again what was under way when the engine was stopped."""

    def recover(self) -> None:
        """Start anew with the runs that wait."""
        held = self._cell.value.under_way
        super().recover()
        if held is not None:
            self._cell.set(self._cell.value._replace(waiting=self._cell.value.waiting[1:]))


class ForgetsAlarms(Engine):
    """Exports no alarms."""

    def export(self) -> dict[str, Any]:
        """What is committed, but for when anything is due."""
        return {name: each for name, each in super().export().items() if not name.endswith("alarms")}


class EmptyBin(Table):
    """Exports no recycle bin."""

    __slots__ = ()

    def export(self) -> Mapping[str, Sequence[object]]:
        """The state without what could be restored."""
        return {**super().export(), "recycled": []}


STOPPING_BUGS: tuple[Bug, ...] = (
    Bug(
        "never-resume",
        "What a killed run had written is not known to the next.",
        Family.INTERRUPTION,
        ("FLT-16",),
        lambda: in_place(NeverResumes),
    ),
    Bug(
        "leave-undone",
        "The old contact person stays where a run was broken off as it moved.",
        Family.INTERRUPTION,
        ("FLT-15", "FLT-16"),
        lambda: in_place(LeavesUndone),
    ),
    Bug(
        "forget-who-waits",
        "A run that waited for its turn never begins once the engine was stopped.",
        Family.INTERRUPTION,
        ("FLT-16",),
        lambda: in_place(ForgetsWhoWaits),
    ),
    Bug(
        "lose-the-run",
        "A run that was killed is not done again.",
        Family.INTERRUPTION,
        ("FLT-16",),
        lambda: in_place(LosesTheRun),
    ),
    Bug(
        "forget-alarms",
        "A loaded world runs nothing on schedule.",
        Family.INTERRUPTION,
        ("SYN-11",),
        lambda: in_place(ForgetsAlarms),
    ),
    Bug(
        "empty-the-bin",
        "In a loaded world nothing can be restored.",
        Family.INTERRUPTION,
        ("DEL-07",),
        lambda: in_place(EmptyBin),
    ),
)
