"""Deals of the CRM associated with finance's documents by hand."""

from __future__ import annotations

import pytest

from scenarios.transactions._setup import ADVICE, customer, shown
from scenarios.triggers._setup import switch_on
from zsim import World, given, scenario, then, when
from zsim.fakes.store.handle import Handle
from zsim.ports.errors import NotAllowed, NotModelled

BY_HAND = ["invoice", "books"]
ASSOCIATED = {
    "invoice": ("estimates", "invoices"),
    "books": ("estimates", "sales_orders", "invoices", "expenses"),
}


def document(world: World, product: str, type: str = "invoices", of: str = "Acme") -> Handle:
    """A document of that customer."""
    made: Handle = getattr(world[product], type).create(customer=customer(world, product, of), lines=ADVICE)
    return made


def deal(world: World, name: str = "Fit-out", of: str = "Acme", **fields: object) -> Handle:
    """A deal of that account."""
    return world.crm.deals.create(Deal_Name=name, Account_Name=world.crm.accounts.one(Account_Name=of), **fields)


def triggered(world: World, product: str) -> tuple[Handle, Handle]:
    """A won deal of Acme, and the invoice that a trigger made for it."""
    shown(world, product)
    switch_on(world, product, invoice=True)
    won = deal(world, Amount=900, Stage="Closed Won")
    world.settle()
    (invoice,) = world[product].invoices.all()
    return won, invoice


@scenario(covers=["POT-02"], products=BY_HAND)
def test_a_deal_is_associated_with_each_type_and_with_no_other(world: World, product: str) -> None:
    """Each type that the product names takes a deal; whatever else it has is refused."""
    with given("a deal of Acme, and a document of each type that may have one"):
        shown(world, product)
        fit_out = deal(world)
        documents = [document(world, product, each) for each in ASSOCIATED[product]]
    with when("the deal is associated with each"):
        for each in documents:
            each.deals.associate(fit_out)
    with then("each belongs to it, by hand"):
        held = [(each.record.fields["zcrm_potential_id"], each.zcrm_potential_by) for each in documents]
        assert held == [(fit_out.id, "hand")] * len(documents)
    with then("a payment, an expense of Invoice and a bill take none"):
        documents[ASSOCIATED[product].index("invoices")].mark_sent()
        payment = documents[ASSOCIATED[product].index("invoices")].record_payment(10)
        others = [payment]
        if product == "invoice":
            others.append(world[product].expenses.create(customer=customer(world, product), lines=ADVICE))
        else:
            mill = world[product].vendors.create(contact_name="Mill")
            others += [getattr(world[product], each).create(vendor=mill, lines=ADVICE) for each in ("bills",)]
        for each in others:
            with pytest.raises(NotAllowed, match="POT-02"):
                each.deals.associate(fit_out)


@scenario(covers=["POT-01"], products=BY_HAND)
def test_none_is_associated_before_the_prerequisites(world: World, product: str) -> None:
    """Without an integration, before Books' documents are shown in the CRM, and disabled, it is refused."""
    with given("an organisation that is not connected, with an invoice"):
        finance = world[product]
        acme = world.crm.accounts.create(Account_Name="Acme")
        fit_out = world.crm.deals.create(Deal_Name="Fit-out", Account_Name=acme)
        early = finance.invoices.create(customer=finance.customers.create(contact_name="Acme"), lines=ADVICE)
    with then("associating a deal is refused"), pytest.raises(NotAllowed, match="POT-01"):
        early.deals.associate(fit_out)
    with given("it is connected, and customers are synced, but the CRM shows no documents"):
        sync = world.connect(product)
        sync.customers.choose({"module": "accounts", "duplicates": "overwrite"}).save_and_sync()
        world.settle()
    with then("it is refused"), pytest.raises(NotAllowed, match="POT-01"):
        early.deals.associate(fit_out)
    with when("its documents are shown in the CRM, and the deal is associated"):
        for each in sync.modules:
            if each.name != "customers":
                each.choose({}).save_and_sync()
        world.settle()
        sync.transactions.enable("invoices")
        world.settle()
        early.deals.associate(fit_out)
    with then("the invoice belongs to it"):
        assert early.zcrm_potential_by == "hand"
    with when("the integration is disabled"):
        sync.disable()
    with then("no deal is offered or associated"), pytest.raises(NotAllowed, match="POT-01"):
        early.deals.all()


