"""What a machine can check of the tree's tidiness: sizes, names, and words that do not belong in it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repo.tree import files, modules_of_zsim, text_of

MODULE_LINES_MAX = 300
FUNCTION_LINES_MAX = 60
TOP_LEVEL = {"README.md", "pyproject.toml", "reports", "scenarios", "tests", "zsim"}
NAMES_THAT_SAY_NOTHING = {"common", "helper", "helpers", "manager", "misc", "processor", "util", "utils"}

# Spelled in pieces, so that this file passes its own check.
OPEN_POINT = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "X" + "XX"]) + r")\b")
MACHINE_PATH = re.compile(r"(?<![\w.-])(/(home|Users|root|tmp|work|opt|mnt|var|srv)/\w|[A-Za-z]:\\+Users\b)")
PACKAGE_HOST = re.compile(
    r"\bpy" + r"pi\.|python" + r"hosted|npm" + r"js\.|deb\." + r"debian|\bconda\." + r"anaconda|index[-_]" + r"url",
    re.IGNORECASE,
)


def function_sizes(source: str) -> Iterator[tuple[str, int]]:
    """Name and number of lines of every function in a module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.end_lineno is not None:
            yield node.name, node.end_lineno - node.lineno + 1


def lines_with(pattern: re.Pattern[str], text: str) -> list[str]:
    """The lines of a text in which the pattern occurs, with their numbers."""
    return [f"line {number}: {line}" for number, line in enumerate(text.splitlines(), 1) if pattern.search(line)]


def test_no_module_is_over_300_lines() -> None:
    sizes = {path.as_posix(): text_of(path).count("\n") for path in modules_of_zsim()}
    assert {path: size for path, size in sizes.items() if size > MODULE_LINES_MAX} == {}


def test_no_function_is_over_60_lines() -> None:
    long = [
        f"{path.as_posix()}: {name} has {size} lines"
        for path in modules_of_zsim()
        for name, size in function_sizes(text_of(path))
        if size > FUNCTION_LINES_MAX
    ]
    assert long == []


def test_every_module_says_what_it_is() -> None:
    silent = [path.as_posix() for path in modules_of_zsim() if not ast.get_docstring(ast.parse(text_of(path)))]
    assert silent == []


def test_no_file_has_a_name_that_says_nothing() -> None:
    parts = {path.as_posix(): {path.stem.lower(), *(part.lower() for part in path.parts[:-1])} for path in files()}
    assert [path for path, names in parts.items() if names & NAMES_THAT_SAY_NOTHING] == []


@pytest.mark.parametrize("pattern", [OPEN_POINT, MACHINE_PATH, PACKAGE_HOST], ids=["open point", "path", "host"])
def test_no_file_holds_an_open_point_a_path_of_a_machine_or_a_package_host(pattern: re.Pattern[str]) -> None:
    found = {path.as_posix(): lines_with(pattern, text_of(path)) for path in files()}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_the_top_level_holds_what_the_design_allows() -> None:
    tops = sorted({path.parts[0] for path in files()})
    assert [top for top in tops if top not in TOP_LEVEL and not top.startswith(".")] == []


def test_no_lock_file_says_where_packages_came_from() -> None:
    assert [path.as_posix() for path in files() if path.suffix == ".lock" or path.name.endswith("-lock.json")] == []


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (OPEN_POINT, "# TO" + "DO: later"),
        (MACHINE_PATH, "see " + "/ho" + "me/someone/file"),
        (MACHINE_PATH, "file:///" + "ho" + "me/someone/file"),
        (MACHINE_PATH, "C:" + "\\Us" + "ers\\someone"),
        (PACKAGE_HOST, "--index-" + "url=https://example.com"),
        (PACKAGE_HOST, "https://py" + "pi.org/simple"),
    ],
)
def test_a_planted_line_is_noticed(pattern: re.Pattern[str], line: str) -> None:
    assert lines_with(pattern, f"first\n{line}\n") == [f"line 2: {line}"]


def test_links_and_relative_paths_are_no_paths_of_a_machine() -> None:
    text = "https://example.com/home/page\nscenarios/home/test_x.py\n./tmp/x\n/usr/bin/env python\n"
    assert lines_with(MACHINE_PATH, text) == []


def test_the_size_of_a_function_counts_its_first_and_last_line() -> None:
    source = "def long():\n" + "    x = 1\n" * 60
    assert dict(function_sizes(source)) == {"long": 61}


def test_the_tree_leaves_out_what_git_ignores() -> None:
    assert not [path for path in files() if "__pycache__" in path.parts or path.parts[0] == ".git"]
    assert Path("zsim/catalogue/behaviours.toml") in files()
