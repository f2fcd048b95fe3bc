"""Mailing lists and who is on them."""

from __future__ import annotations

import pytest

from tests.unit.fakes.marketinghub.conftest import Office, joining, leaving, new_office
from zsim.fakes.marketinghub import MarketingHub
from zsim.fakes.store import Handle
from zsim.kernel.errors import UsageError
from zsim.ports.errors import DuplicateValue, InvalidData, NotAllowed, NotFound, VendorError
from zsim.ports.records import Create, Delete, Merge, RecordId, Update, Value, Write


def test_the_name_of_a_list_is_unique(hub: MarketingHub, newsletter: Handle) -> None:
    with pytest.raises(DuplicateValue) as refusal:
        hub.lists.create(" newsletter ")
    assert refusal.value.code == "2205"


def test_a_list_needs_a_name(hub: MarketingHub) -> None:
    with pytest.raises(InvalidData, match="the required field name is missing"):
        hub.lists.create("")


def test_a_list_can_be_renamed(hub: MarketingHub, newsletter: Handle) -> None:
    assert hub.lists.update(newsletter, name="NEWSLETTER").name == "NEWSLETTER"


def test_members_come_oldest_first_whoever_joined_first(
    office: Office, hub: MarketingHub, ann: Handle, newsletter: Handle
) -> None:
    bob = hub.leads.create(email="bob@example.com")
    office.joins(bob, newsletter)
    office.joins(ann, newsletter)
    assert hub.lists.members(newsletter) == [ann, bob]


def test_the_port_finds_leads_by_the_lists_they_are_on(
    office: Office, hub: MarketingHub, ann: Handle, newsletter: Handle, offers: Handle
) -> None:
    bob = hub.leads.create(email="bob@example.com")
    hub.lists.add(newsletter, ann)
    hub.lists.add(offers, ann, bob)
    assert (office.on(newsletter), office.on(offers)) == ([ann.id], [ann.id, bob.id])
    both = hub.port().search("Leads", "lists", [offers.id, newsletter.id])
    assert [each.ref.id for each in both] == [ann.id, bob.id]
    assert hub.port().search("Leads", "lists", [ann.id]) == ()


def test_a_person_finds_leads_by_a_list_they_are_on(
    hub: MarketingHub, ann: Handle, newsletter: Handle, offers: Handle
) -> None:
    bob, _ = (hub.leads.create(email=f"{name}@example.com", first_name="Ann") for name in ("bob", "cid"))
    hub.lists.add(offers, bob, ann)
    hub.lists.add(newsletter, ann)
    assert hub.leads.find(lists=newsletter) == [ann]
    assert hub.leads.find(lists=offers, first_name="Ann") == [ann, bob]
    assert hub.leads.find(lists=offers, email="BOB@example.com") == [bob]
    assert hub.leads.find(lists=newsletter, email="bob@example.com") == []


def test_a_person_finds_leads_by_a_list_they_left(
    hub: MarketingHub, ann: Handle, newsletter: Handle, offers: Handle
) -> None:
    hub.lists.add(newsletter, ann)
    hub.leads.unsubscribe(ann, from_list=newsletter)
    assert hub.leads.find(left_lists=newsletter) == [ann]
    assert hub.leads.find(left_lists=offers) == hub.leads.find(lists=newsletter) == []


def test_a_lead_is_put_on_a_list_by_the_write_that_makes_it(
    office: Office, hub: MarketingHub, newsletter: Handle
) -> None:
    start = len(office.journal)
    (lead_id,) = office.writes("Leads", Create({"email": "bob@example.com", "join_list": newsletter.id}))
    bob = hub.leads.get(lead_id)
    assert (bob.lists, hub.lists.members(newsletter), office.on(newsletter)) == ([newsletter], [bob], [lead_id])
    assert "join_list" not in bob.fields
    ((ref, effect),) = office.changes(start)
    assert (ref, effect.change, effect.after) == (bob.ref, "created", bob.fields)


