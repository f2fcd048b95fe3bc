"""What becomes of commands and documents between the CRM's section and finance."""

from __future__ import annotations

import pytest

from scenarios.transactions._setup import ADVICE, BOOKS_SHOWN, SHOWN, customer, shown
from zsim import World, given, scenario, then, when
from zsim.fakes.store.handle import Handle
from zsim.ports.errors import LimitExceeded, NotAllowed

EVERY = ["invoice", "import", "books", "billing"]
TYPES = pytest.mark.parametrize("type", SHOWN)


@TYPES
@scenario(covers=["TXN-10"])
def test_only_the_plan_limits_what_is_made_in_the_crm(world: World, product: str, type: str) -> None:
    """With a plan of two documents the third from the CRM is refused with that reason, and neither app has it."""
    with given("Acme, imported, and a plan of two documents"):
        _, acme = shown(world, product)
        world[product].set_plan(2)
        section = getattr(world.crm.zoho_finance, type)
    with when("three are made in the CRM"):
        for _ in range(2):
            section.create(customer=acme, lines=ADVICE)
        with pytest.raises(LimitExceeded, match="holds 2 documents"):
            section.create(customer=acme, lines=ADVICE)
    with then("two are there, and with a larger plan the third is made"):
        assert len(section.all()) == len(getattr(world[product], type).all()) == 2
        world[product].set_plan(None)
        section.create(customer=acme, lines=ADVICE)
        assert len(section.all()) == 3


@scenario(covers=["TXN-13"])
def test_only_what_is_made_in_the_section_reaches_books(world: World, product: str) -> None:
    """Of a native quote and invoice and one of the section each, Books has those of the section alone."""
    with given("Acme, synced, and documents shown"):
        _, acme = shown(world, product)
    with when("quotes and invoices are made in the CRM's own modules and in the section"):
        world.crm.quotes.create(Subject="Own", Account_Name=acme, Grand_Total=900)
        world.crm.invoices.create(Subject="Own", Account_Name=acme, Grand_Total=900)
        made = [getattr(world.crm.zoho_finance, each).create(customer=acme, lines=ADVICE) for each in SHOWN]
        world.advance(days=1)
    with then("Books has the two of the section"):
        held = [each for name in SHOWN for each in getattr(world[product], name).all()]
        assert [each.total for each in held] == [each.total for each in made]


@TYPES
@scenario(covers=["TXN-18"])
def test_numbers_neither_repeat_nor_skip(world: World, product: str, type: str) -> None:
    """Both apps make documents in one moment, with refusals between: the numbers are 1 to 6."""
    with given("Acme, synced"):
        _, acme = shown(world, product)
        ours, theirs = getattr(world.crm.zoho_finance, type), getattr(world[product], type)
    with when("documents are made in turn in both, and some are refused"):
        for _ in range(3):
            ours.create(customer=acme, lines=ADVICE)
            with pytest.raises(Exception, match="line_items"):
                ours.create(customer=acme, lines=[])
            theirs.create(customer=customer(world, product), lines=ADVICE)
        world.settle()
    with then("the numbers are 1 to 6, and the CRM shows the same"):
        field = f"{type.removesuffix('s')}_number"
        numbers = [str(getattr(each, field)) for each in theirs.all()]
        assert [int(each[-6:]) for each in numbers] == [1, 2, 3, 4, 5, 6]
        assert sorted(str(getattr(each, field)) for each in ours.all()) == numbers


@TYPES
@scenario(covers=["TXN-19"])
def test_a_pause_stops_the_list_and_no_command(world: World, product: str, type: str) -> None:
    """While the module is paused a change in finance is not shown, a command is; resumed, all is."""
    with given("a document shown in the CRM, and its module paused"):
        sync, acme = shown(world, product)
        section = getattr(world.crm.zoho_finance, type)
        seen = section.create(customer=acme, lines=ADVICE)
        (document,) = getattr(world[product], type).all()
        sync.transactions[type].pause()
    with when("it is marked as sent in finance, and another is made in the CRM"):
        document.mark_sent()
        world.advance(days=1)
        other = section.create(customer=acme, lines=ADVICE)
    with then("the command passed, and the first is shown as it was"):
        assert (seen.status, other.status) == ("draft", "draft")
        assert len(getattr(world[product], type).all()) == 2
    with when("the module is resumed"):
        sync.transactions[type].resume()
        world.settle()
    with then("the first is shown as it is"):
        assert seen.status == "sent"


