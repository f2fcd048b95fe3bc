"""Who acts in Books when somebody gives a command to a document in the CRM."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scenarios.rights._setup import BOOKS_TYPES, in_books, party, refused
from scenarios.transactions._setup import ADVICE, customer
from zsim import World, given, scenario, then, when
from zsim.fakes.store.handle import Handle

OWN = ("estimates", "sales_orders")
OTHERS = ("invoices", "purchase_orders")


def made_in_books(world: World, type: str) -> Handle:
    """A document of that type made in Books, as the CRM shows it."""
    whose = (
        {"vendor": world.books.vendors.one(contact_name="Mill")}
        if type == "purchase_orders"
        else {"customer": customer(world, "books")}
    )
    getattr(world.books, type).create(lines=ADVICE, **whose)
    world.settle()
    found: Handle
    (found,) = getattr(world.crm.zoho_finance, type).all()
    return found


def by(world: World, document: Handle) -> str:
    """Who changed a document of Books last."""
    entries = [each for each in world.journal.since(0) if each.kind == "effect" and each.subject == document.ref]
    return entries[-1].actor


@pytest.mark.parametrize("type", OWN)
@scenario(covers=["USR-02", "USR-09"])
def test_an_integration_user_writes_quotes_and_sales_orders(world: World, product: str, type: str) -> None:
    """Rita makes one, edits it and sends it from the CRM; Books has it as hers."""
    with given("Rita, an integration user"):
        sync, acme, rita = in_books(world)
        sync.users.add(rita.user)
    with when("she makes one in the CRM, edits it and sends it"):
        made = getattr(rita.zoho_finance, type).create(customer=acme, lines=ADVICE)
        made.update(notes="By Friday")
        made.send()
    with then("Books has it so, written by her"):
        (document,) = getattr(world.books, type).all()
        assert (document.notes, document.status) == ("By Friday", made.status)
        assert made.status in ("sent", "open")
        assert by(world, document) == "Rita"


@BOOKS_TYPES
@scenario(covers=["USR-02", "USR-11"])
def test_an_integration_user_views_every_document(world: World, product: str, type: str) -> None:
    """Whatever is made in Books, Rita sees it in the CRM."""
    with given("Rita, an integration user, and a document made in Books"):
        sync, _, rita = in_books(world)
        sync.users.add(rita.user)
        shown = made_in_books(world, type)
    with then("she sees it"):
        assert getattr(rita.zoho_finance, type).all() == [shown]


@pytest.mark.parametrize("type", OTHERS)
@scenario(covers=["USR-02"])
def test_an_integration_user_writes_no_invoices_and_purchase_orders(world: World, product: str, type: str) -> None:
    """These Rita views: making, editing or sending one is refused whole."""
    with given("Rita, an integration user, and a document made in Books"):
        sync, _, rita = in_books(world)
        sync.users.add(rita.user)
        shown = made_in_books(world, type)
    with then("what she does to it is refused, and changes nothing"):
        section, whom = getattr(rita.zoho_finance, type), party(world, type)
        acts: tuple[Callable[[], object], ...] = (
            lambda: section.create(customer=whom, lines=ADVICE),
            lambda: section.update(shown, notes="Mine"),
            lambda: section.act(shown, "send"),
        )
        for act in acts:
            with refused(world, r"Rita <rita@crm.example> may not .* creates quotes and sales orders.*\(USR-02\)"):
                act()


@pytest.mark.parametrize("type", OWN)
@pytest.mark.parametrize("action", ["convert", "delete", "void", "accept"])
@scenario(covers=["USR-09"])
def test_later_steps_take_another_role(world: World, product: str, type: str, action: str) -> None:
    """Rita's quote or order is not converted, deleted, voided or accepted by her."""
    with given("one that Rita made and marked as sent"):
        sync, acme, rita = in_books(world)
        sync.users.add(rita.user)
        made = getattr(rita.zoho_finance, type).create(customer=acme, lines=ADVICE)
    with then("she is refused"), refused(world, r"creates, edits and sends these, no more \(USR-09\)"):
        getattr(rita.zoho_finance, type).act(made, action)


@BOOKS_TYPES
@scenario(covers=["USR-02", "USR-11"], policies={"integration_users": "view"})
def test_under_view_an_integration_user_views_alone(world: World, product: str, type: str) -> None:
    """With the other reading of the document, Rita sees every type in the CRM and writes none."""
    with given("Rita, an integration user who may only view, and a document made in Books"):
        sync, _, rita = in_books(world)
        sync.users.add(rita.user)
        shown = made_in_books(world, type)
    with then("she sees it, and can neither make another nor edit it"):
        section = getattr(rita.zoho_finance, type)
        assert section.all() == [shown]
        with refused(world, r"only views documents \(USR-02\)"):
            section.create(customer=party(world, type), lines=ADVICE)
        with refused(world, r"only views documents \(USR-02\)"):
            section.update(shown, notes="Mine")


