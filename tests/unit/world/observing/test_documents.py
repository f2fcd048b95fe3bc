"""Finance's documents and records as the checks are told of their changes."""

from __future__ import annotations

from zsim.world import World


def test_what_somebody_does_while_an_integration_is_deleted_is_no_part_of_that():
    world = World(call_ms=1000)
    sync = world.connect("books")
    acme = world.crm.accounts.create(Account_Name="Acme")
    sync.customers.configure(module="accounts").save_and_sync()
    world.advance(minutes=5)
    (customer,) = world.books.customers.find(contact_name=acme.Account_Name)
    sync.disable()
    world.faults.meanwhile("books", lambda: world.books.customers.update(customer, notes="Call first"))
    sync.delete()
    world.advance(minutes=5)
    world.check()
    assert (str(sync.state), customer.notes) == ("deleted", "Call first")
