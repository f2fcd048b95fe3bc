"""The two apps that a fetch knows, and what it uses there."""

from __future__ import annotations

from zsim import World
from zsim.sync.leads.places import CONTACTS, HUB, LEADS, LISTS, OFF_LISTS, ON_LISTS, ORGANISATION, SOURCE, SUPPRESSIONS


def test_the_two_places_are_told_apart_in_the_journal():
    assert (str(SOURCE), str(HUB)) == ("source", "hub")


def test_the_modules_are_those_of_the_apps():
    world = World()
    assert world.marketinghub.leads.all() == []
    made = world.marketinghub.leads.create(email="ada@x.example")
    news = world.marketinghub.lists.create("News")
    world.marketinghub.lists.add(news, made)
    assert (made.ref.app, made.ref.module) == (ORGANISATION, LEADS)
    assert news.ref.module == LISTS
    assert {CONTACTS, SUPPRESSIONS} == {"customers", "Suppressions"}
    (read,) = world.marketinghub.port().read(LEADS, [made.id])
    assert (read.fields[ON_LISTS], read.fields.get(OFF_LISTS)) == ((news.id,), None)