def test_nobody_is_made_a_lead_for_a_deleted_list(
    office: Office, hub: MarketingHub, ann: Handle, newsletter: Handle
) -> None:
    hub.leads.delete(ann)
    hub.lists.delete(newsletter)
    before = office.state()
    refusal = office.refusal("Leads", Create({"email": "ann@example.com", "join_list": newsletter.id}))
    assert (type(refusal), refusal.code, refusal.field) == (NotFound, "2203", "list_id")
    assert (office.state(), len(hub.leads)) == (before, 0)


def test_nobody_is_made_a_lead_for_a_list_that_never_was(office: Office, hub: MarketingHub) -> None:
    refusal = office.refusal("Leads", Create({"email": "bob@example.com", "join_list": "1"}))
    assert (type(refusal), refusal.code, len(hub.leads)) == (NotFound, "2501", 0)


def test_an_address_that_is_a_lead_already_joins_no_list_by_a_create(
    office: Office, ann: Handle, newsletter: Handle
) -> None:
    refusal = office.refusal("Leads", Create({"email": "ann@example.com", "join_list": newsletter.id}))
    assert (type(refusal), ann.lists) == (DuplicateValue, [])


@pytest.mark.parametrize(
    ("people", "refused"),
    [
        ("ben Newsletter, cid Offers, dee Newsletter, eve", {}),
        ("ben Newsletter, cid Gone, dee Newsletter", {1: NotFound}),
        ("ben Newsletter, BEN Offers, dee Newsletter", {1: DuplicateValue}),
        ("ben Newsletter, Ann Newsletter, dee Newsletter", {1: DuplicateValue}),
        ("ben Newsletter, zoe Newsletter, dee Newsletter", {1: NotAllowed}),
        ("ben Newsletter, old Newsletter, dee Newsletter", {}),
        ("ben Newsletter, a..b Newsletter, dee Newsletter", {1: InvalidData}),
    ],
)
def test_many_creates_of_one_write_come_to_what_they_come_to_one_by_one(
    people: str, refused: dict[int, type[VendorError]]
) -> None:
    together, singly = new_office(), new_office()
    writes = busy(together, people)
    assert busy(singly, people) == writes
    results = together.hub.port().write("Leads", writes)
    assert {number: type(each.error) for number, each in enumerate(results) if each.error is not None} == refused
    assert [each.id for each in results] == [singly.hub.port().write("Leads", [each])[0].id for each in writes]
    assert together.state() == singly.state()
    assert list(together.journal) == list(singly.journal)


def busy(office: Office, people: str) -> list[Create]:
    """The creates of these people, each with a trace, in a hub that knows Ann, deleted Old and does not mail Zoe."""
    hub = office.hub
    lists = {name: hub.lists.create(name) for name in ("Newsletter", "Offers", "Gone")}
    hub.lists.delete(lists["Gone"])
    _, old, zoe = (hub.leads.create(email=f"{name}@example.com") for name in ("ann", "old", "zoe"))
    hub.leads.delete(old)
    hub.leads.complain(zoe)
    office.writes("Leads", Delete(zoe.id))
    traces = [office.journal.append("somebody", "decision", None) for _ in people.split(", ")]
    wanted = [(*each.split(" "), "")[:2] for each in people.split(", ")]
    return [
        Create({"email": f"{name}@example.com"} | ({"join_list": lists[where].id} if where else {}), trace)
        for (name, where), trace in zip(wanted, traces, strict=True)
    ]


def test_an_update_may_change_other_fields_while_it_puts_the_lead_on_a_list(
    office: Office, ann: Handle, newsletter: Handle
) -> None:
    office.writes("Leads", Update(ann.id, {"city": "Ulm", "join_list": newsletter.id}))
    assert (ann.city, ann.lists) == ("Ulm", [newsletter])


