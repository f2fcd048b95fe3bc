"""Mistakes with documents: each is refused in finance and in the CRM with what would be right, and changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from typing import Any, NamedTuple

import pytest

from scenarios.transactions._setup import ADVICE, customer, shown
from zsim import World, given, in_words, scenario, then, when
from zsim.fakes.store.handle import Handle
from zsim.kernel.errors import UsageError
from zsim.ports.errors import NoPermission, NotAllowed, VendorError

EVERY = ["invoice", "import", "books", "billing"]
PLACES = pytest.mark.parametrize("place", ["finance", "the CRM"])
TYPES = ("estimates", "invoices")
ADDRESS = "acme@example.com"

HELD = ("apps", "engine", "streams")
"""What of a world is as it was after a refusal; that somebody acted, and when, is noted."""


class Place(NamedTuple):
    """Where somebody works: the documents as they are seen there, and the party as it is called there."""

    documents: Any
    party: Handle

    def make(self, type: str, lines: object = ADVICE, **given: object) -> Any:
        """Make a document of that type for the party."""
        return getattr(self.documents, type).create(customer=self.party, lines=lines, **given)


def at(world: World, product: str, place: str, address: str | None = ADDRESS) -> Place:
    """Acme, synced, with an address or without, and the place where its documents are made."""
    _, acme = shown(world, product)
    party = customer(world, product)
    if address:
        world[product].customers.update(party, email=address)
        world.settle()
    return Place(world[product], party) if place == "finance" else Place(world.crm.zoho_finance, acme)


@contextmanager
def refused(world: World, told: str, kind: type[Exception] = VendorError) -> Iterator[None]:
    """What is done in here is refused with these words and so written down, and the world is afterwards as it was.

    What checks know of the journal, such as who gave a command since the last run, is no state of the world.
    """
    before, entries = world.export(), len(world.journal)
    with pytest.raises(kind, match=told):
        yield
    after = world.export()
    assert {each: after[each] for each in HELD} == {each: before[each] for each in HELD}
    assert [each.kind for each in world.journal.since(entries)].count("refusal") == 1


@PLACES
@pytest.mark.parametrize(
    ("lines", "right"),
    [
        ([{"name": "Advice", "rate": -1}], "is -1, which is negative; give 0 or more"),
        ([{"name": "Advice", "rate": 1, "quantity": -2}], "is -2, which is negative; give 0 or more"),
        ([{"name": "Advice", "rate": Decimal("NaN")}], "takes a finite Decimal or a whole number"),
        ([{"name": "Advice", "rate": Decimal("Infinity")}], "takes a finite Decimal or a whole number"),
        ([{"name": "Advice", "rate": float("inf")}], "rate takes no float such as inf"),
        ([{"rate": 5}], "has neither an item nor a text; give item_id or name"),
        ([{"name": "  ", "rate": 5}], "has neither an item nor a text; give item_id or name"),
        ([], "give at least one line"),
    ],
    ids=lambda each: None if isinstance(each, str) else in_words(each) or "no line",
)
@scenario(covers=["TXN-25"], products=EVERY)
def test_lines_that_cannot_be(world: World, product: str, place: str, lines: object, right: str) -> None:
    """A negative or endless amount, a line without item or text, and no line at all are refused for both types."""
    with given("Acme, synced"):
        here = at(world, product, place)
    with when(f"documents are made in {place} with such lines"), then("they are refused, and nothing has changed"):
        for each in TYPES:
            with refused(world, right):
                here.make(each, lines)


@PLACES
@scenario(covers=["TXN-15"], products=EVERY)
def test_moves_that_are_none(world: World, product: str, place: str) -> None:
    """A void invoice is not sent, a declined estimate not converted, an invoiced one not declined."""
    with given("a void invoice, a declined estimate, and one that was converted"):
        here = at(world, product, place)
        void, declined, converted = (here.make(each) for each in ("invoices", "estimates", "estimates"))
        void.void()
        declined.decline()
        converted.convert(to="invoice")
        world.settle()
    with when(f"somebody in {place} goes on with them"), then("what can be done is told, and nothing has changed"):
        moves: list[Callable[[], object]] = [void.send, void.mark_sent, declined.convert, converted.decline]
        for each in moves:
            with refused(world, "what can be done: ", NotAllowed):
                each()


@PLACES
@scenario(covers=["TXN-37"], products=EVERY)
def test_voiding_what_was_paid_on(world: World, product: str, place: str) -> None:
    """Partly paid, overdue for the rest or paid, an invoice is voided once its payments are deleted."""
    with given("three invoices of 100: one half paid, one half paid and overdue, one paid"):
        here = at(world, product, place)
        long_ago = world.now.date() - timedelta(days=1)
        late, half, whole = (here.make("invoices", date=day, due_date=day) for day in (long_ago, None, None))
        for each, amount in ((late, 50), (half, 50), (whole, 100)):
            each.mark_sent()
            each.record_payment(amount=amount)
        world.settle()
    with when(f"they are voided from {place}"), then("the payments are told, and nothing has changed"):
        for each in (late, half, whole):
            with refused(world, "so it cannot be voided; delete those first", NotAllowed):
                each.void()
    with when("the payments are deleted in finance"):
        for payment in world[product].payments.all():
            world[product].payments.delete(payment)
    with then("they are voided"):
        for each in (late, half, whole):
            each.void()
        assert {each.status for each in world[product].invoices.all()} == {"void"}


@PLACES
@scenario(covers=["TXN-32"], products=EVERY)
def test_nowhere_to_send_it(world: World, product: str, place: str) -> None:
    """A customer without address: nothing is sent, and nothing is made where it is to be saved and sent."""
    with given("Acme without an address, and a draft of each type"):
        here = at(world, product, place, address=None)
        drafts = [here.make(each) for each in TYPES]
        world.settle()
    with when(f"they are sent from {place}"), then("an address is asked for, and nothing has changed"):
        for each in drafts:
            with refused(world, "there is no address to mail it to; give the customer an email"):
                each.send()
    with when("others are saved and sent"), then("none is made, and no number is used up"):
        for each in TYPES:
            with refused(world, "there is no address to mail it to; give the customer an email"):
                here.make(each, send=True)
    with then("none was mailed"):
        assert len(world[product].outbox) == 0


@PLACES
@scenario(covers=["TXN-21"], products=EVERY)
def test_payments_that_cannot_be(world: World, product: str, place: str) -> None:
    """Above the balance, of a negative or endless amount, or of a draft: no payment is recorded."""
    with given("an invoice of 100 that was sent and half paid, and a draft"):
        here = at(world, product, place)
        invoice, draft = here.make("invoices"), here.make("invoices")
        invoice.mark_sent()
        invoice.record_payment(amount=50)
        world.settle()
    with when(f"payments are recorded in {place}"), then("they are refused, and nothing has changed"):
        for amount, right in (
            (Decimal("50.01"), "50.01 is above the balance 50.00 of 'INV-000001'; pay that or less"),
            (-1, "give a positive one"),
            (Decimal("NaN"), "finite"),
            (Decimal("Infinity"), "finite"),
        ):
            with refused(world, right):
                invoice.record_payment(amount=amount)
        with refused(world, "is draft.*what can be done: send", NotAllowed):
            draft.record_payment(amount=1)


@PLACES
@scenario(covers=["DEL-13"], products=["invoice", "books", "billing"])
def test_a_document_for_an_inactive_customer(world: World, product: str, place: str) -> None:
    """The customer was made inactive in finance: no document is made for it there or from the CRM."""
    with given("Acme, synced, whose customer is inactive"):
        here = at(world, product, place)
        world[product].customers.deactivate(customer(world, product))
        world.settle()
    with when(f"documents are made in {place}"), then("it is told to make the customer active, nothing has changed"):
        for each in TYPES:
            with refused(world, "is inactive and cannot be used in a new transaction; make it active", NotAllowed):
                here.make(each)


@scenario(covers=["TXN-01"], products=EVERY)
def test_a_deal_of_another_account(world: World, product: str) -> None:
    """A document for Acme of a deal with Beta is refused in the CRM; in finance nobody enters a deal's id."""
    with given("Acme, synced, and a deal with Beta"):
        here = at(world, product, "the CRM")
        beta = world.crm.accounts.create(Account_Name="Beta")
        deal = world.crm.deals.create(Deal_Name="Lift", Account_Name=beta)
        world.settle()
    with when("documents for Acme are made of that deal"), then("one of its own is asked for, nothing has changed"):
        for each in TYPES:
            with refused(world, "is no deal of account 'Acme'.*take one of its own", NotAllowed):
                here.make(each, deal=deal)
    with when("the deal's id is entered in finance"), then("only an integration sets it, and nothing has changed"):
        there = Place(world[product], customer(world, product))
        with refused(world, "only an integration sets it"):
            there.make("invoices", zcrm_potential_id=deal.id)


