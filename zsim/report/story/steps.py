"""The steps of a run as they are read out, each with what it saw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from zsim.recording.schema import BAD, RecordedStep
from zsim.report.stories import spoken
from zsim.report.telling import ToldRun

THEN, REFUSAL = "then", "refusal"
SEEN_MAX = 12
"""How much of what a step looked at is told."""


class StoryStep(NamedTuple):
    """A step, what was looked at in it, and whether the run ended in it as it should not."""

    keyword: str
    text: str
    saw: tuple[str, ...]
    stopped: bool


def steps_of(told: ToldRun) -> tuple[StoryStep, ...]:
    """The steps of a run."""
    steps = told.run.steps
    seen, failed = {**_refused(told), **_seen(told)}, told.run.result in BAD
    read_out = spoken((step.keyword, step.text) for step in steps)
    last = len(steps) - 1
    return tuple([StoryStep(*each, seen.get(at, ()), failed and at == last) for at, each in enumerate(read_out)])


def _seen(told: ToldRun) -> Mapping[int, tuple[str, ...]]:
    """What was looked at in each step, of much the first; the same seen twice in a row is told once."""
    if not told.looks:
        return {}
    owner = owners(told.run.steps)
    grouped = groupby(told.looks, key=lambda look: owner.get(look[0], -1))
    return {index: tuple(_some(list(dict.fromkeys([said for _, said in looks])))) for index, looks in grouped}


def _refused(told: ToldRun) -> Mapping[int, tuple[str, ...]]:
    """What was refused since the "then" before, for each: an error that was caught is seen there."""
    refused = [(line.number, line.text) for line in told.lines if line.kind == REFUSAL] if told.run.steps else []
    found, after = {}, 0
    for index, step in enumerate(told.run.steps):
        if step.keyword == THEN and refused:
            said = [text for number, text in refused if after < number <= step.last]
            found[index] = tuple(_some(list(dict.fromkeys(said))))
            after = step.last
    return found


def _some(said: list[str]) -> Iterator[str]:
    yield from said[:SEEN_MAX]
    if len(said) > SEEN_MAX:
        yield f"and {len(said) - SEEN_MAX:,} more"


def owners(steps: tuple[RecordedStep, ...]) -> dict[int, int]:
    """The innermost step of each journal entry; steps come in the order they began."""
    return {entry: index for index, step in enumerate(steps) for entry in range(step.first, step.last + 1)}
