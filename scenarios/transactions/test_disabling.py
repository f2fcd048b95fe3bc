"""What the CRM loses when an integration is disabled, and what comes back once it is enabled."""

from __future__ import annotations

from decimal import Decimal

from scenarios.transactions._setup import ADVICE, SHOWN, customer, shown
from zsim import World, given, scenario, then, when
from zsim.fakes.store.handle import Handle


def with_reports(world: World, product: str) -> tuple[Handle, dict[str, Handle]]:
    """Acme with a document of each type, each with a note and a file in the CRM, and a report over one of the types."""
    _, acme = shown(world, product)
    made = {each: getattr(world.crm.zoho_finance, each).create(customer=acme, lines=ADVICE) for each in SHOWN}
    for each in made.values():
        world.crm.notes.create(Parent_Id=each, Note_Title="Call", Note_Content="They want it by May.")
        each.attachments.add("plan.txt", b"two floors")
    world.crm.reports.create("Open", module="zoho_finance.invoices", columns=["total"])
    world.crm.reports.create("Deals", module="deals", columns=["Amount"])
    world.settle()
    return acme, made


def in_finance(world: World, product: str) -> list[tuple[str, object]]:
    """The states and totals of finance's documents."""
    return [(each.status, each.total) for type_ in SHOWN for each in getattr(world[product], type_).all()]


def custom_reports(world: World) -> list[str]:
    """The names of the reports that people made."""
    return [each.name for each in world.crm.reports.all() if not each.predefined]


@scenario(covers=["DIS-02", "DIS-04"], products=["books"], quirks=["DIS-02"])
def test_disabling_books_clears_the_section(world: World, product: str) -> None:
    """The CRM's documents and reports over them are deleted; Books keeps its own, and shows them once enabled."""
    with given("documents with notes, a report over invoices and one over deals"):
        acme, _ = with_reports(world, product)
        before = in_finance(world, product)
        sync = world.integration(product)
    with when("the integration is disabled"):
        sync.disable()
        world.advance(days=1)
    with then("the section is empty, the report over it gone, and Books has what it had"):
        section = world.crm.zoho_finance
        assert [getattr(section, each).all() for each in SHOWN] == [[], []]
        assert (world.crm.notes.all(), world.crm.attachments.all()) == ([], [])
        assert custom_reports(world) == ["Deals"]
        assert in_finance(world, product) == before
    with when("it is enabled again"):
        sync.enable()
        world.settle()
    with then("the section is right at once; the report and the notes stay lost"):
        assert [[each.Account_Name for each in getattr(section, name).all()] for name in SHOWN] == [[acme], [acme]]
        assert (custom_reports(world), world.crm.notes.all()) == (["Deals"], [])
        assert [each.attachments.all() for name in SHOWN for each in getattr(section, name).all()] == [[], []]


@scenario(covers=["DIS-02"], products=["books"], quirks_off=["DIS-02"])
def test_without_the_oddity_books_clears_nothing(world: World, product: str) -> None:
    """Were the oddity not there, documents and reports would stay as they were seen last."""
    with given("documents with notes, and a report over invoices"):
        with_reports(world, product)
    with when("the integration is disabled"):
        world.integration(product).disable()
    with then("all of it stays"):
        assert [len(getattr(world.crm.zoho_finance, each).all()) for each in SHOWN] == [1, 1]
        assert custom_reports(world) == ["Open", "Deals"]


@scenario(covers=["DIS-03", "DIS-04"], products=["billing"], quirks=["DIS-03"])
def test_disabling_billing_clears_what_stands_beside_its_documents(world: World, product: str) -> None:
    """Custom reports and notes on transactions are deleted; the transactions stay in the CRM as they were seen last."""
    with given("documents with notes, a report over invoices and one over deals"):
        _, made = with_reports(world, product)
        before = in_finance(world, product)
    with when("the integration is disabled, and a quote is marked as sent in Billing"):
        world.integration(product).disable()
        (quote,) = world[product].estimates.all()
        quote.mark_sent()
        world.advance(days=1)
    with then("the reports, notes and files are gone, the documents stay as they were"):
        assert (custom_reports(world), world.crm.notes.all()) == (["Deals"], [])
        assert [each.attachments.all() for each in made.values()] == [[], []]
        assert [(each.status, each.total) for each in made.values()] == [("draft", Decimal(100))] * 2
        assert in_finance(world, product)[1:] == before[1:]
    with when("it is enabled again"):
        world.integration(product).enable()
        world.settle()
    with then("the section is right at once; reports, notes and files stay lost"):
        assert made["estimates"].status == "sent"
        assert (custom_reports(world), world.crm.notes.all(), world.crm.attachments.all()) == (["Deals"], [], [])


@scenario(covers=["DIS-03"], products=["billing"], quirks_off=["DIS-03"])
def test_without_the_oddity_billing_clears_nothing(world: World, product: str) -> None:
    """Were the oddity not there, reports and notes would stay."""
    with given("documents with notes, and a report over invoices"):
        with_reports(world, product)
    with when("the integration is disabled"):
        world.integration(product).disable()
    with then("all of it stays"):
        assert (custom_reports(world), len(world.crm.notes.all())) == (["Open", "Deals"], 2)
        assert len(world.crm.attachments.all()) == 2


@scenario(covers=["DIS-17"])
def test_disabling_invoice_loses_nothing_in_the_crm(world: World, product: str) -> None:
    """Documents, notes, files and reports stay as they were, and so they are once it is enabled again."""
    with given("documents with notes and files, a report over invoices and one over deals"):
        _, made = with_reports(world, product)
        before, files = in_finance(world, product), [each.attachments.all() for each in made.values()]
    with when("the integration is disabled, and enabled a day later"):
        kept = []
        for step in (world.integration(product).disable, world.integration(product).enable):
            step()
            world.advance(days=1)
            kept.append((custom_reports(world), len(world.crm.notes.all()), [each.status for each in made.values()]))
    with then("both times all of it is there, and finance has what it had"):
        assert kept == [(["Open", "Deals"], 2, ["draft", "draft"])] * 2
        assert [each.attachments.all() for each in made.values()] == files
        assert in_finance(world, product) == before


@scenario(covers=["DIS-01", "DIS-05"], products=["invoice"])
def test_invoice_shows_what_it_showed_last_until_it_is_refreshed(world: World, product: str) -> None:
    """Disabled or enabled again, the list stays as it is until somebody refreshes it."""
    with given("an invoice shown in the CRM, and the integration disabled"):
        sync, acme = shown(world, product)
        seen = world.crm.zoho_finance.invoices.create(customer=acme, lines=ADVICE)
        sync.disable()
    with when("it is marked as sent in finance, and the integration is enabled a day later"):
        world[product].invoices.find(customer_id=customer(world, product))[0].mark_sent()
        world.advance(days=1)
        sync.enable()
        world.settle()
        before = seen.status
        world.crm.zoho_finance.invoices.refresh(acme)
    with then("the CRM shows it as sent after the refresh"):
        assert (before, seen.status) == ("draft", "sent")


@scenario(covers=["DIS-10"])
def test_a_notice_tells_that_the_deletion_is_done(world: World, product: str) -> None:
    """Deleting the integration ends with a notice in the app."""
    with given("a disabled integration"):
        sync, _ = shown(world, product)
        sync.disable()
        assert world[product].notifications.all() == []
    with when("it is deleted"):
        sync.delete()
        world.settle()
    with then("one notice says so"):
        assert [each.text for each in world[product].notifications.all()] == [
            "The integration of Billing with Zoho CRM was deleted."
        ]
