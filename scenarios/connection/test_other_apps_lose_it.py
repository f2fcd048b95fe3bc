"""Deleting Billing's integration removes those of the other finance apps that its organisation is integrated with."""

from __future__ import annotations

from contextlib import suppress

import pytest

from scenarios.connection.test_disabling import synced as with_every_sort
from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError
from zsim.ports.errors import VendorError
from zsim.sync import Integration

OTHERS = pytest.mark.parametrize("other", ["invoice", "import", "books"])


def beside(world: World, product: str, other: str) -> tuple[Integration, Integration]:
    """Both connected and integrated with each other; Acme and Bolt are customers of both, Acme with an invoice."""
    for name in ("Acme", "Bolt"):
        world.crm.accounts.create(Account_Name=name)
    found = []
    for key in (product, other):
        sync = world.connect(key)
        choices = {} if key == "import" else {"module": "accounts"}
        sync.customers.configure(**choices).save_and_sync()
        world.settle()
        customer = world[key].customers.one(contact_name="Acme")
        world[key].invoices.create(customer_id=customer, lines=[{"name": "Work", "rate": 100}])
        found.append(sync)
    world[product].other_apps.add(world[other])
    return found[0], found[1]


def states(*syncs: Integration) -> list[str]:
    """How they stand."""
    return [str(each.state) for each in syncs]


def customers(world: World, *keys: str) -> list[list[str]]:
    """The names of the customers of each, none of whom is a record of the CRM any more."""
    assert [world[each].customers.from_crm() for each in keys] == [[]] * len(keys)
    return [sorted([each.contact_name for each in world[key].customers.all()]) for key in keys]


def called(world: World) -> dict[str, list[str]]:
    """The names of Books' records by their module."""
    names = {"customers": "contact_name", "vendors": "contact_name", "items": "name"}
    return {each: [getattr(one, name) for one in getattr(world.books, each).all()] for each, name in names.items()}


def stands(world: World, *syncs: Integration) -> object:
    """What is in the apps and how the integrations stand, without ids and times."""
    keys = [each.organisation_key for each in syncs]
    invoices = [[(str(each.total), each.status) for each in world[key].invoices.all()] for key in keys]
    notices = [[each.text for each in world[key].notifications.all()] for key in keys]
    left = [(len(each.links), tuple(each.tombstones)) for each in syncs]
    return (
        states(*syncs),
        customers(world, *keys),
        invoices,
        notices,
        left,
        [each.Account_Name for each in world.crm.accounts.all()],
    )


@OTHERS
@pytest.mark.parametrize("enabled", [True, False], ids=["enabled", "disabled"])
@scenario(covers=["DIS-08", "DIS-15"])
def test_the_other_app_loses_its_integration_too(world: World, product: str, other: str, enabled: bool) -> None:
    """Billing's integration is deleted: that of the other app is, too, enabled or not, and Billing tells when."""
    with given("Billing and the other app, integrated with each other, and Billing's integration disabled"):
        sync, its = beside(world, product, other)
        sync.disable()
        if not enabled:
            its.disable()
        invoices = [each.record.fields for each in world[other].invoices.all()]
    with when("Billing's integration is deleted, converting only customers with transactions"):
        sync.delete(convert="with_transactions")
        world.settle()
    with then("neither is left, nor a link of either, and both kept Acme"):
        assert states(sync, its) == ["deleted", "deleted"]
        assert (sync.links, its.links) == ((), ())
        assert customers(world, product, other) == [["Acme"], ["Acme"]]
        assert [each.record.fields for each in world[other].invoices.all()] == invoices
    with then("Billing alone has a notice, and a new account reaches neither"):
        assert [len(world[each].notifications.all()) for each in (product, other)] == [1, 0]
        world.crm.accounts.create(Account_Name="Cole")
        world.advance(days=1)
        assert customers(world, product, other) == [["Acme"], ["Acme"]]


