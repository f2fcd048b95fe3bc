"""Which lead each contact became."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zsim.sync.leads.lead_links import LeadLinks


def brought(*pairs: tuple[str, str]) -> LeadLinks:
    """The links of these contacts and leads."""
    links = LeadLinks()
    for contact, lead in pairs:
        links.put(contact, lead)
    return links


def linked(*pairs: tuple[str, str], asked: bool) -> LeadLinks:
    """The links of these contacts and leads, once somebody asked for the contacts of a lead, or before."""
    links = brought(*pairs)
    if asked:
        links.contacts_of("a")
    return links


def test_several_contacts_may_be_one_lead():
    links = brought(("1", "a"), ("2", "a"))
    assert links.contacts_of("a") == ("1", "2")
    links.drop("1")
    assert (links.lead_of("1"), links.contacts_of("a")) == (None, ("2",))


def test_a_lead_that_no_contact_became_has_none():
    links = brought(("1", "a"))
    assert (links.contacts_of("b"), links.contacts_of("b"), links.lead_of("2")) == ((), (), None)


@pytest.mark.parametrize("asked", [False, True])
def test_a_contact_that_becomes_another_lead_is_the_former_no_more(asked):
    links = linked(("1", "a"), asked=asked)
    links.put("1", "b")
    assert (links.lead_of("1"), links.contacts_of("a"), links.contacts_of("b")) == ("b", (), ("1",))
    assert (list(links), len(links)) == ([("1", "b")], 1)


@pytest.mark.parametrize("asked", [False, True])
def test_the_other_contacts_of_a_lead_stay_when_one_becomes_another(asked):
    links = linked(("1", "a"), ("2", "a"), ("3", "b"), asked=asked)
    links.put("1", "b")
    assert (links.contacts_of("a"), sorted(links.contacts_of("b"))) == (("2",), ["1", "3"])


@pytest.mark.parametrize("asked", [False, True])
def test_a_contact_that_becomes_what_it_is_is_that_once(asked):
    links = linked(("1", "a"), asked=asked)
    links.put("1", "a")
    assert (links.contacts_of("a"), len(links)) == (("1",), 1)


@pytest.mark.parametrize("asked", [False, True])
def test_a_contact_can_become_a_lead_again(asked):
    links = linked(("1", "a"), asked=asked)
    links.drop("1")
    assert (links.contacts_of("a"), len(links)) == ((), 0)
    links.put("1", "a")
    assert (links.contacts_of("a"), links.lead_of("1")) == (("1",), "a")


@pytest.mark.parametrize("asked", [False, True])
def test_dropping_what_is_not_linked_does_nothing(asked):
    links = linked(("1", "a"), asked=asked)
    links.drop("2")
    assert (list(links), links.contacts_of("a")) == ([("1", "a")], ("1",))


CONTACT, LEAD = st.sampled_from("1234"), st.sampled_from("abc")
ACTIONS = st.lists(st.tuples(st.just("put"), CONTACT, LEAD) | st.tuples(st.sampled_from(["drop", "ask"]), CONTACT))


@given(ACTIONS)
def test_whenever_somebody_asks_a_lead_has_the_contacts_that_are_it(actions):
    links, expected = LeadLinks(), {}
    for verb, contact, *lead in actions:
        if verb == "put":
            links.put(contact, *lead)
            expected[contact] = lead[0]
        elif verb == "drop":
            links.drop(contact)
            expected.pop(contact, None)
        else:
            links.contacts_of("a")
    assert (dict(links), len(links)) == (expected, len(expected))
    for lead in "abc":
        assert sorted(links.contacts_of(lead)) == sorted(each for each, other in expected.items() if other == lead)