@scenario(covers=[], products=EVERY)
def test_a_send_without_the_right(world: World, product: str) -> None:
    """Rita's profile denies emailing: neither sending nor saving and sending passes, and the right is named."""
    with given("a draft invoice of Acme's, and Rita, who may not email"):
        here = at(world, product, "the CRM")
        here.make("invoices")
        world.crm.profiles.create("Sales")
        for each in TYPES:
            world.crm.profiles.deny("Sales", each, "email")
        rita = world.crm.as_user(world.crm.users.create("Rita", profile="Sales"))
        (draft,) = rita.zoho_finance.invoices.all()
    with when("she sends it, and saves and sends another"), then("the right is named, and nothing has changed"):
        told = "Rita may not email invoices: the profile Sales denies the right 'email'"
        with refused(world, told, NoPermission):
            draft.send()
        with refused(world, told, NoPermission):
            rita.zoho_finance.invoices.create(customer=here.party, lines=ADVICE, send=True)


@scenario(covers=[], products=["invoice", "books", "billing"])
def test_deleting_an_enabled_integration(world: World, product: str) -> None:
    """Only a disabled integration is deleted."""
    with given("an enabled integration with a document"):
        here = at(world, product, "the CRM")
        here.make("invoices")
    with (
        when("it is deleted"),
        then("it is to be disabled first, and nothing has changed"),
        refused(world, "it is enabled; disable it first", UsageError),
    ):
        world.integration(product).delete()


@scenario(covers=["TXN-17"], products=["invoice", "books", "billing"])
def test_enabling_before_everything_was_synced(world: World, product: str) -> None:
    """Transaction modules are enabled once customers, items and vendors were synced; what is missing is named."""
    with given("a connection of which nothing was synced"):
        sync = world.connect(product)
    with when("invoices are enabled"), then("it names what is to be synced, and nothing has changed"):
        with refused(world, "were synced", NotAllowed):
            sync.transactions.enable("invoices")
        assert sync.transactions.enabled == ()
