"""``zsim diff``: what differs between two releases, and whether the later one may be released."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import typer

from zsim.catalogue import catalogue
from zsim.cli.exits import Exit
from zsim.kernel.errors import UsageError
from zsim.recording.file import read_recording
from zsim.recording.schema import Recording
from zsim.report import Evidence
from zsim.report.comparing.changes_text import changes_text
from zsim.report.files import REPORTS
from zsim.report.markdown import SUMMARY
from zsim.report.phrases import counted
from zsim.report.releases import (
    Matter,
    Release,
    ReleaseChange,
    ReleaseDifference,
    compared,
    folder_pages,
    is_reports,
    known_to,
    release_of,
    release_of_pages,
    revision_pages,
    with_outcomes,
)
from zsim.testing.project import RUN_FILE, project_here, seen_from_here

COMMITTED = "HEAD"
SHOWN_MAX = 20
"""How many changes of a kind are listed; ``--json`` has all."""
TABLE_ONLY = " of the decision table (what stories decide is compared between two recordings only)"
SHORT = 60
"""How long both texts are at most to stand on one line."""
RIGHT = "a recording (run.zip), a folder of reports, or a revision that git knows"


class _Side(NamedTuple):
    """One of the two: what it tells, and the recording it was read from, if it is one."""

    release: Release
    recording: Recording | None = None


def diff(old: str, new: str, *, gate: bool, as_json: bool, as_markdown: bool = False) -> Exit:
    """Print what differs, and give the exit code.

    Without ``new`` it is the last recording, or where there is none the reports on disk; without ``old`` the committed
    reports. With ``gate`` only the verdict counts.
    """
    before, after = _side(old or COMMITTED), _side(new) if new else _present()
    releases = before.release, after.release
    if before.recording is not None and after.recording is not None:
        releases = with_outcomes(before.release, before.recording, after.release, after.recording, catalogue())
    found = compared(*releases)
    for line in [_as_json(found)] if as_json else [changes_text(found)] if as_markdown else _told(found):
        typer.echo(line.rstrip())
    if gate:
        return Exit.REPORTS_DIFFER if found.refusals else Exit.OK
    return Exit.FAILED if found else Exit.OK


def _present() -> _Side:
    project = project_here()
    recording = project / RUN_FILE
    if recording.is_file() or not is_reports(project / REPORTS):
        return _recorded(Path(seen_from_here(recording)))
    return _side(seen_from_here(project / REPORTS))


def _side(named: str) -> _Side:
    """What somebody names: a file, a folder or a revision, looked for in that order."""
    path = Path(named)
    asked = f"compare {named!r}"
    if path.is_file():
        return _recorded(path)
    if path.is_dir():
        if not is_reports(path):
            raise UsageError(asked=asked, found=f"there is no {SUMMARY} in that folder", right="a folder of reports")
        return _Side(release_of_pages(named, folder_pages(path)))
    pages = revision_pages(project_here(), named)
    if pages is None:
        raise UsageError(
            asked=asked, found="there is no such file or folder, and git knows no such revision", right=RIGHT
        )
    if SUMMARY not in pages:
        raise UsageError(asked=asked, found=f"that revision has no {REPORTS.as_posix()}/{SUMMARY}", right=RIGHT)
    return _Side(release_of_pages(named, pages))


def _recorded(path: Path) -> _Side:
    from zsim.explore.decision_table import decision_table  # the engine is needed for nothing else

    recording = known_to(read_recording(path), catalogue())
    return _Side(release_of(path.as_posix(), Evidence(catalogue(), recording, decision_table())), recording)


def _told(found: ReleaseDifference) -> Iterator[str]:
    yield f"{found.old} -> {found.new}"
    for matter in Matter:
        changes = found.changes[matter]
        only = "" if found.in_stories or matter is not Matter.DECISIONS else TABLE_ONLY
        yield f"\n{matter.capitalize()}: {counted(len(changes), 'difference') if changes else 'no difference'}{only}"
        for each in changes[:SHOWN_MAX]:
            yield from _change(each)
        if len(changes) > SHOWN_MAX:
            yield f"  and {len(changes) - SHOWN_MAX:,} more"
    yield f"\n{found.verdict}"


def _change(each: ReleaseChange) -> Iterator[str]:
    if each.old and each.new and len(each.old + each.new) < SHORT:
        yield f"  {each.name}: {each.what}, {each.old} -> {each.new}"
        return
    yield f"  {each.name}: {each.what}"
    yield from [f"    {sign} {text}" for sign, text in (("-", each.old), ("+", each.new)) if text]


def _as_json(found: ReleaseDifference) -> str:
    return json.dumps(_plain(found), ensure_ascii=False, indent=2)


def _plain(found: ReleaseDifference) -> dict[str, object]:
    told: dict[str, object] = {"old": found.old, "new": found.new}
    told |= {matter.value: [each._asdict() for each in found.changes[matter]] for matter in Matter}
    told["decisions inside stories compared"] = found.in_stories
    return {**told, "may be released": not found.refusals, "because": list(found.refusals)}
