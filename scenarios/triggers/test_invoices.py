"""The invoice trigger: made when a deal is won, voided when it is then lost, and once for a win."""

from __future__ import annotations

from decimal import Decimal

from scenarios.triggers._setup import LOST, OPEN, WON, deal, invoices, statuses, switched_on, to_stage
from zsim import World, given, scenario, then, when


@scenario(covers=["TRG-04"])
def test_a_won_deal_makes_an_invoice(world: World, product: str) -> None:
    """An open deal makes none; won, it has a draft invoice at once."""
    with given("an open deal, and the invoice trigger on"):
        switched_on(world, product, invoice=True)
        fit_out = deal(world)
        assert not invoices(world, product)
    with when("it is won"):
        to_stage(world, fit_out, WON)
    with then("a draft invoice stands for the customer"):
        (invoice,) = invoices(world, product)
        assert (invoice.status, invoice.total) == ("draft", 900)
        assert invoice.customer_id == world[product].customers.one(contact_name="Acme")
        assert world.why(fit_out).behaviours[-1] == "TRG-04"
        assert world.why(invoice).outcome == "created"


@scenario(covers=["TRG-05"])
def test_lost_voids_it(world: World, product: str) -> None:
    """The won deal is lost after all: its invoice is voided."""
    with given("a won deal with its invoice"):
        switched_on(world, product, invoice=True)
        fit_out = deal(world, WON)
        assert statuses(invoices(world, product)) == ["draft"]
    with when("it is lost"):
        to_stage(world, fit_out, LOST)
    with then("the invoice is void, and says what it was for"):
        (invoice,) = invoices(world, product)
        assert (invoice.status, invoice.line_items[0]["name"], invoice.total) == ("void", "Fit-out", 900)
        assert world.why(fit_out).behaviours[-1] == "TRG-05"


@scenario(covers=["TRG-15"])
def test_saved_again_makes_no_second_and_won_again_a_new_one(world: World, product: str) -> None:
    """A won deal saved again has its one invoice; lost and won again, it has a new one beside the void one."""
    with given("a won deal with its invoice"):
        switched_on(world, product, invoice=True)
        fit_out = deal(world, WON)
    with when("it is saved again"):
        world.advance(minutes=1)
        world.crm.deals.update(fit_out, Next_Step="Call")
        world.settle()
    with then("there is one invoice"):
        assert statuses(invoices(world, product)) == ["draft"]
    with when("it is lost, and won again"):
        to_stage(world, fit_out, LOST)
        to_stage(world, fit_out, WON)
    with then("the void one stays, beside a new one"):
        assert statuses(invoices(world, product)) == ["void", "draft"]


@scenario(covers=["TRG-16"])
def test_a_deal_created_as_won_makes_its_invoice(world: World, product: str) -> None:
    """A deal is entered as won: its invoice stands at once."""
    with given("the invoice trigger is on"):
        switched_on(world, product, invoice=True)
    with when("a deal is created as won"):
        fit_out = deal(world, WON)
    with then("its invoice stands"):
        assert statuses(invoices(world, product)) == ["draft"]
        assert "TRG-16" in world.why(fit_out).behaviours


@scenario(covers=["TRG-18"])
def test_later_edits_do_not_reach_the_invoice(world: World, product: str) -> None:
    """Amount and name change after the draft was made: it stays as it is, and the reason is told."""
    with given("a won deal with its invoice over 900"):
        switched_on(world, product, invoice=True)
        fit_out = deal(world, WON)
        (invoice,) = invoices(world, product)
        before = invoice.fields
    with when("the deal's amount and name are changed"):
        world.advance(minutes=1)
        world.crm.deals.update(fit_out, Amount=1200, Deal_Name="Fit-out, larger")
        world.settle()
    with then("the draft is as it was made"):
        assert invoices(world, product) == [invoice]
        assert invoice.fields == before
        assert world.why(fit_out).behaviours[-1] == "TRG-18"