@scenario(covers=["DIS-08", "DIS-15"])
def test_every_module_of_the_other_app_is_let_go_and_its_section_cleared(world: World, product: str) -> None:
    """Books has customers, vendors, items and documents in the CRM: all are its own again, and the section is empty."""
    with given("Billing without a customer, integrated with Books, of which every sort is synced and invoices shown"):
        its = with_every_sort(world, "books")
        its.transactions.enable("invoices", "estimates", "sales_orders", "purchase_orders")
        world.settle()
        rita = world.crm.users.create("Rita", email="rita@crm.example")
        its.users.add(rita)
        acme = world.crm.accounts.one(Account_Name="Acme")
        world.crm.zoho_finance.invoices.create(customer=acme, lines=[{"name": "Work", "rate": 100}])
        before = called(world)
        sync = world.connect(product)
        world.books.other_apps.add(world[product])
        sync.disable()
    with when("Billing's integration is deleted, converting all"):
        sync.delete()
        world.settle()
    with then("Books has what it had, the CRM shows none of it, and its integration users are gone"):
        assert states(sync, its) == ["deleted", "deleted"]
        assert called(world) == before
        assert [getattr(world.books, each).from_crm() for each in before] == [[], [], []]
        assert len(world.books.invoices.all()) == 1
        assert "no transactions" in str(world.crm.zoho_finance)
        assert "Rita" not in [each.name for each in world.books.users]


@scenario(covers=["DIS-08"])
def test_who_is_not_integrated_with_it_keeps_theirs(world: World, product: str) -> None:
    """Invoice is integrated with Billing, Books is not: Books' integration stays."""
    with given("Billing integrated with Invoice, and all three connected"):
        sync, invoice = beside(world, product, "invoice")
        books = world.connect("books")
        sync.disable()
    with when("Billing's integration is deleted"):
        sync.delete()
    with then("Books' is enabled as before"):
        assert states(sync, invoice, books) == ["deleted", "deleted", "enabled"]


@scenario(covers=["DIS-16"])
def test_deleting_invoice_s_or_books_integration_reaches_no_other(world: World, product: str) -> None:
    """Deleted in Invoice or Books, the integration of the Billing organisation it is integrated with stays."""
    with given("the product integrated with Billing, and its integration disabled"):
        sync, billing = beside(world, product, "billing")
        links = len(billing.links)
        sync.disable()
    with when("its integration is deleted"):
        sync.delete()
    with then("Billing's is enabled, with its links"):
        assert states(sync, billing) == ["deleted", "enabled"]
        assert len(billing.links) == links


@OTHERS
@scenario(covers=["DIS-08"])
def test_refused_or_killed_at_any_call_it_ends_as_undisturbed(world: World, product: str, other: str) -> None:
    """Each call of either app is refused, or the engine killed there: deleted once more, both are gone alike."""
    with given("Billing and the other app, integrated with each other, and Billing's integration disabled"):
        pair = beside(world, product, other)
        pair[0].disable()
        start = world
    with when("it is deleted undisturbed, and in copies with each of its calls refused or killed"):
        sound = start.copied()
        sound.integration(product).delete(convert="with_transactions")
        met = 0
        for app in (product, other):
            for disturbance in ("refused", "killed", "answer_lost"):
                for call in range(1, 9):
                    copy = start.copied()
                    getattr(copy.faults, disturbance)(app, call=call)
                    for _ in range(2):
                        with suppress(UsageError, VendorError):
                            copy.integration(product).delete(convert="with_transactions")
                        copy.advance(minutes=30)
                    met += len(copy.faults.fired)
                    keys = product, other
                    assert stands(copy, *map(copy.integration, keys)) == stands(sound, *map(sound.integration, keys))
    with then("each disturbance was met"):
        assert met >= 20


@pytest.mark.parametrize("wrong", ["itself", "another of its product", "the CRM"])
@scenario(covers=["DIS-08"])
def test_only_another_app_s_organisation_is_integrated(world: World, product: str, wrong: str) -> None:
    """An organisation is integrated with none of its own product, nor with the CRM this way."""
    with given("a connected organisation"):
        world.connect(product)
        others = {
            "itself": world[product],
            "another of its product": world.organisation(product, "Second"),
            "the CRM": world.crm,
        }
        before = world.export()
    with when(f"it is to be integrated with {wrong}"), pytest.raises(UsageError, match="no organisation of another"):
        world[product].other_apps.add(others[wrong])
    with then("nothing has changed"):
        assert world.export() == before
