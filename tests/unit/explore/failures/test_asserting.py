"""Comparisons read from failing assertions."""

from __future__ import annotations

from typing import Any

import pytest

from zsim import World
from zsim.explore.failures import Comparison, FailedStatement, comparison_in, names_in
from zsim.explore.script import Named
from zsim.explore.traces import play_along
from zsim.kernel.errors import UsageError


def failing(source: str) -> Comparison:
    """The comparison of an assertion that fails after Acme was synced to Books."""
    world, product = World(), "books"
    acme = world.crm.accounts.create(Account_Name="Acme", Phone="1")
    bolt = world.crm.accounts.create(Account_Name="Bolt", Parent_Account=acme)
    world.connect("books").customers.configure(module="accounts").save_and_sync()
    world.settle()
    twin = world.books.customers.one(contact_name="Acme")
    variables: dict[str, Any] = {"world": world, "product": product, "acme": acme, "bolt": bolt, "twin": twin}
    player = play_along(world, names_in({"acme": acme, "bolt": bolt}))
    return comparison_in(FailedStatement(source, variables, {}), player.names)


@pytest.mark.parametrize(
    ("source", "comparison"),
    [
        ('assert acme.Phone == "2"', Comparison("field", "acme", "==", "2", "1", "Phone")),
        ('assert "2" == acme.Phone', Comparison("field", "acme", "==", "2", "1", "Phone")),
        ("assert twin.phone is None", Comparison("field", "acme in books", "is", None, "1", "phone")),
        ('assert getattr(acme, "Phone") != "1"', Comparison("field", "acme", "!=", "1", "1", "Phone")),
        (
            "assert bolt.Parent_Account is None",
            Comparison("field", "bolt", "is", None, Named("acme"), "Parent_Account"),
        ),
        (
            'assert world.why(acme).outcome == "overwritten"',
            Comparison("outcome", "acme", "==", "overwritten", "created"),
        ),
        ("assert not acme.alive", Comparison("alive", "acme", "==", False, True)),
        ("assert len(world[product].customers.all()) == 1", Comparison("count", "books.customers", "==", 1, 2)),
        ("assert len(world.crm.accounts) < 2", Comparison("count", "crm.accounts", "<", 2, 2)),
        (
            'assert len(world.books.customers.find(phone="1")) > 1',
            Comparison("count", "books.customers", ">", 1, 1, where={"phone": "1"}),
        ),
        ('assert acme.Phone == "1" and bolt.Phone == "1"', Comparison("field", "bolt", "==", "1", None, "Phone")),
        (
            'assert world.crm.accounts.one(Account_Name="Bolt").Phone == "1"',
            Comparison("field", "bolt", "==", "1", None, "Phone"),
        ),
    ],
)
def test_a_comparison_of_a_record_is_read(source: str, comparison: Comparison):
    assert failing(source) == comparison


@pytest.mark.parametrize(
    "source",
    [
        "assert world.snapshot() == {}",
        "assert [each.Phone for each in world.crm.accounts.all()] == []",
        "assert False",
        "raise AssertionError",
        'assert "Acme" == "Bolt"',
        "assert world.nobody.Phone == 1",
        "",
    ],
)
def test_what_compares_nothing_of_a_record_is_refused_in_words(source: str):
    with pytest.raises(UsageError, match="it compares nothing of a record; the comparison of a record's field"):
        failing(source)
