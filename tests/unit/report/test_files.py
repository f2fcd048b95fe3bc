"""Writing reports, and comparing them with those on disk."""

from __future__ import annotations

from pathlib import Path

from tests.report.made_up import result, small_evidence
from zsim.report import changes, write_html, write_markdown


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))


def test_what_was_written_does_not_differ(tmp_path: Path) -> None:
    assert write_markdown(small_evidence(), tmp_path) == 3
    assert list(changes(small_evidence(), tmp_path)) == []


def test_a_page_edited_by_hand_is_shown_as_a_difference(tmp_path: Path) -> None:
    write_markdown(small_evidence(), tmp_path)
    page = tmp_path / "behaviours.md"
    page.write_text(page.read_text(encoding="utf-8").replace("✗ failed | 1", "✗ failed | 0"), encoding="utf-8")
    (difference,) = changes(small_evidence(), tmp_path)
    lines = difference.splitlines()
    assert lines[:2] == ["--- reports/behaviours.md (committed)", "+++ reports/behaviours.md (this run)"]
    assert "-| ✗ failed | 0 |" in lines
    assert "+| ✗ failed | 1 |" in lines


def test_a_missing_page_and_one_too_many_are_differences(tmp_path: Path) -> None:
    write_markdown(small_evidence(), tmp_path)
    areas = tmp_path / "areas"
    (areas / "CUS-customers.md").rename(areas / "CUS-clients.md")
    found = [difference.splitlines()[0] for difference in changes(small_evidence(), tmp_path)]
    assert found == ["--- reports/areas/CUS-clients.md (committed)", "--- reports/areas/CUS-customers.md (committed)"]


def test_pages_no_longer_told_are_removed_and_other_files_stay(tmp_path: Path) -> None:
    write_markdown(small_evidence(), tmp_path)
    write_html(small_evidence(), tmp_path)
    (tmp_path / "notes.txt").touch()
    fewer = small_evidence(scenarios=[result("customers/one_is_told[books]", ("CUS-09",))])
    write_markdown(fewer, tmp_path)
    assert write_html(fewer, tmp_path) == 2
    assert names(tmp_path) == [
        "areas/CUS-customers.md",
        "behaviours.md",
        "html/index.html",
        "html/scenarios/customers-one_is_told-books.html",
        "notes.txt",
    ]
