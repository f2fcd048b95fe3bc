"""Runs told as examples."""

from __future__ import annotations

from tests.report.made_up import overwritten, run
from zsim.recording.worlds import world_in
from zsim.report.rules.examples import example_of

RUN = run(overwritten("books"))
LOOKS = world_in(RUN).told()[1]


def test_a_then_tells_what_it_saw():
    assert [step.saw for step in example_of(RUN, LOOKS).steps][:2] == [(), ()]
    assert example_of(RUN, LOOKS).steps[2].saw == (
        "customers found in Books: 1",
        "customer 'Acme' in Books has phone 111",
    )


def test_what_was_seen_twice_is_told_once():
    (_, first), *_ = LOOKS
    assert example_of(RUN, [(10, first), (10, first)]).steps[2].saw == (first,)


def test_of_much_that_was_seen_the_first_is_told():
    step = example_of(RUN, [(10, f"thing {number}") for number in range(9)]).steps[2]
    assert (len(step.saw), step.more) == (6, 3)


def test_a_run_that_was_broken_off_ended_at_its_last_step():
    assert [step.ended for step in example_of(RUN, (), broken_off=True).steps] == [False, False, False, True]
    assert not any(step.ended for step in example_of(RUN, ()).steps)
