"""Documents made in the CRM's Zoho Finance section are finance's; the section shows what finance has."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scenarios.transactions._setup import ADVICE, BOOKS_SHOWN, SHOWN, customer, shown
from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError
from zsim.ports.errors import NotAllowed, NotModelled

EVERY = ["invoice", "import", "books", "billing"]
TYPES = pytest.mark.parametrize("type", SHOWN)


@TYPES
@scenario(covers=["TXN-01"], products=EVERY)
def test_a_document_made_in_the_crm_is_finances(world: World, product: str, type: str) -> None:
    """An estimate or invoice is made for a synced account in the CRM: finance has it, and both apps show it."""
    with given("Acme, synced, and its documents shown in the CRM"):
        _, acme = shown(world, product)
    with when("one of 100 is made for it in the CRM"):
        made = getattr(world.crm.zoho_finance, type).create(customer=acme, lines=ADVICE)
    with then("finance has it for Acme's customer, as a draft, and the CRM shows it so"):
        (document,) = getattr(world[product], type).all()
        assert document.customer_id == customer(world, product)
        assert (document.status, document.total) == (made.status, made.total) == ("draft", Decimal(100))
        assert made.Account_Name == acme
        assert world.why(made).outcomes[0] == "created"


@TYPES
@scenario(covers=["TXN-05"])
def test_number_and_notes_come_from_finance(world: World, product: str, type: str) -> None:
    """The CRM gives no number: the document has the next one of finance's series."""
    with given("a document of that type made in finance"):
        _, acme = shown(world, product)
        first = getattr(world[product], type).create(customer=customer(world, product), lines=ADVICE)
    with when("one is made in the CRM"):
        made = getattr(world.crm.zoho_finance, type).create(customer=acme, lines=ADVICE)
    with then("its number is the next one"):
        field = f"{type.removesuffix('s')}_number"
        ours, theirs = str(getattr(made, field)), str(getattr(first, field))
        assert int(ours[-6:]) == int(theirs[-6:]) + 1


@TYPES
@scenario(covers=["TXN-07", "TXN-16"], products=["invoice", "import"])
def test_the_list_is_empty_until_it_is_fetched(world: World, product: str, type: str) -> None:
    """What finance has for an account shows in the CRM once it is fetched, and changes there on refresh alone."""
    with given("Acme, synced, with a document made in finance"):
        _, acme = shown(world, product)
        document = getattr(world[product], type).create(customer=customer(world, product), lines=ADVICE)
        world.advance(days=1)
        section = getattr(world.crm.zoho_finance, type)
        assert section.all() == []
    with when("the list of Acme is fetched"):
        (seen,) = section.refresh(acme)
    with then("the CRM shows it"):
        assert (seen.status, seen.total, seen.Account_Name) == ("draft", Decimal(100), acme)
    with when("it is marked as sent in finance, and a day passes"):
        document.mark_sent()
        world.advance(days=1)
        before = seen.status
        section.refresh(acme)
    with then("the CRM shows that after the next refresh"):
        assert (before, seen.status) == ("draft", "sent")


@scenario(covers=["TXN-09"], products=["invoice", "import"])
def test_an_edit_in_the_crm_is_an_edit_of_finance(world: World, product: str) -> None:
    """A document made for a deal is edited in the CRM: finance has the edit, and shows it."""
    with given("a document made in the CRM for a deal of Acme"):
        _, acme = shown(world, product)
        deal = world.crm.deals.create(Deal_Name="Fit-out", Account_Name=acme)
        made = {each: getattr(world.crm.zoho_finance, each).create(deal=deal, lines=ADVICE) for each in SHOWN}
    with when("its reference is edited there"):
        for each in made.values():
            each.update(reference_number="PO 7")
    with then("finance has it, and the CRM shows it"):
        for name, each in made.items():
            (document,) = getattr(world[product], name).all()
            assert document.reference_number == each.reference_number == "PO 7"
            assert each.Deal_Name == deal


@TYPES
@scenario(covers=["TXN-08"], products=["invoice", "import"])
def test_details_are_had_from_the_crm_as_the_paper_tells_them(world: World, product: str, type: str) -> None:
    """A document's details are viewed in the CRM as its paper tells them, the very ones that finance has."""
    with given("a document made in finance, and fetched"):
        _, acme = shown(world, product)
        document = getattr(world[product], type).create(customer=customer(world, product), lines=ADVICE)
        (seen,) = getattr(world.crm.zoho_finance, type).refresh(acme)
    with when("it is edited in finance, and its paper is asked for in the CRM"):
        getattr(world[product], type).update(document, reference_number="PO 7")
        text = seen.printed()
    with then("it is that of finance, as it is now"):
        assert "PO 7" in text
        assert text == document.printed()


@scenario(covers=["TXN-04", "TXN-06"])
def test_saved_is_a_draft_and_saved_and_sent_is_mailed(world: World, product: str) -> None:
    """'Save' leaves a quote as a draft, 'Save and Send' mails it and marks it as sent."""
    with given("Acme with an address, synced"):
        _, acme = shown(world, product)
        world[product].customers.update(customer(world, product), email="acme@example.com")
    with when("one quote is saved in the CRM, and another saved and sent"):
        saved = world.crm.zoho_finance.quotes.create(customer=acme, lines=ADVICE)
        sent = world.crm.zoho_finance.quotes.create(customer=acme, lines=ADVICE, send=True)
    with then("the one is a draft, the other sent, and one mail went out"):
        assert (saved.status, sent.status) == ("draft", "sent")
        assert [each.to for each in world[product].outbox.all()] == ["acme@example.com"]


