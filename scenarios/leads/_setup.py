"""What the scenarios about leads begin with: contacts of Invoice, a sync of them, and what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from zsim import World
from zsim.fakes.store.handle import Handle
from zsim.kernel.errors import UsageError
from zsim.sync.leads import Conditions, Fetch, LeadSync, SyncServices

LIST = "Newsletter"


def contact(world: World, name: str, email: str | None = None, **fields: object) -> Handle:
    """A customer of Invoice; the first and last name are those of its display name."""
    first, _, last = name.partition(" ")
    names = {"first_name": first, "last_name": last or None}
    return world.invoice.customers.create(**{"contact_name": name, "email": email, **names, **fields})


def contacts(world: World, *names: str) -> list[Handle]:
    """Customers of Invoice who can be written to under their first names."""
    return [contact(world, name, address(name)) for name in names]


def address(name: str) -> str:
    """The address of a contact of that name."""
    return f"{name.partition(' ')[0].lower()}@example.com"


def services(world: World) -> SyncServices:
    """MarketingHub's sync services of Invoice; its account is entered when they are first asked for."""
    try:
        return world.sync_services("invoice")
    except UsageError:
        return world.connect_marketinghub("invoice")


def draft(world: World, into: str = LIST, criteria: Conditions | None = None, pattern: str = "") -> LeadSync:
    """A new sync into a list of that name, which is made if there is none."""
    if not world.marketinghub.lists.find(name=into):
        world.marketinghub.lists.create(into)
    return services(world).new_sync(f"Invoice to {into}", mailing_list=into, criteria=criteria, pattern=pattern or None)


def started(world: World, into: str = LIST, *, after: str | None = None, **schedule: Any) -> LeadSync:
    """A sync of all contacts that has fetched once, daily at nine (UTC) if nothing else is said."""
    sync = draft(world, into).schedule(**{"frequency": "daily", **schedule})
    (sync.retrieve("all") if after is None else sync.retrieve(after=after)).initiate()
    world.settle()
    return sync


def on_list(world: World, name: str = LIST) -> list[str]:
    """The addresses subscribed to a list, the oldest leads first."""
    return [lead.email for lead in world.marketinghub.lists.members(world.marketinghub.lists.one(name=name))]


def lead(world: World, email: str) -> Handle:
    """The lead of an address."""
    return world.marketinghub.leads.one(email=email)


def figures(fetch: Fetch) -> dict[str, int]:
    """The numbers of a fetch as its history shows them, those that are nought left out."""
    return {name: count for name, count in fetch.counts.items() if count}


def ignored(fetch: Fetch) -> list[tuple[str, str]]:
    """Who was ignored, and why."""
    return [(name, str(reason)) for name, _, reason in fetch.ignored]


def times(sync: LeadSync, zone: str = "UTC") -> list[str]:
    """When each fetch began, as clocks of the zone showed it."""
    return [on_the_clock(fetch.started, zone) for fetch in sync.history]


def on_the_clock(moment: datetime | None, zone: str = "UTC") -> str:
    """A moment as clocks of the zone show it."""
    assert moment is not None, "there is no such moment"
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"