def test_a_lead_the_port_puts_on_a_list_twice_is_on_it_once(office: Office, ann: Handle, newsletter: Handle) -> None:
    office.joins(ann, newsletter)
    before = office.state()
    office.joins(ann, newsletter)
    assert (office.state(), office.on(newsletter)) == (before, [ann.id])


def test_a_person_cannot_put_a_lead_on_a_list_twice(
    office: Office, hub: MarketingHub, ann: Handle, newsletter: Handle
) -> None:
    hub.lists.add(newsletter, ann)
    before = office.state()
    with pytest.raises(DuplicateValue, match=r"'Ann@Example\.com' is on the list 'Newsletter' already") as refusal:
        hub.lists.add(newsletter, ann)
    assert (refusal.value.code, office.state()) == ("2003", before)


def test_a_lead_is_on_any_number_of_lists_in_the_order_it_joined_them(
    office: Office, hub: MarketingHub, ann: Handle, newsletter: Handle, offers: Handle
) -> None:
    hub.lists.add(offers, ann)
    office.joins(ann, newsletter)
    assert hub.leads.lists(ann) == ann.lists == [offers, newsletter]
    assert ann.fields["lists"] == (offers.id, newsletter.id)


def test_leads_are_put_on_a_list_or_taken_off_together_or_not_at_all(
    office: Office, hub: MarketingHub, ann: Handle, newsletter: Handle
) -> None:
    bob = hub.leads.create(email="bob@example.com")
    hub.lists.add(newsletter, bob)
    before = office.state()
    with pytest.raises(DuplicateValue):
        hub.lists.add(newsletter, ann, bob)
    with pytest.raises(NotFound):
        hub.lists.remove(newsletter, bob, ann)
    assert office.state() == before


def test_nobody_is_on_a_list_that_is_not_there(hub: MarketingHub, newsletter: Handle) -> None:
    with pytest.raises(NotFound, match="there is no list 'Newsletter'"):
        hub.lists.members("Newsletter")


def test_a_deleted_list_leaves_its_leads_where_they_are(
    hub: MarketingHub, ann: Handle, newsletter: Handle, offers: Handle
) -> None:
    hub.lists.add(newsletter, ann)
    hub.lists.add(offers, ann)
    hub.lists.delete(newsletter)
    assert (ann.alive, ann.status, hub.leads.lists(ann)) == (True, "active", [offers])
    assert hub.port().search("Leads", "lists", [newsletter.id]) == ()


def test_the_leads_of_a_list_leave_it_before_it_is_deleted(
    office: Office, hub: MarketingHub, ann: Handle, newsletter: Handle
) -> None:
    bob = hub.leads.create(email="bob@example.com")
    hub.lists.add(newsletter, ann, bob)
    start = len(office.journal)
    hub.lists.delete(newsletter)
    told = [(ref, effect.change) for ref, effect in office.changes(start)]
    assert told == [(ann.ref, "updated"), (bob.ref, "updated"), (newsletter.ref, "deleted")]


def test_nobody_joins_a_deleted_list(office: Office, hub: MarketingHub, ann: Handle, newsletter: Handle) -> None:
    hub.lists.delete(newsletter)
    before = office.state()
    refusal = office.refusal("Leads", joining(ann, newsletter))
    assert (type(refusal), refusal.code, refusal.field) == (NotFound, "2203", "list_id")
    assert "'Newsletter' was deleted" in refusal.message
    assert office.state() == before


def test_nobody_joins_a_list_that_never_was(office: Office, ann: Handle) -> None:
    refusal = office.refusal("Leads", Update(ann.id, {"join_list": "1"}))
    assert (type(refusal), refusal.code) == (NotFound, "2501")


def test_who_is_no_lead_joins_no_list(office: Office, newsletter: Handle) -> None:
    refusal = office.refusal("Leads", Update(RecordId("1"), {"join_list": newsletter.id}))
    assert isinstance(refusal, NotFound)


