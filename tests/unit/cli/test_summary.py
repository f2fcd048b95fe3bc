"""What is printed of the moves of documents once scenarios ran."""

from __future__ import annotations

from tests.report.made_up import move, result, small_evidence
from zsim.catalogue.life_cycles import life_cycle, life_cycles
from zsim.cli.summary import summary
from zsim.cli.terminal import Terminal

PLAIN = Terminal(live=False, colour=False)
ALL = [
    move(key, cycle.type, each.verb, each.before, each.after)
    for cycle in life_cycles().values()
    for key in cycle.products
    if key != "import"  # which the small catalogue has not
    for each in cycle.moves_in(key)
]


def printed(*moves: object) -> list[str]:
    run = result("documents/one[books]", ("CUS-09",), moves=list(moves))
    return list(summary(small_evidence(scenarios=[run]), PLAIN))


def test_it_is_said_how_many_were_made() -> None:
    assert f"{len(ALL)} of {len(ALL)} moves of documents made" in printed(*ALL)
    assert not [line for line in printed(*ALL) if line.startswith(("Never made", "Made, and"))]


def test_a_move_that_is_not_counted_is_named() -> None:
    left_out = move("books", "bills", "void", "overdue", "void")
    assert left_out in ALL
    lines = printed(*[each for each in ALL if each != left_out])
    assert f"{len(ALL) - 1} of {len(ALL)} moves of documents made" in lines
    assert "Never made: void overdue → void (bills-books)" in lines


def test_a_move_that_no_life_cycle_has_is_named() -> None:
    assert life_cycle("bills").legal("void", "paid") is None
    lines = printed(*ALL, move("books", "bills", "void", "paid", "void"))
    assert "Made, and in no life cycle: books bills void paid void" in lines


def test_where_no_document_moved_nothing_is_said() -> None:
    assert not [line for line in printed() if "moves" in line]
