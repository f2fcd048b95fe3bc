"""Cases of scripts."""

from __future__ import annotations

import pytest

from tests.unit.explore.interruptions.samples import ACME, AGAIN, CORA, RUN, case, connected
from zsim.explore.interruptions import all_cases, case_of
from zsim.explore.script import Script, Start, play
from zsim.kernel.errors import UsageError


def test_what_a_script_ends_with_is_disturbed_for_all_its_records():
    found = case(ACME, CORA, *connected(), *RUN)
    assert (found.disturbed, found.concerned, found.products) == (RUN, ("acme", "cora"), ("books",))


def test_only_the_last_runs_are_disturbed():
    assert case(ACME, *connected(), *RUN, CORA, *AGAIN).disturbed == AGAIN


def test_a_script_that_ends_with_no_run_is_refused():
    with pytest.raises(UsageError, match="it does not end with a run"):
        case(*connected(), *RUN, ACME)
    with pytest.raises(UsageError, match="it has no steps"):
        case()


def test_a_script_with_faults_is_refused():
    script = Script(Start(), (*connected(), *RUN), ({"kind": "killed", "app": "crm"},))
    with pytest.raises(UsageError, match="faults are pinned to it"):
        case_of("a case", script)


def test_every_case_has_a_name_of_its_own():
    names = [each.name for each in all_cases()]
    assert len(set(names)) == len(names)


def test_the_apps_take_every_step_of_the_cases():
    some = all_cases()[::7]
    results = {str(result) for each in some for result in play(each.script, until=each.disturbed_from).results}
    assert results == {"done"}