def test_a_lead_taken_off_a_list_stays_and_may_join_again(
    office: Office, hub: MarketingHub, ann: Handle, newsletter: Handle
) -> None:
    office.joins(ann, newsletter)
    office.leaves(ann, newsletter)
    assert (ann.status, hub.lists.members(newsletter), office.on(newsletter)) == ("active", [], [])
    hub.lists.add(newsletter, ann)
    hub.lists.remove(newsletter, ann)
    assert hub.lists.members(newsletter) == []
    office.joins(ann, newsletter)
    assert hub.lists.members(newsletter) == [ann]


def test_a_lead_that_rejoins_a_list_joined_it_last(
    office: Office, ann: Handle, newsletter: Handle, offers: Handle
) -> None:
    office.joins(ann, newsletter)
    office.joins(ann, offers)
    office.leaves(ann, newsletter)
    assert ann.lists == [offers]
    office.joins(ann, newsletter)
    assert ann.lists == [offers, newsletter]


def test_a_lead_the_port_takes_off_a_list_twice_left_it_once(office: Office, ann: Handle, newsletter: Handle) -> None:
    office.joins(ann, newsletter)
    office.leaves(ann, newsletter)
    before = office.state()
    office.leaves(ann, newsletter)
    assert office.state() == before


def test_leaving_a_list_it_is_not_on_changes_nothing_of_a_lead(
    office: Office, hub: MarketingHub, ann: Handle, newsletter: Handle, offers: Handle
) -> None:
    bob = hub.leads.create(email="bob@example.com")
    office.joins(bob, offers)
    before = office.state()
    office.leaves(ann, newsletter)
    office.leaves(bob, newsletter)
    assert office.state() == before
    assert "lists" not in ann.fields


def test_leaving_a_list_that_never_was_is_refused(office: Office, ann: Handle, newsletter: Handle) -> None:
    office.joins(ann, newsletter)
    before = office.state()
    for write in (
        Update(ann.id, {"city": "Ulm", "leave_list": "1"}),
        Create({"email": "bob@example.com", "leave_list": "1"}),
    ):
        refusal = office.refusal("Leads", write)
        assert (type(refusal), refusal.code, refusal.field) == (NotFound, "2501", "list_id")
    assert office.state() == before


def test_leaving_a_deleted_list_is_refused(
    office: Office, hub: MarketingHub, ann: Handle, newsletter: Handle, offers: Handle
) -> None:
    office.joins(ann, newsletter)
    hub.lists.delete(newsletter)
    before = office.state()
    for write in (
        leaving(ann, newsletter),
        Update(ann.id, {"join_list": offers.id, "leave_list": newsletter.id}),
        Create({"email": "bob@example.com", "leave_list": newsletter.id}),
    ):
        refusal = office.refusal("Leads", write)
        assert (type(refusal), refusal.code, refusal.field) == (NotFound, "2203", "list_id")
    assert office.state() == before


def test_a_new_lead_leaves_a_list_it_is_not_on(office: Office, hub: MarketingHub, newsletter: Handle) -> None:
    (lead_id,) = office.writes("Leads", Create({"email": "bob@example.com", "leave_list": newsletter.id}))
    bob = hub.leads.get(lead_id)
    assert (bob.lists, "leave_list" in bob.fields) == ([], False)


def test_one_update_puts_a_lead_on_a_list_and_takes_it_off_another(
    office: Office, ann: Handle, newsletter: Handle, offers: Handle
) -> None:
    office.joins(ann, newsletter)
    start = len(office.journal)
    office.writes("Leads", Update(ann.id, {"join_list": offers.id, "leave_list": newsletter.id}))
    assert (ann.lists, office.on(newsletter), office.on(offers)) == ([offers], [], [ann.id])
    assert [(ref, effect.change) for ref, effect in office.changes(start)] == [(ann.ref, "updated")]


@pytest.mark.parametrize("already", [False, True])
def test_a_lead_that_leaves_the_list_it_joins_in_one_write_is_off_it(
    office: Office, ann: Handle, newsletter: Handle, offers: Handle, already: bool
) -> None:
    office.joins(ann, offers)
    if already:
        office.joins(ann, newsletter)
    office.writes("Leads", Update(ann.id, {"join_list": newsletter.id, "leave_list": newsletter.id}))
    assert (ann.lists, office.on(newsletter), office.on(offers)) == ([offers], [], [ann.id])


