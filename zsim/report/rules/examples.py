"""A run told as an example: its steps as they are read out, and what each ``then`` saw."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from zsim.recording.schema import RecordedStep, ScenarioRun
from zsim.report.stories import spoken

SAW_MAX = 6
"""How much of what a step looked at an example tells."""
THEN = "then"

Looks = Iterable[tuple[int, str]]
"""What was seen, each after which entry of the journal."""


class ShownStep(NamedTuple):
    """A step, what was seen in it, each thing once, and how many things more; ``ended`` says that the run ended there.

    Only a ``then`` tells what it saw: what others look at is on their way.
    """

    keyword: str
    text: str
    saw: tuple[str, ...]
    more: int
    ended: bool


class RuleExample(NamedTuple):
    """A run with its steps."""

    run: ScenarioRun
    steps: tuple[ShownStep, ...]

    @property
    def last(self) -> ShownStep | None:
        """The step it ended at; ``None`` where it has none."""
        return self.steps[-1] if self.steps else None


def example_of(run: ScenarioRun, looks: Looks, *, broken_off: bool = False) -> RuleExample:
    """A run as an example; one that was ``broken_off`` ended at its last step."""
    seen = tuple(looks)
    told = spoken((step.keyword, step.text) for step in run.steps)
    steps = [
        _step(step, words, seen, ended=broken_off and number == len(run.steps))
        for number, (step, words) in enumerate(zip(run.steps, told, strict=True), start=1)
    ]
    return RuleExample(run, tuple(steps))


def _step(step: RecordedStep, words: tuple[str, str], seen: tuple[tuple[int, str], ...], *, ended: bool) -> ShownStep:
    within = [text for after, text in seen if step.keyword == THEN and step.first <= after <= step.last]
    saw = tuple(dict.fromkeys(within))
    return ShownStep(*words, saw[:SAW_MAX], max(0, len(saw) - SAW_MAX), ended)
