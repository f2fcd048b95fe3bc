"""Writing reports, and comparing them with those on disk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.report.made_up import result, small_catalogue, small_evidence, small_run
from zsim.kernel.errors import Unreadable
from zsim.report import Evidence, changes, write_html, write_markdown

MADE_FOR_ALL = tuple(
    [
        f"html/{each}"
        for each in ("index.html", "compare/", "lists/", "records/", "rules/", "search.js", "site.js", "style.css")
    ]
)
"""What a site has whatever was recorded."""


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "reports"


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))


def test_what_was_written_does_not_differ(reports: Path) -> None:
    assert write_markdown(small_evidence(), reports) == 4
    assert list(changes(small_evidence(), reports)) == []


def test_a_page_edited_by_hand_is_shown_as_a_difference(reports: Path) -> None:
    write_markdown(small_evidence(), reports)
    page = reports / "behaviours.md"
    page.write_text(page.read_text(encoding="utf-8").replace("✗ failed | 1", "✗ failed | 0"), encoding="utf-8")
    (difference,) = changes(small_evidence(), reports)
    lines = difference.splitlines()
    assert lines[:2] == ["--- reports/behaviours.md (committed)", "+++ reports/behaviours.md (this run)"]
    assert "-| ✗ failed | 0 |" in lines
    assert "+| ✗ failed | 1 |" in lines


def test_a_missing_page_and_one_too_many_are_differences(reports: Path) -> None:
    write_markdown(small_evidence(), reports)
    areas = reports / "areas"
    (areas / "CUS-customers.md").rename(areas / "CUS-clients.md")
    found = [difference.splitlines()[0] for difference in changes(small_evidence(), reports)]
    assert found == ["--- reports/areas/CUS-clients.md (committed)", "--- reports/areas/CUS-customers.md (committed)"]


def test_life_cycles_that_nothing_is_told_of_any_more_are_a_difference(reports: Path) -> None:
    write_markdown(small_evidence(), reports)
    runs = small_run()["scenarios"]
    assert isinstance(runs, list)
    unmoved = small_evidence(scenarios=[{**each, "moves": []} for each in runs])
    found = [difference.splitlines()[0] for difference in changes(unmoved, reports)]
    assert found == ["--- reports/behaviours.md (committed)", "--- reports/life_cycles.md (committed)"]


def test_pages_no_longer_told_are_removed_and_other_files_stay(reports: Path) -> None:
    write_markdown(small_evidence(), reports)
    write_html(small_evidence(), reports)
    (reports / "notes.txt").touch()
    fewer = small_evidence(scenarios=[result("customers/one_is_told[books]", ("CUS-09",))])
    write_markdown(fewer, reports)
    assert write_html(fewer, reports) == len([each for each in names(reports) if each.startswith("html/")]) - 1
    assert [each for each in names(reports) if not each.startswith(MADE_FOR_ALL)] == [
        "areas/CUS-customers.md",
        "behaviours.md",
        "html/.gitignore",
        "html/scenarios/customers-one_is_told.html",
        "notes.txt",
    ]


def test_a_recording_that_cannot_be_read_to_its_end_leaves_the_former_site_whole(reports: Path) -> None:
    write_html(small_evidence(), reports)
    whole = {path: path.read_bytes() for path in reports.rglob("*.*")}
    held = small_evidence().recording
    (*others, last) = [each for each in held.scenarios if each.kept is not None]
    damaged = replace(held, scenarios=(*others, replace(last, kept=lambda: b"no")))
    with pytest.raises(Unreadable, match="is not as it was written"):
        write_html(Evidence(small_catalogue(), damaged), reports)
    assert {path: path.read_bytes() for path in reports.rglob("*.*")} == whole
    assert [each.name for each in reports.iterdir()] == ["html"]
