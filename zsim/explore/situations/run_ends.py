"""Everything that starts a run, and every way in which one ends, by what runs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from zsim.catalogue.life_cycles import life_cycles
from zsim.explore.situations.situation import Situation, SituationGroup
from zsim.explore.situations.story import RunSpan, WorldStory
from zsim.sync import Grade

SYNC, TRIGGERS, LIST, FETCH = "sync", "triggers", "list of documents", "fetch of leads"

STARTS: Mapping[str, str] = {
    SYNC: "initial, scheduled, instant, single",
    TRIGGERS: "scheduled, notified",
    LIST: "initial, scheduled, instant, notified",
    FETCH: "initial, scheduled",
}
"""By what runs, what starts it."""

ENDS: Mapping[str, str] = {
    SYNC: "invalid key, no permission, base currencies differ, not allowed, rate limit, server error, record not found,"
    " paused, the integration was disabled, the engine was stopped",
    TRIGGERS: "invalid key, not allowed, server error, the integration was disabled, the engine was stopped",
    LIST: "invalid key, not allowed, server error, paused, the integration was disabled, the engine was stopped",
    FETCH: "invalid key, not allowed, rate limit, server error, record not found, it was deactivated, the key was"
    " regenerated, the email changed, the engine was stopped",
}
"""By what runs, the reasons for which it fails."""

REASONS: Mapping[str, str] = {
    "the engine was stopped": "the engine was stopped",
    "the key was regenerated": r"key of \S+ was regenerated",
    "the email changed": r"primary email of \S+ changed",
}
"""Reasons that are told with names in them, by how they are told."""


def runs() -> Iterator[Situation]:
    """Each start and each end of a run of each sort."""
    for sort, starts in STARTS.items():
        for each in starts.split(", "):
            yield Situation(f"{sort} {each}", f"A run of a {sort} is begun: {each}.", SituationGroup.RUNS)
        says = f"A run of a {sort} brings some records and fails on others."
        yield Situation(f"{sort} partial", says, SituationGroup.RUNS)
        for each in ENDS[sort].split(", "):
            yield Situation(f"{sort} broken off: {each}", f"A run of a {sort} fails: {each}.", SituationGroup.RUNS)


def runs_met(story: WorldStory) -> Iterator[str]:
    """The starts and ends of the runs of a story."""
    for run in story.runs:
        sort = what_runs(run)
        yield f"{sort} {run.trigger}"
        if run.grade is Grade.PARTIAL:
            yield f"{sort} partial"
        elif run.grade is Grade.FAILED:
            yield f"{sort} broken off: {reason_in(run.reason)}"


def what_runs(run: RunSpan) -> str:
    """What a run is of, in words."""
    if run.fetches:
        return FETCH
    return LIST if run.module in life_cycles() else TRIGGERS if run.module == "triggers" else SYNC


def reason_in(told: str) -> str:
    """The reason that a run gives, without names: an app's refusal by its kind."""
    return next((name for name, pattern in REASONS.items() if re.search(pattern, told)), told.partition(":")[0])
