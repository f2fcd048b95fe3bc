"""Which contacts a sync takes: conditions, their operators, and the pattern that joins them."""

from __future__ import annotations

from typing import Any

import pytest

from scenarios.leads._setup import contact, draft, figures, on_list, services
from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError

COUNTRY, COMPANY, TERMS = "billing_address.country", "company_name", "payment_terms"
THREE: list[tuple[str, str, str | int]] = [(COUNTRY, "is", "India"), (TERMS, ">", 15), (COMPANY, "contains", "rao")]


def four_contacts(world: World) -> None:
    """Asha and Chitra in India, Ben in Germany, Dia nowhere; Chitra without company and payment terms."""
    contact(world, "Asha", "asha@example.com", company_name="Rao Textiles", payment_terms=30, **{COUNTRY: "India"})
    contact(world, "Ben", "ben@example.com", company_name="Ode Maschinen", payment_terms=15, **{COUNTRY: "Germany"})
    contact(world, "Chitra", "chitra@example.com", payment_terms=None, **{COUNTRY: " india "})
    contact(world, "Dia", "dia@example.com", company_name="Rao & Sons", payment_terms=60)


def taken(world: World) -> str:
    """The first names of those on the list."""
    return " ".join([each.partition("@")[0] for each in on_list(world)])


@pytest.mark.parametrize(
    ("field", "operator", "value", "who"),
    [
        (COUNTRY, "is", "India", "asha chitra"),
        (COUNTRY, "isn't", "India", "ben dia"),
        (COMPANY, "contains", "RAO", "asha dia"),
        (COMPANY, "doesn't contain", "rao", "ben chitra"),
        (COMPANY, "starts with", "ode", "ben"),
        (COMPANY, "ends with", "sons", "dia"),
        (COMPANY, "is empty", None, "chitra"),
        (COMPANY, "is not empty", None, "asha ben dia"),
        (TERMS, "=", 15, "ben"),
        (TERMS, "!=", 15, "asha chitra dia"),
        (TERMS, "<", 30, "ben"),
        (TERMS, "<=", 30, "asha ben"),
        (TERMS, ">", 30, "dia"),
        (TERMS, ">=", 30, "asha dia"),
        (TERMS, "between", (15, 30), "asha ben"),
    ],
)
@scenario(covers=["LED-03"])
def test_each_operator_takes_whom_it_should(world: World, field: str, operator: str, value: Any, who: str) -> None:
    """Text compares without case and outer blanks; a missing value meets only the operators that deny."""
    with given("four contacts of differing country, company and payment terms"):
        four_contacts(world)
    with when(f"a sync takes those whose {field} {operator} {'' if value is None else value!r}"):
        condition = (field, operator) if value is None else (field, operator, value)
        sync = draft(world, criteria=[condition]).initiate()
        world.settle()
    with then(f"those are {who}, and the others are not even counted"):
        assert taken(world) == who
        assert figures(sync.history[0]) == {"total": len(who.split()), "new": len(who.split())}


@pytest.mark.parametrize(
    ("pattern", "who"),
    [
        ("", "asha"),
        ("((1 and 2) or 3)", "asha dia"),
        ("(1 and (2 or 3))", "asha"),
        ("(1 or (2 and 3))", "asha chitra dia"),
        ("((1 or 2) and 3)", "asha dia"),
        ("1 or 2 or 3", "asha chitra dia"),
    ],
    ids=lambda each: each or "all of them",
)
@scenario(covers=["LED-03"])
def test_the_pattern_joins_the_conditions(world: World, pattern: str, who: str) -> None:
    """Conditions nest from the left, all of them required, until the pattern is edited: brackets decide."""
    with given("four contacts, and three conditions: in India, terms over 15 days, a company called Rao"):
        four_contacts(world)
    with when(f"they are joined by {pattern or 'the pattern a sync begins with'}"):
        sync = draft(world, criteria=THREE, pattern=pattern).initiate()
        world.settle()
    with then(f"the list has {who}, and the details show the pattern"):
        assert taken(world) == who
        assert (pattern or "((1 and 2) and 3)") in sync.details.criteria


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("((1 and 2) or 3", "at position 16: a closing bracket is missing"),
        ("((1 and 2) or 4)", "at position 15: there is no condition 4"),
        ("1 and 2 or 3", "at position 9: 'and' and 'or' side by side; put brackets round what goes first"),
        ("(1 2) and 3", "at position 4: a closing bracket is missing"),
        ("1 and 2 3", "at position 9: 'and' or 'or' missing"),
        ("1 and 2 and", "at position 12: the number of a condition or an opening bracket is missing"),
        ("(1 and 2)) or 3", "at position 10: a bracket closed that was not opened"),
        ("1 und 2 and 3", "at position 3: 'and' or 'or' missing"),
        ("(1 and 2)", "condition 3 is not used"),
    ],
)
@scenario(covers=["LED-03"])
def test_a_pattern_that_cannot_be_read_is_refused_at_its_position(world: World, pattern: str, found: str) -> None:
    """A mistake in the pattern is refused with the position it is at, and no sync is made."""
    with given("three conditions, and a list"):
        four_contacts(world)
        world.marketinghub.lists.create("Newsletter")
        before = world.snapshot()
    with when(f"they are joined by {pattern}"), pytest.raises(UsageError) as refusal:
        draft(world, criteria=THREE, pattern=pattern)
    with then("the refusal tells the position, and there is no sync"):
        assert refusal.value.asked == f"the pattern {pattern!r}"
        assert refusal.value.found == found
        assert (services(world).syncs, world.snapshot()) == ((), before)


@scenario(covers=["LED-03"])
def test_six_conditions_are_the_most(world: World) -> None:
    """Six conditions are taken, a seventh is refused."""
    with given("four contacts"):
        four_contacts(world)
        those = [(COMPANY, "doesn't contain", each) for each in "qxyzvw"]
    with when("seven conditions are given"), pytest.raises(UsageError, match="at most 6"):
        draft(world, "Seven", criteria=[*those, (COUNTRY, "is", "India")])
    with when("six are given"):
        draft(world, criteria=those).initiate()
        world.settle()
    with then("those six select the contacts"):
        assert taken(world) == "ben chitra dia"
        assert len(services(world).syncs) == 1


@scenario(covers=["LED-03", "LED-40"])
def test_a_contact_that_no_longer_meets_the_criteria_stays_a_lead(world: World) -> None:
    """Who moves out of India is not fetched again; the lead stays on the list as it was."""
    with given("a daily sync of the contacts in India that brought Asha and Chitra"):
        four_contacts(world)
        sync = draft(world, criteria=[(COUNTRY, "is", "India")]).schedule("daily").initiate()
        world.settle()
    with when("Asha moves to Germany under another first name, and Ben to India"):
        asha = world.invoice.customers.one(contact_name="Asha")
        world.invoice.customers.update(asha, first_name="Aisha", **{COUNTRY: "Germany"})
        world.invoice.customers.update(world.invoice.customers.one(contact_name="Ben"), **{COUNTRY: "India"})
        world.advance(days=1)
    with then("Ben is new, Asha is left out, and her lead stays on the list under her former name"):
        assert figures(sync.history[-1]) == {"total": 2, "new": 1, "duplicate": 1}
        assert taken(world) == "asha chitra ben"
        assert world.why(asha).outcome == "excluded"
        assert world.marketinghub.leads.one(email="asha@example.com").first_name == "Asha"
