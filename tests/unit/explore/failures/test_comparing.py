"""Comparisons asked of the records of a script."""

from __future__ import annotations

import pytest

from tests.unit.explore.script.samples import ACME, CONNECTED
from zsim.explore.failures import Comparison
from zsim.explore.script import Names, Player, Start, do


def names(*more: object) -> Names:
    """The names of a script in which Acme is synced to Books."""
    player = Player(Start("books"))
    for step in (ACME, *CONNECTED):
        player.do(step)
    return player.names


@pytest.mark.parametrize(
    ("comparison", "fails"),
    [
        (Comparison("field", "acme in books", "==", "2", "1", "phone"), True),
        (Comparison("field", "acme in books", "==", "1", "1", "phone"), False),
        (Comparison("field", "acme in books", "==", "2", "3", "phone"), False),
        (Comparison("field", "bolt", "==", "2", "1", "phone"), False),
        (Comparison("field", "acme", "==", "2", "1", "fone"), False),
        (Comparison("outcome", "acme", "==", "skipped", "created"), True),
        (Comparison("outcome", "acme", "!=", "skipped", "created"), False),
        (Comparison("count", "finance.customers", ">", 1, 1), True),
        (Comparison("count", "finance.customers", "==", 1, 2, where={"phone": "7"}), False),
        (Comparison("alive", "acme", "==", False, True), True),
        (Comparison("field", "acme", "<", 2, "1", "Phone"), True),
    ],
)
def test_it_fails_only_for_the_value_it_was_found_with(comparison: Comparison, *, fails: bool):
    assert comparison.fails(names()) is fails


def test_it_is_told_in_words():
    assert Comparison("field", "acme in books", "==", "2", None, "phone").told == (
        "phone of acme in books to be 2, found nothing"
    )
    assert (
        Comparison("count", "books.customers", "<=", 1, 2).told == "the number of books.customers to be <= 1, found 2"
    )


def test_a_record_that_is_gone_is_no_longer_there():
    player = Player(Start("books"))
    for step in (ACME, do("delete", record="acme")):
        player.do(step)
    assert Comparison("alive", "acme", "==", True, False).fails(player.names)
