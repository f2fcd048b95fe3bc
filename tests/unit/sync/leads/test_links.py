"""Which lead each contact became."""

from __future__ import annotations

from zsim.sync.leads.links import LeadLinks


def test_several_contacts_may_be_one_lead():
    links = LeadLinks([("1", "a"), ("2", "a")])
    assert links.contacts_of("a") == ("1", "2")
    links.drop("1")
    assert (links.lead_of("1"), links.contacts_of("a")) == (None, ("2",))


def test_a_contact_that_becomes_another_lead_is_the_former_no_more():
    links = LeadLinks([("1", "a")])
    links.put("1", "b")
    assert (links.lead_of("1"), links.contacts_of("a"), list(links), len(links)) == ("b", (), [("1", "b")], 1)


def test_dropping_what_is_not_linked_does_nothing():
    links = LeadLinks()
    links.drop("1")
    assert list(links) == []
