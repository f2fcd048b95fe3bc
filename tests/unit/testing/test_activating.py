"""Syncs of leads are active as the key and the email of their source allow."""

from __future__ import annotations

from contextlib import suppress

import pytest

from tests.unit.testing.planted import found_in, world_with
from zsim import World
from zsim.checks import InvariantViolated
from zsim.kernel.errors import UsageError
from zsim.ports.errors import VendorError
from zsim.testing.activating import FRESH, check_active


def begun(name: str | None = None, **more: str) -> World:
    """A world with a daily sync that has fetched."""
    world = world_with(name, **more)
    world.marketinghub.lists.create(name="News")
    world.connect_marketinghub().new_sync("All", mailing_list="News").schedule("daily", at="08:00").initiate()
    world.settle()
    return world


def with_another_key(world: World) -> World:
    """The same world: its source has another key, which is entered after somebody tried to do without."""
    services = world.sync_services("invoice")
    key = world.invoice.generate_zsc_key()
    with suppress(VendorError, UsageError):
        services["All"].activate()
    services.update_account(key=key)
    return world


def with_another_email(world: World) -> World:
    """The same world: the email of its source is another, and so it is entered, and the sync activated."""
    services = world.sync_services("invoice")
    world.invoice.set_email("other@invoice.example")
    with suppress(VendorError, UsageError):
        services["All"].activate()
    services.update_account(email="other@invoice.example", key=world.invoice.zsc_key)
    with suppress(VendorError, UsageError):
        services["All"].activate()
    return world


LIVES = {
    "deaf-to-keys": with_another_key,
    "stale-key-activates": with_another_key,
    "entering-activates": with_another_key,
    "deaf-to-emails": with_another_email,
    "key-alone": with_another_email,
}


@pytest.mark.parametrize("name", LIVES)
def test_a_sync_is_active_by_a_fresh_key_or_is_found(name: str):
    made = LIVES[name] is with_another_email
    check_active(LIVES[name](begun()), int(made))
    assert found_in(lambda world: check_active(world, 0), LIVES[name](begun(name))) == {FRESH}


def test_a_sync_that_is_left_active_is_told_with_what_changed():
    world = begun("deaf-to-keys")
    world.invoice.generate_zsc_key()
    with pytest.raises(InvariantViolated, match="'All' is active still, and the key of its source was regenerated"):
        check_active(world)


@pytest.mark.parametrize("rule", ["KEY-01", "KEY-03"])
def test_what_changes_silences_nobody_where_the_oddity_is_off(rule: str):
    world = begun(quirks_off=rule)
    if rule == "KEY-01":
        world.invoice.generate_zsc_key()
    else:
        world.invoice.set_email("other@invoice.example")
    check_active(world)


def test_how_often_syncs_were_activated_is_asked_only_where_it_is_known():
    world = with_another_email(begun())
    check_active(world)
    assert found_in(lambda world: check_active(world, 0), world) == {FRESH}
