"""The script of a scenario, read from the project where it is there."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from zsim.recording.schema import ScenarioRun
from zsim.report.stories import named

FILES_KEPT = 8
"""How many files are remembered; stories come sorted by folder, and those of a folder share few files."""


def source_of(run: ScenarioRun, project: Path) -> str:
    """The function that a run played, as it stands in the project; nothing where it is not there."""
    path = project / run.file
    return _functions(path).get(f"test_{named(run)[1]}", "") if path.is_file() else ""


@lru_cache(maxsize=FILES_KEPT)
def _functions(path: Path) -> Mapping[str, str]:
    """The functions of a file with their decorators, by name; of one that is no Python, none."""
    text = path.read_text(encoding="utf-8", errors="replace")
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return {}
    lines = text.splitlines()
    return {each.name: "\n".join(_lines(each, lines)) for each in tree.body if isinstance(each, ast.FunctionDef)}


def _lines(function: ast.FunctionDef, lines: Sequence[str]) -> Sequence[str]:
    """The lines of a function but for its docstring, which the page leads with."""
    start = min([function.lineno, *[mark.lineno for mark in function.decorator_list]]) - 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is None or len(function.body) == 1:
        return lines[start : function.end_lineno]
    return [*lines[start : first.lineno - 1], *lines[first.end_lineno : function.end_lineno]]
