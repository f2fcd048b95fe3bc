"""Near misses."""

from __future__ import annotations

import doctest

from zsim.catalogue import did_you_mean, nearest, suggest


def test_the_closest_name_comes_first() -> None:
    assert nearest("Acme Ltd", ["Bolt", "Acme Limited", "Acme Ltd."]) == ("Acme Ltd.", "Acme Limited")


def test_case_does_not_count_and_the_names_keep_theirs() -> None:
    assert nearest("ACCOUNT_NAME", ["Account_Name", "Phone"]) == ("Account_Name",)


def test_at_most_three_names_are_given() -> None:
    assert len(nearest("CUS-0", [f"CUS-{number:02}" for number in range(1, 33)])) == 3


def test_the_order_of_the_names_does_not_matter() -> None:
    names = [f"CUS-{number:02}" for number in range(1, 33)]
    assert nearest("CUS-0", names) == nearest("CUS-0", reversed(names))


def test_a_name_that_occurs_twice_is_given_once() -> None:
    assert nearest("Acme", ["Acme", "Acme"]) == ("Acme",)


def test_a_name_like_no_other_has_no_near_ones() -> None:
    assert nearest("Zebra", ["books", "billing"]) == ()


def test_several_near_names_are_joined_by_or() -> None:
    assert did_you_mean("name", ["names", "named"]) == "did you mean 'named' or 'names'?"


def test_without_near_names_the_first_dozen_are_listed() -> None:
    assert did_you_mean("zebra", [f"{number}" for number in range(14)]).endswith("'10', '11' and 2 more")


def test_without_any_names_that_is_said() -> None:
    assert did_you_mean("zebra", []) == "there is nothing yet"


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(suggest).failed == 0
