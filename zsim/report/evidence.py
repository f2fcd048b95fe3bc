"""What a recording proves: the state of every behaviour, per product and as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from zsim.catalogue import Area, Behaviour, Catalogue
from zsim.recording.schema import BAD, Recording, Result, ScenarioRun

if TYPE_CHECKING:
    from zsim.explore.decision_table import TableRow
    from zsim.explore.selftest import Verdict


class State(StrEnum):
    """How a behaviour stands, for one product or as a whole."""

    PROVEN = "proven"
    PARTLY = "partly proven"
    FAILING = "failing"
    KNOWN_GAP = "known gap"
    NOT_RUN = "not run"
    MISSING = "no scenario"


@dataclass(frozen=True, slots=True)
class AreaTally:
    """How many of an area's behaviours stand in each state; states none is in are left out."""

    area: Area
    behaviours: int
    by_state: tuple[tuple[State, int], ...]

    def count(self, state: State) -> int:
        """The number of behaviours in one state."""
        return dict(self.by_state).get(state, 0)

    @property
    def untouched(self) -> bool:
        """Whether no behaviour of the area has any scenario."""
        return self.count(State.MISSING) == self.behaviours


class Evidence:
    """The catalogue's behaviours in the light of one recording.

    ``decisions`` are the rows of the decision table, ``verdicts`` what the last selftest that was saved says.
    """

    __slots__ = ("_covering", "catalogue", "decisions", "recording", "verdicts")

    def __init__(
        self,
        catalogue: Catalogue,
        recording: Recording,
        decisions: tuple[TableRow, ...] = (),
        verdicts: tuple[Verdict, ...] = (),
    ) -> None:
        self.catalogue = catalogue
        self.decisions = decisions
        self.verdicts = verdicts
        self.recording = recording
        covering: defaultdict[str, list[ScenarioRun]] = defaultdict(list)
        for run in recording.scenarios:
            for behaviour_id in dict.fromkeys(run.covers):
                covering[catalogue.behaviour(behaviour_id).id].append(run)
        self._covering = dict(covering)

    def scenarios(self, behaviour: Behaviour, product: str) -> tuple[ScenarioRun, ...]:
        """The scenarios that cover a behaviour for a product, by id."""
        return tuple(run for run in self._covering.get(behaviour.id, ()) if run.product == product)

    def state(self, behaviour: Behaviour, product: str) -> State:
        """How a behaviour stands for a product it holds for.

        A passing scenario proves it, but one that fails beside it weighs more.
        """
        results = {run.result for run in self.scenarios(behaviour, product)}
        if results & BAD:
            return State.FAILING
        if Result.PASSED in results:
            return State.PROVEN
        if Result.KNOWN_GAP in results:
            return State.KNOWN_GAP
        return State.NOT_RUN if results else State.MISSING

    def overall(self, behaviour: Behaviour) -> State:
        """How a behaviour stands as a whole: proven only when it is for every product it holds for."""
        states = {self.state(behaviour, product) for product in behaviour.products}
        if State.FAILING in states:
            return State.FAILING
        if State.PROVEN in states:
            return State.PROVEN if len(states) == 1 else State.PARTLY
        return next((state for state in State if state in states), State.MISSING)

    def unproven(self, behaviour: Behaviour) -> tuple[tuple[str, State], ...]:
        """The products a behaviour is not proven for, each with its state."""
        states = ((product, self.state(behaviour, product)) for product in behaviour.products)
        return tuple((product, state) for product, state in states if state is not State.PROVEN)

    def tally(self, area: Area) -> AreaTally:
        """An area's behaviours counted by state."""
        behaviours = self.catalogue.in_area(area.code)
        return AreaTally(area, len(behaviours), self.counted(behaviours))

    def counted(self, behaviours: Iterable[Behaviour]) -> tuple[tuple[State, int], ...]:
        """How many behaviours stand in each state, in the order of ``State``; states none is in are left out."""
        states = [self.overall(each) for each in behaviours]
        return tuple((state, states.count(state)) for state in State if state in states)

    def fired(self, behaviour: Behaviour) -> int:
        """In how many scenarios an oddity fired."""
        return sum(behaviour.id in run.marks for run in self.recording.scenarios)