@TYPES
@scenario(covers=["TXN-30"], products=EVERY)
def test_the_answer_to_a_command_shows_at_once(world: World, product: str, type: str) -> None:
    """What is marked as sent from the CRM shows so there at that moment, in every product."""
    with given("a document made in the CRM"):
        _, acme = shown(world, product)
        made = getattr(world.crm.zoho_finance, type).create(customer=acme, lines=ADVICE)
    with when("it is marked as sent there"):
        made.mark_sent()
    with then("the CRM shows that, as finance has it"):
        assert made.status == getattr(world[product], type).all()[0].status == "sent"


def bolts(world: World, product: str, type: str) -> Handle:
    """A document for Bolt, who is of finance alone."""
    vendors = type == "purchase_orders"
    parties = world[product].vendors if vendors else world[product].customers
    found = parties.find(contact_name="Bolt") or [parties.create(contact_name="Bolt")]
    party = {"vendor" if vendors else "customer": found[0]}
    waiting: Handle = getattr(world[product], type).create(**party, lines=ADVICE)
    return waiting


def whose(document: Handle) -> str:
    """The name of whom a document is for, as the CRM shows it."""
    found: str = document.Account_Name.Account_Name if document.Account_Name else document.Vendor_Name.Vendor_Name
    return found


@scenario(covers=["TXN-31"])
def test_documents_wait_for_their_customer_or_vendor(world: World, product: str) -> None:
    """A document of each type of somebody who is not synced shows as soon as that one is, with no other change."""
    types = BOOKS_SHOWN if product == "books" else SHOWN
    with given("Bolt, typed into finance, with a document of each type, not synced yet"):
        sync, _ = shown(world, product)
        waiting = {each: bolts(world, product, each) for each in types}
        world.advance(minutes=1)
        assert [getattr(world.crm.zoho_finance, each).all() for each in types] == [[]] * len(types)
    with when("the customer and the vendor are synced"):
        sync.customers.edit(extent="both_ways").instant_sync()
        if product == "books":
            sync.vendors.edit(extent="both_ways").instant_sync()
        world.settle()
    with then("each shows, under its account or vendor"):
        found = [[whose(one) for one in getattr(world.crm.zoho_finance, each).all()] for each in types]
        assert found == [["Bolt"]] * len(types)
        assert {world.why(each).outcome for each in waiting.values()} == {"created"}


@TYPES
@scenario(covers=["TXN-31"])
def test_who_is_fetched_by_itself_brings_the_documents_along(world: World, product: str, type: str) -> None:
    """Bolt is in both apps and outside the view, so no run joins the two; fetched, it does, and its document shows."""
    with given("Bolt in both apps, outside the view, with a document"):
        sync, _ = shown(world, product)
        world.crm.accounts.views.create("In Pune", ("Billing_City", "is", "Pune"))
        sync.customers.edit(account_view="In Pune", duplicates="overwrite")
        waiting = bolts(world, product, type)
        bolt = world.crm.accounts.create(Account_Name="Bolt")
        world.advance(hours=3)
        assert getattr(world.crm.zoho_finance, type).all() == []
    with when("it is fetched by itself"):
        sync.customers.fetch(bolt)
        world.settle()
    with then("the document shows"):
        assert [each.Account_Name for each in getattr(world.crm.zoho_finance, type).all()] == [bolt]
        assert world.why(waiting).outcome == "created"


@TYPES
@scenario(covers=["TXN-35"], products=EVERY, moments="exact")
def test_what_finance_did_is_told_as_done_and_shown_later(world: World, product: str, type: str) -> None:
    """Finance makes a document and marks it as sent, and the CRM takes in neither: both are done, once, and show."""
    with given("Acme, synced"):
        _, acme = shown(world, product)
        face, section = getattr(world[product], type), getattr(world.crm.zoho_finance, type)
    with when("a document is made and marked as sent in the CRM, which refuses to show either"):
        world.faults.refused("crm", error="ServerError", of="search", call=1, times=2)
        made = section.create(customer=acme, lines=ADVICE)
        made.mark_sent()
    with then("finance has it, once, as sent, and the CRM not yet"):
        assert [each.status for each in face.all()] == ["sent"]
        assert (section.all(), made.alive) == ([], False)
    with when("finance's notification comes, or somebody refreshes the list"):
        world.settle()
        if product in ("invoice", "import"):
            assert section.all() == []
            section.refresh(acme)
    with then("the CRM shows it, and what was made there is that"):
        assert section.all() == [made]
        assert (made.status, made.total) == ("sent", 100)


