"""Traces played again."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.explore.script.samples import ACME, BOLT, CONNECTED
from zsim.explore import BUGS
from zsim.explore.script import Script, Start, do
from zsim.explore.traces import replay, trace_of_script

SCRIPT = Script(Start("books"), (ACME, *CONNECTED, do("instant_sync", sync="customers")))
WRITE_AGAIN = next(each for each in BUGS if each.name == "write-again")


def test_the_same_script_gives_the_same_journal():
    trace = trace_of_script(SCRIPT)
    replayed = replay(trace)
    assert (replayed.difference, replayed.entries) == (None, len(trace.entries))


def test_the_first_difference_is_told_with_both_entries():
    trace = trace_of_script(SCRIPT)
    other = replace(trace, script=Script(SCRIPT.start, (BOLT, *SCRIPT.steps[1:])))
    difference = replay(other).difference
    assert difference is not None
    assert (difference.number, "account 'Acme'" in difference.recorded, "account 'Bolt'" in difference.played) == (
        1,
        True,
        True,
    )


def test_what_is_missing_at_the_end_is_told():
    trace = trace_of_script(SCRIPT)
    difference = replay(replace(trace, script=Script(SCRIPT.start, SCRIPT.steps[:1]))).difference
    assert difference is not None
    assert (difference.number, difference.played) == (3, "(nothing more)")


def test_what_was_recorded_to_fail_fails_again():
    functions = WRITE_AGAIN.make()
    trace = trace_of_script(SCRIPT, functions=functions)
    assert trace.failure.startswith("InvariantViolated: quiet-second-run")
    assert replay(trace, functions).difference is None
    assert replay(trace).difference is not None


def test_a_world_that_was_exported_is_compared_from_there():
    script = Script(SCRIPT.start, (*SCRIPT.steps, do("export_and_load"), BOLT))
    assert replay(trace_of_script(script)).difference is None