@scenario(covers=["POT-03"])
def test_a_deal_has_several_documents(world: World, product: str) -> None:
    """An estimate and two invoices belong to one deal."""
    with given("a deal, an estimate and two invoices of Acme"):
        shown(world, product)
        fit_out = deal(world)
        documents = [document(world, product, each) for each in ("estimates", "invoices", "invoices")]
    with when("it is associated with all three"):
        for each in documents:
            each.deals.associate(fit_out)
    with then("all three belong to it"):
        assert [each.record.fields["zcrm_potential_id"] for each in documents] == [fit_out.id] * 3


@scenario(covers=["POT-04"])
def test_deals_of_the_customer_are_offered_and_deleted_ones_never(world: World, product: str) -> None:
    """All deals of the customer are offered, and a search finds them by name; neither shows one that was deleted."""
    with given("three deals of Acme, one of them deleted, one of Beta, and an invoice of Acme"):
        world.crm.accounts.create(Account_Name="Beta")
        shown(world, product)
        fit_out, roof, gone = (deal(world, each) for each in ("Fit-out", "Roof", "Fit-out, second floor"))
        deal(world, "Fit-out of Beta", "Beta")
        world.crm.deals.delete(gone)
        invoice = document(world, product)
    with then("two are offered, and the search finds one"):
        assert [each["id"] for each in invoice.deals.all()] == [fit_out.id, roof.id]
        assert [each["Deal_Name"] for each in invoice.deals.search("fit")] == ["Fit-out"]
    with then("the deleted one is refused"), pytest.raises(NotAllowed, match="deleted"):
        invoice.deals.associate(gone)


@scenario(covers=["POT-05"], products=BY_HAND)
def test_what_was_associated_by_hand_is_dissociated(world: World, product: str) -> None:
    """The invoice belongs to the deal no more, and can be associated with another."""
    with given("an invoice that belongs to a deal by hand, and another deal"):
        shown(world, product)
        fit_out, roof = deal(world), deal(world, "Roof")
        invoice = document(world, product)
        invoice.deals.associate(fit_out)
    with when("it is dissociated"):
        invoice.deals.dissociate(fit_out)
    with then("it belongs to none, and takes the other"):
        assert (invoice.zcrm_potential_id, invoice.zcrm_potential_by) == (None, None)
        invoice.deals.associate(roof)
        assert invoice.zcrm_potential_id == roof.id


@scenario(covers=["POT-06"], products=BY_HAND, quirks=["POT-06"])
def test_what_a_trigger_associated_stays(world: World, product: str) -> None:
    """The invoice that a trigger made for a deal cannot be dissociated from it."""
    with given("a won deal with the invoice a trigger made"):
        won, invoice = triggered(world, product)
        before = invoice.fields
    with when("it is to be dissociated"), pytest.raises(NotAllowed, match="POT-06"):
        invoice.deals.dissociate(won)
    with then("it belongs to the deal as before"):
        assert invoice.fields == before
        assert (invoice.zcrm_potential_id, invoice.zcrm_potential_by) == (won.id, "trigger")


@scenario(covers=["POT-06"], products=BY_HAND, quirks_off=["POT-06"])
def test_without_the_oddity_it_is_dissociated(world: World, product: str) -> None:
    """Were the oddity not there, the invoice of a trigger could be dissociated as any other."""
    with given("a won deal with the invoice a trigger made"):
        won, invoice = triggered(world, product)
    with when("it is dissociated"):
        invoice.deals.dissociate(won)
    with then("it belongs to none"):
        assert invoice.zcrm_potential_id is None


@scenario(covers=["POT-07"])
def test_the_document_is_seen_under_the_deal(world: World, product: str) -> None:
    """Associated in Books, the invoice and the quote are listed under the deal in the CRM; dissociated, no more."""
    with given("a deal, and a quote and an invoice that the CRM shows"):
        shown(world, product)
        fit_out = deal(world)
        documents = [document(world, product, each) for each in ("estimates", "invoices")]
        world.settle()
        section = world.crm.zoho_finance
        lists = (section.estimates, section.invoices)
        assert [each.find(Deal_Name=fit_out) for each in lists] == [[], []]
    with when("the deal is associated with both in Books"):
        for each in documents:
            each.deals.associate(fit_out)
        world.settle()
    with then("both are listed under it"):
        assert [[each.total for each in listed.find(Deal_Name=fit_out)] for listed in lists] == [[100], [100]]
    with when("the invoice is dissociated"):
        documents[1].deals.dissociate(fit_out)
        world.settle()
    with then("the quote alone is"):
        assert [len(each.find(Deal_Name=fit_out)) for each in lists] == [1, 0]