@pytest.mark.parametrize("disturbed", ["server_failed", "refused", "answer_lost"])
@scenario(covers=["TXN-35"], products=EVERY)
def test_whatever_befalls_the_showing_the_command_stands(world: World, product: str, disturbed: str) -> None:
    """Each call after the command is disturbed: the estimate is converted once, and both lists come right."""
    with given("an estimate made in the CRM"):
        _, acme = shown(world, product)
        world.crm.zoho_finance.estimates.create(customer=acme, lines=ADVICE)
        world.settle()
    with when("it is converted there, in copies with each call to the CRM disturbed, and an hour passes"):
        found, fired = [], 0
        for call in range(1, 6):
            copy = world.copied()
            getattr(copy.faults, disturbed)("crm", call=call)
            section = copy.crm.zoho_finance
            bill = section.estimates.all()[0].convert()
            fired += len(copy.faults.fired)
            copy.faults.heal()
            copy.advance(hours=1)
            for each in (section.estimates, section.invoices):
                each.refresh(copy.crm.accounts.one(Account_Name="Acme"))
            assert [bill] == section.invoices.all()
            found.append((section.estimates.all()[0].status, bill.total, len(copy[product].invoices.all())))
    with then("each time one invoice stands in both"):
        assert found == [("invoiced", 100, 1)] * 5
        assert fired >= 2


@TYPES
@scenario(covers=["TXN-36"], products=EVERY, moments="exact")
@pytest.mark.parametrize("closed", ["disabled", "failing"])
def test_an_organisation_that_refuses_keeps_no_other_from_being_refreshed(
    world: World, product: str, type: str, closed: str
) -> None:
    """Of two organisations one is disabled or fails: the other's documents are refreshed, and of the one why not."""
    other = "billing" if product == "books" else "books"
    with given("two products on one CRM, each with a document of Acme made in finance, and the first is closed"):
        sync, acme = shown(world, product)
        shown(world, other)
        for key in (product, other):
            (party,) = [each for each in world[key].customers.all() if each.zcrm_account_id == acme.id]
            getattr(world[key], type).create(customer=party, lines=ADVICE)
        before = [each for each in getattr(world.crm.zoho_finance, type).all() if each.organisation == product]
        if closed == "disabled":
            sync.disable()
        else:
            world.faults.refused(product, error="ServerError", of="search")
    with when("the list is refreshed"):
        listed = getattr(world.crm.zoho_finance, type).refresh(acme)
    with then("the other's document is there, and the reason is told of the closed one, whose list is as it was"):
        assert [each.organisation for each in listed] == [other]
        assert list(listed.refused) == [product]
        assert ("is not enabled" if closed == "disabled" else "refused the call") in str(listed)
        assert [each for each in listed if each.organisation == product] == before
        assert any(listed.refused[product] in str(each) for each in world.lines())


@scenario(covers=["TXN-36"], products=EVERY)
def test_where_there_is_no_other_the_refresh_is_refused(world: World, product: str) -> None:
    """The one organisation that shows documents is disabled: refreshing is refused with that reason."""
    with given("one connected organisation, disabled"):
        sync, acme = shown(world, product)
        sync.disable()
        before = world.snapshot()
    with when("the list is refreshed"), pytest.raises(NotAllowed, match="is not enabled, and no command passes"):
        world.crm.zoho_finance.invoices.refresh(acme)
    with then("nothing has changed"):
        assert world.snapshot() == before


@TYPES
@scenario(covers=["TXN-39"])
def test_a_list_that_is_behind_is_made_good(world: World, product: str, type: str) -> None:
    """The CRM is broken for longer than a run waits: two hours later another run shows what finance made."""
    with given("Acme, synced"):
        shown(world, product)
        face, section = getattr(world[product], type), getattr(world.crm.zoho_finance, type)
    with when("finance makes a document while the CRM is broken, and an hour passes"):
        world.faults.server_failed("crm", times=12)
        face.create(customer=world[product].customers.one(contact_name="Acme"), lines=ADVICE)
        world.advance(hours=1)
    with then("the list is behind, and it is known when it is made good"):
        sync = world.integration(product).transactions[type]
        assert (section.all(), sync.status.state) == ([], "failed")
        assert sync.next_slot is not None
    with when("two hours have passed since"):
        world.faults.heal()
        world.advance(hours=2)
    with then("the CRM shows it"):
        assert [each.total for each in section.all()] == [100]
        assert sync.next_slot is None


