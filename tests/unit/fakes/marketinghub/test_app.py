"""The hub as a whole: its port, its export, and how its journal reads."""

from __future__ import annotations

import json

import pytest

from tests.unit.fakes.marketinghub.conftest import Office
from zsim import World
from zsim.fakes.marketinghub import MarketingHub
from zsim.fakes.store import Handle
from zsim.ports.errors import InvalidCredentials, NotModelled
from zsim.ports.records import Create, Delete, Update


def busy(hub: MarketingHub) -> None:
    """Something of everything."""
    newsletter, gone = hub.lists.create("Newsletter"), hub.lists.create("Gone")
    hub.leads.add_field("cf_size", "integer")
    ann = hub.leads.create(email="Ann@Example.com", cf_size=3)
    bob = hub.leads.create(email="bob@example.com")
    cid = hub.leads.create(email="cid@example.com")
    hub.lists.add(newsletter, ann, bob)
    hub.lists.delete(gone)
    hub.leads.unsubscribe(ann, from_list=newsletter)
    hub.leads.bounce(ann)
    hub.leads.complain(bob)
    hub.leads.delete(cid)


def test_the_port_tells_of_the_hub_and_its_three_modules(hub: MarketingHub) -> None:
    port = hub.port()
    assert (port.organisation().key, port.organisation().name) == ("marketinghub", "MarketingHub")
    assert list(port.fields("Leads"))[:3] == ["email", "first_name", "last_name"]
    for module in ("Leads", "Lists", "Suppressions"):
        assert port.changed(module, None).records == ()
    with pytest.raises(NotModelled, match=r"'Topics'; there is Leads, Lists, Suppressions$"):
        port.fields("Topics")


def test_only_what_is_indexed_can_be_searched(hub: MarketingHub) -> None:
    with pytest.raises(NotModelled, match="cannot be searched by company"):
        hub.port().search("Leads", "company", ["Acme"])


def test_a_check_is_asked_before_every_call(hub: MarketingHub) -> None:
    def closed(module: str | None) -> None:
        raise InvalidCredentials(f"no way into {module}", code="14")

    port = hub.port(closed)
    with pytest.raises(InvalidCredentials, match="no way into Leads"):
        port.write("Leads", [Create({"email": "ann@example.com"})])
    with pytest.raises(InvalidCredentials, match="no way into Lists"):
        port.write("Lists", [])
    assert len(hub.leads) == 0


def test_the_trace_of_a_write_is_the_cause_of_what_it_does(office: Office, ann: Handle, newsletter: Handle) -> None:
    office.joins(ann, newsletter)
    trace = office.journal.append("somebody", "decision", None)
    office.writes("Leads", Delete(ann.id, trace))
    told = [(ref.module, effect.change) for ref, effect in office.changes(trace)]
    assert told == [("Leads", "deleted"), ("Suppressions", "created")]
    assert {each.cause for each in office.journal if each.number > trace} == {trace}


def test_the_trace_of_a_create_is_its_cause_and_that_of_what_is_forgotten(
    office: Office, hub: MarketingHub, ann: Handle, newsletter: Handle
) -> None:
    hub.leads.delete(ann)
    trace = office.journal.append("somebody", "decision", None)
    office.writes("Leads", Create({"email": "ann@example.com", "join_list": newsletter.id}, trace))
    told = [(ref.module, effect.change) for ref, effect in office.changes(trace)]
    assert told == [("Leads", "created"), ("Suppressions", "deleted")]
    assert {each.cause for each in office.journal if each.number > trace} == {trace}


def test_the_whole_state_is_exported_and_loaded() -> None:
    world = World()
    busy(world.marketinghub)
    data = json.loads(json.dumps(world.export()))
    again = World.load(data)
    assert again.export() == data
    assert again.snapshot()["marketinghub"] == world.snapshot()["marketinghub"]


def test_a_loaded_lead_is_on_the_lists_it_was_on_and_off_those_it_left() -> None:
    world = World()
    hub = world.marketinghub
    newsletter, offers, past = (hub.lists.create(name) for name in ("Newsletter", "Offers", "Past"))
    ann = hub.leads.create(email="ann@example.com")
    for each in (offers, past, newsletter):
        hub.lists.add(each, ann)
    hub.leads.unsubscribe(ann, from_list=past)
    again = World.load(json.loads(json.dumps(world.export()))).marketinghub
    fields = again.leads.one(email="ann@example.com").fields
    assert (fields["lists"], fields["left_lists"]) == ((offers.id, newsletter.id), (past.id,))
    assert fields == ann.fields
    assert again.lists.members(newsletter.id) == again.lists.members(offers.id) == [ann]


