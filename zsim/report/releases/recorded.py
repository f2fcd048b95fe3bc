"""A release as a recording tells it: by the Markdown that it gives, and by the decisions in its journals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from zsim.catalogue import Catalogue
from zsim.ports.records import Ref
from zsim.recording.schema import Recording, ScenarioRun
from zsim.recording.worlds import world_in
from zsim.report.evidence import Evidence
from zsim.report.markdown import markdown_pages
from zsim.report.neutral import general
from zsim.report.releases.committed import release_of_pages
from zsim.report.releases.model import RecordOutcome, Release
from zsim.report.stories import stories, told_for
from zsim.sync import DecisionEntry, Failure

DECISION = "decision"


def release_of(name: str, evidence: Evidence) -> Release:
    """The release that a recording tells of. Rules are told by the present catalogue, which no recording holds."""
    pages = markdown_pages(evidence)
    return release_of_pages(name, pages, partial=bool(evidence.recording.selection))


def known_to(recording: Recording, catalogue: Catalogue) -> Recording:
    """The recording without what the present catalogue knows no more, as it may be of another time."""
    rules = {each.id for each in catalogue.behaviours}
    products = {each.key for each in catalogue.products}
    runs = [each for each in recording.scenarios if each.product is None or each.product in products]
    covering = [replace(run, covers=tuple([each for each in run.covers if each in rules])) for run in runs]
    return replace(recording, scenarios=tuple(covering))


def with_outcomes(
    old: Release, before: Recording, new: Release, after: Recording, catalogue: Catalogue
) -> tuple[Release, Release]:
    """Both releases with what became of records, in the runs of both recordings whose journals are not the same."""
    digests = {run.id: run.digest for run in before.scenarios}
    apart = frozenset([run.id for run in after.scenarios if digests.get(run.id, run.digest) != run.digest])
    told = [
        replace(release, outcomes=_outcomes(recording, apart, catalogue))
        for release, recording in ((old, before), (new, after))
    ]
    return told[0], told[1]


def _outcomes(
    recording: Recording, wanted: frozenset[str], catalogue: Catalogue
) -> dict[str, Mapping[str, RecordOutcome]]:
    found = {}
    for story in stories(catalogue, recording):
        for run in story.runs:
            if run.id in wanted:
                told_as = told_for(catalogue, (run,))
                found[f"{story.heading} ({told_as})" if told_as else story.heading] = outcomes_of(run)
    return found


def outcomes_of(run: ScenarioRun) -> Mapping[str, RecordOutcome]:
    """What became of each record of a run last, by its kind, name and place."""
    world = world_in(run)
    found = {}
    for line in world.lines():
        detail = world.journal[line.number].detail if line.kind == DECISION else None
        if isinstance(detail, (DecisionEntry, Failure)) and detail.covers:
            record: Ref = detail.covers[0]
            kind = world.resolver.kind(record.app, record.module)
            name = line.about[1] if len(line.about) > 1 else record.id
            place = world.resolver.apps.get(record.app, record.app)
            found[f"{kind} '{name}' in {place}"] = RecordOutcome(
                line.outcome, line.text, general(line.text, line.about[1:])
            )
    return found
