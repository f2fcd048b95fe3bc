"""Where things land."""

from __future__ import annotations

from pathlib import Path

import pytest

from zsim.testing.project import project_here, project_of, replace_text, seen_from_here


@pytest.fixture(autouse=True)
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for folder in ("one/scenarios/customers", "one/notes", "set/tests", "bare/tests", "elsewhere"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "set" / "pyproject.toml").touch()
    (tmp_path / "one" / "scenarios" / "pytest.ini").touch()
    monkeypatch.chdir(tmp_path / "elsewhere")
    return tmp_path


@pytest.mark.parametrize(
    ("start", "project"),
    [
        ("one/scenarios/customers", "one"),
        ("one/scenarios", "one"),
        ("one/notes", "one"),
        ("set/tests", "set"),
        ("bare/tests", "elsewhere"),
    ],
)
def test_it_is_the_nearest_folder_with_scenarios_or_settings_else_where_we_stand(top, start, project):
    assert project_of(top / start, Path.cwd()) == top / project


def test_of_paths_the_first_counts_and_without_any_where_we_stand(top, monkeypatch):
    assert project_here(["../one/scenarios/customers/test_a.py::test_b", "../set"]) == top / "one"
    monkeypatch.chdir(top / "one" / "scenarios" / "customers")
    assert project_here() == top / "one"


def test_a_path_is_shown_as_seen_from_here(top):
    assert seen_from_here(top / "one" / "reports") == "../one/reports"


def test_a_file_is_replaced_whole_or_stays(top):
    file = top / "elsewhere" / "file.txt"
    replace_text(file, "zeroth")
    former = file.stat().st_ino
    replace_text(file, "first")
    assert file.stat().st_ino != former  # another file in its place, not one that is written over
    with pytest.raises(UnicodeEncodeError):
        replace_text(file, "second \ud83d")
    assert (file.read_text(), list(file.parent.iterdir())) == ("first", [file])
