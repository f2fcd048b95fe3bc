"""The one place that wires clock, apps, engine and checks together."""

from __future__ import annotations

from zsim.world.journal_words.answers import Answer
from zsim.world.journal_words.line import Line
from zsim.world.journal_words.runs import RunLine
from zsim.world.wiring import Functions
from zsim.world.world import DEFAULT_START, World

__all__ = ["DEFAULT_START", "Answer", "Functions", "Line", "RunLine", "World"]
