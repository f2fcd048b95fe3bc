"""How rules stand for products, by word and sign."""

from __future__ import annotations

from tests.report.made_up import overwritten, result, small_catalogue, small_evidence
from zsim.catalogue import catalogue
from zsim.report.standing import standing, standings, told_of

EVIDENCE = small_evidence()


def words(behaviour_id):
    return [each.word for each in standings(EVIDENCE, small_catalogue().behaviour(behaviour_id))]


def test_a_rule_is_proven_or_not_for_each_product_of_its_own():
    assert words("CUS-12") == ["proven", "proven", "failing"]


def test_a_rule_of_others_is_not_for_a_product():
    assert words("CON-02") == ["not for it", "proven", "not for it"]


def test_a_ruling_that_is_proven_stands_as_ruled():
    ruling = small_catalogue().behaviour("CUS-21")
    proven = small_evidence(scenarios=[result("customers/one_is_told[books]", ("CUS-21",))])
    stands = standing(proven, ruling, catalogue().product("books"))
    assert (stands.word, stands.sign) == ("proven as ruled", "◇")


def test_a_rule_of_another_products_document_is_taken_over():
    assert [each.note for each in standings(EVIDENCE, small_catalogue().behaviour("CUS-13"))] == [
        "taken over",
        "taken over",
        "",
    ]


def test_a_part_of_the_suite_says_nothing_of_what_it_did_not_touch():
    part = small_evidence(selection=["-k x"], scenarios=[overwritten("books")])
    assert [each.id for each in told_of(part, small_catalogue().behaviours)] == ["CON-02", "CUS-09", "CUS-12"]
    overwrite = small_catalogue().behaviour("CUS-12")
    assert [each.word for each in standings(part, overwrite)] == ["not in this part", "proven", "not in this part"]
