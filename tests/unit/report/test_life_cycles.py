"""How often each move is said to have been made."""

from __future__ import annotations

from tests.report.made_up import Data, entry, move, result, small_evidence
from zsim.catalogue.life_cycles import life_cycles
from zsim.report.life_cycles import MovesMade, MoveTally

VOID = ("books", "sales_orders", "void", "draft", "void")
VOIDED = move(*VOID)


def ran(name: str, *moves: Data, entries: int = 1, **more: object) -> Data:
    """A run of a scenario in which documents made these moves."""
    journal = [entry(number, "step", "Given Acme") for number in range(1, entries + 1)]
    return result(f"documents/{name}[books]", ("CUS-09",), moves=list(moves), journal=journal, **more)


def made(*runs: Data, **more: object) -> MovesMade:
    return MovesMade(small_evidence(scenarios=list(runs), **more))


def tally_of(moves: MovesMade, product: str, type: str, *ends: str) -> MoveTally:
    """The tally of a move by its verb and states."""
    (cycle,) = [each for each in moves if each.key == f"{type}-{product}"]
    (found,) = [each for each in cycle.tallies if (each.move.verb, each.move.before, each.move.after) == ends]
    return found


def test_times_add_up_over_runs_and_those_of_triggers_are_told_apart() -> None:
    moves = made(ran("one", move(*VOID, 2), move(*VOID, 3, triggered=True)), ran("two", VOIDED))
    found = tally_of(moves, *VOID)
    assert (found.times, found.triggered, len(found.runs), found.count) == (6, 3, 2, "6, 3 by triggers")


def test_what_no_run_made_was_never_made() -> None:
    (orders,) = [each for each in made(ran("one", VOIDED)) if each.cycle.type == "sales_orders"]
    assert {each.count for each in orders.never} == {"never"}
    assert {each.example for each in orders.never} == {None}
    assert [each.move.verb for each in orders.tallies if each not in orders.never] == ["void"]


def test_only_what_passed_counts() -> None:
    assert made(ran("one", VOIDED, result="failed")).by_type == ()
    assert tally_of(made(ran("one", VOIDED, result="failed"), ran("two", VOIDED)), *VOID).times == 1


def test_a_part_of_the_suite_says_nothing_of_the_rest() -> None:
    assert made(ran("one", VOIDED), selection=["-k one"]).by_type == ()


def test_the_example_is_the_run_of_the_shortest_journal() -> None:
    runs = [ran("long", VOIDED, entries=9), ran("short", VOIDED, entries=2), ran("last", VOIDED, entries=2)]
    example = tally_of(made(*runs), *VOID).example
    assert example is not None
    assert example.id == "documents/last[books]"


def test_every_legal_move_of_every_product_has_a_tally_and_approvals_are_of_books_alone() -> None:
    shown = {(each.cycle.type, each.product.key): each for each in made(ran("one", VOIDED))}
    had = {(cycle.type, key) for cycle in life_cycles().values() for key in cycle.products if cycle.moves}
    assert {*shown} == {each for each in had if each[1] != "import"}  # which the small catalogue has not
    for (kind, key), each in shown.items():
        assert [tally.move for tally in each.tallies] == list(life_cycles()[kind].moves_in(key))
    states = {key: "approved" in each.steps for (kind, key), each in shown.items() if kind == "invoices"}
    assert states == {"invoice": False, "books": True, "billing": False}


def test_a_move_of_no_life_cycle_is_told_apart() -> None:
    wrong = [move("books", "sales_orders", "", "void", "open"), move("billing", "invoices", "submit", "draft", "sent")]
    assert made(ran("one", VOIDED, *wrong)).others == (
        ("billing", "invoices", "submit", "draft", "sent"),
        ("books", "sales_orders", "", "void", "open"),
    )


def test_a_life_cycle_is_told_in_words() -> None:
    told = {each.key: each.told for each in made(ran("one", VOIDED))}
    assert told["estimates-billing"] == (
        "It begins as draft. 1 move away: sent, accepted, declined and invoiced. 2 moves away: expired. "
        "The table below has every move."
    )