@pytest.mark.parametrize("field", ["join_list", "leave_list"])
def test_no_list_to_join_or_to_leave_is_passed_over(
    office: Office, hub: MarketingHub, ann: Handle, newsletter: Handle, field: str
) -> None:
    office.joins(ann, newsletter)
    office.writes("Leads", Update(ann.id, {"city": "Ulm", field: None}))
    (lead_id,) = office.writes("Leads", Create({"email": "bob@example.com", field: None}))
    bob = hub.leads.get(lead_id)
    assert (ann.city, ann.lists, bob.lists) == ("Ulm", [newsletter], [])
    assert not {"join_list", "leave_list"} & {*ann.fields, *bob.fields}


def test_a_person_cannot_take_a_lead_off_a_list_it_is_not_on(
    office: Office, hub: MarketingHub, ann: Handle, newsletter: Handle
) -> None:
    before = office.state()
    with pytest.raises(NotFound, match=r"'Ann@Example\.com' is not on the list 'Newsletter'"):
        hub.lists.remove(newsletter, ann)
    assert office.state() == before


def test_the_port_changes_no_lists(office: Office, ann: Handle, newsletter: Handle) -> None:
    office.joins(ann, newsletter)
    before = office.state()
    for write in (Create({"name": "Offers"}), Update(newsletter.id, {"name": "Offers"}), Delete(newsletter.id)):
        assert isinstance(office.refusal("Lists", write), NotAllowed)
    assert office.state() == before


@pytest.mark.parametrize(("field", "value"), [("lists", ()), ("left_lists", ("1",)), ("status", "unsubscribed")])
def test_what_lists_a_lead_is_on_or_left_cannot_be_written_by_the_port(
    office: Office, ann: Handle, newsletter: Handle, field: str, value: Value
) -> None:
    office.joins(ann, newsletter)
    before = office.state()
    for write in (Update(ann.id, {field: value}), Create({"email": "bob@example.com", field: value})):
        assert isinstance(office.refusal("Leads", write), InvalidData)
    assert office.state() == before


def test_a_refused_kind_of_write_does_not_stop_the_others(
    office: Office, hub: MarketingHub, newsletter: Handle
) -> None:
    ann, bob = (hub.leads.create(email=f"{name}@example.com") for name in ("ann", "bob"))
    writes: list[Write] = [joining(ann, newsletter), Merge(ann.id, (bob.id,)), joining(bob, newsletter)]
    results = hub.port().write("Leads", writes)
    assert [each.error is None for each in results] == [True, False, True]
    assert hub.lists.members(newsletter) == [ann, bob]


def test_a_refused_write_does_not_stop_the_others(office: Office, hub: MarketingHub, newsletter: Handle) -> None:
    ann, bob = (hub.leads.create(email=f"{name}@example.com") for name in ("ann", "bob"))
    writes: list[Write] = [joining(ann, newsletter), Update(ann.id, {"join_list": "1"}), joining(bob, newsletter)]
    writes += [leaving(ann, newsletter), Create({"email": "cid@example.com", "join_list": newsletter.id})]
    results = hub.port().write("Leads", writes)
    assert [each.error is None for each in results] == [True, False, True, True, True]
    assert [each.email for each in hub.lists.members(newsletter)] == ["bob@example.com", "cid@example.com"]


def test_a_record_of_another_module_is_refused(hub: MarketingHub, ann: Handle, newsletter: Handle) -> None:
    with pytest.raises(UsageError, match="a record of marketinghub's Leads"):
        hub.lists.add(newsletter, newsletter)
    with pytest.raises(UsageError, match="a record of marketinghub's Lists"):
        hub.leads.unsubscribe(ann, from_list=ann)
