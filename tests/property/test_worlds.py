"""Random worlds of two campaigns: none fails, and together they do and meet all that there is.

The worlds of these seeds are the same each time; ``zsim explore`` plays others. Every check and the reference model
judge each run, and at the end nothing is left to do.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

import pytest

from zsim.explore.drawing import Bounds, Explored, play_seed
from zsim.explore.script import VERBS
from zsim.explore.situations import situations
from zsim.faults import KINDS

PRODUCTS = ("invoice", "books", "billing", "import")
SALES = ("documents", "deals", "settings", "connections", "time")
WORLDS = 104
"""How many worlds of all kinds are played with each product, every other one with faults, and with two products."""

OFFICES: Mapping[str, int] = {"invoice": 45, "books": 110, "billing": 45, "import": 45}
"""How many worlds of deals and documents are played with each product, and are longer."""

IN_BOOKS = "documents are approved, and users of the CRM integrated, in Books alone (TXN-24, USR-01)"
TYPES_OF_BOOKS = "sales orders, purchase orders and bills are documents of Books alone (TXN-12)"
BY_HAND = "no document is associated with a deal by hand (POT-02)"
SHOWN_BESIDE = "the CRM's information is shown by Invoice and Billing (FND-05)"
ONE_WAY = "the import chooses nothing but to repeat (SYN-02)"
ELSEWHERE: Mapping[str, str] = {
    "add_other_app": "it takes two products",
    "configure_workflows": "the import alone is offered workflows (TRG-21)",
    **dict.fromkeys(("submit", "approve", "reject", "add_integration_user", "remove_integration_user"), IN_BOOKS),
    **dict.fromkeys(("mark_open", "cancel", "close"), TYPES_OF_BOOKS),
}
NEVER_DONE: Mapping[str, Mapping[str, str]] = {
    "invoice": ELSEWHERE,
    "books": {
        **{verb: ELSEWHERE[verb] for verb in ("add_other_app", "configure_workflows")},
        "crm_information": SHOWN_BESIDE,
    },
    "billing": {
        **ELSEWHERE,
        **dict.fromkeys(("associate", "dissociate", "search_deals"), BY_HAND),
        "update_credentials": "Billing has no key (CON-02)",
    },
    "import": {
        **{verb: why for verb, why in ELSEWHERE.items() if verb != "configure_workflows"},
        **dict.fromkeys(("associate", "dissociate", "search_deals"), BY_HAND),
        **dict.fromkeys(("enable_transactions", "configure_triggers", "map", "unmap"), ONE_WAY),
        "crm_information": SHOWN_BESIDE,
    },
}
"""The verbs that no world of a product can do, and why."""

SELDOM = frozenset({"deactivate_sync", "delete_report", "dissociate", "edit_mapping", "update_report"})
"""Verbs that need what is seldom there: they are done somewhere, and not in the worlds of each product."""

MOST = 700
"""How many situations are met at least, the rare ones among them."""


@cache
def worlds(product: str) -> tuple[Explored, ...]:
    """The worlds of a product, of all kinds and of sales."""
    usual = [Bounds((product,), faults=faults) for faults in (False, True)]
    offices = [Bounds((product,), 150, faults, parts=SALES) for faults in (False, False, True)]
    return (*_played(usual, WORLDS), *_played(offices, OFFICES[product]))


@cache
def mixed() -> tuple[Explored, ...]:
    """Worlds of any products, some with two."""
    return tuple(_played([Bounds(faults=faults) for faults in (False, True)], WORLDS, first=10_000))


def _played(bounds: list[Bounds], count: int, first: int = 0) -> Iterator[Explored]:
    return (play_seed(first + number, bounds[number % len(bounds)]) for number in range(count))


def everything() -> tuple[Explored, ...]:
    """All worlds."""
    return (*mixed(), *[each for product in PRODUCTS for each in worlds(product)])


def failures(played: tuple[Explored, ...]) -> list[str]:
    """What the worlds failed with, each told with its seed and its script."""
    return [
        f"seed {each.seed}: {each.failing.signature}: {each.failing.told}\n{each.failing.script}"
        for each in played
        if each.failing is not None
    ]


@pytest.mark.parametrize("product", PRODUCTS)
def test_no_world_of_a_product_fails(product: str):
    assert failures(worlds(product)) == []


def test_no_world_of_any_products_fails():
    assert failures(mixed()) == []


@pytest.mark.parametrize("product", PRODUCTS)
def test_every_verb_is_done_in_the_worlds_of_a_product(product: str):
    done: Counter[str] = Counter()
    for each in worlds(product):
        done.update(each.done)
    assert {verb for verb in VERBS if not done[verb]} - SELDOM == set(NEVER_DONE[product]) - SELDOM


def test_every_kind_of_fault_happens_and_every_verb_is_done_somewhere():
    done, fired = Counter[str](), Counter[str]()
    for each in everything():
        done.update(each.done)
        fired.update(each.fired)
    assert [each for each in KINDS if not fired[each]] == []
    assert [each for each in VERBS if not done[each]] == []


def test_every_common_situation_is_met_and_most_of_the_rare_ones():
    met: Counter[str] = Counter()
    for each in everything():
        met.update(each.met)
    sys.stdout.write("\n".join([f"{met[each.name]} times {each.name}" for each in situations()]))
    assert [each.name for each in situations() if each.common and not met[each.name]] == []
    assert len([each for each in situations() if met[each.name]]) >= MOST