@scenario(covers=["TRG-18"])
def test_a_deal_without_an_amount_makes_an_invoice_over_nothing(world: World, product: str) -> None:
    """The amount is empty: the line has the rate 0."""
    with given("the invoice trigger is on"):
        switched_on(world, product, invoice=True)
    with when("a deal without an amount is won"):
        deal(world, WON, Amount=None)
    with then("its invoice is over nothing"):
        assert [each.total for each in invoices(world, product)] == [0]


@scenario(covers=["TRG-19"])
def test_reopened_or_deleted_deals_leave_their_invoices(world: World, product: str) -> None:
    """One won deal is opened again, another deleted: both invoices stay as they are."""
    with given("two won deals with their invoices"):
        switched_on(world, product, invoice=True)
        fit_out, lift = deal(world, WON), deal(world, WON, Deal_Name="Lift")
    with when("one is opened again, and the other deleted"):
        to_stage(world, fit_out, OPEN)
        world.crm.deals.delete(lift)
        world.settle()
    with then("both invoices are drafts as before, and it is told why"):
        assert statuses(invoices(world, product)) == ["draft", "draft"]
        assert world.why(fit_out).behaviours[-1] == "TRG-19"
        assert world.why(lift.ref).behaviours[-1] == "TRG-19"


@scenario(covers=["TRG-39"])
def test_won_again_while_its_invoice_stands(world: World, product: str) -> None:
    """A won deal is opened and won again: its invoice stands, and no second one is made."""
    with given("a won deal with its invoice"):
        switched_on(world, product, invoice=True)
        fit_out = deal(world, WON)
    with when("it is opened, and won again"):
        to_stage(world, fit_out, OPEN)
        to_stage(world, fit_out, WON)
    with then("it has the one invoice"):
        assert statuses(invoices(world, product)) == ["draft"]
        assert world.why(fit_out).behaviours[-1] == "TRG-39"


@scenario(covers=["TRG-42"])
def test_another_account_later(world: World, product: str) -> None:
    """The won deal goes to another account: its invoice stays with the customer it was made for."""
    with given("a won deal with its invoice for Acme"):
        switched_on(world, product, invoice=True)
        fit_out = deal(world, WON)
    with when("the deal is given to another account"):
        world.advance(minutes=1)
        world.crm.deals.update(fit_out, Account_Name=world.crm.accounts.create(Account_Name="Beta"))
        world.settle()
    with then("the one invoice is for Acme"):
        (invoice,) = invoices(world, product)
        assert invoice.customer_id == world[product].customers.one(contact_name="Acme")


@scenario(covers=["TRG-13"])
def test_what_an_invoice_carries(world: World, product: str) -> None:
    """The invoice is for the account's customer at its address, by the deal's owner, with one line for the deal."""
    with given("the invoice trigger is on, and Rita sells"):
        switched_on(world, product, invoice=True)
        rita = world.crm.users.create("Rita", email="rita@crm.example")
    with when("Rita's deal is won"):
        deal(world, WON, Owner=rita, Description="Two floors")
    with then("the invoice has all of that"):
        (invoice,) = invoices(world, product)
        (line,) = invoice.line_items
        assert (line["name"], line["description"], line["rate"]) == ("Fit-out", "Two floors", 900)
        assert invoice.salesperson_name == "Rita"
        assert invoice.billing_address["city"] == "Pune"


@scenario(covers=["TRG-13"])
def test_an_amount_keeps_its_cents(world: World, product: str) -> None:
    """A deal of 99.95 makes an invoice of 99.95."""
    with given("the invoice trigger on"):
        switched_on(world, product, invoice=True)
    with when("a deal of 99.95 is won"):
        deal(world, WON, Amount=Decimal("99.95"))
    with then("so much is invoiced"):
        assert [each.total for each in invoices(world, product)] == [Decimal("99.95")]