@TYPES
@scenario(covers=["TXN-38"], products=EVERY)
def test_a_document_outlives_its_deal(world: World, product: str, type: str) -> None:
    """A deal is deleted in the CRM: its document goes on being shown, and is seen to be sent."""
    with given("a document of a deal, made in the CRM"):
        _, acme = shown(world, product)
        fit_out = world.crm.deals.create(Deal_Name="Fit-out", Account_Name=acme)
        section = getattr(world.crm.zoho_finance, type)
        made = section.create(customer=acme, deal=fit_out, lines=ADVICE)
    with when("the deal is deleted, the document marked as sent in finance, and the list looked at"):
        world.crm.deals.delete(fit_out)
        getattr(world[product], type).all()[0].mark_sent()
        world.settle()
        section.refresh(acme)
    with then("it shows as sent, of no deal"):
        assert (made.status, made.Deal_Name) == ("sent", None)


@TYPES
@scenario(covers=["TXN-40"], products=EVERY)
def test_a_document_outlives_its_account(world: World, product: str, type: str) -> None:
    """An account is deleted in the CRM: its document goes on being shown, and is seen to be sent."""
    with given("a document of Acme, made in the CRM"):
        _, acme = shown(world, product)
        made = getattr(world.crm.zoho_finance, type).create(customer=acme, lines=ADVICE)
    with when("Acme is deleted, and the document marked as sent there"):
        world.crm.accounts.delete(acme)
        made.mark_sent()
    with then("it shows as sent, of nobody"):
        assert (made.status, made.Account_Name) == ("sent", None)


@scenario(covers=["TXN-40"], products=["books", "billing"])
def test_what_finance_does_to_documents_whose_party_is_gone_shows(world: World, product: str) -> None:
    """An account and a vendor are deleted in the CRM: that finance sends their documents shows, of each type."""
    types = BOOKS_SHOWN if product == "books" else SHOWN
    with given("a document of each type, made in the CRM"):
        sync, acme = shown(world, product)
        mill = world.crm.vendors.create(Vendor_Name="Mill")
        if product == "books":
            sync.vendors.instant_sync()
            world.settle()
        for each in types:
            party = mill if each == "purchase_orders" else acme
            getattr(world.crm.zoho_finance, each).create(customer=party, lines=ADVICE)
    with when("both are deleted, and each document marked as sent in finance"):
        world.crm.accounts.delete(acme)
        world.crm.vendors.delete(mill)
        for each in types:
            face = getattr(world[product], each)
            face.perform(face.all()[0], "mark_open" if each.endswith("_orders") else "mark_sent")
            world.settle()
    with then("each shows as finance has it, of nobody"):
        listed = [getattr(world.crm.zoho_finance, each).all() for each in types]
        assert [[one.status for one in each] for each in listed] == [
            [one.status for one in getattr(world[product], each).all()] for each in types
        ]
        assert {(one.Account_Name, one.Vendor_Name) for each in listed for one in each} == {(None, None)}


@TYPES
@scenario(covers=["TXN-40", "TXN-31"])
def test_a_document_shows_with_whom_it_is_for_once_that_is_restored(world: World, product: str, type: str) -> None:
    """An account is deleted, the customer put aside, and the account restored: its document shows with it again."""
    with given("a document of Acme, made in finance"):
        sync, acme = shown(world, product)
        getattr(world[product], type).create(customer=world.counterpart(acme, product), lines=ADVICE)
        world.settle()
        section = getattr(world.crm.zoho_finance, type)
    with when("Acme is deleted in the CRM, synced, and restored"):
        world.crm.accounts.delete(acme)
        sync.customers.instant_sync()
        world.settle()
        world.crm.accounts.restore(acme)
        sync.customers.instant_sync()
        world.settle()
    with then("the document shows for Acme"):
        assert [each.Account_Name for each in section.all()] == [acme]
