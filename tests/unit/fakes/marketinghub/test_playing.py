"""Whatever people, mail and integrations do, the hub's own rules hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

import pytest

from zsim.explore.script import Player, ScriptStep, Start, StepOutcome, do
from zsim.fakes.marketinghub import MarketingHub
from zsim.kernel.streams import Streams
from zsim.ports.folding import folded
from zsim.ports.records import Create, Delete, RecordId, Update, Write

ADDRESSES = ("ann@example.com", "ANN@example.com", "bob@example.com", "cid@example.com", "no address")
LISTS = ("Newsletter", "Offers")
LEADS, MAILING_LISTS = "marketinghub.leads", "marketinghub.lists"
NOBODY = "somebody nobody made"
STEPS = 150

T = TypeVar("T")


class Chance:
    """What decides who does what next, among the records there are."""

    def __init__(self, seed: int, player: Player) -> None:
        self._stream = Streams(seed)["play"]
        self._player = player

    @property
    def hub(self) -> MarketingHub:
        """The hub they act on."""
        return self._player.world.marketinghub

    def choice(self, among: Sequence[T]) -> T:
        """One of them."""
        return self._stream.choice(among)

    def one_in(self, count: int) -> bool:
        """True about once in so many times."""
        return self._stream.randrange(count) == 0

    def new(self, kind: str) -> str:
        """A name for what the next step makes."""
        return f"{kind} of step {len(self._player.results) + 1}"

    def name(self, module: str) -> str:
        """A record's name, or one that is of none."""
        return self.choice(self._player.names.all(module) or [NOBODY])

    def id(self, module: str) -> RecordId:
        """A record's id, or one that is of none."""
        return self.choice([each.ref.id for each in self.hub.modules[module].table] or [RecordId("1")])


@pytest.mark.parametrize("seed", range(20))
def test_the_rules_hold_after_anything_people_do(seed: int) -> None:
    player = Player(Start("invoice", seed))
    chance = Chance(seed, player)
    outcomes: Counter[StepOutcome] = Counter()
    for step in OPENING:
        assert player.do(step).outcome is StepOutcome.DONE
    for _ in range(STEPS):
        before = state(chance.hub)
        result = player.do(chance.choice(ACTIONS)(chance))
        assert result.outcome is StepOutcome.DONE or state(chance.hub) == before, "a refusal changes nothing"
        outcomes[result.outcome] += 1
        check(chance.hub)
    assert outcomes[StepOutcome.DONE] > STEPS / 5
    assert outcomes[StepOutcome.REFUSED]


@pytest.mark.parametrize("seed", range(20))
def test_the_rules_hold_after_anything_an_integration_writes(seed: int) -> None:
    """Also what no sync of ours would write; people and mail act in between."""
    player = Player(Start("invoice", seed))
    chance = Chance(seed, player)
    for _ in range(STEPS):
        if chance.one_in(2):
            chance.hub.port().write("Leads", chance.choice(WRITES)(chance))
        else:
            player.do(chance.choice(IN_THE_HUB)(chance))
        check(chance.hub)


def create(chance: Chance) -> ScriptStep:
    return do("create", name=chance.new("lead"), module=LEADS, fields={"email": chance.choice(ADDRESSES)})


def change_address(chance: Chance) -> ScriptStep:
    return do("update", record=chance.name(LEADS), fields={"email": chance.choice(ADDRESSES)})


def delete(chance: Chance) -> ScriptStep:
    return do("delete", record=chance.name(LEADS))


def bounce(chance: Chance) -> ScriptStep:
    return do("bounce", record=chance.name(LEADS), hard=chance.one_in(3))


def unsubscribe(chance: Chance) -> ScriptStep:
    from_list = chance.choice([None, chance.name(MAILING_LISTS)])
    return do("unsubscribe", record=chance.name(LEADS), from_list=from_list)


def complain(chance: Chance) -> ScriptStep:
    return do("complain", record=chance.name(LEADS))


def add_list(chance: Chance) -> ScriptStep:
    return do("create", name=chance.new("list"), module=MAILING_LISTS, fields={"name": chance.choice(LISTS)})


def drop_list(chance: Chance) -> ScriptStep:
    return do("delete", record=chance.name(MAILING_LISTS)) if chance.one_in(5) else add_list(chance)


def join(chance: Chance) -> ScriptStep:
    return do("add_to_list", list=chance.name(MAILING_LISTS), leads=[chance.name(LEADS)])


def leave(chance: Chance) -> ScriptStep:
    return do("remove_from_list", list=chance.name(MAILING_LISTS), leads=[chance.name(LEADS)])


def add_contact(chance: Chance) -> ScriptStep:
    name = chance.new("contact")
    fields = {"contact_name": name, "email": chance.choice(ADDRESSES[:-1])}
    return do("create", name=name, module="invoice.customers", fields=fields)


def drop_contact(chance: Chance) -> ScriptStep:
    return do("delete", record=chance.name("invoice.customers"))


def fetch(chance: Chance) -> ScriptStep:
    return do("advance", days=1)


def write_leads(chance: Chance) -> list[Write]:
    return [Create({"email": chance.choice(ADDRESSES)}), Update(chance.id("Leads"), {"city": "x"})]


def write_members(chance: Chance) -> list[Write]:
    where, address = chance.id("Lists"), chance.choice(ADDRESSES)
    return [Update(chance.id("Leads"), {"join_list": where}), Create({"email": address, "join_list": where})]


def write_deletion(chance: Chance) -> list[Write]:
    lead = chance.id("Leads")
    return [chance.choice([Delete(lead), Update(lead, {"leave_list": chance.id("Lists")})])]


IN_THE_HUB: tuple[Callable[[Chance], ScriptStep], ...] = (
    create,
    change_address,
    delete,
    bounce,
    unsubscribe,
    complain,
    add_list,
    drop_list,
)
ACTIONS: tuple[Callable[[Chance], ScriptStep], ...] = (
    *IN_THE_HUB,
    join,
    join,
    leave,
    add_contact,
    add_contact,
    drop_contact,
    fetch,
)
WRITES: tuple[Callable[[Chance], list[Write]], ...] = (write_leads, write_members, write_deletion)
OPENING = (
    do("create", name="newsletter", module=MAILING_LISTS, fields={"name": "Newsletter"}),
    do("connect_marketinghub"),
    do("new_sync", sync="everybody", mailing_list="newsletter"),
    do("schedule", sync="everybody", frequency="daily"),
    do("initiate", sync="everybody"),
)


def state(hub: MarketingHub) -> object:
    """All records there are."""
    return {name: list(module.table) for name, module in hub.modules.items()}


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
