"""What is recorded of a scenario that ran, and how it travels on pytest's report.

There it is plain, because it may come from a worker process to the one that writes the file.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from zsim.kernel.texts import shown
from zsim.recording.plain import plain, value_of
from zsim.recording.schema import RecordedFailure, RecordedStep, Result, ScenarioRun
from zsim.testing.case import Case
from zsim.testing.steps import Story

if TYPE_CHECKING:
    from zsim.world.journal_words.looks import Look

RESULT = "zsim_result"
WORLD = "zsim_world"


def run_of(case: Case, result: Result, story: Story | None, error: RecordedFailure | None) -> ScenarioRun:
    """What is recorded of a scenario; ``story`` is missing when its world was never made."""
    declaration = case.declaration
    run = ScenarioRun(
        id=case.id,
        file=case.file,
        title=case.title,
        doc=case.doc,
        covers=declaration.covers,
        product=case.product,
        products=case.products,
        tags=declaration.tags,
        result=result,
        error=error,
    )
    if story is None:
        return run
    from zsim.recording.worlds import with_world  # whoever made no world does not pay for the apps

    steps = tuple([RecordedStep(span.keyword, span.text, span.first, span.last) for span in story.spans])
    return with_world(replace(run, steps=steps), story.world, looks_in(story))


def looks_in(story: Story) -> list[Look]:
    """What somebody looked at in the steps of a story."""
    from zsim.world.journal_words.looks import Look

    seen = [(after, *key[:2], value) for span in story.spans for key, (after, value) in span.looks.items()]
    return [Look(*each) for each in seen]


def uncollected(file: str, message: str) -> ScenarioRun:
    """What is recorded of a file whose scenarios could not be collected."""
    return ScenarioRun(file, file, "could not be collected", result=Result.BROKEN, error=failure(message, file))


def failure(message: str, where: str, statement: str = "", about: tuple[int, ...] = ()) -> RecordedFailure:
    """Why a scenario did not pass, in words that can be written down."""
    return RecordedFailure(shown(message), where, shown(statement), about)


def put_on(report: pytest.TestReport, run: ScenarioRun) -> None:
    """Put what is recorded of a scenario on the report of its test."""
    setattr(report, RESULT, plain(run))
    setattr(report, WORLD, run.kept() if run.kept is not None else None)


def found_on(report: pytest.TestReport) -> ScenarioRun | None:
    """What was put on a report; ``None`` for that of any other test."""
    told, world = getattr(report, RESULT, None), getattr(report, WORLD, None)
    if told is None:
        return None
    run = value_of(ScenarioRun, told, "the result")
    return run if world is None else replace(run, kept=lambda: world)