@scenario(covers=["POT-08"])
def test_a_deal_of_another_account_is_refused(world: World, product: str) -> None:
    """Beta's deal is not associated with Acme's invoice, in Books or from the CRM."""
    with given("an invoice of Acme, and a deal of Beta"):
        world.crm.accounts.create(Account_Name="Beta")
        _, acme = shown(world, product)
        theirs = deal(world, "Roof", "Beta")
        invoice = document(world, product)
    with when("it is associated with that deal"), pytest.raises(NotAllowed, match="POT-08"):
        invoice.deals.associate(theirs)
    with then("it belongs to none, and from the CRM it is refused as well"):
        assert invoice.zcrm_potential_id is None
        with pytest.raises(NotAllowed, match="POT-08"):
            world.crm.zoho_finance.invoices.create(customer=acme, deal=theirs, lines=ADVICE)


@scenario(covers=["POT-09"])
def test_invoice_has_no_sales_orders_to_dissociate(world: World, product: str) -> None:
    """Invoice's document names them; what can be dissociated there are estimates and invoices."""
    with given("a deal with an estimate and an invoice"):
        shown(world, product)
        fit_out = deal(world)
        documents = [document(world, product, each) for each in ASSOCIATED[product]]
        for each in documents:
            each.deals.associate(fit_out)
    with then("there are no sales orders"), pytest.raises(NotModelled, match="it has none; take those of Books"):
        world[product].sales_orders.all()
    with when("both are dissociated"):
        for each in documents:
            each.deals.dissociate(fit_out)
    with then("neither belongs to the deal"):
        assert [each.zcrm_potential_id for each in documents] == [None, None]


@scenario(covers=["POT-11"], products=BY_HAND)
def test_a_document_belongs_to_one_deal(world: World, product: str) -> None:
    """An invoice that belongs to a deal takes no other one until it is dissociated."""
    with given("an invoice that belongs to a deal, and another deal of Acme"):
        shown(world, product)
        fit_out, roof = deal(world), deal(world, "Roof")
        invoice = document(world, product)
        invoice.deals.associate(fit_out)
    with when("the other one is associated"), pytest.raises(NotAllowed, match="POT-11"):
        invoice.deals.associate(roof)
    with then("it belongs to the first"):
        assert invoice.zcrm_potential_id == fit_out.id


@scenario(covers=["POT-10"])
def test_by_hand_is_invoices_and_books_own(world: World, product: str) -> None:
    """Elsewhere a document belongs to the deal it was made for, and none is associated by hand."""
    with given("a deal of Acme, and an invoice"):
        shown(world, product)
        fit_out = deal(world)
        invoice = document(world, product)
    with when("it is associated by hand"), pytest.raises(NotAllowed, match="POT-02"):
        invoice.deals.associate(fit_out)
    with then("it belongs to none, and what is made for the deal in the CRM belongs to it"):
        assert invoice.zcrm_potential_id is None
        made = world.crm.zoho_finance.invoices.create(deal=fit_out, lines=ADVICE)
        assert made.Deal_Name == fit_out


@scenario(covers=["POT-12"])
@pytest.mark.parametrize("by", ["a trigger", "the CRM"])
def test_an_edit_in_the_crm_leaves_the_deal(world: World, product: str, by: str) -> None:
    """An invoice is edited in the CRM to belong to another deal, or to none: refused, and it is as it was."""
    with given(f"an invoice that {by} made for a deal, and other deals, of Acme and of Beta"):
        _, acme = shown(world, product)
        if by == "a trigger":
            switch_on(world, product, invoice=True)
            won = deal(world, Amount=900, Stage="Closed Won")
            world.settle()
            world.crm.zoho_finance.invoices.refresh(acme)
        else:
            won = deal(world)
            world.crm.zoho_finance.invoices.create(deal=won, lines=ADVICE)
        world.crm.accounts.create(Account_Name="Beta")
        others = [deal(world, "Roof"), deal(world, "Roof", "Beta"), None]
        (listed,) = world.crm.zoho_finance.invoices.all()
        (invoice,) = world[product].invoices.all()
        before = invoice.fields
    cited = "POT-06" if by == "a trigger" and product in BY_HAND else "POT-12"
    for other in others:
        named = "another deal" if other else "none"
        with when(f"it is edited to belong to {named}"), pytest.raises(NotAllowed, match=cited):
            listed.update(Deal_Name=other)
        with then("it belongs to the deal as before"):
            assert (invoice.fields, listed.Deal_Name) == (before, won)
    with when("it is edited otherwise, with its deal named as it is"):
        listed.update(Deal_Name=won, notes="Second floor only.")
    with then("the edit is there"):
        assert (invoice.notes, invoice.zcrm_potential_id) == ("Second floor only.", won.id)
