"""The script of a scenario, where it is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.report.made_up import result, run
from zsim.report.story.script import source_of

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
