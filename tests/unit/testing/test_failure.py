"""What a failure shows of a journal."""

from __future__ import annotations

from datetime import UTC, datetime

from zsim.testing.failure import FailingStatement, without_chatter
from zsim.world import World
from zsim.world.journal_words.line import Line

BOOKS = "sync books customers"


def line(number: int, kind: str, text: str, cause: int = 0, actor: str = BOOKS, about: tuple[str, ...] = ()) -> Line:
    return Line(number, datetime(2026, 1, 5, 9, 0, number, tzinfo=UTC), actor, kind, cause, text, about)


def run(first: int, end: str, *between: Line, cause: int = 0) -> list[Line]:
    """A run of Books' customers whose first entry has that number, with a call before what else it did."""
    call = line(first + 1, "call", "sync read nothing", first)
    last = line(first + 9, "run", f"run 1 of customers ended {end}", first)
    return [line(first, "run", "scheduled run 1 of books's customers began", cause), call, *between, last]


def told(*lines: Line) -> list[tuple[int, str]]:
    return [(each.number, each.text) for each in without_chatter(lines)]


def test_runs_that_find_nothing_to_do_are_one_line() -> None:
    step = line(40, "step", "then it holds", actor="script")
    lines = [
        *run(10, "done: nothing to do"),
        *run(20, "done: nothing to do", cause=10),
        step,
        *run(50, "done: nothing"),
    ]
    assert told(*lines) == [
        (10, "2 runs of books's customers until 2026-01-05 09:00:29: done: nothing to do"),
        (40, "then it holds"),
        (50, "a run of books's customers: done: nothing"),
    ]


def test_idle_runs_that_ended_in_another_way_are_told_apart() -> None:
    lines = [*run(10, "done: nothing to do"), *run(20, "failed: invalid key"), *run(30, "failed: invalid key")]
    assert [text for _, text in told(*lines)] == [
        "a run of books's customers: done: nothing to do",
        "2 runs of books's customers until 2026-01-05 09:00:39: failed: invalid key",
    ]


def test_the_calls_of_a_run_that_changed_nothing_are_left_out() -> None:
    decision = line(12, "decision", "nothing to carry", 10)
    assert [number for number, _ in told(*run(10, "done: 1 unchanged", decision))] == [10, 12, 19]


def test_the_calls_of_a_run_that_changed_something_stay() -> None:
    decision, effect = line(12, "decision", "created", 10), line(13, "effect", "now exists", 12, "sync")
    assert [number for number, _ in told(*run(10, "done: 1 created", decision, effect))] == [10, 11, 12, 13, 19]


def test_a_run_under_way_and_the_calls_of_a_person_stay() -> None:
    lines = [line(1, "command", "saved"), line(2, "call", "sync asked", 1), *run(10, "done")[:2]]
    assert [number for number, _ in told(*lines)] == [1, 2, 10, 11]


def test_records_are_named_by_words_of_their_own_or_held_in_variables() -> None:
    world = World()
    acme, bolt, cord = [world.crm.accounts.create(Account_Name=each) for each in ("Acme", "Bolt", "Cord")]
    statement = FailingStatement("assert acme == others", "'Boltzmann' is not 'Cord'", {"acme": acme, "others": [bolt]})
    assert statement.names(world.lines()) == {acme.id, bolt.id, "Cord"}
    assert cord.id not in statement.names(world.lines())
