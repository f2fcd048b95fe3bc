"""Canonical bytes: equal values, equal bytes; unequal values, other bytes."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import StrEnum

import pytest

from zsim.kernel.canonical import canonical_bytes


class Grade(StrEnum):
    """Two statuses."""

    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two numbers and a remark that does not count."""

    left: int
    right: int
    remark: str = field(default="", compare=False)


class MyDatetime(datetime):
    """What freezegun makes of a ``datetime``: the same, by another name."""


def test_the_order_of_keys_does_not_count() -> None:
    assert canonical_bytes({"a": 1, "b": 2}) == canonical_bytes({"b": 2, "a": 1})


def test_a_list_is_as_good_as_a_tuple() -> None:
    assert canonical_bytes(["a", 1]) == canonical_bytes(("a", 1))


def test_a_field_that_is_not_compared_does_not_count() -> None:
    assert canonical_bytes(Pair(1, 2, "x")) == canonical_bytes(Pair(1, 2, "y"))


def test_a_datetime_of_another_class_counts_as_the_same() -> None:
    moment = (2026, 1, 5, 9)
    assert canonical_bytes(MyDatetime(*moment, tzinfo=UTC)) == canonical_bytes(datetime(*moment, tzinfo=UTC))


def test_different_values_have_different_bytes() -> None:
    values = [
        None,
        True,
        1,
        "1",
        Decimal(1),
        "",
        (),
        {},
        ("a", "b"),
        ("a", ("b",)),
        ("ab",),
        {"a": 1},
        {"a": "1"},
        date(2026, 1, 5),
        datetime(2026, 1, 5, tzinfo=UTC),
        time(9),
        "2026-01-05",
        Grade.DONE,
        Grade.FAILED,
        "done",
        Pair(1, 2),
        Pair(2, 1),
    ]
    same = [(a, b) for a, b in itertools.combinations(values, 2) if canonical_bytes(a) == canonical_bytes(b)]
    assert same == []


@pytest.mark.parametrize("value", [{"a"}, 1.5, object(), Pair], ids=["set", "float", "object", "class"])
def test_what_has_no_order_or_no_exact_value_is_a_bug(value: object) -> None:
    with pytest.raises(AssertionError, match="no canonical bytes"):
        canonical_bytes(value)
