"""Whom a document is for: the deal's account or contact, fetched at once where finance does not have it yet."""

from __future__ import annotations

from scenarios.triggers._setup import WON, deal, invoices, statuses, switched_on, to_stage
from zsim import World, given, scenario, then, when


@scenario(covers=["TRG-06"])
def test_with_accounts_synced_a_deal_needs_an_account(world: World, product: str) -> None:
    """A deal with a contact alone is won: nothing is made, and it is told why."""
    for module in ("accounts", "accounts_and_contacts"):
        with given(f"{module} are synced, in a world of their own"):
            own = World(seed=1)
            switched_on(own, product, module, invoice=True)
            ann = own.crm.contacts.create(Last_Name="Ann")
        with when("a deal with a contact and no account is won"):
            fit_out = deal(own, WON, Account_Name=None, Contact_Name=ann)
        with then("nothing is made"):
            assert not invoices(own, product)
            assert own.why(fit_out).behaviours == ("TRG-06",)


@scenario(covers=["TRG-06"])
def test_with_contacts_synced_a_deal_needs_a_contact(world: World, product: str) -> None:
    """A deal with an account alone is won: nothing is made; one with a contact gets its invoice."""
    with given("contacts are synced"):
        switched_on(world, product, "contacts", invoice=True)
        ann = world.crm.contacts.create(Last_Name="Ann")
    with when("two deals are won, one with a contact"):
        fit_out = deal(world, WON)
        deal(world, WON, Deal_Name="Lift", Account_Name=None, Contact_Name=ann)
    with then("the one with the contact has an invoice for that"):
        (invoice,) = invoices(world, product)
        assert invoice.customer_id == world[product].customers.one(contact_name="Ann")
        assert world.why(fit_out).behaviours == ("TRG-06",)


@scenario(covers=["TRG-40"])
def test_the_import_takes_the_account_or_else_the_contact(world: World, product: str) -> None:
    """In the import a deal's account comes first, then its contact; with neither nothing is made."""
    with given("a contact without account, and one of Acme"):
        switched_on(world, product, invoice=True)
        acme = world.crm.accounts.one(Account_Name="Acme")
        ann = world.crm.contacts.create(Last_Name="Ann")
        ben = world.crm.contacts.create(Last_Name="Ben", Account_Name=acme)
    with when("deals with each of them are won, and one with nobody"):
        for number, who in enumerate((ann, ben)):
            deal(world, WON, Deal_Name=f"Deal {number}", Account_Name=None, Contact_Name=who)
        nobody = deal(world, WON, Account_Name=None)
    with then("there are invoices for Ann, and for Acme, whose contact Ben is"):
        customers = [each.customer_id.contact_name for each in invoices(world, product)]
        assert customers == ["Ann", "Acme"]
        assert world.why(nobody).behaviours == ("TRG-40",)


@scenario(covers=["TRG-17"])
def test_a_missing_customer_is_fetched_first(world: World, product: str) -> None:
    """The deal of an account made a moment ago is won: the account is fetched, and the invoice stands at once."""
    with given("an account that no run has read"):
        switched_on(world, product, invoice=True)
        beta = world.crm.accounts.create(Account_Name="Beta")
    with when("its deal is won"):
        deal(world, WON, Account_Name=beta)
        won_at = world.now
    with then("Beta is a customer with an invoice the same moment"):
        (invoice,) = invoices(world, product)
        assert world.now == won_at
        assert invoice.customer_id == world[product].customers.one(contact_name="Beta")


@scenario(covers=["TRG-17"])
def test_it_is_fetched_while_paused(world: World, product: str) -> None:
    """The sync is paused: the won deal's account is fetched all the same, and its invoice made."""
    with given("a paused sync, and an account that no run has read"):
        switched_on(world, product, invoice=True)
        world.integration(product).pause()
        beta = world.crm.accounts.create(Account_Name="Beta")
        world.crm.accounts.create(Account_Name="Gamma")
    with when("its deal is won, and a day passes"):
        deal(world, WON, Account_Name=beta)
        made = statuses(invoices(world, product))
        world.advance(days=1)
    with then("Beta alone was fetched, and has its invoice"):
        assert made == ["draft"]
        assert [each.contact_name for each in world[product].customers.all()] == ["Acme", "Beta"]


@scenario(covers=["TRG-17"], products=["invoice", "books", "billing"])
def test_it_is_fetched_from_outside_the_view(world: World, product: str) -> None:
    """The account stands outside the chosen view: its won deal has it fetched."""
    with given("customers are synced from a view of accounts in Pune, where Beta is not"):
        switched_on(world, product, invoice=True)
        world.crm.accounts.views.create("In Pune", ("Billing_City", "is", "Pune"))
        customers = world.integration(product).customers
        customers.choose_anew({"account_view": "In Pune"})
        beta = world.crm.accounts.create(Account_Name="Beta", Billing_City="Delhi")
        world.advance(hours=3)
        assert [each.contact_name for each in world[product].customers.all()] == ["Acme"]
    with when("Beta's deal is won"):
        deal(world, WON, Account_Name=beta)
    with then("Beta is a customer, with its invoice"):
        assert [each.customer_id.contact_name for each in invoices(world, product)] == ["Beta"]


@scenario(covers=["TRG-32"])
def test_an_inactive_customer_gets_no_document(world: World, product: str) -> None:
    """The customer was made inactive in finance: the won deal makes nothing, and it is told why."""
    with given("Acme's customer is inactive"):
        switched_on(world, product, invoice=True)
        world[product].customers.deactivate(world[product].customers.one(contact_name="Acme"))
    with when("its deal is won"):
        fit_out = deal(world, WON)
    with then("nothing is made"):
        assert not invoices(world, product)
        assert world.why(fit_out).behaviours == ("TRG-32",)


@scenario(covers=["TRG-33"])
def test_what_was_missing_may_come_later(world: World, product: str) -> None:
    """A deal was won without account or contact; saved again with an account, it gets its invoice."""
    with given("a won deal without anybody"):
        switched_on(world, product, invoice=True)
        fit_out = deal(world, WON, Account_Name=None)
        assert not invoices(world, product)
    with when("its account is entered"):
        world.advance(minutes=1)
        world.crm.deals.update(fit_out, Account_Name=world.crm.accounts.one(Account_Name="Acme"))
        world.settle()
    with then("its invoice stands, and saved once more there is no second"):
        assert statuses(invoices(world, product)) == ["draft"]
        to_stage(world, fit_out, WON)
        assert len(invoices(world, product)) == 1
