"""What is said of a record that no run ever considered."""

from __future__ import annotations

import pytest

from zsim import World


def synced(world, **choices):
    sync = world.connect("books")
    sync.customers.configure(**choices).save_and_sync_later()
    return sync


def why(world, record):
    answer = world.why(record)
    assert answer.outcome is None
    return answer.reason


@pytest.fixture
def world():
    return World()


def test_nothing_is_connected(world):
    assert why(world, world.crm.accounts.create(Account_Name="Acme")).endswith("nothing is connected with the CRM")


def test_the_organisation_is_not_connected(world):
    synced(world)
    assert why(world, world.billing.customers.create(contact_name="Acme")).endswith(
        "billing is not connected with the CRM"
    )


def test_the_module_was_never_saved(world):
    synced(world)
    assert why(world, world.crm.vendors.create(Vendor_Name="Acme")).endswith(
        "the sync of books's vendors was never saved"
    )


def test_the_product_does_not_sync_the_module(world):
    world.connect("invoice")
    assert why(world, world.crm.vendors.create(Vendor_Name="Acme")).endswith("invoice does not sync vendors")


def test_the_module_was_not_chosen(world):
    synced(world, module="accounts")
    assert "the module chosen for books is 'accounts', without Contacts" in why(
        world, world.crm.contacts.create(Last_Name="Hill")
    )


def test_the_sync_is_paused(world):
    sync = synced(world)
    sync.pause()
    assert why(world, world.crm.accounts.create(Account_Name="Acme")).endswith(
        "the sync of books's customers is paused"
    )


def test_the_integration_is_disabled(world):
    sync = synced(world)
    sync.disable()
    assert why(world, world.crm.accounts.create(Account_Name="Acme")).endswith("the integration of books is disabled")


def test_the_record_is_outside_the_view(world):
    world.crm.accounts.views.create("In Pune", ("Billing_City", "is", "Pune"))
    synced(world, account_view="In Pune")
    acme = world.crm.accounts.create(Account_Name="Acme")
    assert why(world, acme).endswith("it stands outside the view 'In Pune' of books")
    world.crm.accounts.update(acme, Billing_City="Pune")
    assert why(world, acme).endswith("the next run is due at 2026-01-05 11:00:00")


def test_the_key_is_dead(world):
    world.crm.accounts.views.create("In Pune", ("Billing_City", "is", "Pune"))
    synced(world, account_view="In Pune")
    acme = world.crm.accounts.create(Account_Name="Acme")
    world.crm.generate_zsc_key()
    assert "the CRM lets books read nothing" in why(world, acme)


def test_every_connection_is_told_of(world):
    synced(world)
    world.connect("invoice")
    assert why(world, world.crm.products.create(Product_Name="Anvil")) == (
        "no run considered it: the sync of books's items was never saved; the sync of invoice's items was never saved"
    )


def test_all_overlooked_records_are_told_by_their_ids(world):
    acme = world.crm.accounts.create(Account_Name="Acme")
    synced(world).customers.save_and_sync()
    world.settle()
    anvil = world.crm.products.create(Product_Name="Anvil")
    assert list(world.overlooked()) == [anvil.id]
    assert acme.id not in world.overlooked()
