"""Lower limits than the products have."""

from __future__ import annotations

import pytest

from zsim import World
from zsim.kernel.errors import UsageError
from zsim.ports.errors import LimitExceeded, NotFound

LOW = {"page_size": 2, "contact_persons": 1, "bin_days": 3}


def test_a_page_holds_no_more_than_the_limit_and_all_come():
    world = World(limits=LOW)
    accounts = [world.crm.accounts.create(Account_Name=f"Account {number}") for number in range(5)]
    page = world.crm.modules["Accounts"].table.changed(None, None, 200)
    assert len(page.records) == 2
    assert page.next_token is not None
    sync = world.connect("books")
    sync.customers.configure(module="accounts").save_and_sync()
    world.settle()
    assert len(sync.links) == len(accounts)


def test_a_customer_has_no_more_persons_than_the_limit():
    world = World(limits=LOW)
    acme = world.books.customers.create(contact_name="Acme")
    world.books.contact_persons.create(contact_id=acme, last_name="Hill")
    with pytest.raises(LimitExceeded, match="1"):
        world.books.contact_persons.create(contact_id=acme, last_name="Vale")


def test_a_product_without_a_maximum_of_persons_gets_none():
    world = World(limits=LOW)
    acme = world.invoice.customers.create(contact_name="Acme")
    for name in ("Hill", "Vale"):
        world.invoice.contact_persons.create(contact_id=acme, last_name=name)
    assert len(world.invoice.contact_persons.all()) == 2


@pytest.mark.parametrize(("days", "there"), [(3, True), (4, False)])
def test_the_bin_keeps_records_as_long_as_the_limit_says(days: int, there: bool):
    world = World(limits=LOW)
    acme = world.crm.accounts.create(Account_Name="Acme")
    world.crm.accounts.delete(acme)
    world.advance(days=days)
    if there:
        assert world.crm.accounts.restore(acme).alive
    else:
        with pytest.raises(NotFound):
            world.crm.accounts.restore(acme)


def test_a_loaded_world_has_the_limits_of_the_one_before():
    world = World(limits=LOW)
    acme = world.books.customers.create(contact_name="Acme")
    copy = World.load(world.export())
    assert copy.limits == world.limits
    copy.books.contact_persons.create(contact_id=acme.id, last_name="Hill")
    with pytest.raises(LimitExceeded):
        copy.books.contact_persons.create(contact_id=acme.id, last_name="Vale")


@pytest.mark.parametrize(
    ("limits", "told"), [({"pages": 3}, "no such limit"), ({"page_size": 0}, "cannot"), ({"bin_days": True}, "cannot")]
)
def test_limits_that_there_are_not_are_refused(limits: dict[str, int], told: str):
    with pytest.raises(UsageError, match=told):
        World(limits=limits)


def test_a_world_without_limits_makes_no_module_before_it_is_asked_for():
    world = World()
    assert (world.crm.modules.made(), world.books.modules.made(), world.marketinghub.modules.made()) == ([], [], [])


def test_one_limit_alone_is_laid_on() -> None:
    tables = [World(limits={name: 2}).crm.modules["Accounts"].table for name in ("page_size", "bin_days")]
    assert (tables[0].page_size_max, tables[1].bin_days) == (2, 2)


def test_an_organisation_lets_in_no_more_users_of_the_crm_than_the_limit() -> None:
    world = World(limits={"integration_users": 1})
    for users in (world.books.users, World.load(world.export()).books.users):
        assert users.integration_users_max == 1
    world.books.users.admit_from_crm("Igor", "igor@x.example")
    with pytest.raises(LimitExceeded, match="1 integration users"):
        world.books.users.admit_from_crm("Nora", "nora@x.example")