@scenario(covers=["TXN-03"])
def test_a_transaction_is_made_from_its_module_or_from_a_record(world: World, product: str) -> None:
    """From the section's module a customer is named; from a deal it is the deal's account."""
    with given("Acme, synced, with a deal"):
        _, acme = shown(world, product)
        deal = world.crm.deals.create(Deal_Name="Fit-out", Account_Name=acme)
    with when("an invoice is made from the module, and one from the deal"):
        invoices = world.crm.zoho_finance.invoices
        one, other = invoices.create(customer=acme, lines=ADVICE), invoices.create(deal=deal, lines=ADVICE)
    with then("both are Acme's, and the second is listed under the deal"):
        assert [each.Account_Name for each in (one, other)] == [acme, acme]
        assert invoices.find(Deal_Name=deal) == [other]


@scenario(covers=["TXN-06"])
def test_the_life_of_a_quote_is_lived_from_the_crm(world: World, product: str) -> None:
    """From the CRM a quote is marked as sent, accepted and converted, another is declined."""
    with given("two quotes made in the CRM"):
        _, acme = shown(world, product)
        quotes = world.crm.zoho_finance.quotes
        one, other = (quotes.create(customer=acme, lines=ADVICE) for _ in range(2))
    with when("one is sent, accepted and converted into an invoice, and the other is declined"):
        one.mark_sent()
        one.accept()
        invoice = one.convert(to="invoice")
        other.mark_sent()
        other.decline()
    with then("finance has both so, with the invoice, and the CRM shows it all"):
        theirs = world[product].estimates.all()
        assert [each.status for each in theirs] == [each.status for each in (one, other)] == ["invoiced", "declined"]
        assert world.crm.zoho_finance.invoices.all() == [invoice]
        assert invoice.total == Decimal(100)


@scenario(covers=["TXN-12"])
def test_books_shows_four_types(world: World, product: str) -> None:
    """Quotes, invoices, sales orders and purchase orders are enabled, and made in the CRM."""
    with given("Acme and the vendor Wayne, synced, and all four enabled"):
        wayne = world.crm.vendors.create(Vendor_Name="Wayne")
        sync, acme = shown(world, product)
    with when("one of each is made in the CRM"):
        section = world.crm.zoho_finance
        made = [
            getattr(section, each).create(customer=acme, lines=ADVICE)
            for each in ("estimates", "invoices", "sales_orders")
        ]
        made.append(section.purchase_orders.create(customer=wayne, lines=ADVICE))
    with then("Books has each of them"):
        types = ("estimates", "invoices", "sales_orders", "purchase_orders")
        assert list(sync.transactions.enabled) == list(types)
        assert [len(getattr(world[product], each).all()) for each in types] == [1, 1, 1, 1]
        assert [each.total for each in made] == [Decimal(100)] * 4


@pytest.mark.parametrize("type", BOOKS_SHOWN)
@scenario(covers=["TXN-11"])
def test_custom_fields_of_books_show_in_the_crm(world: World, product: str, type: str) -> None:
    """A custom field made for documents in Books is filled in and read in the CRM, also if made after enabling."""
    with given("documents shown in the CRM, and then a custom field of theirs in Books"):
        wayne = world.crm.vendors.create(Vendor_Name="Wayne")
        _, acme = shown(world, product)
        documents, section = getattr(world[product], type), getattr(world.crm.zoho_finance, type)
        documents.add_field("cf_site", label="Site")
    with when("a document is made in the CRM with it, and the field edited in Books"):
        made = section.create(customer=wayne if type == "purchase_orders" else acme, lines=ADVICE, cf_site="North")
        (document,) = documents.all()
        first = (made.cf_site, document.cf_site)
        documents.update(document, cf_site="South")
        world.settle()
    with then("both have what was written last, each time"):
        assert first == ("North", "North")
        assert made.cf_site == "South"


@scenario(covers=["TXN-14"])
def test_other_modules_are_refused(world: World, product: str) -> None:
    """Retainer invoices, sales receipts, bills and payments are no modules of the section."""
    with given("a connection of which everything is synced"):
        sync, _ = shown(world, product)
    with then("enabling them is refused, naming those there are"):
        for name in ("retainer_invoices", "sales_receipts", "sales_orders", "payments"):
            with pytest.raises((UsageError, NotModelled), match=r"of Billing in the CRM|not modelled"):
                sync.transactions.enable(name)
        assert sync.transactions.enabled == SHOWN


@scenario(covers=["TXN-01", "DIS-01"], products=["invoice", "books", "billing"])
def test_no_command_passes_while_disabled_or_paused_alone_stops_none(world: World, product: str) -> None:
    """Disabled, a command is refused and nothing is kept; paused customers stop none."""
    with given("Acme, synced, and invoices shown"):
        sync, acme = shown(world, product, "invoices")
    with when("the sync is paused, and an invoice is made in the CRM"):
        sync.pause()
        world.crm.zoho_finance.invoices.create(customer=acme, lines=ADVICE)
    with then("it is made"):
        assert len(world[product].invoices.all()) == 1
    with given("it is disabled"):
        sync.disable()
    with when("another one is asked for"), pytest.raises(NotAllowed) as refusal:
        world.crm.zoho_finance.invoices.create(customer=acme, lines=ADVICE)
    with then("it is refused, also once enabled again nothing of it is there"):
        assert "no command passes" in str(refusal.value)
        sync.enable()
        world.advance(days=1)
        assert len(world[product].invoices.all()) == 1
