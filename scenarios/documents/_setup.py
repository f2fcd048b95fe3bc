"""What the scenarios about finance's documents begin with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from zsim import World
from zsim.catalogue.life_cycles import LifeCycle, Move, MovedBy, life_cycle
from zsim.fakes.finance.documents.handle import DocumentHandle
from zsim.fakes.store.handle import Handle

EVERY = ["invoice", "import", "books", "billing"]
WORK: tuple[Mapping[str, object], ...] = ({"name": "Work", "rate": 100},)
"""The lines of a document of 100."""
LASTS = {"estimates": "expiry_date", "invoices": "due_date", "bills": "due_date"}
"""The field of the last day on which a document is open."""
BY_PEOPLE = (MovedBy.PERSON, MovedBy.CONVERSION)


def made(world: World, product: str, type: str, **given: Any) -> DocumentHandle:
    """A document of 100 for Acme, who has an address, open until tomorrow."""
    parties = world[product].vendors if type in ("bills", "purchase_orders") else world[product].customers
    found = parties.find(contact_name="Acme")
    acme: Handle = found[0] if found else parties.create(contact_name="Acme", email="acme@example.com")
    last = {LASTS[type]: today(world) + timedelta(days=1)} if type in LASTS else {}
    party = "vendor" if type in ("bills", "purchase_orders") else "customer"
    document: DocumentHandle = getattr(world[product], type).create(**{party: acme, "lines": WORK, **last, **given})
    return document


def today(world: World) -> date:
    """The date in the organisation."""
    return world.now.date()


def needs_approvals(move: Move) -> bool:
    """Whether the move is made only where documents are approved."""
    return bool(move.approvals) or move.before in ("approved", "pending_approval")


def moves(type: str, *, approvals: bool = False) -> list[Move]:
    """The legal moves of a type, those with approvals or the others."""
    return [each for each in life_cycle(type).moves if needs_approvals(each) is approvals]


def ready(world: World, product: str, type: str, move: Move) -> DocumentHandle:
    """A document from which the move can be made; what is paid of it makes the difference where it goes."""
    document, cycle = made(world, product, type), life_cycle(type)
    back, first = move.verb == "delete_payment", "open" if type == "bills" else "sent"
    match move.before:
        case "expired":
            walk(world, product, document, cycle, first)
            world.advance(days=2)
        case "overdue":
            walk(world, product, document, cycle, first)
            pay(document, *([40] if back or (move.by is MovedBy.EDIT and move.after != first) else []))
            world.advance(days=2)
        case "partially_paid":
            walk(world, product, document, cycle, first)
            pay(document, *([20, 20] if back and move.after == "partially_paid" else [40]))
        case "paid":
            walk(world, product, document, cycle, first)
            pay(document, *([40] if move.after == "partially_paid" else []))
            if move.after == "overdue":
                world.advance(days=2)
            pay(document, 60 if move.after == "partially_paid" else 100)
        case _:
            walk(world, product, document, cycle, move.before)
    assert document.status == move.before, document.status
    return document


def pay(document: DocumentHandle, *amounts: int) -> None:
    """Record payments."""
    for each in amounts:
        document.record_payment(each)


def walk(world: World, product: str, document: DocumentHandle, cycle: LifeCycle, state: str) -> None:
    """Bring a document into a state by the shortest way that people can take."""
    approvals = world[product].preferences.approvals
    ways: dict[str, tuple[str, ...]] = {cycle.initial: ()}
    queue = [cycle.initial]
    for at in queue:
        for move in cycle.moves:
            if move.before == at and move.by in BY_PEOPLE and move.holds_with(approvals) and move.after not in ways:
                ways[move.after] = (*ways[at], move.verb)
                queue.append(move.after)
    for verb in ways[state]:
        getattr(world[product], cycle.type).perform(document, verb)


def make(world: World, product: str, document: DocumentHandle, move: Move) -> None:
    """Make a move: as a person, by a payment, by the clock or by an edit."""
    face = getattr(world[product], document.ref.module)
    match move.by, move.verb:
        case MovedBy.CLOCK, _:
            world.advance(days=2)
        case MovedBy.PAYMENT, "record_payment":
            pay(document, int(document.balance) if move.after == "paid" else 10)
        case MovedBy.PAYMENT, _:
            world[product].payments.delete(world[product].payments.all()[-1])
        case MovedBy.EDIT, "settle":
            face.update(document, lines=[{"name": "Work", "rate": 40}])
        case MovedBy.EDIT, _:
            face.update(document, **{LASTS[document.ref.module]: today(world) + timedelta(days=30)})
        case _:
            face.perform(document, move.verb)