def test_a_loaded_hub_goes_on_where_it_was() -> None:
    world = World()
    busy(world.marketinghub)
    again = World.load(world.export())
    for each in (world, again):
        each.marketinghub.leads.create(email="new@example.com", cf_size=5)
    assert again.snapshot() == world.snapshot()


def test_a_loaded_hub_still_knows_which_lists_were_deleted() -> None:
    world = World()
    gone = world.marketinghub.lists.create("Gone")
    ann = world.marketinghub.leads.create(email="ann@example.com")
    world.marketinghub.lists.delete(gone)
    port = World.load(world.export()).marketinghub.port()
    (written,) = port.write("Leads", [Update(ann.id, {"join_list": gone.id})])
    assert written.error is not None
    assert written.error.code == "2203"


def test_what_people_do_reads_as_sentences() -> None:
    world = World()
    busy(world.marketinghub)
    told = [each.text for each in world.lines() if each.kind == "command"]
    assert told == [
        "Administrator created list 'Newsletter' in MarketingHub",
        "Administrator created list 'Gone' in MarketingHub",
        "Administrator added a field to Leads in MarketingHub (name cf_size, type integer, label cf_size)",
        "Administrator created lead 'Ann@Example.com' in MarketingHub (cf_size 3)",
        "Administrator created lead 'bob@example.com' in MarketingHub",
        "Administrator created lead 'cid@example.com' in MarketingHub",
        "Administrator put lead 'Ann@Example.com' on a list in MarketingHub (Add to List 'Newsletter')",
        "Administrator put lead 'bob@example.com' on a list in MarketingHub (Add to List 'Newsletter')",
        "Administrator deleted list 'Gone' in MarketingHub",
        "subscriber unsubscribed lead 'Ann@Example.com' from a list in MarketingHub (Unsubscribed Lists 'Newsletter')",
        "mail to lead 'Ann@Example.com' bounced softly in MarketingHub",
        "subscriber complained about spam as lead 'bob@example.com' in MarketingHub",
        "Administrator deleted lead 'cid@example.com' in MarketingHub",
    ]


def test_effects_name_leads_and_lists_that_are_gone_meanwhile() -> None:
    world = World()
    hub = world.marketinghub
    newsletter, offers = hub.lists.create("Newsletter"), hub.lists.create("Offers")
    ann = hub.leads.create(email="ann@example.com")
    hub.lists.add(newsletter, ann)
    hub.lists.add(offers, ann)
    hub.lists.delete(newsletter)
    hub.leads.unsubscribe(ann, from_list=offers)
    hub.leads.delete(ann)
    hub.lists.delete(offers)
    told = [each.text for each in world.lines() if each.kind == "effect"]
    assert told == [
        "list 'Newsletter' in MarketingHub now exists",
        "list 'Offers' in MarketingHub now exists",
        "lead 'ann@example.com' in MarketingHub now exists (Status active)",
        "lead 'ann@example.com' in MarketingHub changed: Mailing Lists nothing -> 'Newsletter'",
        "lead 'ann@example.com' in MarketingHub changed: Mailing Lists 'Newsletter' -> 'Newsletter', 'Offers'",
        "lead 'ann@example.com' in MarketingHub changed: Mailing Lists 'Newsletter', 'Offers' -> 'Offers'",
        "list 'Newsletter' in MarketingHub was deleted",
        (
            "lead 'ann@example.com' in MarketingHub changed: Mailing Lists 'Offers' -> nothing,"
            " Unsubscribed Lists nothing -> 'Offers'"
        ),
        "lead 'ann@example.com' in MarketingHub was deleted",
        "remembered address 'ann@example.com' in MarketingHub now exists (Reason deleted)",
        "list 'Offers' in MarketingHub was deleted",
    ]


def test_a_world_that_never_asks_for_the_hub_has_none() -> None:
    assert World().export()["apps"]["marketinghub"] is None
