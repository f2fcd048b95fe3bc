"""What a finance organisation tells its users inside the app."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.unit.fakes.finance.conftest import Shop
from zsim.fakes.finance.notifications import Notification, Notifications

AT = datetime(2026, 1, 5, 9, tzinfo=UTC)


def test_what_was_told_last_is_not_told_again(shop: Shop) -> None:
    told = shop.finance.notifications
    for seconds, text in ((0, "A key died"), (1, "A key died"), (1, "A sync failed"), (0, "A key died")):
        shop.clock.move_to(shop.clock.now_ms + seconds * 1000)
        shop.finance.port().notify(text)
    later = AT.replace(second=2)
    assert told.all() == [
        Notification(AT, "A key died"),
        Notification(later, "A sync failed"),
        Notification(later, "A key died"),
    ]
    assert len(told) == 3
    assert str(told).splitlines()[:2] == ["notices: 3", "  2026-01-05 09:00:00  A key died"]


def test_no_notices_say_so(shop: Shop) -> None:
    assert str(shop.finance.notifications) == "notices: none"


def test_notices_outlast_a_reload_and_what_was_told_last_is_known(shop: Shop) -> None:
    shop.finance.notifications.tell("A key died")
    again = Notifications(shop.clock)
    again.load(shop.finance.notifications.export())
    again.tell("A key died")
    assert again.all() == [Notification(AT, "A key died")]
