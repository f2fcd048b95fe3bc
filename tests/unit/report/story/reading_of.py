"""Readings of journals made up entry by entry."""

from __future__ import annotations

from collections.abc import Sequence

from tests.report.made_up import result, run
from zsim.kernel.journal import Entry
from zsim.report.story.reading import StoryReading
from zsim.report.telling import ToldRun


def reading_of(journal: Sequence[Entry], **more: object) -> StoryReading:
    """The reading of a run with this journal."""
    return StoryReading(ToldRun(run(result("customers/one_is_told[books]", (), journal=journal, **more))))
