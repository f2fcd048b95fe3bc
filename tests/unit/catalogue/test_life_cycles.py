"""The life cycles of finance's documents."""

from __future__ import annotations

import networkx as nx
import pytest

from zsim.catalogue.life_cycles import LifeCycle, MovedBy, life_cycle, life_cycles

CYCLES = [pytest.param(each, id=each.type) for each in life_cycles().values()]
TYPES = ("estimates", "invoices", "sales_orders", "purchase_orders", "bills", "expenses", "payments")


def test_the_types_of_each_product_are_those_it_has() -> None:
    of = {key: [each.type for each in life_cycles().values() if key in each.products] for key in ("books", "billing")}
    assert tuple(life_cycles()) == TYPES
    assert of == {"books": list(TYPES), "billing": ["estimates", "invoices", "payments"]}
    for key in ("invoice", "import"):
        had = [each.type for each in life_cycles().values() if key in each.products]
        assert had == ["estimates", "invoices", "expenses", "payments"]


def test_the_crm_shows_what_its_section_has_of_a_product() -> None:
    shown = {
        key: [each.type for each in life_cycles().values() if key in each.section]
        for key in ("invoice", "import", "books", "billing")
    }
    two = ["estimates", "invoices"]
    assert shown == {"invoice": two, "import": two, "books": list(TYPES[:4]), "billing": two}


@pytest.mark.parametrize("cycle", CYCLES)
def test_every_state_is_reached_from_the_first_by_moves_between_known_states(cycle: LifeCycle) -> None:
    graph = cycle.graph()
    assert tuple(graph) == cycle.states
    assert {*nx.descendants(graph, cycle.initial), cycle.initial} == {*cycle.states}
    assert {*cycle.frozen} <= {*cycle.states}
    assert {*cycle.section} <= {*cycle.products}
    assert {*cycle.converts} <= {*life_cycles()}
    for each in cycle.moves:
        assert each.verb in graph.edges[each.before, each.after]["verbs"]


@pytest.mark.parametrize("cycle", CYCLES)
def test_a_person_has_one_way_at_most_for_each_verb_in_a_state(cycle: LifeCycle) -> None:
    for approvals in (False, True):
        for state in cycle.states:
            for verb in cycle.verbs(state, approvals):
                found = [m for m in cycle.moves if (m.verb, m.before) == (verb, state) and m.holds_with(approvals)]
                assert len(found) == 1
                assert cycle.legal(verb, state, approvals) == found[0]


@pytest.mark.parametrize(
    ("type", "product", "called", "prefix"),
    [
        ("estimates", "books", "quote", "QT-"),
        ("estimates", "billing", "quote", "QT-"),
        ("estimates", "invoice", "estimate", "EST-"),
        ("sales_orders", "books", "sales order", "SO-"),
        ("sales_orders", "billing", "sales_order", ""),
        ("bills", "books", "bill", ""),
        ("expenses", "invoice", "expense", ""),
    ],
)
def test_a_product_has_its_own_word_and_prefix(type: str, product: str, called: str, prefix: str) -> None:
    cycle = life_cycle(type)
    assert (cycle.called(product), cycle.prefix(product)) == (called, prefix)


def test_approvals_open_some_moves_and_shut_others() -> None:
    quote = life_cycle("estimates")
    assert quote.verbs("draft") == ("send", "mark_sent", "accept", "decline", "convert")
    assert quote.verbs("draft", approvals=True) == ("submit",)
    assert quote.legal("send", "draft", approvals=True) is None
    assert quote.verbs("approved") == quote.verbs("approved", approvals=True)
    assert quote.verbs("invoiced") == ()


def test_what_a_product_has_is_what_its_documents_can_come_to() -> None:
    quote = life_cycle("estimates")
    six = {"draft": 0, "sent": 1, "accepted": 1, "declined": 1, "invoiced": 1, "expired": 2}
    assert quote.steps("billing") == six
    assert list(quote.steps("billing")) == list(six)
    assert quote.steps("books") == {**six, "pending_approval": 1, "approved": 2}
    assert set(quote.moves_in("books")) == set(quote.moves)
    assert {each for each in quote.moves if each not in quote.moves_in("billing")} == {
        each for each in quote.moves if {"pending_approval", "approved"} & {each.before, each.after}
    }


def test_a_type_without_moves_has_one_state() -> None:
    assert life_cycle("payments").steps("invoice") == {"recorded": 0}
    assert life_cycle("payments").moves_in("invoice") == ()


def test_a_move_leads_where_it_does_by_those_alone_who_make_it() -> None:
    invoice = life_cycle("invoices")
    assert invoice.leads("draft", "void", [MovedBy.PERSON])
    assert not invoice.leads("sent", "paid", [MovedBy.PERSON])
    assert invoice.leads("sent", "paid", [MovedBy.PERSON, MovedBy.PAYMENT])
    assert not invoice.leads("draft", "sent", [MovedBy.PERSON], approvals=True)
    assert invoice.leads("partially_paid", "overdue", iter([MovedBy.CLOCK]))
    assert not invoice.leads("paid", "void", MovedBy)


@pytest.mark.parametrize("type", ["invoices", "bills"])
def test_nothing_that_says_it_was_paid_is_voided_or_cancelled(type: str) -> None:
    befores = {each.before for each in life_cycle(type).moves if each.verb in ("void", "cancel")}
    assert befores.isdisjoint({"paid", "partially_paid", "void"})


def test_the_same_life_cycles_are_given_every_time() -> None:
    assert life_cycles() is life_cycles()
