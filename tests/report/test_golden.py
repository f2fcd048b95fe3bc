"""The reports of a made-up recording are those of the golden files, byte for byte."""

from __future__ import annotations

import pytest

from tests.report.golden import GOLDEN, pages

PAGES = pages()


@pytest.mark.parametrize("path", sorted(PAGES))
def test_a_page_is_as_the_golden_file_has_it(path: str) -> None:
    assert PAGES[path] == (GOLDEN / path).read_text(encoding="utf-8")


def test_there_is_a_golden_file_for_every_page_and_no_other() -> None:
    assert {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*.*")} == set(PAGES)
