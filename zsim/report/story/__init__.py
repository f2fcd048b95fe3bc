"""The page of a scenario: its examples, and of each telling the story, its records, messages, outcomes and journal."""

from __future__ import annotations

from zsim.report.story.part import StoryPart, page_of_its_own

__all__ = ["StoryPart", "page_of_its_own"]
