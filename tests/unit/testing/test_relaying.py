"""Commands of the CRM's Zoho Finance section pass while they may, and as those who gave them."""

from __future__ import annotations

from contextlib import suppress

import pytest

from tests.unit.testing.planted import found_in, world_with
from zsim import World
from zsim.checks import InvariantViolated
from zsim.fakes.crm.face import CrmFace
from zsim.ports.errors import VendorError
from zsim.testing.relaying import RELAYED, check_relayed

LINES = [{"name": "Advice", "rate": 100}]


def in_books(name: str | None = None) -> tuple[World, CrmFace]:
    """A world in which Acme is synced with Books, which Rita is a user of, and the CRM as she uses it."""
    world = world_with(name)
    world.crm.accounts.create(Account_Name="Acme")
    sync = world.connect("books")
    for each in (sync.customers, sync.vendors, sync.items):
        each.configure(extent="fetch").save_and_sync()
    world.settle()
    sync.transactions.enable("invoices")
    world.settle()
    rita = world.crm.users.create("Rita", email="rita@x.example")
    world.books.users.create("Rita", email="rita@x.example")
    return world, world.crm.as_user(rita)


def make_invoices(world: World, rita: CrmFace) -> None:
    """Both the administrator and Rita make an invoice, and one more while the integration is disabled."""
    acme = world.crm.accounts.one(Account_Name="Acme")
    for face in (world.crm, rita):
        face.zoho_finance.invoices.create(customer=acme, lines=LINES)
    world.settle()
    world.integration("books").disable()
    with suppress(VendorError):
        world.crm.zoho_finance.invoices.create(customer=acme, lines=LINES)
    world.integration("books").enable()
    world.crm.zoho_finance.invoices.create(customer=acme, lines=LINES)


def test_commands_pass_as_theirs_in_a_sound_world() -> None:
    world, rita = in_books()
    make_invoices(world, rita)
    assert len(world.books.invoices.all()) == 3
    check_relayed(world)


def test_a_world_without_a_connection_has_no_commands_to_pass() -> None:
    check_relayed(World())


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("open-relay", r"was passed on by sync books \(perform\), which entry \d+ had disabled"),
        ("by-the-founder", "of Rita was carried out as Administrator, the founder of books"),
    ],
)
def test_a_command_that_passes_otherwise_is_found(name: str, told: str) -> None:
    world, rita = in_books(name)
    make_invoices(world, rita)
    assert found_in(check_relayed, world) == {RELAYED}
    with pytest.raises(InvariantViolated, match=told):
        check_relayed(world)


def not_shown(name: str | None = None) -> World:
    """A world in which the CRM refuses once to show an invoice of Books, and hours go by."""
    world, _ = in_books(name)
    acme = world.books.customers.one(contact_name="Acme")
    world.faults.refused("crm", of="write", error="NotAllowed")
    world.books.invoices.create(customer=acme, lines=LINES)
    world.advance(hours=3)
    return world


def test_a_list_that_is_behind_is_made_good_or_is_found() -> None:
    world = not_shown()
    grades = [run.grade for run in world.integration("books").transactions["invoices"].history]
    assert grades[-2:] == ["failed", "done"]
    check_relayed(world)
    assert found_in(check_relayed, not_shown("not-tried-again")) == {RELAYED}
