"""Planted bugs of when leads are fetched, by which clock and with which key."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from zsim.explore.bank.bug import Bug, Family
from zsim.explore.bank.planting import in_place
from zsim.kernel.recurrence import HOUR_MS
from zsim.ports.errors import InvalidCredentials
from zsim.sync.leads import (
    LeadFunctions,
    LeadRuns,
    SyncServices,
    Timetable,
)
from zsim.testing.activating import check_active
from zsim.world import World

DAY_MS = 24 * HOUR_MS


class DeafToKeys(SyncServices):
    """Syncs that stay active when the source's key is regenerated."""

    def _key_changed(self) -> None:
        """Do nothing."""


class DeafToEmails(SyncServices):
    """Syncs that stay active when the source's primary email changes."""

    def _key_changed(self) -> None:
        try:
            self.check_account()
        except InvalidCredentials as refusal:
            if refusal.field != "email":
                super()._key_changed()


class EnteringActivates(SyncServices):
    """Entering the new key activates the syncs."""

    def update_account(self, *, email: str | None = None, key: str | None = None) -> None:
        """Enter another key."""
        super().update_account(email=email, key=key)
        for each in self.syncs:
            if each.state.value == "inactive":
                each.activate()


class StaleKeyActivates(SyncServices):
    """A sync can be activated over a stale key."""

    def check_account(self) -> None:
        """Let it pass."""


class FetchesOnActivation(LeadRuns):
    """Activating fetches at once."""

    def activate(self, cause: int) -> None:
        """Become active again."""
        super().activate(cause)
        if not self.once:
            self._slot()


class MonthlyIsOnce(LeadRuns):
    """A monthly sync is completed with its first fetch."""

    @property
    def once(self) -> bool:
        """Whether the sync fetches one time only: also where it fetches once a month."""
        return super().once or self.choices.timetable.frequency.value == "monthly"


def _slots(change: Callable[[Timetable], Timetable]) -> LeadFunctions:
    return LeadFunctions(next_slot=lambda timetable, now_ms, last_ms: change(timetable).next_after(now_ms, last_ms))


def a_day_later(timetable: Timetable, now_ms: int, last_ms: int | None) -> int | None:
    """Daily slots by adding 24 hours to the last one."""
    if timetable.frequency.value == "daily" and last_ms is not None and last_ms + DAY_MS > now_ms:
        return last_ms + DAY_MS
    return timetable.next_after(now_ms, last_ms)


def _key_is_stale(world: World) -> None:
    """Somebody tries to activate a sync whose source has another key by then."""
    world.marketinghub.lists.create("News")
    sync = world.connect_marketinghub().new_sync("Daily", mailing_list="News").schedule("daily").initiate()
    world.settle()
    world.invoice.generate_zsc_key()
    with suppress(InvalidCredentials):
        sync.activate()
    check_active(world)


def _bug(name: str, says: str, family: Family, rules: str, make: Callable[[], Any], **shown: Any) -> Bug:
    return Bug(name, says, family, tuple(rules.split()), make, **shown)


LEAD_TIME_BUGS: tuple[Bug, ...] = (
    _bug(
        "deaf-to-keys",
        "A sync stays active when the source's key is regenerated.",
        Family.KEYS,
        "KEY-01",
        lambda: in_place(DeafToKeys),
    ),
    _bug(
        "deaf-to-emails",
        "A sync stays active when the source's primary email changes.",
        Family.KEYS,
        "KEY-03 KEY-08",
        lambda: in_place(DeafToEmails),
    ),
    _bug(
        "entering-activates",
        "Entering the new key activates all syncs.",
        Family.KEYS,
        "KEY-02 KEY-07",
        lambda: in_place(EnteringActivates),
    ),
    _bug(
        "stale-key-activates",
        "A sync can be activated over a stale key.",
        Family.KEYS,
        "KEY-07",
        lambda: in_place(StaleKeyActivates),
        invariant="active-by-a-fresh-key",
        script=_key_is_stale,
    ),
    _bug(
        "fetch-on-activation",
        "An activated sync fetches at once and not at its slot.",
        Family.SCHEDULE,
        "KEY-04",
        lambda: in_place(FetchesOnActivation),
    ),
    _bug(
        "monthly-is-once",
        "A monthly sync is completed with its first fetch.",
        Family.SCHEDULE,
        "LED-24",
        lambda: in_place(MonthlyIsOnce),
    ),
    _bug(
        "weeks-begin-on-sunday",
        "A sync of Mondays fetches on Tuesdays.",
        Family.SCHEDULE,
        "LED-06",
        lambda: _slots(lambda each: replace(each, weekday=(each.weekday + 1) % 7)),
    ),
    _bug(
        "months-of-28-days",
        "A sync of the 31st fetches on the 28th.",
        Family.SCHEDULE,
        "LED-25",
        lambda: _slots(lambda each: replace(each, day=min(each.day, 28))),
    ),
    _bug(
        "slots-in-utc",
        "A sync at 09:30 in Kolkata fetches at 15:00 there.",
        Family.TIME_ZONES,
        "LED-06",
        lambda: _slots(lambda each: replace(each, zone="UTC")),
    ),
    _bug(
        "a-day-is-24-hours",
        "A daily fetch comes an hour late after the clocks went forward.",
        Family.TIME_ZONES,
        "LED-25",
        lambda: LeadFunctions(next_slot=a_day_later),
    ),
)
