"""One meaning to a word: no two classes of the program have one name."""

from __future__ import annotations

import ast
from collections import defaultdict

from tests.repo.tree import modules_of_zsim, text_of


def repeated_classes(sources: dict[str, str]) -> dict[str, list[str]]:
    """The names that two or more classes have, each with the files they stand in."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for file, source in sources.items():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ClassDef):
                found[node.name].append(file)
    return {name: files for name, files in found.items() if len(files) > 1}


def test_no_two_classes_have_one_name() -> None:
    assert repeated_classes({str(each): text_of(each) for each in modules_of_zsim()}) == {}


def test_a_second_class_of_a_name_is_noticed() -> None:
    assert repeated_classes({"a.py": "class Line: ...", "b.py": "class Line: ...\nclass Row: ..."}) == {
        "Line": ["a.py", "b.py"]
    }
