"""The deletion of an integration with those of other apps along: taken up after a crash, ended by a refusal."""

from __future__ import annotations

import pytest

from zsim import World
from zsim.ports.errors import NotAllowed, VendorError
from zsim.sync import Integration


def leaving(call_ms: int = 1000) -> tuple[World, Integration, Integration]:
    """Billing, disabled, and Books, both with Acme and integrated with each other; each call takes its time."""
    world = World(call_ms=call_ms)
    world.crm.accounts.create(Account_Name="Acme")
    for key in ("billing", "books"):
        world.connect(key).customers.configure(module="accounts").save_and_sync()
        world.advance(minutes=5)
    world.books.other_apps.add(world.billing)
    world.integration("billing").disable()
    return world, world.integration("billing"), world.integration("books")


def states(*syncs: Integration) -> list[str]:
    """How they stand."""
    return [str(each.state) for each in syncs]


def test_the_other_app_s_goes_within_it_and_the_notice_comes_last():
    world, billing, books = leaving()
    billing.delete()
    seen = []
    while states(billing, books) != ["deleted", "deleted"]:
        seen.append((*states(billing, books), len(world.billing.notifications)))
        world.next_event()
    assert list(dict.fromkeys(seen)) == [
        ("disabled", "enabled", 0),
        ("disabled", "disabled", 0),
        ("disabled", "deleted", 0),
    ]
    assert len(world.billing.notifications) == 1


def test_while_it_goes_along_it_cannot_be_enabled():
    world, billing, books = leaving()
    billing.delete()
    while books.open:
        world.next_event()
    with pytest.raises(Exception, match="being deleted"):
        books.enable()


@pytest.mark.parametrize("steps", range(8))
def test_a_crash_at_any_moment_is_gone_on_from(steps: int):
    world, billing, books = leaving()
    billing.delete()
    for _ in range(steps):
        world.next_event()
    world.crash()
    world.advance(hours=1)
    assert states(billing, books) == ["deleted", "deleted"]
    assert [each.customers.from_crm() for each in (world.billing, world.books)] == [[], []]


@pytest.mark.parametrize("app", ["billing", "books"])
def test_a_refusal_leaves_both_disabled_and_deleting_can_be_tried_again(app: str):
    world, billing, books = leaving(call_ms=0)
    world.faults.refused(app, of="write", error="NotAllowed")
    with pytest.raises(NotAllowed):
        billing.delete()
    assert states(billing, books) == ["disabled", "enabled" if app == "billing" else "disabled"]
    billing.delete()
    assert states(billing, books) == ["deleted", "deleted"]


def test_once_the_other_is_gone_what_refuses_later_does_not_bring_it_back():
    world, billing, books = leaving(call_ms=0)
    world.faults.refused("billing", of="notify", error="NotAllowed", times=9)
    with pytest.raises(VendorError):
        billing.delete()
    assert states(billing, books) == ["disabled", "deleted"]
    world.faults.heal()
    billing.delete()
    assert states(billing, books) == ["deleted", "deleted"]


def test_one_that_is_connected_anew_after_its_deletion_is_another():
    world, billing, books = leaving(call_ms=0)
    books.disable()
    books.delete()
    again = world.connect("books")
    billing.delete()
    assert states(books, again, billing) == ["deleted", "deleted", "deleted"]
