"""``zsim report``, and the writing of reports after a run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from zsim.catalogue import catalogue
from zsim.report import Evidence, read_recording, write_html, write_markdown
from zsim.report.files import REPORTS, site_of
from zsim.report.markdown import SUMMARY
from zsim.report.phrases import counted
from zsim.testing.project import RUN_FILE, project_here, seen_from_here

if TYPE_CHECKING:
    from zsim.explore.selftest import Verdict

VERDICTS = "selftest.json"


def rebuild(path: Path) -> None:
    """Write the reports of a recording and say what was written; the Markdown only for a run of everything."""
    from zsim.explore.decision_table import decision_table  # the engine is needed for nothing else

    recording = read_recording(path)
    whole = not recording.selection
    root = project_here([path.as_posix()] if path.parent.name == RUN_FILE.parent.name else ()) / REPORTS
    evidence = Evidence(catalogue(), recording, decision_table(), saved_verdicts(root))
    for line in written(evidence, root, markdown=whole, whole=whole):
        typer.echo(line)


def saved_verdicts(root: Path) -> tuple[Verdict, ...]:
    """What the last selftest that was saved among the reports says; nothing where none was."""
    path = root / VERDICTS
    if not path.is_file():
        return ()
    from zsim.explore.selftest import verdicts_of

    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        data = None
    return verdicts_of(data, seen_from_here(path))


def written(evidence: Evidence, root: Path, *, markdown: bool, whole: bool) -> Iterator[str]:
    """Write the reports and tell of each; ``whole`` says whether the recording is of the whole suite."""
    if markdown:
        yield f"Written: {seen_from_here(root / SUMMARY)} ({counted(write_markdown(evidence, root), 'page')})"
    elif not whole:
        yield f"{seen_from_here(root / SUMMARY)} was left alone: only part of the suite ran."
    pages = counted(write_html(evidence, root), "page")
    yield f"Written: {seen_from_here(root / site_of(evidence))}/index.html ({pages})"
