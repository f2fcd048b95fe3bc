"""The pure functions of the engine, for one of which a broken one can be put."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.sync.execution.samples import Connection
from tests.unit.sync.samples import account
from zsim.sync import EngineFunctions
from zsim.sync.planning import Planned, plan
from zsim.sync.planning.deletions import plan_deletions
from zsim.sync.runs.applier import traced
from zsim.sync.runs.slots import may_run


def test_unless_told_otherwise_the_functions_are_the_sound_ones():
    sound = EngineFunctions()
    assert (sound.plan, sound.plan_deletions, sound.may_run, sound.traced) == (plan, plan_deletions, may_run, traced)


def test_a_run_plans_by_the_function_that_was_put_there():
    broken = replace(EngineFunctions(), plan=lambda context, inputs: Planned((), ()))
    connection = Connection(account(11), functions=broken)
    connection.run(connection.job())
    assert connection.finance.written == []


def test_a_run_writes_what_the_function_made_of_the_steps():
    broken = replace(EngineFunctions(), traced=lambda step, entry: step.write._replace(trace=-1))
    connection = Connection(account(11), functions=broken)
    connection.run(connection.job())
    assert [each.trace for each in connection.finance.written] == [-1]
