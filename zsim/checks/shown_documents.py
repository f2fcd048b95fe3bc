"""How it is told that the CRM shows finance's documents as they are."""

from __future__ import annotations

from collections.abc import Iterator

from zsim.checks.facts import RunSeen, Violation


def shown_as_they_are(run: RunSeen) -> Iterator[Violation]:
    """After a run the CRM shows what it read as finance has it, and nothing of what is gone."""
    if run.finished and not run.refused:
        for told in run.shown_apart([each for each in run.read if each not in run.touched]):
            yield Violation("shown-as-they-are", f"{run.name}: {told}")
