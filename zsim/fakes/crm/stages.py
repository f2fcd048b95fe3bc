"""The stages of deals: in their order, each with the probability it brings and the forecast it counts in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from zsim.catalogue.suggest import as_spelled, choose, did_you_mean
from zsim.fakes.crm.deals import check_percentage
from zsim.fakes.crm.fields import STAGES
from zsim.fakes.crm.module import CrmModule
from zsim.fakes.store.face import CommandLog
from zsim.kernel.errors import UsageError
from zsim.kernel.printed import Printed
from zsim.ports.errors import DuplicateValue, InvalidData
from zsim.ports.refusals import tells_refusals

WON = 100
LOST = 0


class ForecastCategory(StrEnum):
    """Whether forecasts count a deal as still to come, as in, or not at all."""

    PIPELINE = "Pipeline"
    CLOSED = "Closed"
    OMITTED = "Omitted"


class DealStage(NamedTuple):
    """A stage: its name, the probability in per cent that it brings, and the forecast it counts in."""

    name: str
    probability: int
    forecast_category: ForecastCategory

    def __str__(self) -> str:
        return f"{self.name}: {self.probability}%, {self.forecast_category}"


def usual_category(probability: int) -> ForecastCategory:
    """The forecast category of a stage for which none was chosen.

    >>> usual_category(100)
    <ForecastCategory.CLOSED: 'Closed'>
    """
    ends = {WON: ForecastCategory.CLOSED, LOST: ForecastCategory.OMITTED}
    return ends.get(probability, ForecastCategory.PIPELINE)


class Stages:
    """The stages of one CRM, the first one first. Names and probabilities stand with the field Stage of deals.

    Source: TRG-09, TRG-26.
    """

    def __init__(self, modules: Mapping[str, CrmModule]) -> None:
        self._modules = modules
        self._categories = {name: usual_category(probability) for name, probability in STAGES.items()}

    def named(self, name: str) -> DealStage:
        """The stage of that name; ``UsageError`` with near names when there is none."""
        stages = {each.name: each for each in self}
        spelled = as_spelled(name, stages)
        if spelled not in stages:
            raise UsageError(asked=f"the stage {name!r}", found="there is none", right=did_you_mean(name, stages))
        return stages[spelled]

    def put(self, stage: DealStage) -> None:
        """Add a stage after those there are, or replace the one of that name; its deals stay as they are."""
        deals = self._modules["Deals"]
        stages = {each.name: each for each in self} | {stage.name: stage}
        self._categories[stage.name] = stage.forecast_category
        probabilities = tuple([each.probability for each in stages.values()])
        deals.put_field(deals.schema["Stage"]._replace(options=tuple(stages), probabilities=probabilities))

    def export(self) -> dict[str, str]:
        """The forecast categories by stage; the rest stands with the fields of deals."""
        return {name: category.value for name, category in self._categories.items()}

    def load(self, data: Mapping[str, Any]) -> None:
        """Take over what ``export`` gave."""
        self._categories = {name: ForecastCategory(category) for name, category in data.items()}

    def __iter__(self) -> Iterator[DealStage]:
        field = self._modules["Deals"].schema["Stage"]
        for name, probability in zip(field.options, field.probabilities, strict=True):
            yield DealStage(name, probability, self._categories[name])


@tells_refusals("create update", "_recorder.journal")
class StagesFace:
    """The stages of deals, in the order people pass through them. Changes are for administrators only."""

    def __init__(self, stages: Stages, recorder: CommandLog) -> None:
        self._stages = stages
        self._recorder = recorder

    def create(self, name: str, probability: int, forecast_category: str | None = None) -> DealStage:
        """Add a stage after those there are: ``create("Won on paper", probability=100)``.

        Forecasts count it as "Closed" at 100 per cent, as "Omitted" at 0 and else as "Pipeline" unless told otherwise.
        Source: TRG-09.
        """
        self._note("create", name, probability, forecast_category)
        if not isinstance(name, str) or not name.strip():
            raise InvalidData("a stage has a name", code="MANDATORY_NOT_FOUND", field="name")
        if as_spelled(name, [each.name for each in self._stages]) in [each.name for each in self._stages]:
            told = f"there is a stage {name!r} already; world.crm.stages.update() changes it"
            raise DuplicateValue(told, code="DUPLICATE_DATA", field="name")
        return self._put(name, probability, forecast_category or usual_category(checked(probability)))

    def update(self, name: str, *, probability: int | None = None, forecast_category: str | None = None) -> DealStage:
        """Give a stage another probability or forecast category; deals have theirs until saved. Source: TRG-26."""
        held = self._stages.named(name)
        self._note("update", held.name, probability, forecast_category)
        if probability is None and forecast_category is None:
            right = "name a probability or a forecast_category"
            raise UsageError(asked=f"another stage {held.name!r}", found="nothing to change", right=right)
        chosen = held.probability if probability is None else probability
        return self._put(held.name, chosen, forecast_category or held.forecast_category)

    def all(self) -> Printed[DealStage]:
        """All stages, the first one first."""
        return Printed(self._stages)

    def __getitem__(self, name: str) -> DealStage:
        return self._stages.named(name)

    def __len__(self) -> int:
        return len(self.all())

    def __str__(self) -> str:
        return "\n".join(["the stages of deals:", *[f"  {each}" for each in self._stages]])

    def _put(self, name: str, probability: int, category: str) -> DealStage:
        stage = DealStage(name, checked(probability), choose(ForecastCategory, category, "forecast_category"))
        self._stages.put(stage)
        return stage

    def _note(self, command: str, name: str, probability: int | None, category: str | None) -> None:
        given = {"probability": probability, "forecast_category": category}
        told = {each: value for each, value in given.items() if value is not None}
        self._recorder.note("Stages", command, ("crm", "Stages", name), told)


def checked(probability: object) -> int:
    """The probability of a stage, if it is one; ``InvalidData`` otherwise."""
    if not isinstance(probability, int) or isinstance(probability, bool):
        told = f"the probability of a stage is a whole number, not {probability!r}"
        raise InvalidData(told, code="INVALID_DATA", field="probability")
    check_percentage("the probability of a stage", "probability", probability)
    return probability
