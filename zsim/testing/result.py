"""What is recorded of a scenario that ran, and the file that holds a session's results.

A result is plain JSON from the start, because it travels on pytest's report from a worker process to the one that
writes the file.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from zsim.kernel.texts import shown
from zsim.testing.case import Case
from zsim.testing.project import keep_out_of_git, replace_text
from zsim.testing.steps import Story

if TYPE_CHECKING:
    from zsim.world.journal_words.formatter import Line
    from zsim.world.journal_words.runs import RunLine

FORMAT = "zsim-run"
VERSION = 1

Result = dict[str, Any]


class ScenarioError(NamedTuple):
    """What went wrong and where.

    Of a failing statement it holds the text and the numbers of the entries about the records it names.
    """

    message: str
    where: str
    statement: str = ""
    about: tuple[int, ...] = ()

    def told(self) -> Result:
        """As it is recorded."""
        return {**self._asdict(), "message": shown(self.message), "statement": shown(self.statement)}


class Category(StrEnum):
    """What became of a scenario."""

    PASSED = "passed"
    FAILED = "failed"
    BROKEN = "broken"
    SKIPPED = "skipped"
    KNOWN_GAP = "known gap"
    UNSTABLE = "unstable"


def result_of(
    case: Case, category: Category, story: Story | None, lines: Iterable[Line], error: ScenarioError | None
) -> Result:
    """The result of a scenario; ``story`` is missing when its world was never made."""
    declaration = case.declaration
    return {
        "id": case.id,
        "file": case.file,
        "title": case.title,
        "doc": case.doc,
        "covers": list(declaration.covers),
        "product": case.product,
        "products": list(case.products),
        "tags": list(declaration.tags),
        "result": category.value,
        "seed": story.world.seed if story else 0,
        "digest": story.world.digest() if story else "",
        "steps": _steps(story) if story else [],
        "journal": [_entry(line) for line in lines],
        "marks": list(story.world.quirks.fired) if story else [],
        "runs": [_run(run) for run in story.world.runs()] if story else [],
        "overlooked": story.world.overlooked() if story else {},
        "moves": _moves(story) if story else [],
        "error": error.told() if error else None,
    }


def uncollected(file: str, message: str) -> Result:
    """The result of a file whose scenarios could not be collected."""
    return {
        "id": file,
        "file": file,
        "title": "could not be collected",
        "doc": "",
        "covers": [],
        "product": None,
        "products": [],
        "tags": [],
        "result": Category.BROKEN.value,
        "seed": 0,
        "digest": "",
        "steps": [],
        "journal": [],
        "marks": [],
        "runs": [],
        "overlooked": {},
        "moves": [],
        "error": ScenarioError(message, file).told(),
    }


def write_run(
    path: Path, results: Iterable[Result], seed: int, selection: Iterable[str], made: Mapping[str, str]
) -> None:
    """Write the results of a session, one on a line, sorted by id, in the place of those of the last.

    ``selection`` tells what the session was narrowed to, ``made`` what recorded it (``provenance``).
    """
    told = {"format": FORMAT, "version": VERSION, "made": made, "seed": seed, "selection": list(selection)}
    head = json.dumps(told, ensure_ascii=False)
    lines = [json.dumps(each, ensure_ascii=False) for each in sorted(results, key=lambda each: str(each["id"]))]
    keep_out_of_git(path.parent)
    replace_text(path, head.removesuffix("}") + ', "scenarios": [\n' + ",\n".join(lines) + "\n]}\n")


def _steps(story: Story) -> list[Result]:
    return [{"keyword": span.keyword, "text": span.text, "from": span.first, "to": span.last} for span in story.spans]


def _moves(story: Story) -> list[Result]:
    """The moves that documents made, each with how often it was made."""
    from zsim.world.document_moves import moves_made

    times = Counter(moves_made(story.world.journal))
    return [{**move._asdict(), "times": count} for move, count in times.items()]


def _run(run: RunLine) -> Result:
    return {**run._asdict(), "at": f"{run.at:%Y-%m-%d %H:%M:%S}" if run.at is not None else ""}


def _entry(line: Line) -> Result:
    return {
        "n": line.number,
        "at": line.moment,
        "actor": line.actor,
        "kind": line.kind,
        "cause": line.cause,
        "text": line.text,
        "about": list(line.about),
        **({"outcome": line.outcome} if line.outcome else {}),
    }