@BOOKS_TYPES
@scenario(covers=["USR-08", "USR-11"])
def test_who_is_no_user_of_books_writes_nothing(world: World, product: str, type: str) -> None:
    """Rita's profile allows all, and she is no user of Books: what she does is refused, what is there she sees."""
    with given("Rita, who is not in Books, and a document made there"):
        _, _, rita = in_books(world)
        shown = made_in_books(world, type)
        section = getattr(rita.zoho_finance, type)
    with then("she sees it, and is refused what she does"):
        assert section.all() == [shown]
        told = r"rita@crm.example may not .* in Books: books has no user of that email \(USR-08\); add the person"
        with refused(world, told):
            section.create(customer=party(world, type), lines=ADVICE)
        with refused(world, told):
            section.act(shown, "send")


@BOOKS_TYPES
@scenario(covers=["USR-08"])
def test_a_user_of_books_acts_under_its_role(world: World, product: str, type: str) -> None:
    """Rita is of Books' staff, under another name: what she does in the CRM is done as that user, until inactive."""
    with given("Rita of the CRM, who is R. Stone of Books' staff by email"):
        _, _, rita = in_books(world)
        world.books.users.create("R. Stone", email="Rita@crm.example")
        section, whom = getattr(rita.zoho_finance, type), party(world, type)
    with when("she makes a document of any type"):
        section.create(customer=whom, lines=ADVICE)
    with then("Books has it as R. Stone's"):
        (document,) = getattr(world.books, type).all()
        assert by(world, document) == "R. Stone"
    with when("that user is made inactive in Books"):
        world.books.users.deactivate("R. Stone")
    with then("she is refused"), refused(world, r"R. Stone <Rita@crm.example> may not .* inactive there \(USR-08\)"):
        section.create(customer=whom, lines=ADVICE)


@BOOKS_TYPES
@scenario(covers=["USR-10"])
def test_who_connected_acts_as_the_founder(world: World, product: str, type: str) -> None:
    """The CRM's administrator, by whose email Books is connected, writes every type, and is no user of Books."""
    with given("Books, connected by the CRM's administrator"):
        in_books(world)
        assert world.crm.email not in [each.email for each in world.books.users.all()]
    with when("the administrator makes a document in the CRM"):
        getattr(world.crm.zoho_finance, type).create(customer=party(world, type), lines=ADVICE)
    with then("Books has it as its founder's"):
        (document,) = getattr(world.books, type).all()
        assert by(world, document) == world.books.founder


@scenario(covers=["USR-10"])
def test_another_connecting_user_takes_the_founders_place(world: World, product: str) -> None:
    """The integration is given Rita's email: she acts as the founder from then on, and the administrator no more."""
    with given("Books, connected by the CRM's administrator, and Rita"):
        sync, acme, rita = in_books(world)
    with when("the integration is given Rita's email"):
        sync.update_credentials(email=rita.email)
    with then("she makes an invoice, and the administrator is refused"):
        rita.zoho_finance.invoices.create(customer=acme, lines=ADVICE)
        with refused(world, r"admin@crm.example may not create invoices in Books.*\(USR-08\)"):
            world.crm.zoho_finance.invoices.create(customer=acme, lines=ADVICE)


@scenario(covers=["USR-02", "USR-05"])
def test_rights_end_with_the_role(world: World, product: str) -> None:
    """Rita is removed a second before she saves a quote: it is refused."""
    with given("Rita, an integration user with a quote"):
        sync, acme, rita = in_books(world)
        sync.users.add(rita.user)
        quote = rita.zoho_finance.quotes.create(customer=acme, lines=ADVICE)
    with when("she is removed, and a second passes"):
        sync.users.remove(rita.user)
        world.advance(seconds=1)
    with then("she neither makes another nor edits that one"):
        with refused(world, r"\(USR-08\)"):
            rita.zoho_finance.quotes.create(customer=acme, lines=ADVICE)
        with refused(world, r"\(USR-08\)"):
            quote.update(notes="Mine")


@scenario(covers=["USR-02"])
def test_the_profile_binds_an_integration_user_as_well(world: World, product: str) -> None:
    """Quotes are denied to Rita's profile in the CRM: her role in Books does not help her."""
    with given("Rita, an integration user"):
        sync, acme, rita = in_books(world)
        sync.users.add(rita.user)
    with when("her profile is denied to create and edit quotes"):
        world.crm.profiles.deny("Standard", "quotes", "create_edit")
    with then("she is refused"), refused(world, "Rita may not create and edit estimates"):
        rita.zoho_finance.quotes.create(customer=acme, lines=ADVICE)
