"""What a recording proves."""

from __future__ import annotations

import pytest

from tests.report.made_up import Data, recording, result, small_catalogue, small_evidence, small_run
from zsim.kernel.errors import UsageError
from zsim.report import Evidence, State

SKIP = small_catalogue().behaviour("CUS-13")


def evidence(**results: str) -> Evidence:
    """What scenarios of CUS-13 prove that ended so; a key is a product, perhaps with a number behind it."""
    scenarios: list[Data] = [
        result(f"customers/it_is_shown_{key}[{key.rstrip('12')}]", ("CUS-13",), result=ended)
        for key, ended in results.items()
    ]
    return Evidence(small_catalogue(), recording({**small_run(), "scenarios": scenarios}))


def test_a_passing_scenario_proves_a_behaviour_for_its_product_only() -> None:
    found = evidence(books="passed")
    assert found.state(SKIP, "books") is State.PROVEN
    assert found.state(SKIP, "billing") is State.MISSING


@pytest.mark.parametrize("ended", ["failed", "broken", "unstable"])
def test_a_failure_beside_a_pass_weighs_more(ended: str) -> None:
    assert evidence(books1="passed", books2=ended).state(SKIP, "books") is State.FAILING


@pytest.mark.parametrize(("ended", "state"), [("known gap", State.KNOWN_GAP), ("skipped", State.NOT_RUN)])
def test_what_neither_passed_nor_failed_proves_nothing(ended: str, state: State) -> None:
    assert evidence(books=ended).state(SKIP, "books") is state


@pytest.mark.parametrize(
    ("results", "state"),
    [
        ({"invoice": "passed", "books": "passed", "billing": "passed"}, State.PROVEN),
        ({"invoice": "passed", "books": "passed"}, State.PARTLY),
        ({"invoice": "passed", "books": "known gap"}, State.PARTLY),
        ({"invoice": "passed", "books": "passed", "billing": "failed"}, State.FAILING),
        ({"invoice": "known gap", "books": "skipped"}, State.KNOWN_GAP),
        ({"invoice": "skipped"}, State.NOT_RUN),
        ({}, State.MISSING),
    ],
)
def test_a_behaviour_is_proven_when_it_is_for_every_product_it_holds_for(results: dict[str, str], state: State) -> None:
    assert evidence(**results).overall(SKIP) is state


def test_the_products_it_is_not_proven_for_are_named_with_their_states() -> None:
    found = evidence(invoice="passed", books="failed")
    assert found.unproven(SKIP) == (("books", State.FAILING), ("billing", State.MISSING))


def test_an_area_counts_each_behaviour_once() -> None:
    tally = small_evidence().tally(small_catalogue().area("CUS"))
    assert tally.behaviours == 5
    assert sum(count for _, count in tally.by_state) == 5
    assert tally.count(State.FAILING) == 2
    assert not tally.untouched
    assert small_evidence().tally(small_catalogue().area("DEL")).untouched


def test_an_oddity_counts_the_runs_it_showed_in() -> None:
    assert small_evidence().fired(small_catalogue().behaviour("CON-02")) == 3


def test_a_recording_that_covers_an_unknown_behaviour_is_refused() -> None:
    scenarios = [result("customers/it_is_shown[books]", ("CUS-99",))]
    with pytest.raises(UsageError, match="CUS-99"):
        Evidence(small_catalogue(), recording({**small_run(), "scenarios": scenarios}))
