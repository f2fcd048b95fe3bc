"""How it is told that a run ends, and leaves the checkpoint where it belongs."""

from __future__ import annotations

from collections.abc import Iterator

from zsim.checks.facts import RunSeen, Violation


def every_run_ends(run: RunSeen) -> Iterator[Violation]:
    """A run that takes no further step has an end."""
    if not run.ended:
        yield Violation("every-run-ends", f"{run.name}: it began, takes no further step, and has no end")


def graded_as_it_ended(run: RunSeen) -> Iterator[Violation]:
    """The history's grade is the one that the run ended with, which is done only where no record failed."""
    if run.grade != run.history_grade:
        told = f"{run.name}: it ended {run.grade}, and the history says {run.history_grade}"
        yield Violation("graded-as-it-ended", told)
    failed = run.decisions.count("failed")
    if failed and run.history_grade == "done":
        yield Violation("graded-as-it-ended", f"{run.name}: the history says done, and {failed} records failed")


def failure_keeps_checkpoint(run: RunSeen) -> Iterator[Violation]:
    """The checkpoint is where the last run that read on from it, and did not fail, began."""
    if run.ended and run.checkpoint_ms != run.done_ms:
        told = f"{run.name}: the checkpoint is {run.checkpoint_ms}, the last run that went well was {run.done_ms}"
        yield Violation("failure-keeps-checkpoint", told)
