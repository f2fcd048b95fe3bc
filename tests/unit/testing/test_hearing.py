"""What others get to hear is compared with what people did."""

from __future__ import annotations

from contextlib import suppress

import pytest

from tests.unit.testing.planted import found_in, world_with
from zsim import World
from zsim.checks import InvariantViolated
from zsim.faults import EngineKilled
from zsim.ports.errors import InvalidData, VendorError
from zsim.ports.records import RecordId, Ref
from zsim.sync import Failure
from zsim.testing.hearing import HEARD, check_hearing, not_found


def lived(product: str, name: str | None = None) -> World:
    """A world in which an invoice is mailed, and Billing is disabled, enabled again and at last deleted."""
    world = world_with(name)
    acme = world.crm.accounts.create(Account_Name="Acme")
    world.crm.contacts.create(Last_Name="Hill", Account_Name=acme)
    app = world[product]
    ada = app.customers.create(contact_name="Ada", email="ada@example.com")
    sync = world.connect(product)
    sync.customers.configure(module="accounts_and_contacts").save_and_sync()
    world.settle()
    app.invoices.create(customer=ada, lines=[{"name": "Advice", "rate": 100}]).send()
    sync.disable()
    sync.enable(*[world.crm.organisation_name] * (product == "billing"))
    world.settle()
    return world


def judge(product: str, name: str | None = None) -> None:
    """Judge the same world, and once more when the integration is deleted."""
    world = lived(product, name)
    check_hearing(world)
    (sync,) = world.integrations
    sync.disable()
    sync.delete()
    world.settle()
    check_hearing(world)


@pytest.mark.parametrize("product", ["books", "billing"])
def test_in_a_sound_world_others_hear_of_it(product: str):
    judge(product)
    assert not not_found(lived(product))


def test_a_connection_made_anew_that_was_never_synced_fetches_nothing_as_it_is_enabled_again():
    world = lived("billing")
    (sync,) = world.integrations
    sync.disable()
    sync.delete()
    again = world.connect("billing")
    again.disable()
    again.enable(world.crm.organisation_name)
    world.settle()
    check_hearing(world)


@pytest.mark.parametrize(
    ("product", "name"),
    [
        *(("books", "send-nothing"), ("books", "share-nobody"), ("billing", "share-nobody")),
        *(("billing", "wait-for-its-slot"), ("billing", "notify-nobody")),
    ],
)
def test_what_others_do_not_hear_of_is_found(product: str, name: str):
    with pytest.raises(InvariantViolated) as caught:
        judge(product, name)
    assert {each.invariant for each in caught.value.violations} == {HEARD}


@pytest.mark.parametrize("product", ["books", "billing"])
def test_a_search_that_leaves_a_contact_out_is_found(product: str):
    (told,) = not_found(lived(product, "first-found"))
    assert "leaves out Hill" in told


def test_a_search_that_finds_a_person_of_the_accounts_name_is_no_search_for_accounts():
    world = World()
    acme = world.crm.accounts.create(Account_Name="Acme")
    world.crm.contacts.create(Last_Name="Hill", Account_Name=acme)
    world.crm.contacts.create(Last_Name="Acme")
    sync = world.connect("books")
    sync.customers.configure(module="contacts", extent="both_ways").save_and_sync()
    world.settle()
    assert [each.name for each in sync.customers.search("Acme")] == ["Acme"]
    assert not_found(world) == []


def along_with_billing(name: str | None = None) -> World:
    """A world in which Billing's integration is deleted, and takes along that of another app."""
    world = world_with(name)
    syncs = [world.connect(each) for each in ("books", "billing")]
    world.billing.other_apps.add(world.books)
    syncs[1].disable()
    syncs[1].delete()
    world.settle()
    return world


def removed(name: str | None = None) -> World:
    """A world in which an integration user of Books is removed."""
    world = world_with(name)
    world.crm.users.create("Igor", email="igor@x.example")
    sync = world.connect("books")
    for module in sync.modules:
        module.choose({"extent": "fetch"}).save_and_sync()
        world.settle()
    sync.transactions.enable(*[each.name for each in sync.transactions])
    world.settle()
    sync.users.add("Igor")
    with suppress(VendorError):
        sync.users.remove("Igor")
    return world


def converted(name: str | None = None) -> World:
    """A world in which the invoice that an estimate was converted into is deleted."""
    world = world_with(name)
    ada = world.invoice.customers.create(contact_name="Ada")
    estimate = world.invoice.estimates.create(customer=ada, lines=[{"name": "Advice", "rate": 100}])
    world.invoice.invoices.delete(estimate.convert())
    return world


LIVES = {"no-other-apps": along_with_billing, "deactivate-for-delete": removed, "linked-for-ever": converted}


@pytest.mark.parametrize("name", LIVES)
def test_what_stays_that_was_to_go_is_found(name: str):
    check_hearing(LIVES[name]())
    assert found_in(check_hearing, LIVES[name](name)) == {HEARD}


def test_a_document_that_is_not_shown_again_and_again_for_whom_it_is_for_is_found():
    world, invoice = World(), Ref("books", "invoices", RecordId("81"))
    gone = "Finance_Invoices: Account_Name takes a record of Accounts, and there is none with the id '11'"
    failed = Failure((invoice,), "INVALID_DATA", InvalidData.reason, gone)
    world.journal.append("sync", "failure", invoice, failed)
    check_hearing(world)
    world.journal.append("sync", "failure", invoice, failed)
    with pytest.raises(InvariantViolated, match="books's invoices 81 cannot be shown"):
        check_hearing(world)


def test_who_is_killed_while_enabling_has_fetched_nothing_with_that():
    world = lived("billing")
    (sync,) = world.integrations
    sync.disable()
    world.faults.killed("crm", when="after")
    with suppress(EngineKilled):
        sync.enable(world.crm.organisation_name)
    world.settle()
    check_hearing(world)


def test_a_loaded_world_does_not_tell_whether_it_was_paused_before():
    before = lived("billing")
    before.integrations[0].pause()
    world = World.load(before.export())
    (sync,) = world.integrations
    sync.customers.fetch(world.crm.accounts.all()[0])
    world.settle()
    sync.disable()
    sync.enable(world.crm.organisation_name)
    world.settle()
    check_hearing(world)
