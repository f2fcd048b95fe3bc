"""``zsim report``, and the writing of reports after a run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from zsim.catalogue import catalogue, did_you_mean
from zsim.kernel.errors import UsageError
from zsim.ports.folding import folded
from zsim.report import Evidence, read_recording, write_html, write_markdown
from zsim.report.files import REPORTS, site_of
from zsim.report.markdown import SUMMARY
from zsim.report.phrases import counted
from zsim.report.releases import committed_baseline
from zsim.report.stories import ReportedStory, named
from zsim.testing.project import RUN_FILE, project_here, replace_text, seen_from_here

if TYPE_CHECKING:
    from zsim.explore.selftest import Verdict

VERDICTS = "selftest.json"
OTHERS = "recordings"
"""The folder among the reports of the sites of other recordings than the project's last, each by its file's name."""


def rebuild(path: Path) -> None:
    """Write the reports of a recording and say what was written; the Markdown only for a run of everything.

    Those of another recording than the project's last stand in a folder of its own, and the project's stay as they are.
    """
    from zsim.explore.decision_table import decision_table  # the engine is needed for nothing else

    recording = read_recording(path)
    whole = not recording.selection
    project = project_here([path.as_posix()] if path.parent.name == RUN_FILE.parent.name else ())
    root = project / REPORTS
    evidence = Evidence(catalogue(), recording, decision_table(), saved_verdicts(root))
    if path.resolve() == (project / RUN_FILE).resolve():
        told = written(evidence, root, markdown=whole, whole=whole)
    else:
        told = _of_another(evidence, root / OTHERS / path.stem)
    for line in told:
        typer.echo(line)


def single_file(path: Path, scenario: str, output: Path | None) -> None:
    """Write the page of one scenario as a file of its own, to be attached to a ticket, and say where.

    ``scenario`` is its name or its id, with what stands in brackets of one run of it. Raises ``UsageError`` for one
    that the recording does not hold.
    """
    from zsim.report.html import single_page
    from zsim.report.site import Site

    site = Site(Evidence(catalogue(), read_recording(path)))
    story = _story_of(site.stories, scenario, path)
    root = project_here([path.as_posix()] if path.parent.name == RUN_FILE.parent.name else ())
    file = output if output is not None else Path(Path(site.story_path(story)).name)
    if not file.absolute().parent.is_dir():
        right = "a file in a folder that is there"
        raise UsageError(asked=f"-o {file.as_posix()}", found="there is no such folder", right=right)
    replace_text(file, single_page(site, story, root))
    typer.echo(f"Written: {seen_from_here(file)}")


def _story_of(stories: Iterable[ReportedStory], scenario: str, path: Path) -> ReportedStory:
    """The story of that name or id; of the id of a run, with that run alone."""
    wanted, names = folded(scenario), []
    for story in stories:
        folder, name = named(story.runs[0])
        own = [f"{folder}/{name}", name, f"test_{name}", *[run.id for run in story.runs]]
        if wanted in map(folded, own[:3]):
            return story
        for run in story.runs:
            if folded(run.id) == wanted:
                return replace(story, runs=(run,))
        names += own
    right = did_you_mean(scenario, names)
    raise UsageError(asked=f"--single-file {scenario}", found=f"{path.as_posix()} holds no such scenario", right=right)


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


def _of_another(evidence: Evidence, root: Path) -> Iterator[str]:
    """Write the site of a recording that is not the project's last; what it differs from is not told."""
    yield f"Written: {_site(root, evidence, counted(write_html(evidence, root), 'page'))}"


def _site(root: Path, evidence: Evidence, pages: str) -> str:
    return f"{seen_from_here(root / site_of(evidence))}/index.html ({pages})"


def written(evidence: Evidence, root: Path, *, markdown: bool, whole: bool) -> Iterator[str]:
    """Write the reports and tell of each; ``whole`` says whether the recording is of the whole suite."""
    baseline = committed_baseline(root.parent)  # before what is on disk is written anew
    if markdown:
        yield f"Written: {seen_from_here(root / SUMMARY)} ({counted(write_markdown(evidence, root), 'page')})"
    elif not whole:
        yield f"{seen_from_here(root / SUMMARY)} was left alone: only part of the suite ran."
    pages = counted(write_html(evidence, root, baseline), "page")
    yield f"Written: {_site(root, evidence, pages)}"
