"""The pure functions of the engine, for one of which a broken one can be put."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.sync.execution.samples import Connection
from tests.unit.sync.samples import account
from zsim.kernel.stand_ins import StandIns
from zsim.sync import EngineFunctions
from zsim.sync.execution.gathering import gather
from zsim.sync.model.kinds import CRM
from zsim.sync.planning import Planned, plan
from zsim.sync.planning.deletions import plan_deletions
from zsim.sync.runs.applier import traced
from zsim.sync.runs.calls import Calls
from zsim.sync.runs.patience import AT_ONCE
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


def test_a_run_looks_up_by_the_function_that_was_put_there():
    looked_up = []

    def noted(*given):
        looked_up.append(given[2])
        return (yield from gather(*given))

    connection = Connection(account(11), functions=EngineFunctions(gather=noted))
    connection.run(connection.job())
    assert looked_up == [CRM]


def test_a_run_waits_by_the_patience_that_was_put_there():
    functions = EngineFunctions(patience=lambda policy: AT_ONCE)
    assert Connection(account(11), functions=functions).context.patience is AT_ONCE


def test_a_class_that_stands_in_is_made_in_a_run():
    class Deaf(Calls):
        """Calls that read nothing."""

        def changed(self, *asked):
            """Nothing."""
            return []
            yield

    connection = Connection(account(11), functions=EngineFunctions(stand_ins=StandIns({Calls: Deaf})))
    connection.run(connection.job())
    assert connection.finance.written == []
