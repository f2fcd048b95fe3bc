"""The script of a scenario, where it is there."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.report.made_up import result, run
from zsim.report.story.script import source_of
from zsim.testing.project import project_here

RUN = run(result("customers/it_is_told[books]", ()))
SCRIPT = '''"""Words."""

@scenario(
    covers=[],
)
def test_it_is_told(world):
    """It is told.

    At length.
    """
    assert world


def test_another(world):
    pass
'''


def written(folder: Path, text: str) -> Path:
    path = folder / RUN.file
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return folder


def test_it_is_the_function_with_its_decorators_and_without_the_words_that_lead_the_page(tmp_path: Path) -> None:
    told = source_of(RUN, written(tmp_path, SCRIPT))
    assert told == "@scenario(\n    covers=[],\n)\ndef test_it_is_told(world):\n    assert world"


@pytest.mark.parametrize("text", ["def test_another(): pass\n", "this is (no Python"])
def test_where_it_is_not_to_be_found_there_is_none(tmp_path: Path, text: str) -> None:
    assert source_of(RUN, written(tmp_path, text)) == ""
    assert source_of(RUN, tmp_path / "elsewhere") == ""


def test_what_is_found_is_what_python_itself_finds() -> None:
    files = sorted((project_here() / "scenarios").rglob("test_*.py"))
    assert files
    for file in files:
        path = file.relative_to(project_here())
        for each in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(each, ast.FunctionDef) and each.name.startswith("test_"):
                ran = run(result(f"any/{each.name.removeprefix('test_')}", (), file=path.as_posix()))
                assert without_words(ast.parse(source_of(ran, project_here()))) == without_words(each)


def without_words(tree: ast.AST) -> str:
    """What a function does, as Python understands it."""
    function = tree.body[0] if isinstance(tree, ast.Module) else tree
    assert isinstance(function, ast.FunctionDef)
    if ast.get_docstring(function) is not None and len(function.body) > 1:
        function.body = function.body[1:]
    return ast.dump(function)
