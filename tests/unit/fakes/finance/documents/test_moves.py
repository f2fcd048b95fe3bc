"""Every legal move of every type is made, and every illegal one refused, in each product that has the type."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from zsim import World
from zsim.catalogue.life_cycles import LifeCycle, Move, MovedBy, life_cycles
from zsim.fakes.finance import Finance
from zsim.fakes.finance.documents.handle import DocumentHandle
from zsim.ports.errors import NotAllowed

CASES = [
    pytest.param(product, cycle, id=f"{product}-{cycle.type}")
    for cycle in life_cycles().values()
    for product in cycle.products
    if cycle.moves
]
WORK = [{"name": "Work", "rate": 100}]
BY_PEOPLE = (MovedBy.PERSON, MovedBy.CONVERSION)


def of_product(cycle: LifeCycle, product: str) -> list[Move]:
    """The moves of a type; approvals are of Books alone."""
    return [each for each in cycle.moves if product == "books" or not each.approvals]


def made(world: World, product: str, cycle: LifeCycle) -> DocumentHandle:
    """A new document of the type, dated a day that is over tomorrow."""
    finance = world[product]
    party = "vendor" if cycle.type in ("purchase_orders", "bills") else "customer"
    parties = finance.vendors if party == "vendor" else finance.customers
    face = getattr(finance, cycle.type)
    due = {"estimates": "expiry_date", "invoices": "due_date", "bills": "due_date"}.get(cycle.type)
    given: dict[str, Any] = {due: date(2026, 1, 5)} if due else {}
    document = face.create(**{party: parties.create(contact_name="Acme", email="a@acme.example")}, lines=WORK, **given)
    assert isinstance(document, DocumentHandle)
    return document


def take(world: World, finance: Finance, document: DocumentHandle, move: Move) -> None:
    """Make a move, as a person, by a payment, by the clock or by an edit."""
    face = getattr(finance, document.ref.module)
    match move.by:
        case MovedBy.CLOCK:
            world.advance(days=1)
        case MovedBy.PAYMENT if move.verb == "record_payment":
            document.record_payment(document.balance if move.after == "paid" else document.balance / 2)
        case MovedBy.PAYMENT:
            payments = [each for each in finance.payments.all() if document in (each.invoice_id, each.fields.get("x"))]
            payments = payments or finance.payments.all()
            for each in payments[:1] if move.after == "partially_paid" else payments:
                finance.payments.delete(each)
                if document.status == move.after:
                    break
        case MovedBy.EDIT if move.verb == "settle":
            face.update(document, lines=[{"name": "Work", "rate": 100 - document.balance}])
        case MovedBy.EDIT:
            face.update(document, **{"expiry_date" if face is finance.estimates else "due_date": date(2026, 3, 1)})
        case _:
            face.perform(document, move.verb)


def walk(world: World, product: str, cycle: LifeCycle, state: str) -> DocumentHandle:
    """A document brought into a state by the shortest way that people can take."""
    finance, document = world[product], made(world, product, cycle)
    ways: dict[str, list[Move]] = {cycle.initial: []}
    queue = [cycle.initial]
    for at in queue:
        for move in of_product(cycle, product):
            if move.before == at and move.holds_with(finance.preferences.approvals) and move.after not in ways:
                ways[move.after] = [*ways[at], move]
                queue.append(move.after)
    for move in ways[state]:
        take(world, finance, document, move)
    assert document.status == state
    return document


@pytest.mark.parametrize(("product", "cycle"), CASES)
def test_every_legal_move_of_a_person_is_made(product: str, cycle: LifeCycle) -> None:
    moves = [each for each in of_product(cycle, product) if each.by in BY_PEOPLE]
    assert moves
    for move in moves:
        world = World()
        if move.approvals or {"approved", "pending_approval"} & {move.before, move.after}:
            if product != "books":
                continue
            world.books.preferences.update(approvals=True)
        document = walk(world, product, cycle, move.before)
        take(world, world[product], document, move)
        past = {"sent": ("sent", "expired"), "open": ("open",)}.get(move.after, (move.after,))
        assert document.status in past, move


@pytest.mark.parametrize(("product", "cycle"), CASES)
def test_every_illegal_move_is_refused_and_changes_nothing(product: str, cycle: LifeCycle) -> None:
    verbs = {each.verb for one in life_cycles().values() for each in one.moves if each.by in BY_PEOPLE}
    refused = 0
    for state in cycle.states:
        if state in ("approved", "pending_approval"):
            continue
        document = walk(world := World(), product, cycle, state)
        for verb in sorted(verbs):
            if cycle.legal(verb, state) is None:
                before = world.export()
                with pytest.raises(NotAllowed, match="can"):
                    getattr(world[product], cycle.type).perform(document, verb)
                assert world.export() == before
                refused += 1
    assert refused


@pytest.mark.parametrize(
    ("product", "cycle"), [each for each in CASES if each.values[1].type in ("estimates", "invoices", "bills")]
)
def test_clock_payments_and_edits_move_documents_as_the_table_says(product: str, cycle: LifeCycle) -> None:
    for state in ("overdue", "partially_paid", "paid", "expired"):
        if state in cycle.states:
            assert walk(World(), product, cycle, state).status == state
