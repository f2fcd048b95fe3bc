"""What the entries of a page can be narrowed to."""

from __future__ import annotations

from tests.report.made_up import small_catalogue, small_evidence
from zsim.report.filters import FilterFacts, facts_of, filters
from zsim.report.standing import standings

BEHAVIOUR = small_catalogue().behaviour("CUS-12")
FACTS = facts_of(standings(small_evidence(), BEHAVIOUR), BEHAVIOUR.basis)


def test_a_rule_is_found_by_its_products_its_basis_and_each_of_its_states():
    assert FACTS.product_keys == "invoice books billing"
    assert FACTS.basis == "seed"
    assert FACTS.state_looks == "proven failing"


def test_filters_stand_in_the_order_of_the_catalogue():
    assert filters([FACTS], small_catalogue())["product"] == [
        ("invoice", "Invoice"),
        ("books", "Books"),
        ("billing", "Billing"),
    ]


def test_a_filter_with_one_choice_is_not_worth_its_place():
    assert "basis" not in filters([FACTS], small_catalogue())
    assert filters([FilterFacts()], small_catalogue()) == {}
