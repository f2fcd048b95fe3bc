"""The article before a noun."""

from __future__ import annotations

import pytest

from zsim.kernel.article import with_article


@pytest.mark.parametrize(
    ("noun", "told"),
    [
        ("invoice", "an invoice"),
        ("estimate", "an estimate"),
        ("Account", "an Account"),
        ("bill", "a bill"),
        ("user", "a user"),
        ("unit", "a unit"),
        ("unbilled expense", "an unbilled expense"),
    ],
)
def test_a_noun_gets_the_article_of_its_first_sound(noun: str, told: str) -> None:
    assert with_article(noun) == told
