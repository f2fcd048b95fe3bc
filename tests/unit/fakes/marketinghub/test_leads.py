"""Leads: one for each address."""

from __future__ import annotations

import pytest

from tests.unit.fakes.marketinghub.conftest import Office
from zsim.fakes.marketinghub import MarketingHub
from zsim.fakes.store import Handle
from zsim.kernel.errors import UsageError
from zsim.ports.errors import DuplicateValue, InvalidData, NotAllowed, NotFound
from zsim.ports.records import Create, Delete, Update


def test_a_lead_keeps_the_spelling_of_its_address_without_outer_blanks(hub: MarketingHub) -> None:
    lead = hub.leads.create(email=" Ann.Lee@Example.com ")
    assert lead.email == "Ann.Lee@Example.com"


def test_a_lead_begins_active_on_no_list_and_without_bounces(ann: Handle) -> None:
    assert (ann.status, ann.soft_bounces, ann.lists, ann.left_lists) == ("active", 0, [], [])


def test_a_lead_is_found_by_its_address_in_any_case(hub: MarketingHub, ann: Handle) -> None:
    assert hub.leads.one(email=" ANN@example.com", first_name="Ann") == ann
    assert hub.leads.find(email="ann@example.com", first_name="Bob") == []
    with pytest.raises(UsageError, match=r"none; there is 'Ann@Example\.com'"):
        hub.leads.one(email="Anne@Example.com")


def test_an_address_is_one_lead_whatever_its_case(office: Office, ann: Handle) -> None:
    refusal = office.refusal("Leads", Create({"email": " aNN@example.COM"}))
    assert isinstance(refusal, DuplicateValue)
    assert ann.id in refusal.message


@pytest.mark.parametrize(
    "email", ["ann.@example.com", "ann", "ann@acme", "a b@example.com", "ann@example.com, b@example.com"]
)
def test_what_is_no_address_is_refused(office: Office, email: str) -> None:
    refusal = office.refusal("Leads", Create({"email": email}))
    assert (type(refusal), refusal.code, refusal.field) == (InvalidData, "2004", "email")


@pytest.mark.parametrize("email", [None, "", "  "])
def test_a_lead_without_address_is_refused(office: Office, email: str | None) -> None:
    refusal = office.refusal("Leads", Create({"email": email, "first_name": "Ann"}))
    assert (type(refusal), refusal.code) == (InvalidData, "903")


@pytest.mark.parametrize("field", ["status", "soft_bounces", "lists", "left_lists"])
def test_what_the_hub_keeps_is_read_only_for_people_and_port(
    office: Office, hub: MarketingHub, ann: Handle, field: str
) -> None:
    with pytest.raises(InvalidData, match="set by the app"):
        hub.leads.update(ann, **{field: None})
    assert isinstance(office.refusal("Leads", Update(ann.id, {field: None})), InvalidData)


def test_a_lead_can_take_another_address(hub: MarketingHub, ann: Handle) -> None:
    hub.leads.update(ann, email="ann.lee@example.com")
    assert hub.leads.one(email="ann.lee@example.com") == ann


def test_a_lead_can_change_the_case_of_its_address(hub: MarketingHub, ann: Handle) -> None:
    assert hub.leads.update(ann, email="ANN@example.com").email == "ANN@example.com"


def test_a_lead_cannot_take_the_address_of_another(hub: MarketingHub, ann: Handle) -> None:
    bob = hub.leads.create(email="bob@example.com")
    with pytest.raises(DuplicateValue, match="is a lead already"):
        hub.leads.update(bob, email="ann@example.com")
    assert bob.email == "bob@example.com"


def test_a_deleted_lead_is_remembered_until_there_is_one_of_its_address_again(
    office: Office, hub: MarketingHub, ann: Handle
) -> None:
    hub.leads.delete(ann)
    assert office.remembered("ANN@example.com") == ["deleted"]
    again = hub.leads.create(email="ann@example.com")
    assert office.remembered("ann@example.com") == []
    assert again.id != ann.id


def test_a_deleted_lead_is_on_no_list(office: Office, hub: MarketingHub, ann: Handle, newsletter: Handle) -> None:
    hub.lists.add(newsletter, ann)
    hub.leads.delete(ann)
    assert (hub.lists.members(newsletter), office.on(newsletter)) == ([], [])
    assert hub.leads.create(email="ann@example.com").lists == []


def test_a_lead_is_deleted_at_once_and_then_its_address_is_remembered(
    office: Office, hub: MarketingHub, ann: Handle, newsletter: Handle
) -> None:
    hub.lists.add(newsletter, ann)
    start = len(office.journal)
    hub.leads.delete(ann)
    assert [(ref.module, effect.change) for ref, effect in office.changes(start)] == [
        ("Leads", "deleted"),
        ("Suppressions", "created"),
    ]


def test_a_deleted_lead_cannot_be_restored(hub: MarketingHub, ann: Handle) -> None:
    hub.leads.delete(ann)
    with pytest.raises(NotAllowed, match="deletes for good"):
        hub.leads.restore(ann)


def test_leads_do_not_merge(hub: MarketingHub, ann: Handle) -> None:
    bob = hub.leads.create(email="bob@example.com")
    with pytest.raises(NotAllowed, match="cannot be merged"):
        hub.leads.merge(ann, bob)


def test_a_custom_field_is_named_with_its_prefix(hub: MarketingHub) -> None:
    hub.leads.add_field("cf_size", "integer")
    assert hub.leads.create(email="ann@example.com", cf_size=3).cf_size == 3
    with pytest.raises(InvalidData, match="cf_colour"):
        hub.leads.add_field("colour")


def test_leads_load_from_a_file(hub: MarketingHub) -> None:
    report = hub.leads.load_csv("Email,First Name\nann@example.com,Ann\nnobody,Bob\n")
    assert report.loaded == 1
    assert [each.line for each in report.rejected] == [3]


def test_what_is_no_lead_is_refused(hub: MarketingHub, newsletter: Handle) -> None:
    with pytest.raises(UsageError, match="a record of marketinghub's Lists"):
        hub.leads.unsubscribe(newsletter)
    with pytest.raises(NotFound):
        hub.leads.bounce("1")


def test_a_lead_that_is_gone_cannot_be_deleted_again(office: Office, ann: Handle) -> None:
    office.writes("Leads", Delete(ann.id))
    assert isinstance(office.refusal("Leads", Delete(ann.id)), NotFound)
    assert office.remembered("ann@example.com") == ["deleted"]
