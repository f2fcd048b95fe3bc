"""What holds of the scenarios as they are written."""

from __future__ import annotations

import ast

from tests.repo.tree import files, text_of

EXACT_MAX = 40


def exact() -> list[str]:
    """The scenarios that are left out of a spread run, for they are about what falls into a moment."""
    return [
        f"{path.as_posix()}::{function.name}"
        for path in files()
        if path.parts[0] == "scenarios" and path.suffix == ".py"
        for function in ast.walk(ast.parse(text_of(path)))
        for decorator in getattr(function, "decorator_list", ())
        if any(each.arg == "moments" for each in getattr(decorator, "keywords", ()))
    ]


def test_few_scenarios_are_about_a_moment() -> None:
    assert 0 < len(exact()) <= EXACT_MAX, exact()
