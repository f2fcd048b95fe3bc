"""Each sentence that zsim owes its documents and its users names what fails without it, and that exists."""

from __future__ import annotations

import ast
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

SENTENCES = [
    pytest.param(sentence, id=f"{path.stem}-{number}")
    for path in sorted(Path(__file__).parent.joinpath("sentences").glob("*.toml"))
    for number, sentence in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["sentence"])
]
ROOT = Path(__file__).parents[2]
RUN = [
    (ROOT / ".ci" / "run").read_text(encoding="utf-8"),
    *[path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests").rglob("test_*.py"))],
]
"""The gate and the tests: a command that a sentence names stands in one of them."""


@cache
def names_in(path: str) -> frozenset[str]:
    """The names of the tests of a file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset([each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)])


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_is_shown_by_something_that_exists(sentence: dict[str, Any]) -> None:
    assert sentence["says"].strip()
    shown_by = sentence.get("shown_by", [])
    command = sentence.get("command")
    assert shown_by or command
    assert command is None or any(command in text for text in RUN), f"{command} is run nowhere"
    for each in shown_by:
        path, _, name = each.partition("::")
        assert name.startswith("test_")
        assert name in names_in(path), f"{each} does not exist"
