"""What became of a scenario, in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from zsim.catalogue import Catalogue
from zsim.recording.schema import BAD, Result, ScenarioRun, results_of
from zsim.report.phrases import RESULT_MEANINGS, counted
from zsim.report.stories import told_for

VARIANTS_MAX = 160
"""How long the list of products and variants in the sentence may be."""


class StoryVerdict(NamedTuple):
    """The sentence, whether it is a bad one, and a sentence for each run that did not end as it should."""

    sentence: str
    bad: bool
    failures: tuple[str, ...]


def verdict_of(catalogue: Catalogue, runs: Sequence[ScenarioRun]) -> StoryVerdict:
    """What became of the runs of a scenario."""
    failed = [run for run in runs if run.result in BAD]
    return StoryVerdict(_sentence(catalogue, runs, failed), bool(failed), tuple(_failures(catalogue, failed)))


def _sentence(catalogue: Catalogue, runs: Sequence[ScenarioRun], failed: Sequence[ScenarioRun]) -> str:
    whom = _whom(catalogue, runs)
    results = results_of(runs)
    if list(results) == [Result.PASSED]:
        return f"{'It passed' if len(runs) == 1 else f'All {len(runs)} runs passed'}{whom}."
    if failed:
        if len(runs) == 1:
            return f"It {runs[0].result}{whom}: {RESULT_MEANINGS[runs[0].result]}."
        which = _whom(catalogue, failed).replace(", for", ":", 1)
        return f"{len(failed)} of {counted(len(runs), 'run')} did not pass{which}."
    told = ", ".join([f"{count} {result}" for result, count in results.items()])
    return f"{told}{whom}."


def _whom(catalogue: Catalogue, runs: Iterable[ScenarioRun]) -> str:
    """For which products and variants, where there are any."""
    runs = tuple(runs)
    told = told_for(catalogue, runs)
    if len(told) > VARIANTS_MAX:
        names = [
            catalogue.product(each.key).name for each in catalogue.products if each.key in {run.product for run in runs}
        ]
        told = " · ".join(names) + " (in variants, listed below)" if names else "in variants, listed below"
    return f", for {told}" if told else ""


def _failures(catalogue: Catalogue, failed: Iterable[ScenarioRun]) -> Iterator[str]:
    """Of each run where it ended and why."""
    for run in failed:
        whom = told_for(catalogue, (run,)) or "It"
        step = f" at the step “{run.steps[-1].keyword} {run.steps[-1].text}”" if run.steps else ""
        why = run.error.message.strip().partition("\n")[0] if run.error else ""
        yield f"{whom} {run.result}{step}" + (f": {why}" if why else "")
