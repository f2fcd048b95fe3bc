"""Every legal move of every type of document is made, in each product that has the type, and no other one is."""

from __future__ import annotations

import pytest

from scenarios.documents._setup import BY_PEOPLE, EVERY, make, moves, ready
from zsim import World, given, scenario, then, when
from zsim.catalogue.life_cycles import Move, life_cycle, life_cycles
from zsim.ports.errors import NotAllowed

APPROVED = [
    pytest.param(cycle.type, each, id=f"{cycle.type}-{each.verb}-{each.before}-{each.after}")
    for cycle in life_cycles().values()
    for each in moves(cycle.type, approvals=True)
]


def each_move(type: str) -> pytest.MarkDecorator:
    """Once for each move of a type that needs no approvals."""
    held = [pytest.param(each, id=f"{each.verb}-{each.before}-{each.after}") for each in moves(type)]
    return pytest.mark.parametrize("move", held)


def moved(world: World, product: str, type: str, move: Move) -> None:
    """The move is made, and after it no verb passes that the table has not."""
    with given("a document of that type in the state where the move begins"):
        document = ready(world, product, type, move)
        lines = document.line_items
    with when("the move is made"):
        make(world, product, document, move)
    with then("it is where the move leads"):
        assert document.status == move.after
        assert move.verb == "settle" or document.line_items == lines
    with then("what the table has no move for is refused there, and changes nothing"):
        cycle, before = life_cycle(type), world[product].export()
        approvals = world[product].preferences.approvals
        verbs = dict.fromkeys(
            [each.verb for one in life_cycles().values() for each in one.moves if each.by in BY_PEOPLE]
        )
        illegal = [each for each in verbs if cycle.legal(each, document.status, approvals) is None]
        for verb in illegal:
            with pytest.raises(NotAllowed):
                getattr(world[product], type).perform(document, verb)
        assert illegal
        assert world[product].export() == before


@each_move("estimates")
@scenario(covers=["TXN-15", "TXN-34"], products=EVERY)
def test_the_moves_of_estimates(world: World, product: str, move: Move) -> None:
    """An estimate goes where the table says: by a person, by conversion, by the clock and by a later date."""
    moved(world, product, "estimates", move)


@each_move("invoices")
@scenario(covers=["TXN-15", "TXN-34"], products=EVERY)
def test_the_moves_of_invoices(world: World, product: str, move: Move) -> None:
    """An invoice goes where the table says: by a person, by payments, by the clock and by edits."""
    moved(world, product, "invoices", move)


@each_move("sales_orders")
@scenario(covers=["TXN-15"], products=["books"])
def test_the_moves_of_sales_orders(world: World, product: str, move: Move) -> None:
    """A sales order goes where the table says."""
    moved(world, product, "sales_orders", move)


@each_move("purchase_orders")
@scenario(covers=["TXN-15"], products=["books"])
def test_the_moves_of_purchase_orders(world: World, product: str, move: Move) -> None:
    """A purchase order goes where the table says."""
    moved(world, product, "purchase_orders", move)


@each_move("bills")
@scenario(covers=["TXN-34"], products=["books"])
def test_the_moves_of_bills(world: World, product: str, move: Move) -> None:
    """A bill goes where the table says: by a person, by payments, by the clock and by edits."""
    moved(world, product, "bills", move)


@scenario(covers=["TXN-34"], products=["invoice", "import", "books"])
def test_an_expense_is_billed_once(world: World, product: str) -> None:
    """An expense of a customer becomes an invoice, and nothing else becomes of it."""
    (move,) = moves("expenses")
    moved(world, product, "expenses", move)


@pytest.mark.parametrize(("type", "move"), APPROVED)
@scenario(covers=["TXN-24"])
def test_the_moves_with_approvals(world: World, product: str, type: str, move: Move) -> None:
    """Where Books asks for approvals a document is submitted, approved or rejected, and goes on from there."""
    world[product].preferences.update(approvals=True)
    moved(world, product, type, move)


@scenario(covers=["TXN-24"])
def test_no_draft_is_sent_where_approvals_are_asked_for(world: World, product: str) -> None:
    """With approvals a draft is neither sent nor saved and sent; without them nothing can be submitted."""
    move = next(each for each in moves("invoices") if each.verb == "mark_sent")
    with given("a draft, without approvals"):
        document = ready(world, product, "invoices", move)
        with pytest.raises(NotAllowed, match="cannot submit"):
            document.submit()
    with when("approvals are asked for"):
        world[product].preferences.update(approvals=True)
    with then("the draft is not sent, until it is approved"):
        with pytest.raises(NotAllowed, match="what can be done: submit"):
            document.mark_sent()
        document.submit()
        document.approve()
        document.mark_sent()
        assert document.status == "sent"
