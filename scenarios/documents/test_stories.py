"""Stories of deals and their documents, as the people who sell and who keep the books would tell them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from scenarios.schedule._setup import all_synced
from scenarios.triggers._setup import switch_on
from zsim import World, given, scenario, then, when
from zsim.fakes.store.handle import Handle
from zsim.ports.errors import NoPermission, NotAllowed

PROPOSAL, WON, LOST = "Proposal/Price Quote", "Closed Won", "Closed Lost"
BAKERY = "Lotus Bakery"


def acquainted(world: World, product: str) -> Handle:
    """A bakery that was entered in the CRM, Rita who sells to it, and the first syncs of all modules."""
    world.crm.users.create("Rita", email="rita@crm.example")
    bakery = world.crm.accounts.create(Account_Name=BAKERY, Billing_City="Pune")
    all_synced(world, product)
    world[product].customers.update(world[product].customers.one(contact_name=BAKERY), email="office@lotus.example")
    return bakery


@scenario(
    covers=["TRG-01", "TRG-02", "TRG-12", "TRG-13", "TXN-12", "TXN-15", "TXN-21", "TXN-27", "TXN-30", "SYN-10"],
    products=["books"],
    tags=["story"],
    start="2026-03-02 09:00",
)
def test_from_a_new_deal_to_a_paid_invoice(world: World, product: str) -> None:
    """Rita, who is a user of Books as well, sells two ovens: quoted, agreed, invoiced from the CRM, mailed, paid."""
    with given("Books shows its quotes and invoices in the CRM, makes a quote at the proposal and accepts it when won"):
        bakery = acquainted(world, product)
        world[product].users.create("Rita", email="rita@crm.example")
        sync = world.integration(product)
        sync.transactions.enable("estimates", "invoices")
        sync.triggers.configure(estimate_created_at=PROPOSAL, estimate_accepted_at=WON, estimate_declined_at=LOST)
        world.advance(minutes=5)
        rita = world.crm.as_user("Rita")
        section = rita.zoho_finance

    with when("on Monday, the 2nd of March, Rita enters a deal over 900"):
        deal = rita.deals.create(Deal_Name="Two ovens", Account_Name=bakery, Amount=900, Description="With fitting")
        world.settle()
    with then("nothing is quoted yet, and the deal says why"):
        assert section.quotes.all() == []
        assert "not at a stage" in world.why(deal).reason

    with when("on Wednesday it comes to its proposal"):
        world.advance(days=2)
        rita.deals.update(deal, Stage=PROPOSAL)
        world.settle()
    with then("a quote of 900 stands in Books, by Rita, and is listed under the deal in the CRM the same moment"):
        (quote,) = section.quotes.find(Deal_Name=deal)
        assert (quote.status, quote.total, quote.Account_Name) == ("draft", Decimal(900), bakery)
        assert world[product].estimates.all()[0].salesperson_name == "Rita"

    with when("on the 9th the bakery agrees, and Rita wins the deal"):
        world.advance(days=5)
        rita.deals.update(deal, Stage=WON)
        world.settle()
    with then("the quote is accepted in both apps"):
        assert [quote.status, world[product].estimates.all()[0].status] == ["accepted", "accepted"]

    with when("Rita converts it in the CRM, and mails the invoice to the bakery"):
        invoice = quote.convert(to="invoice")
        invoice.send()
    with then("the invoice was sent, once, to the bakery's address, and the quote leads to it"):
        (books_invoice,), (books_quote,) = world[product].invoices.all(), world[product].estimates.all()
        assert [each.to for each in world[product].outbox.all()] == ["office@lotus.example"]
        assert (invoice.status, books_quote.status) == ("sent", "invoiced")
        assert (books_invoice.estimate_id, list(books_quote.invoice_ids)) == (books_quote, [books_invoice])

    with when("on the 16th the bakery pays 400, and on the 23rd the rest"):
        world.advance(days=7)
        books_invoice.record_payment(amount=400)
        world.settle()
        between = (invoice.status, books_invoice.balance)
        world.advance(days=7)
        books_invoice.record_payment(amount=500)
        world.settle()
    with then("the CRM showed it partially paid with 500 to come, and shows it paid"):
        assert between == ("partially_paid", Decimal(500))
        assert (invoice.status, books_invoice.status, books_invoice.balance) == ("paid", "paid", Decimal(0))


@scenario(
    covers=["TRG-07", "TRG-01", "TRG-04"],
    products=["invoice"],
    quirks=["TRG-07"],
    tags=["story"],
    start="2026-03-02 09:00",
)
def test_the_same_deal_in_a_us_edition(world: World, product: str) -> None:
    """The same two ovens, sold from the US edition of Invoice: nothing comes, and the deal says why."""
    with given("a US-edition organisation of Invoice with both triggers on"):
        world[product].set_edition("US")
        bakery = acquainted(world, product)
        switch_on(world, product, estimate=True, invoice=True)
        world.advance(minutes=5)
        rita = world.crm.as_user("Rita")

    with when("on Monday, the 2nd of March, Rita enters a deal over 900"):
        deal = rita.deals.create(Deal_Name="Two ovens", Account_Name=bakery, Amount=900)
        world.settle()
    with then("no estimate comes"):
        assert world[product].estimates.all() == []

    with when("it comes to its proposal, and is won a week later"):
        rita.deals.update(deal, Stage=PROPOSAL)
        world.advance(days=7)
        rita.deals.update(deal, Stage=WON)
        world.settle()
    with then("asked why there is no invoice, the deal names the edition"):
        answer = world.why(deal)
        assert "in the US edition" in answer.reason
        assert answer.behaviours == ("TRG-07",)

    with when("the slots of a whole day pass"):
        world.advance(days=1)
    with then("neither estimate nor invoice is there"):
        assert (world[product].estimates.all(), world[product].invoices.all()) == ([], [])

    with when("Rita's colleague makes the invoice by hand in Invoice"):
        customer = world[product].customers.one(contact_name=BAKERY)
        world[product].invoices.create(customer=customer, lines=[{"name": "Oven", "quantity": 2, "rate": 450}])
    with then("that one stands: it is the triggers that the edition lacks"):
        assert [each.total for each in world[product].invoices.all()] == [900]


@scenario(
    covers=["PRM-01", "PRM-02", "PRM-03", "PRM-05", "PRM-08", "TXN-04", "TXN-06", "TRG-04", "TRG-05", "TRG-10"],
    products=["billing"],
    tags=["story"],
    start="2026-01-05 09:00",
)
def test_a_quarter_of_a_sales_team(world: World, product: str) -> None:
    """Rita and Sam sell, Mira sends: three months of wins, quotes they may write and not mail, a refusal and a void."""
    with given("Billing with its invoice trigger and the CRM's section; salespeople may not email"):
        bakery = acquainted(world, product)
        sync = world.integration(product)
        sync.transactions.enable("estimates", "invoices")
        switch_on(world, product, invoice=True)
        world.advance(minutes=5)
        profiles, users = world.crm.profiles, world.crm.users
        profiles.create("Sales")
        profiles.deny("Sales", "estimates", "email")
        profiles.deny("Sales", "invoices", "email")
        users.update("Rita", profile="Sales")
        users.create("Sam", profile="Sales")
        users.create("Mira")
        rita, sam, mira = (world.crm.as_user(each) for each in ("Rita", "Sam", "Mira"))

    with when("in January Rita writes a quote over two ovens and tries to mail it"):
        quote = rita.zoho_finance.quotes.create(customer=bakery, lines=[{"name": "Oven", "quantity": 2, "rate": 450}])
        with pytest.raises(NoPermission) as refusal:
            quote.send()
    with then("she is told which right she lacks, the quote is a draft, and nothing was mailed"):
        assert str(refusal.value).startswith("Rita may not email estimates: the profile Sales denies")
        assert (quote.status, world[product].outbox.all()) == ("draft", [])

    with when("Mira sends it, and in February the bakery agrees: Rita marks it as accepted and converts it"):
        mira.zoho_finance.quotes.find(Account_Name=bakery)[0].send()
        world.advance_to("2026-02-02 09:00")
        quote.accept()
        invoice = quote.convert(to="invoice")
    with then("there is a draft invoice of 900, one mail went out, and the quote is invoiced"):
        assert (invoice.status, invoice.total, quote.status) == ("draft", Decimal(900), "invoiced")
        assert [each.to for each in world[product].outbox.all()] == ["office@lotus.example"]

    with when("Sam wins two deals in February; Mira sends the invoice of one, and the bakery withdraws from both"):
        mixer, scales = (
            sam.deals.create(Deal_Name=name, Account_Name=bakery, Amount=amount, Stage=WON)
            for name, amount in (("Mixer", 300), ("Scales", 80))
        )
        world.settle()
        mira.zoho_finance.invoices.find(Deal_Name=mixer)[0].send()
        world.advance(days=7)
        sam.deals.mass_update([mixer, scales], Stage=LOST)
        world.settle()
    with then("the draft is void, the one that was sent stays, and its deal says why"):
        section = mira.zoho_finance.invoices
        assert [section.find(Deal_Name=each)[0].status for each in (scales, mixer)] == ["void", "sent"]
        assert world.why(mixer).behaviours[-1] == "TRG-10"

    with when("Mira voids that one in the CRM; Sam tries to mail it all the same, and lacks the right to"):
        sent = section.find(Deal_Name=mixer)[0]
        sent.void()
        with pytest.raises(NoPermission, match="Sam may not email invoices"):
            sam.zoho_finance.invoices.find(Deal_Name=mixer)[0].send()
    with when("Mira, who has that right, tries as well"), pytest.raises(NotAllowed, match="void"):
        sent.send()
    with then("both were void and stay so"):
        assert [section.find(Deal_Name=each)[0].status for each in (scales, mixer)] == ["void", "void"]

    with when("in March Rita leads the team, and sends the first invoice herself; the bakery pays"):
        world.advance_to("2026-03-02 09:00")
        users.update("Rita", profile="Standard")
        invoice.send()
        invoice.record_payment(amount=900)
    with then("the quarter closes with one invoice paid and two void"):
        world.advance_to("2026-03-31 18:00")
        assert [each.status for each in world[product].invoices.all()] == ["paid", "void", "void"]
        assert [each.status for each in section.all()] == ["paid", "void", "void"]


@scenario(
    covers=["IMP-05", "TXN-07", "TXN-09", "TXN-20", "TRG-21", "TRG-04", "TRG-05", "TRG-36"],
    products=["import"],
    tags=["story"],
    start="2026-01-05 09:00",
)
def test_a_year_of_the_import(world: World, product: str) -> None:
    """A bakery's year with the one-way import: imported, invoiced by the workflow, seen on refresh, late, and paid."""
    with given("in January the bakery is imported, twice a day from then on, and the CRM's workflow makes invoices"):
        bakery = world.crm.accounts.create(Account_Name=BAKERY)
        world.connect(product).customers.configure(auto_update=True).save_and_sync()
        world.settle()
        world.crm.workflows.configure(invoice=True)
        world.advance(minutes=5)
        section = world.crm.zoho_finance
        customer = world[product].customers.one(contact_name=BAKERY)
        world[product].customers.update(customer, email="office@lotus.example")

    with when("in February a deal over 900 is won"):
        world.advance_to("2026-02-02 09:00")
        deal = world.crm.deals.create(Deal_Name="Two ovens", Account_Name=bakery, Amount=900, Stage=WON)
        world.settle()
    with then("Invoice has a draft for it; the CRM's list is empty until somebody fetches it"):
        (invoice,) = world[product].invoices.all()
        assert (invoice.status, invoice.total) == ("draft", Decimal(900))
        assert section.invoices.all() == []
        (seen,) = section.invoices.refresh(bakery)
        assert (seen.status, seen.Deal_Name) == ("draft", deal)

    with when("it is given a date by which to pay, edited and sent from the CRM"):
        seen.update(due_date=date(2026, 3, 31), reference_number="PO 7")
        seen.send()
    with then("Invoice has all of that"):
        assert (invoice.status, invoice.reference_number, invoice.due_date) == ("sent", "PO 7", date(2026, 3, 31))

    with when("the bakery moves, and the end of March goes by"):
        world.crm.accounts.update(bakery, Billing_City="Nashik", Phone="222")
        world.advance_to("2026-04-01 09:00")
    with then("the customer has moved; the invoice is overdue in Invoice, and sent in the CRM until it is refreshed"):
        assert (customer.phone, invoice.status, seen.status) == ("222", "overdue", "sent")
        section.invoices.refresh(bakery)
        assert seen.status == "overdue"

    with when("in June it is paid, and another deal is won and lost again"):
        world.advance_to("2026-06-01 09:00")
        invoice.record_payment(amount=900)
        mixer = world.crm.deals.create(Deal_Name="Mixer", Account_Name=bakery, Amount=300, Stage=WON)
        world.settle()
        world.advance(days=1)
        world.crm.deals.update(mixer, Stage=LOST)
        world.settle()
    with then("the first is paid and the second void"):
        assert [each.status for each in world[product].invoices.all()] == ["paid", "void"]

    with when("by December somebody in Invoice made an estimate, which no import fetches"):
        world[product].estimates.create(customer=customer, lines=[{"name": "Oven, third", "rate": 450}])
        world.advance_to("2026-12-31 18:00")
    with then("on the last day the CRM lists one estimate and two invoices, once refreshed, and has none of its own"):
        listed = [len(each.refresh(bakery)) for each in (section.estimates, section.invoices)]
        assert listed == [1, 2]
        assert (world.crm.quotes.all(), world.crm.invoices.all()) == ([], [])
        assert world[product].customers.all() == [customer]
