"""Cases of the sweep, written as Python and read back, are the same scripts with the same journals."""

from __future__ import annotations

import pytest

from tests.unit.explore.python_form.samples import same_journal, there_and_back
from zsim.explore.interruptions import SweepCase, all_cases
from zsim.explore.interruptions.disturbances import disturbances_of
from zsim.explore.interruptions.stage import Stage

CASES = all_cases()
EACH = 24
"""Every how manyeth case is played; all of them, with every disturbance at one call, take half an hour."""


@pytest.mark.parametrize("case", CASES[::EACH], ids=[each.name for each in CASES[::EACH]])
def test_a_case_its_python_and_what_is_read_of_it_are_one(case: SweepCase) -> None:
    assert "# step:" not in there_and_back(case.script)
    same_journal(case.script)


@pytest.mark.parametrize("case", CASES[:: EACH * 16], ids=[each.name for each in CASES[:: EACH * 16]])
def test_so_is_a_case_that_is_disturbed(case: SweepCase) -> None:
    stage = Stage(case)
    disturbances = disturbances_of(case, stage.seen)
    for number, disturbance in enumerate(disturbances[::5]):
        call = stage.calls[number % len(stage.calls)]
        same_journal(case.whole(disturbance.at(call, case.disturbed_from), disturbance.then))
