"""Scenarios run again with one planted bug after the other."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.unit.cli.suite import OPENING, SYNCED
from tests.unit.explore.selftest.samples import ENDLESS, HARMLESS, WRITE_AGAIN
from zsim.explore.bank import Bug
from zsim.explore.selftest.scenarios import Suite
from zsim.explore.selftest.verdict import Attempt

pytest_plugins = ["pytester"]

ALONE = (
    "--import-mode=importlib",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:hypothesispytest",
    "-p",
    "no:faker",
    "-p",
    "no:zsim-recorder",
)

SCENARIOS = f"""
{OPENING}
{SYNCED}
@scenario(covers=["CUS-09"], products=["books"])
def test_a_name_is_told(world):
    '''A customer has a name.'''
    with when("Acme is typed in"):
        acme = world.books.customers.create(contact_name="Acme")
    with then("it has that name"):
        assert acme.contact_name == "Acme"

@scenario(covers=["CUS-13"], products=["books"])
def test_it_fails_without_a_bug(world):
    '''It fails.'''
    with then("there is an Acme"):
        assert world.books.customers.all() == ["Acme"]
"""

Caught = tuple[Attempt, tuple[str, ...]]


@pytest.fixture
def catch(pytester: pytest.Pytester) -> Callable[..., list[Caught]]:
    file = pytester.path / "scenarios" / "customers" / "test_customers.py"
    file.parent.mkdir(parents=True)
    file.write_text(textwrap.dedent(SCENARIOS))

    def catch(*bugs: Bug, most_s: float = 20.0) -> list[Caught]:
        came: list[Caught] = []
        pytester.inline_run(*ALONE, plugins=[Suite(lambda suite: came.extend(map(suite.catch, bugs)), most_s)])
        return came

    return catch


def test_the_first_scenario_that_fails_is_told_with_what_raised_it(catch):
    ((attempt, green),) = catch(WRITE_AGAIN)
    assert attempt.found == "customers/an_account_is_carried[books]"
    assert attempt.checks == ("quiet-second-run",)
    assert attempt.executions >= 1
    assert set(green) == set(WRITE_AGAIN.behaviours) - {"CUS-12"}


def test_scenarios_that_cover_what_a_bug_breaks_are_run_first(catch):
    ((attempt, green),) = catch(replace(WRITE_AGAIN, behaviours=("CUS-12",)))
    assert (attempt.executions, green) == (1, ())


def test_a_behaviour_whose_scenarios_pass_all_the_same_is_told_though_another_catches_the_bug(catch):
    ((attempt, green),) = catch(replace(WRITE_AGAIN, behaviours=("CUS-09", "CUS-10", "CUS-12")))
    assert attempt.found == "customers/an_account_is_carried[books]"
    assert green == ("CUS-09", "CUS-10")


def test_what_fails_without_the_bug_catches_nothing(catch):
    ((attempt, green),) = catch(replace(HARMLESS, behaviours=("CUS-13",)))
    assert (attempt.found, attempt.executions, green) == ("", 3, ("CUS-13",))


def test_a_bug_is_gone_when_the_next_one_is_tried(catch):
    (first, _), (second, _), (third, _) = catch(WRITE_AGAIN, HARMLESS, WRITE_AGAIN)
    assert [each.caught for each in (first, second, third)] == [True, False, True]


def test_a_scenario_that_does_not_end_is_ended_and_told_so(catch):
    ((attempt, _), (after, _)) = catch(ENDLESS, HARMLESS, most_s=1.0)
    assert attempt.checks == ("does not end",)
    assert not after.caught
