"""Criteria: conditions, operators by field type, patterns, and what is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from zsim.kernel.errors import UsageError
from zsim.ports.criteria import CONDITIONS_MAX, Condition, Criteria, default_pattern, operators
from zsim.ports.records import Fields
from zsim.ports.schema import Field, FieldType

SCHEMA = {
    each.name: each
    for each in (
        Field("Account_Name"),
        Field("Industry", FieldType.PICK_LIST, options=("Banking", "Other")),
        Field("Employees", FieldType.INTEGER),
        Field("Annual_Revenue", FieldType.CURRENCY),
        Field("Founded", FieldType.DATE),
        Field("Called", FieldType.DATE_TIME),
        Field("Zoho_Invoice", FieldType.CHECK_BOX),
        Field("Parent_Account", FieldType.LOOKUP, lookup="Accounts"),
    )
}
NINE = datetime(2026, 1, 5, 9, tzinfo=UTC)


def holds(condition: Condition, fields: Fields) -> bool:
    """Whether criteria of this one condition pass the check and hold."""
    criteria = Criteria((condition,))
    criteria.check(SCHEMA)
    return criteria.holds(fields)


def refusal(condition: Condition) -> str:
    """What the check says against a condition."""
    with pytest.raises(UsageError) as refused:
        Criteria((condition,)).check(SCHEMA)
    return str(refused.value)


@pytest.mark.parametrize(
    ("operator", "value", "matching", "other"),
    [
        ("is", "acme", " ACME ", "Acme Ltd"),
        ("isn't", "acme", "Acme Ltd", "Acme"),
        ("contains", "CM", "Acme", "Aceme"),
        ("doesn't contain", "cm", "Aceme", "Acme"),
        ("starts with", "ac", "Acme", "The Acme"),
        ("ends with", "me ", "Acme", "Acme Ltd"),
        ("is empty", None, "  ", "Acme"),
        ("is not empty", None, "Acme", ""),
    ],
)
def test_text_is_compared_trimmed_and_folded(operator: str, value: str | None, matching: str, other: str) -> None:
    condition = Condition("Account_Name", operator, value)
    assert holds(condition, {"Account_Name": matching})
    assert not holds(condition, {"Account_Name": other})


@pytest.mark.parametrize(
    ("operator", "value", "matching", "other"),
    [
        ("=", 5, 5, 6),
        ("!=", 5, 6, 5),
        ("<", 5, 4, 5),
        ("<=", 5, 5, 6),
        (">", 5, 6, 5),
        (">=", 5, 5, 4),
    ],
)
def test_numbers_are_compared_in_size(operator: str, value: int, matching: int, other: int) -> None:
    assert holds(Condition("Employees", operator, value), {"Employees": matching})
    assert not holds(Condition("Employees", operator, value), {"Employees": other})


def test_between_takes_in_both_ends() -> None:
    condition = Condition("Annual_Revenue", "between", (Decimal("1.50"), 3))
    assert [holds(condition, {"Annual_Revenue": Decimal(each)}) for each in ("1.49", "1.50", "3", "3.01")] == [
        False,
        True,
        True,
        False,
    ]


def test_dates_are_compared_in_time() -> None:
    assert holds(Condition("Founded", "<", date(2026, 1, 5)), {"Founded": date(2026, 1, 4)})
    assert not holds(Condition("Called", ">", NINE), {"Called": NINE})


def test_a_time_without_zone_is_taken_as_utc() -> None:
    assert holds(Condition("Called", "=", NINE), {"Called": NINE.replace(tzinfo=None)})


def test_a_check_box_never_ticked_is_not_ticked() -> None:
    assert holds(Condition("Zoho_Invoice", "is", False), {})
    assert not holds(Condition("Zoho_Invoice", "is", True), {"Zoho_Invoice": None})


@pytest.mark.parametrize(
    "condition",
    [
        Condition("Account_Name", "isn't", "Acme"),
        Condition("Account_Name", "doesn't contain", "Acme"),
        Condition("Employees", "!=", 5),
        Condition("Account_Name", "is empty"),
    ],
)
def test_denying_operators_hold_for_a_missing_field(condition: Condition) -> None:
    assert holds(condition, {})


@pytest.mark.parametrize(
    "condition",
    [
        Condition("Account_Name", "is", "Acme"),
        Condition("Account_Name", "starts with", "Acme"),
        Condition("Employees", "<", 5),
        Condition("Employees", "between", (1, 5)),
        Condition("Parent_Account", "is", "7"),
    ],
)
def test_other_operators_do_not_hold_for_a_missing_field(condition: Condition) -> None:
    assert not holds(condition, {})


def test_without_a_pattern_all_conditions_must_hold() -> None:
    criteria = Criteria(
        (Condition("Employees", ">", 1), Condition("Employees", "<", 5), Condition("Employees", "!=", 3))
    )
    assert criteria.pattern == "((1 and 2) and 3)"
    assert [criteria.holds({"Employees": each}) for each in (1, 2, 3, 4, 5)] == [False, True, False, True, False]


def test_the_pattern_joins_the_conditions() -> None:
    conditions = tuple([Condition("Employees", "=", each) for each in (1, 2, 3)])
    either = Criteria(conditions, "(1 or 2) or 3")
    assert [either.holds({"Employees": each}) for each in (1, 3, 4)] == [True, True, False]
    never = Criteria(conditions, "((1 AND 2) or 3)")
    assert [never.holds({"Employees": each}) for each in (1, 3)] == [False, True]


def test_no_condition_holds_for_every_record() -> None:
    assert Criteria(()).holds({})


@pytest.mark.parametrize(
    ("pattern", "position", "found"),
    [
        ("1 and", 6, "missing"),
        ("(1 and 2", 9, "closing bracket"),
        ("1 and 2)", 8, "not opened"),
        ("1 2", 3, "'and' or 'or' missing"),
        ("1 and 4", 7, "no condition 4"),
        ("1 and 2 or 3", 9, "side by side"),
        ("1 xor 2", 3, "'and' or 'or' missing"),
        ("? and 2", 1, "number of a condition"),
        ("\u00b2 and 2", 1, "number of a condition"),
        ("1 and 0", 7, "no condition 0"),
        ("1 and " + "9" * 5000, 7, "no condition 999999999999"),
        ("(" * 3000, 21, "brackets stand more than 20 deep"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_mistake_in_a_pattern_is_pointed_at(pattern: str, position: int, found: str) -> None:
    with pytest.raises(UsageError) as refused:
        Criteria(tuple([Condition("Employees", "=", each) for each in (1, 2, 3)]), pattern)
    assert f"at position {position}: " in str(refused.value)
    assert found in str(refused.value)


def test_a_pattern_uses_every_condition() -> None:
    with pytest.raises(UsageError, match="condition 2 is not used"):
        Criteria((Condition("Employees", ">", 1), Condition("Employees", "<", 5)), "1")


def test_a_seventh_condition_is_refused() -> None:
    conditions = tuple([Condition("Employees", "=", each) for each in range(CONDITIONS_MAX + 1)])
    with pytest.raises(UsageError, match="at most 6"):
        Criteria(conditions)


def test_an_unknown_field_is_refused_with_near_names() -> None:
    assert "did you mean Account_Name" in refusal(Condition("Acount_Name", "is", "Acme"))


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (Condition("Account_Name", "=", "Acme"), "text fields have no such operator"),
        (Condition("Zoho_Invoice", "isn't", True), "one of is"),
        (Condition("Zoho_Invoice", "is", "true"), "not True or False"),
        (Condition("Employees", "=", "5"), "not a finite Decimal or a whole number"),
        (Condition("Employees", "=", True), "not a finite Decimal or a whole number"),
        (Condition("Employees", "between", 5), "a pair"),
        (Condition("Employees", "<", (1, 2)), "not a finite Decimal or a whole number"),
        (Condition("Founded", "=", NINE), "not a date"),
        (Condition("Called", "=", date(2026, 1, 5)), "not a datetime"),
        (Condition("Account_Name", "is", " "), "text that is not blank"),
        (Condition("Account_Name", "is empty", "x"), "leave the value out"),
        (Condition("Industry", "is", "Farming"), "one of Banking, Other"),
    ],
)
def test_what_a_field_cannot_answer_is_refused(condition: Condition, found: str) -> None:
    assert found in refusal(condition)


def test_every_field_type_has_operators() -> None:
    assert all(operators(each) for each in FieldType)


def test_the_default_pattern_nests_from_the_left() -> None:
    assert [default_pattern(each) for each in range(4)] == ["", "1", "(1 and 2)", "((1 and 2) and 3)"]
