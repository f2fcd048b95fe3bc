"""Mailing lists and who is on them."""

from __future__ import annotations

import pytest

from tests.unit.fakes.marketinghub.conftest import Office, membership
from zsim.fakes.marketinghub import MarketingHub
from zsim.fakes.store import Handle
from zsim.kernel.errors import UsageError
from zsim.ports.errors import DuplicateValue, InvalidData, NotAllowed, NotFound
from zsim.ports.records import Create, Delete, Update, Write


def test_the_name_of_a_list_is_unique(hub: MarketingHub, newsletter: Handle) -> None:
    with pytest.raises(DuplicateValue) as refusal:
        hub.lists.create(" newsletter ")
    assert refusal.value.code == "2205"


def test_a_list_needs_a_name(hub: MarketingHub) -> None:
    with pytest.raises(InvalidData, match="the required field name is missing"):
        hub.lists.create("")


def test_a_list_can_be_renamed(hub: MarketingHub, newsletter: Handle) -> None:
    assert hub.lists.update(newsletter, name="NEWSLETTER").name == "NEWSLETTER"


def test_members_come_in_the_order_they_joined(
    office: Office, hub: MarketingHub, ann: Handle, newsletter: Handle
) -> None:
    bob = hub.leads.create(email="bob@example.com")
    office.joins(bob, newsletter)
    office.joins(ann, newsletter)
    assert hub.lists.members(newsletter) == [bob, ann]
    found = hub.port().search("Members", "list_id", [newsletter.id])
    assert [each.fields["lead_id"] for each in found] == [bob.id, ann.id]


def test_a_lead_is_on_a_list_once(office: Office, ann: Handle, newsletter: Handle) -> None:
    office.joins(ann, newsletter)
    refusal = office.refusal("Members", membership(ann, newsletter))
    assert (type(refusal), refusal.code) == (DuplicateValue, "2003")


def test_a_lead_is_on_any_number_of_lists(hub: MarketingHub, ann: Handle, newsletter: Handle) -> None:
    offers = hub.lists.create("Offers")
    hub.lists.add(newsletter, ann)
    hub.lists.add(offers, ann)
    assert hub.leads.lists(ann) == [newsletter, offers]


def test_a_deleted_list_leaves_its_leads_where_they_are(hub: MarketingHub, ann: Handle, newsletter: Handle) -> None:
    hub.lists.add(newsletter, ann)
    hub.lists.delete(newsletter)
    assert (ann.alive, hub.leads.lists(ann), len(hub.modules["Members"].table)) == (True, [], 0)


def test_nobody_joins_a_deleted_list(office: Office, hub: MarketingHub, ann: Handle, newsletter: Handle) -> None:
    hub.lists.delete(newsletter)
    refusal = office.refusal("Members", membership(ann, newsletter))
    assert (type(refusal), refusal.code, refusal.field) == (NotFound, "2203", "list_id")
    assert "'Newsletter' was deleted" in refusal.message


def test_nobody_joins_a_list_that_never_was(office: Office, ann: Handle) -> None:
    refusal = office.refusal("Members", Create({"lead_id": ann.id, "list_id": "1"}))
    assert (type(refusal), refusal.code) == (NotFound, "2501")


def test_who_is_no_lead_joins_no_list(office: Office, newsletter: Handle) -> None:
    refusal = office.refusal("Members", Create({"lead_id": "1", "list_id": newsletter.id}))
    assert isinstance(refusal, NotFound)


def test_a_lead_taken_off_a_list_stays_and_may_join_again(
    office: Office, hub: MarketingHub, ann: Handle, newsletter: Handle
) -> None:
    member = office.joins(ann, newsletter)
    office.writes("Members", Delete(member))
    assert (ann.status, hub.lists.members(newsletter)) == ("active", [])
    hub.lists.add(newsletter, ann)
    hub.lists.remove(newsletter, ann)
    assert hub.lists.members(newsletter) == []


def test_the_port_changes_no_lists_and_no_memberships(office: Office, ann: Handle, newsletter: Handle) -> None:
    member = office.joins(ann, newsletter)
    before = office.state()
    for write in (Create({"name": "Offers"}), Update(newsletter.id, {"name": "Offers"}), Delete(newsletter.id)):
        assert isinstance(office.refusal("Lists", write), NotAllowed)
    assert isinstance(office.refusal("Members", Update(member, {"list_id": newsletter.id})), NotAllowed)
    assert office.state() == before


def test_a_refused_kind_of_write_does_not_stop_the_others(
    office: Office, hub: MarketingHub, newsletter: Handle
) -> None:
    lead_ids = office.writes("Leads", Create({"email": "a@example.com"}), Create({"email": "b@example.com"}))
    writes: list[Write] = [
        Create({"lead_id": lead_ids[0], "list_id": newsletter.id}),
        Update(lead_ids[0], {}),
        Create({"lead_id": lead_ids[1], "list_id": newsletter.id}),
    ]
    results = hub.port().write("Members", writes)
    assert [each.error is None for each in results] == [True, False, True]
    assert [each.id for each in hub.lists.members(newsletter)] == lead_ids


def test_a_record_of_another_module_is_refused(hub: MarketingHub, ann: Handle, newsletter: Handle) -> None:
    with pytest.raises(UsageError, match="a record of marketinghub's Leads"):
        hub.lists.add(newsletter, newsletter)
    with pytest.raises(UsageError, match="a record of marketinghub's Lists"):
        hub.leads.unsubscribe(ann, from_list=ann)
