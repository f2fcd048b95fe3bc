"""Leads that are not mailed any more: bounces, complaints, farewells, and what is remembered of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.unit.fakes.marketinghub.conftest import Office, joining
from zsim.fakes.marketinghub import MarketingHub
from zsim.fakes.store import Handle
from zsim.ports.errors import InvalidData, NotAllowed, NotFound, VendorError
from zsim.ports.records import Create, Delete, RecordId, Update

Suppress = Callable[[MarketingHub, Handle], Handle]


def bounce(hub: MarketingHub, lead: Handle) -> Handle:
    """A hard bounce."""
    return hub.leads.bounce(lead, hard=True)


def unsubscribe(hub: MarketingHub, lead: Handle) -> Handle:
    """A farewell to the organisation."""
    return hub.leads.unsubscribe(lead)


def complain(hub: MarketingHub, lead: Handle) -> Handle:
    """A complaint about spam."""
    return hub.leads.complain(lead)


WAYS = [
    pytest.param(bounce, "bounced", "2004", id="bounce"),
    pytest.param(unsubscribe, "unsubscribed", "2006", id="unsubscribe"),
    pytest.param(complain, "spam", "2006", id="complain"),
]
each_way = pytest.mark.parametrize(("suppress", "status", "code"), WAYS)


@each_way
def test_the_lead_stays_and_tells_why_it_is_not_mailed(
    office: Office, hub: MarketingHub, ann: Handle, newsletter: Handle, suppress: Suppress, status: str, code: str
) -> None:
    hub.lists.add(newsletter, ann)
    assert suppress(hub, ann).status == status
    assert office.remembered("ann@example.com") == [status]
    assert hub.lists.members(newsletter) == []
    assert hub.leads.lists(ann) == []


@each_way
def test_the_lead_leaves_its_lists_in_the_very_change_of_its_status(
    office: Office,
    hub: MarketingHub,
    ann: Handle,
    newsletter: Handle,
    offers: Handle,
    suppress: Suppress,
    status: str,
    code: str,
) -> None:
    for each in (newsletter, offers):
        hub.lists.add(each, ann)
    start = len(office.journal)
    suppress(hub, ann)
    (change,) = [effect for ref, effect in office.changes(start) if ref.module == "Leads"]
    assert change.before is not None
    assert change.after == {**change.before, "lists": (), "status": status}


@each_way
def test_an_address_that_is_kept_out_joins_no_list_by_a_create(
    office: Office, hub: MarketingHub, ann: Handle, newsletter: Handle, suppress: Suppress, status: str, code: str
) -> None:
    suppress(hub, ann)
    office.writes("Leads", Delete(ann.id))
    refusal = office.refusal("Leads", Create({"email": "ann@example.com", "join_list": newsletter.id}))
    assert (type(refusal), refusal.code, office.on(newsletter)) == (NotAllowed, code, [])


@each_way
def test_the_address_is_kept_out_even_when_the_lead_is_gone(
    office: Office, hub: MarketingHub, ann: Handle, suppress: Suppress, status: str, code: str
) -> None:
    suppress(hub, ann)
    office.writes("Leads", Delete(ann.id))
    assert office.remembered("ann@example.com") == [status, "deleted"]
    before = office.state()
    refusal = office.refusal("Leads", Create({"email": "ANN@example.com"}))
    assert (type(refusal), refusal.code) == (NotAllowed, code)
    assert office.state() == before


@each_way
def test_the_address_cannot_be_taken_by_another_lead(
    office: Office, hub: MarketingHub, ann: Handle, suppress: Suppress, status: str, code: str
) -> None:
    suppress(hub, ann)
    office.writes("Leads", Delete(ann.id))
    bob = hub.leads.create(email="bob@example.com")
    refusal = office.refusal("Leads", Update(bob.id, {"email": "ann@example.com"}))
    assert (type(refusal), refusal.code) == (NotAllowed, code)


@each_way
def test_the_lead_joins_no_list(
    office: Office, hub: MarketingHub, ann: Handle, newsletter: Handle, suppress: Suppress, status: str, code: str
) -> None:
    suppress(hub, ann)
    refusal = office.refusal("Leads", joining(ann, newsletter))
    assert (type(refusal), refusal.code) == (NotAllowed, code)
    with pytest.raises(NotAllowed):
        hub.lists.add(newsletter, ann)
    assert ann.lists == []


@each_way
def test_a_person_cannot_delete_the_lead(
    hub: MarketingHub, ann: Handle, suppress: Suppress, status: str, code: str
) -> None:
    suppress(hub, ann)
    with pytest.raises(NotAllowed, match=f"is {status} and cannot be deleted"):
        hub.leads.delete(ann)
    assert ann.alive


@each_way
@pytest.mark.parametrize("again", [bounce, unsubscribe, complain])
def test_nothing_more_befalls_the_lead(
    office: Office, hub: MarketingHub, ann: Handle, suppress: Suppress, status: str, code: str, again: Suppress
) -> None:
    suppress(hub, ann)
    before = office.state()
    with pytest.raises(NotAllowed) as refusal:
        again(hub, ann)
    assert refusal.value.code == code
    assert office.state() == before


def test_the_fields_of_a_lead_that_bounced_cannot_be_edited(office: Office, hub: MarketingHub, ann: Handle) -> None:
    bounce(hub, ann)
    with pytest.raises(NotAllowed, match="bounced for good"):
        hub.leads.update(ann, first_name="Anna")
    assert office.refusal("Leads", Update(ann.id, {"first_name": "Anna"})).code == "2004"


def test_the_seventh_soft_bounce_in_a_row_is_a_hard_one(office: Office, hub: MarketingHub, ann: Handle) -> None:
    for _ in range(6):
        hub.leads.bounce(ann)
    assert (ann.status, ann.soft_bounces, office.remembered("ann@example.com")) == ("active", 6, [])
    hub.leads.bounce(ann)
    assert (ann.status, ann.soft_bounces, office.remembered("ann@example.com")) == ("bounced", 7, ["bounced"])


def test_mail_that_arrives_begins_the_count_anew(hub: MarketingHub, ann: Handle) -> None:
    for _ in range(6):
        hub.leads.bounce(ann)
    assert hub.leads.deliver(ann).soft_bounces == 0
    assert hub.leads.bounce(ann).status == "active"


def test_mail_that_arrives_without_a_bounce_before_changes_nothing(
    office: Office, hub: MarketingHub, ann: Handle
) -> None:
    before = office.state()
    hub.leads.deliver(ann)
    assert office.state() == before


def test_unsubscribing_from_a_list_leaves_the_lead_active(
    office: Office, hub: MarketingHub, ann: Handle, newsletter: Handle, offers: Handle
) -> None:
    hub.lists.add(newsletter, ann)
    hub.lists.add(offers, ann)
    hub.leads.unsubscribe(ann, from_list=newsletter)
    assert ann.status == "active"
    assert (hub.lists.members(newsletter), hub.leads.lists(ann)) == ([], [offers])
    assert office.remembered("ann@example.com") == []


def test_who_unsubscribed_from_a_list_is_not_put_on_it_again(
    office: Office, hub: MarketingHub, ann: Handle, newsletter: Handle
) -> None:
    office.joins(ann, newsletter)
    hub.leads.unsubscribe(ann, from_list=newsletter.id)
    before = office.state()
    refusal = office.refusal("Leads", joining(ann, newsletter))
    assert (type(refusal), refusal.code) == (NotAllowed, "2006")
    with pytest.raises(NotAllowed, match="unsubscribed from the list 'Newsletter'"):
        hub.lists.add(newsletter, ann)
    (lead,) = hub.port().read("Leads", [ann.id])
    assert (lead.fields["lists"], lead.fields["left_lists"]) == ((), (newsletter.id,))
    assert office.state() == before


def test_who_unsubscribed_from_a_list_before_stays_as_they_are(
    office: Office, hub: MarketingHub, ann: Handle, newsletter: Handle
) -> None:
    office.joins(ann, newsletter)
    hub.leads.unsubscribe(ann, from_list=newsletter)
    before = office.state()
    hub.leads.unsubscribe(ann, from_list=newsletter)
    assert office.state() == before


def test_nobody_unsubscribes_from_a_list_they_are_not_on(hub: MarketingHub, ann: Handle, newsletter: Handle) -> None:
    with pytest.raises(NotFound, match=r"'Ann@Example\.com' is not on the list 'Newsletter'"):
        hub.leads.unsubscribe(ann, from_list=newsletter)


def test_what_is_remembered_is_kept_by_the_hub_alone(office: Office, hub: MarketingHub, ann: Handle) -> None:
    unsubscribe(hub, ann)
    remembered = hub.suppressions.one(email="Ann@Example.com")
    people: list[Callable[[], object]] = [
        lambda: hub.suppressions.create(email="bob@example.com", reason="spam"),
        lambda: hub.suppressions.update(remembered, reason="spam"),
        lambda: hub.suppressions.delete(remembered),
    ]
    for action in people:
        with pytest.raises(VendorError, match="kept by MarketingHub alone"):
            action()
    for write in (Create({"email": "b@example.com"}), Update(remembered.id, {}), Delete(remembered.id)):
        assert isinstance(office.refusal("Suppressions", write), NotAllowed)


def test_a_lead_cannot_be_unsubscribed_by_writing_its_status(office: Office, ann: Handle) -> None:
    assert isinstance(office.refusal("Leads", Update(RecordId(ann.id), {"status": "unsubscribed"})), InvalidData)
