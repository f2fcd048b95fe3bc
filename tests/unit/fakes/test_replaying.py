"""What people do in the apps is written down so that it can be done again: command by command, from plain values."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest

from zsim import World
from zsim.fakes.crm import CrmFace
from zsim.fakes.finance import Finance
from zsim.fakes.store import ModuleFace
from zsim.kernel.journal import Command, Entry
from zsim.ports.codec import decode, encode
from zsim.ports.errors import VendorError
from zsim.ports.records import Ref

Given = Mapping[str, Any]
FACES = MappingProxyType({"Leads": "leads", "Lists": "lists"})


def act_in_the_crm(world: World) -> None:
    """Every command of the CRM, by more than one user."""
    crm = world.crm
    crm.profiles.create("Sales", hidden_modules=("Products",))
    crm.profiles.hide("Sales", "Vendors", "Deals")
    crm.profiles.show("Sales", "Deals")
    crm.users.create("Rita", email="r@crm.example", profile="Sales")
    crm.users.create("Omar", admin=True)
    crm.generate_zsc_key(by="Omar")
    crm.generate_zsc_key()
    crm.users.deactivate("Omar")
    crm.users.activate("Omar")
    crm.rename_organisation("Zylker")
    crm.set_base_currency("EUR")
    crm.enable_multi_currency()
    crm.grant_multi_organisation("books")
    crm.accounts.add_field("Region", "picklist", label="Where", options=["North", "South"], required=True)
    crm.accounts.set_options("Region", "North", "West")
    crm.accounts.set_layout("Fax", "Partners")
    crm.stages.create("Signed", probability=100)
    crm.stages.update("Signed", probability=95, forecast_category="Closed")
    crm.deals.mass_update([crm.deals.create(Deal_Name=each, Stage="Signed") for each in ("Anvils", "Ropes")], Amount=5)
    crm.deals.remove_field("Probability")
    crm.deals.restore_field("Probability")
    crm.quotes.create(Subject="Fit-out", Account_Name=crm.accounts.create(Account_Name="Dune", Region="West"))
    note = crm.notes.create(Parent_Id=crm.deals.one(Deal_Name="Anvils"), Note_Content="Call back")
    crm.notes.update(note, Note_Title="Soon")
    where = [("Amount", "between", (1, Decimal("9.5"))), ("Stage", "isn't", "Signed")]
    crm.reports.create(
        "Open", module="deals", columns="Deal_Name, Amount", where=where, pattern="(1 or 2)", group="Stage"
    )
    crm.reports.update("Open", columns=["Deal_Name", "Account_Name.Phone"])
    crm.reports.create("Bad", module="deals", columns="Amount")
    crm.reports.delete("Bad")
    crm.profiles.deny("Sales", "invoices")
    crm.profiles.allow("Sales", "invoices", "view", "email")
    crm.users.update("Rita", profile="Standard")
    crm.users.update("Rita", profile="Sales")
    acme, bolt, cogs = (crm.accounts.create(Account_Name=each, Region="West") for each in ("Acme", "Bolt", "Cogs"))
    rita = crm.as_user("Rita")
    ann = rita.contacts.create(Last_Name="Ann", Account_Name=acme, Date_of_Birth=date(1999, 2, 3), Owner=crm.user)
    crm.contacts.open(ann)
    crm.accounts.update(acme, Owner=rita.user, Annual_Revenue=Decimal("1.50"), Parent_Account=bolt, Phone=None)
    crm.accounts.merge(acme, bolt)
    crm.accounts.delete(cogs)
    crm.accounts.restore(cogs)
    crm.accounts.load_csv(["Account Name,Where,Account Owner", "Dyno,North,Rita", "Edge,East,Rita", '"F\nG",North,'])
    crm.accounts.load_csv(["Account Name"])
    crm.accounts.views.create("West", ("Region", "is", "West"), ("Owner", "is", rita.user.id), pattern="(1 or 2)")
    crm.accounts.views.update("West", ("Region", "isn't", "North"))
    with pytest.raises(VendorError):
        crm.accounts.create(Account_Name="No region")


def act_in_finance(world: World) -> None:
    """Every command of a finance organisation."""
    books = world.books
    books.generate_zsc_key()
    books.set_email("rita@books.example")
    books.set_base_currency("USD")
    books.preferences.update(sku_mandatory=True, allow_equal_item_names=True)
    books.users.create("Paul", email="paul@books.example", role="admin")
    books.users.deactivate("Paul")
    books.users.activate("Paul")
    books.customers.add_field("cf_tier", "picklist", options=("gold", "tin"), required=True)
    acme, bolt = (books.customers.create(contact_name=each, cf_tier="tin") for each in ("Acme", "Bolt"))
    books.customers.update(acme, billing_address={"city": "Ulm", "zip": "89073"}, payment_terms=15)
    books.contact_persons.create(contact_id=acme, first_name="Ann")
    books.items.create(name="Nut", sku="N", rate=Decimal("0.10"))
    books.invoices.mark_sent(
        books.invoices.create(customer_id=acme, lines=[{"name": "Work", "rate": Decimal(3)}], date=date(2026, 1, 4))
    )
    books.customers.merge(bolt, acme)
    books.customers.activate(acme)
    books.customers.deactivate(acme)
    books.vendors.delete(books.vendors.create(contact_name="Steel"))


def act_in_marketinghub(world: World) -> None:
    """Every command of MarketingHub; one list is named as a deleted one was."""
    hub = world.marketinghub
    former, other = hub.lists.create("News"), hub.lists.create("Offers")
    hub.leads.add_field("cf_size", "integer")
    names = ("ann", "bob", "cid", "dan", "eve")
    ann, bob, cid, dan, eve = (hub.leads.create(email=f"{each}@example.com", cf_size=3) for each in names)
    hub.lists.add(former, ann, bob)
    hub.lists.delete(former)
    news = hub.lists.create("News")
    hub.lists.add(news, ann, bob, cid)
    hub.lists.add(other, ann)
    with pytest.raises(VendorError):
        hub.lists.add(former, cid)
    hub.lists.remove(news, bob)
    hub.leads.unsubscribe(ann, from_list=news)
    hub.leads.unsubscribe(bob)
    hub.leads.bounce(cid)
    hub.leads.deliver(cid)
    hub.leads.bounce(cid, hard=True)
    hub.leads.complain(dan)
    hub.leads.delete(eve)


def play(world: World, entry: Entry, name: str, given: Given) -> None:
    """Do what the command says, as whoever did it."""
    match entry.subject:
        case Ref() as ref:
            of_a_record(world, entry, ref, name, given)
        case ("crm", "Organisation"):
            getattr(world.crm.as_user(entry.actor), name)(*given.values())
        case ("crm", ("Users" | "Profiles" | "Stages") as people, str() as called):
            among = getattr(world.crm.as_user(entry.actor), people.lower())
            if name in ("hide", "show"):
                getattr(among, name)(called, *given["modules"])
            elif name in ("allow", "deny"):
                getattr(among, name)(called, given["type"], *given["rights"])
            else:
                getattr(among, name)(called, **given)
        case ("crm", "Reports", str() as called):
            more = {**given, "where": list(map(tuple, given["where"]))} if given else {}
            getattr(world.crm.as_user(entry.actor).reports, name)(called, **more)
        case (str() as app, "organisation"):
            getattr(world[app], name)(*given.values())
        case (str() as app, "preferences"):
            world[app].preferences.update(**given)
        case (str() as app, "users", str() as called):
            getattr(world[app].users, name)(called, **given)
        case (str() as app, str() as module):
            of_a_module(face(world, entry.actor, app, module), name, given)


def of_a_record(world: World, entry: Entry, ref: Ref, name: str, given: Given) -> None:
    """A command on one record."""
    of = face(world, entry.actor, ref.app, ref.module)
    match name:
        case "merge":
            of.merge(ref.id, *given["losers"])
        case "add_to_list":
            world.marketinghub.lists.add(given["join_list"], ref.id)
        case "remove_from_list":
            world.marketinghub.lists.remove(given["leave_list"], ref.id)
        case "unsubscribe_from_list":
            of.unsubscribe(ref.id, from_list=given["left_lists"][0])
        case "bounce_hard" | "bounce_softly":
            of.bounce(ref.id, hard=name == "bounce_hard")
        case _:
            getattr(of, name)(ref.id, **given)


def of_a_module(of: Any, name: str, given: Given) -> None:
    """A command on a module as a whole."""
    match name:
        case "set_options":
            of.set_options(given["field"], *given["options"])
        case "set_layout":
            of.set_layout(given["field"], given["layout"])
        case "load_csv":
            of.load_csv(given["text"], ignore=given.get("ignore", ()))
        case "create_view" | "update_view":
            getattr(of.views, name.removesuffix("_view"))(
                given["name"], *map(tuple, given["conditions"]), pattern=given["pattern"]
            )
        case _:
            getattr(of, name)(**given)


def face(world: World, actor: str, app: str, module: str) -> Any:
    """The people's face of a module."""
    apps: dict[str, Callable[[], CrmFace | Finance | Any]] = {
        "crm": lambda: world.crm.as_user(actor),
        "marketinghub": lambda: world.marketinghub,
    }
    found = getattr(apps.get(app, lambda: world[app])(), FACES.get(module, module.lower()))
    assert isinstance(found, ModuleFace)
    return found


@pytest.mark.parametrize("act", [act_in_the_crm, act_in_finance, act_in_marketinghub])
def test_what_people_did_comes_to_the_same_when_it_is_played_from_the_journal(act: Callable[[World], None]) -> None:
    world, again = World(seed=7), World(seed=7)
    act(world)
    for entry in world.journal:
        if isinstance(entry.detail, Command):
            name, given = json.loads(json.dumps(encode(entry.detail)))
            with contextlib.suppress(VendorError):
                play(again, entry, name, decode(given))
    assert list(again.journal) == list(world.journal)
    assert again.snapshot() == world.snapshot()
    assert again.export() == world.export()
