"""People on both sides, time, runs and preferences in any order: what must hold after every run holds.

The world itself checks the invariants of the catalogue; the machine adds what it can tell from the state alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import Phase, note, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.property.afterwards import Afterwards
from tests.property.people import People
from tests.property.strategies import TRUTH, Given, starts, verbs
from zsim.checks import InvariantViolated
from zsim.explore import BUGS, Bug, MetBy
from zsim.explore.script import Start
from zsim.sync import EngineFunctions
from zsim.sync.leads import LeadFunctions

PRODUCTS = ["invoice", "books", "billing", "import"]


class Customers(RuleBasedStateMachine):
    """One connection and everybody around it; each verb of ``People`` is a rule. What failed is told as a script."""

    people: People
    afterwards: Afterwards
    looks = True

    def begin_with(self, start: Start, equal_names: bool, functions: EngineFunctions | LeadFunctions | None) -> None:
        """Make the world, with records that correspond already."""
        note(start)
        self.people = People(start, functions, equal_names=equal_names)
        self.afterwards = Afterwards(self.people.player)

    def do(self, verb: str, given: Mapping[str, Any]) -> None:
        """Do one thing; the world checks every run that ends."""
        for step in self.people.steps(verb, given):
            note(step)
            self.people.take(step)
        self.look()

    def look(self) -> None:
        """See how the runs that ended left both sides, unless only the world's own checks are to speak."""
        if self.looks:
            self.afterwards.look()

    @invariant()
    def no_duplicates_after_an_overwrite(self) -> None:
        """Under overwrite no customer is made that carries the name of a linked record."""
        assert not self.afterwards.duplicates

    @invariant()
    def linked_records_agree_after_a_run(self) -> None:
        """The mapped fields of linked records are equal after a run that left nothing undone."""
        assert not self.afterwards.disagreements

    @invariant()
    def nothing_is_left_over_by_a_run(self) -> None:
        """Every record that belongs to the sync has a counterpart after a run that left nothing undone."""
        assert not self.afterwards.left_over

    @invariant()
    def only_taken_names_are_refused(self) -> None:
        """Nothing the sync writes is refused, but for a name that is taken (CUS-18, CUS-20)."""
        assert not self.afterwards.failures

    def teardown(self) -> None:
        """In the end everything is opened and synced twice: the second run has nothing to do."""
        if hasattr(self, "people"):
            self.people.settle_down()
            self.look()
            assert self.afterwards.wrong == ()


def machine(product: str, functions: EngineFunctions | LeadFunctions | None = None) -> type[Customers]:
    """The machine for a product, on a sound engine unless ``functions`` say otherwise."""
    rules = {verb: _rule(verb, given) for verb, given in verbs(product).items()}
    make: Callable[..., Callable[[Callable[..., None]], Callable[..., None]]] = initialize
    begin = make(start=starts(product), equal_names=TRUTH)(
        lambda self, start, equal_names: self.begin_with(start, equal_names, functions)
    )
    return type(f"CustomersOf{product.title()}", (Customers,), {"begin": begin, **rules})


def _rule(verb: str, given: Given) -> Callable[..., None]:
    def act(self: Customers, **chosen: Any) -> None:
        self.do(verb, chosen)

    act.__name__ = verb
    make: Callable[..., Callable[[Callable[..., None]], Callable[..., None]]] = rule
    return make(**given)(act)


@pytest.mark.parametrize("product", PRODUCTS)
def test_whatever_people_do_every_run_leaves_both_sides_in_order(product: str) -> None:
    run_state_machine_as_test(machine(product))


@pytest.mark.parametrize("bug", [pytest.param(bug, id=bug.name) for bug in BUGS if bug.met_by is MetBy.CUSTOMERS])
def test_people_come_upon_every_planted_bug(bug: Bug) -> None:
    """Told by the world's own checks: what the machine sees by itself is left aside."""
    deaf = type("Deaf", (machine("books", bug.make()),), {"looks": False})
    unshrunk = settings(max_examples=300, phases=[Phase.generate])
    with pytest.raises(InvariantViolated, match="|".join((bug.invariant, *bug.first))):
        run_state_machine_as_test(deaf, settings=unshrunk)
