"""Planted bugs of where the next run reads on, and of what is asked again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from zsim.explore.bank.bug import Bug, Family
from zsim.explore.bank.planting import in_place
from zsim.kernel.recurrence import HOUR_MS
from zsim.ports.errors import VendorError
from zsim.ports.records import Page, Record, Ref, Write, Written
from zsim.sync import EngineFunctions, Grade, Run, SyncState
from zsim.sync.execution import Calls, Steps
from zsim.sync.leads import LeadFunctions, LeadSyncState
from zsim.sync.runs import OVERLAP_MS, PAGE_SIZE, Patience
from zsim.testing.waiting import check_waiting
from zsim.world import World

DAY_MS = 24 * HOUR_MS


class NoOverlap(Calls):
    """Calls that read changes from a second later on."""

    __slots__ = ()

    def changed(self, system: Any, module: str, since_ms: int | None, view: Any) -> Steps[list[Record]]:
        """Records changed since, but for those of the second before."""
        later = None if since_ms is None else since_ms + 2 * OVERLAP_MS
        return super().changed(system, module, later, view)


class ShortPageIsLast(Calls):
    """Calls that take a page with fewer records than asked for the last one."""

    __slots__ = ()

    def _changed(self, method: str, system: Any, module: str, since_ms: int | None, view: Any) -> Steps[list[Record]]:
        asked, found, token = {"since_ms": since_ms, "view": view}, dict[Ref, Record](), None
        read = partial(self._apps[system].changed, module, since_ms, view=view, page_size=PAGE_SIZE)
        while True:
            page: Page = yield from self._ask(method, system, module, asked, partial(read, token=token), _refs)
            found.update({each.ref: each for each in page.records})
            token = page.next_token
            if token is None or len(page.records) < PAGE_SIZE:
                return list(found.values())


class FirstPageOnly(Calls):
    """Calls that read the first page and no more."""

    __slots__ = ()

    def changed(self, system: Any, module: str, since_ms: int | None, view: Any) -> Steps[list[Record]]:
        """The first page of the records changed since."""
        asked = {"since_ms": since_ms, "view": view}
        read = partial(self._apps[system].changed, module, since_ms, view=view, page_size=PAGE_SIZE, token=None)
        page: Page = yield from self._ask("changed", system, module, asked, read, _refs)
        return list(page.records)


class WritesAgain(Calls):
    """Calls that write once more, without a look, where no answer came."""

    __slots__ = ()

    def write(self, system: Any, module: str, writes: Sequence[Write], while_open: Any = None) -> Steps[Any]:
        """Carry writes out."""
        try:
            return (yield from super().write(system, module, writes, while_open))
        except VendorError as silence:
            if silence.definite:
                raise
        return (yield from super().write(system, module, writes, while_open))


class DropsTheRest(Calls):
    """Calls that do not write again what of a batch was put off."""

    __slots__ = ()

    def write(self, system: Any, module: str, writes: Sequence[Write], while_open: Any = None) -> Steps[Any]:
        """Carry writes out, once."""
        done: Sequence[Written] = yield from self._write(system, module, writes, while_open)
        return done


class NeverLonger(Patience):
    """Asks again each second."""

    __slots__ = ()

    def wait_ms(self, attempt: int, asked_ms: int = 0) -> int:
        """How long to wait."""
        return self.first_ms


def _the_crm_breaks_down(world: World) -> None:
    """The CRM breaks down over one call three times in a row."""
    world.crm.accounts.create(Account_Name="Acme")
    sync = world.connect("books").customers
    world.faults.server_failed("crm", of="changed", times=3)
    sync.configure(module="accounts").save_and_sync()
    world.advance(hours=2)
    check_waiting(world)


def _refs(page: Page) -> tuple[Ref, ...]:
    return tuple([each.ref for each in page.records])


def at_the_end(former: SyncState, left: SyncState | None, run: Run) -> SyncState:
    """The next run reads on from where this one ended."""
    return former if left is None else replace(left, checkpoint_ms=run.ended_ms) if left.checkpoint_ms else left


def nothing_again(former: SyncState, left: SyncState | None, run: Run) -> SyncState:
    """The next run looks at nothing that this one left over."""
    return former if left is None else replace(left, retry=())


def of_the_last_but_one(former: SyncState, left: SyncState | None, run: Run) -> SyncState:
    """A run with failures puts no checkpoint."""
    return former if left is None or run.grade is Grade.PARTIAL else left


def fetched_at_the_end(former: LeadSyncState, left: LeadSyncState | None, run: Run) -> LeadSyncState:
    """The next fetch reads on from where this one ended."""
    return former if left is None else replace(left, checkpoint_ms=run.ended_ms)


READING_BUGS: tuple[Bug, ...] = (
    Bug(
        "no-overlap",
        "An edit made in the second in which a run begins is never carried.",
        Family.CHECKPOINTS,
        ("SYN-15", "FLT-17"),
        lambda: in_place(NoOverlap),
    ),
    Bug(
        "checkpoint-at-the-end",
        "What was edited while a run was under way is never carried.",
        Family.CHECKPOINTS,
        ("SYN-15",),
        lambda: EngineFunctions(remember=at_the_end),
    ),
    Bug(
        "nothing-again",
        "A record that failed is not tried again.",
        Family.CHECKPOINTS,
        ("CUS-28", "CUS-16"),
        lambda: EngineFunctions(remember=nothing_again),
    ),
    Bug(
        "partial-is-failed",
        "After a run with one failure all is read again.",
        Family.CHECKPOINTS,
        ("CUS-28",),
        lambda: EngineFunctions(remember=of_the_last_but_one),
    ),
    Bug(
        "leads-checkpoint-at-the-end",
        "A contact edited while a fetch is under way is not fetched.",
        Family.CHECKPOINTS,
        ("LED-29",),
        lambda: LeadFunctions(remember=fetched_at_the_end),
    ),
    Bug(
        "short-page-is-last",
        "Records behind a page that was not full are not synced.",
        Family.CHECKPOINTS,
        ("FLT-07",),
        lambda: in_place(ShortPageIsLast),
    ),
    Bug(
        "first-page-only",
        "Of three hundred accounts two hundred are synced.",
        Family.CHECKPOINTS,
        ("CUS-01",),
        lambda: in_place(FirstPageOnly),
    ),
    Bug(
        "write-again-unseen",
        "A customer whose answer was lost is there twice.",
        Family.RETRIES,
        ("FLT-03",),
        lambda: in_place(WritesAgain),
    ),
    Bug(
        "drop-the-rest",
        "What the app put off of a batch fails.",
        Family.RETRIES,
        ("FLT-09",),
        lambda: in_place(DropsTheRest),
    ),
    Bug(
        "no-patience",
        "A run fails at the first call that the app asks to wait with.",
        Family.RETRIES,
        ("FLT-02", "FLT-04"),
        lambda: EngineFunctions(patience=lambda policy: Patience(1, 0)),
    ),
    Bug(
        "endless-patience",
        "A run waits for an app that is down for days.",
        Family.RETRIES,
        ("FLT-18", "FLT-02"),
        lambda: EngineFunctions(patience=lambda policy: Patience(1000, 365 * DAY_MS)),
    ),
    Bug(
        "never-longer",
        "An app that breaks down is asked again each second.",
        Family.RETRIES,
        ("FLT-02",),
        lambda: EngineFunctions(patience=lambda policy: NeverLonger(10, DAY_MS)),
        "waits-as-it-may",
        _the_crm_breaks_down,
    ),
    Bug(
        "leads-without-patience",
        "A fetch fails at the first call that the app asks to wait with.",
        Family.RETRIES,
        ("FLT-04",),
        lambda: LeadFunctions(patience=lambda policy: Patience(1, 0)),
    ),
)
