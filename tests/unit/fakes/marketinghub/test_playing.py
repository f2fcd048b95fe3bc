"""Whatever people, mail and integrations do, the hub's own rules hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

import pytest

from tests.unit.fakes.marketinghub.conftest import Office
from zsim.fakes.marketinghub import MarketingHub
from zsim.kernel.streams import Streams
from zsim.ports.addresses import folded
from zsim.ports.errors import VendorError
from zsim.ports.records import Create, Delete, RecordId, Update, Write

ADDRESSES = ("ann@example.com", "ANN@example.com", "bob@example.com", "cid@example.com", "no address")
LISTS = ("Newsletter", "Offers")
STEPS = 150

T = TypeVar("T")


class Chance:
    """What decides who does what next."""

    def __init__(self, seed: int) -> None:
        self._stream = Streams(seed)["play"]

    def choice(self, among: Sequence[T]) -> T:
        """One of them."""
        return self._stream.choice(among)

    def one_in(self, count: int) -> bool:
        """True about once in so many times."""
        return self._stream.randrange(count) == 0


@pytest.mark.parametrize("seed", range(20))
def test_the_rules_hold_after_any_actions(office: Office, seed: int) -> None:
    chance = Chance(seed)
    for _ in range(STEPS):
        before = office.state()
        try:
            chance.choice(ACTIONS)(office.hub, chance)
        except VendorError:
            assert office.state() == before, "a refusal changes nothing"
        check(office.hub)


def create(hub: MarketingHub, chance: Chance) -> None:
    hub.leads.create(email=chance.choice(ADDRESSES))


def change_address(hub: MarketingHub, chance: Chance) -> None:
    hub.leads.update(some(hub, "Leads", chance), email=chance.choice(ADDRESSES))


def delete(hub: MarketingHub, chance: Chance) -> None:
    hub.leads.delete(some(hub, "Leads", chance))


def bounce(hub: MarketingHub, chance: Chance) -> None:
    hub.leads.bounce(some(hub, "Leads", chance), hard=chance.one_in(3))


def unsubscribe(hub: MarketingHub, chance: Chance) -> None:
    from_list = chance.choice([None, some(hub, "Lists", chance)])
    hub.leads.unsubscribe(some(hub, "Leads", chance), from_list=from_list)


def complain(hub: MarketingHub, chance: Chance) -> None:
    hub.leads.complain(some(hub, "Leads", chance))


def add_list(hub: MarketingHub, chance: Chance) -> None:
    hub.lists.create(chance.choice(LISTS))


def drop_list(hub: MarketingHub, chance: Chance) -> None:
    if chance.one_in(5):
        hub.lists.delete(some(hub, "Lists", chance))


def sync(hub: MarketingHub, chance: Chance) -> None:
    port = hub.port()
    port.write(
        "Leads", [Create({"email": chance.choice(ADDRESSES)}), Update(some(hub, "Leads", chance), {"city": "x"})]
    )
    where, address = some(hub, "Lists", chance), chance.choice(ADDRESSES)
    joining = Update(some(hub, "Leads", chance), {"join_list": where})
    port.write("Leads", [joining, Create({"email": address, "join_list": where})])


def sync_deletion(hub: MarketingHub, chance: Chance) -> None:
    lead = some(hub, "Leads", chance)
    writes: list[Write] = [Delete(lead), Update(lead, {"leave_list": some(hub, "Lists", chance)})]
    hub.port().write("Leads", [chance.choice(writes)])


ACTIONS: tuple[Callable[[MarketingHub, Chance], None], ...] = (
    create,
    change_address,
    delete,
    bounce,
    unsubscribe,
    complain,
    add_list,
    drop_list,
    sync,
    sync,
    sync,
    sync_deletion,
)


def some(hub: MarketingHub, module: str, chance: Chance) -> RecordId:
    """A record's id, or one that is of none."""
    ids = [each.ref.id for each in hub.modules[module].table]
    return chance.choice(ids) if ids else RecordId("1")


def check(hub: MarketingHub) -> None:
    """What must be true of the hub at any time."""
    leads = {each.ref.id: each.fields for each in hub.modules["Leads"].table}
    lists = hub.lists.all()
    held = [(each.fields["email"], each.fields["reason"]) for each in hub.modules["Suppressions"].table]
    addresses = [folded(str(each["email"])) for each in leads.values()]
    active = [folded(str(each["email"])) for each in leads.values() if each["status"] == "active"]
    assert max(Counter(addresses).values(), default=0) <= 1, "one lead for an address"
    assert max(Counter(held).values(), default=0) <= 1, "remembered once for a reason"
    assert not [each for each, reason in held if reason != "deleted" and each in active], "suppressed, yet active"
    assert not [each for each, reason in held if reason == "deleted" and each in addresses], "deleted, yet there"
    for lead in hub.leads.all():
        assert max(Counter([*lead.lists, *lead.left_lists]).values(), default=0) <= 1, "on a list or off it, once"
        assert set(lead.lists) <= set(lists), "on a list that is gone"
        assert lead.status == "active" or not lead.lists, "not mailed, yet on a list"
    for mailing_list in lists:
        found = [each.ref.id for each in hub.port().search("Leads", "lists", [mailing_list.id])]
        assert found == [each.id for each in hub.leads.all() if mailing_list in each.lists], "found where it is not"
