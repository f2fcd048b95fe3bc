"""A world by itself: its apps, its time, its state, and what it refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest

from zsim import World
from zsim.kernel.errors import UsageError
from zsim.ports.errors import NotModelled
from zsim.world.formats import VERSION


def test_the_apps_of_a_world_are_the_same_each_time():
    world = World()
    assert world.crm is world.crm
    assert world.books is world["books"]
    assert world.invoice_import is world["import"]


def test_an_unknown_organisation_is_refused_with_what_is_near():
    with pytest.raises(UsageError, match="organisation 'boks': there is none; did you mean 'books'"):
        World()["boks"]


def test_marketinghub_is_no_finance_organisation():
    with pytest.raises(NotModelled, match="marketinghub is no finance organisation; there is invoice"):
        World()["marketinghub"]


def test_a_further_organisation_has_a_key_of_its_own():
    world = World()
    west = world.organisation("books", name="West")
    assert (west.key, west.name) == ("books-2", "West")
    assert world["books-2"] is west
    assert world.books is not west


def test_two_worlds_do_not_see_each_other():
    one, other = World(), World()
    one.crm.accounts.create(Account_Name="Acme")
    assert len(other.crm.accounts) == 0


def test_time_passes_only_when_told_to():
    world = World(start="2026-03-01 08:00")
    assert world.now.isoformat() == "2026-03-01T08:00:00+00:00"
    world.advance(hours=2)
    assert world.now.isoformat() == "2026-03-01T10:00:00+00:00"
    world.advance_to("2026-03-29 01:30", tz="Europe/Berlin")
    assert world.now.isoformat() == "2026-03-29T00:30:00+00:00"


def test_the_clock_of_a_world_never_goes_back():
    world = World(start="2026-03-01 08:00")
    with pytest.raises(UsageError, match="moves forward only"):
        world.advance_to("2026-02-28 08:00")
    assert world.now.isoformat() == "2026-03-01T08:00:00+00:00"


def test_the_next_event_is_where_time_stops():
    world = World()
    world.schedule.after(90_000, lambda: None)
    assert world.next_event()
    assert world.now.isoformat() == "2026-01-05T09:01:30+00:00"
    assert not world.next_event()


def test_whoever_asked_is_told_each_new_time():
    moments: list[int] = []
    world = World(on_move=moments.append)
    world.advance(seconds=1)
    assert moments[-1] == world.clock.now_ms
    assert len(moments) == 2


def test_the_same_seed_makes_the_same_sample():
    names = []
    for seed in (1, 1, 2):
        world = World(seed)
        world.populate(accounts=5, contacts=3)
        names.append((world.digest(), [each.Account_Name for each in world.crm.accounts.all()]))
    assert names[0] == names[1]
    assert names[0] != names[2]


def test_a_sample_spreads_contacts_over_accounts_of_different_names():
    world = World()
    made = world.populate(accounts=60, contacts=120)
    accounts, contacts = made[:60], made[60:]
    assert len({each.Account_Name for each in accounts}) == 60
    assert [each.Account_Name for each in contacts[:60]] == accounts
    assert contacts[60].Account_Name == accounts[0]


def filled() -> World:
    """A world in which a little happened."""
    world = World(seed=3, policies={"names": "exact"}, quirks_off=["CON-10"], call_ms=5)
    world.populate(accounts=3, contacts=2)
    world.crm.generate_zsc_key()
    world.books.customers.create(contact_name="Acme")
    world.organisation("books", name="West").customers.create(contact_name="Beta")
    world.advance(days=1)
    return world


def test_a_module_that_nobody_used_is_not_exported_though_somebody_looked_into_it():
    world, looked_at = World(), World()
    world.crm.accounts.create(Account_Name="Acme")
    looked_at.crm.accounts.create(Account_Name="Acme")
    assert looked_at.crm.deals.all() == []
    assert list(world.export()["apps"]["crm"]["modules"]) == ["Accounts"]
    assert looked_at.export() == world.export()


def test_a_loaded_world_goes_on_where_the_exported_one_stood():
    world = filled()
    again = World.load(json.loads(json.dumps(world.export())))
    assert again.snapshot() == world.snapshot()
    assert again.export() == world.export()
    for each in (world, again):
        each.populate(accounts=2)
    assert again.snapshot() == world.snapshot()


def test_the_settings_of_a_world_are_loaded_with_it():
    again = World.load(filled().export())
    assert again.policies.names == "exact"
    assert again.quirks.off == ("CON-10",)
    assert again["books-2"].name == "West"
    assert again.now.isoformat() == "2026-01-06T09:00:00+00:00"


@pytest.mark.parametrize("change", [{"version": 1}, {"format": "zsim-run"}, {"version": None}])
def test_a_world_of_another_version_is_refused(change):
    data = World().export() | change
    with pytest.raises(
        UsageError, match=rf"load a world: format .*; what this zsim exports: format 'zsim-world', version {VERSION}"
    ):
        World.load(data)


def test_a_snapshot_does_not_change_with_the_world():
    world = World()
    acme = world.crm.accounts.create(Account_Name="Acme", Phone="1")
    before = world.snapshot()
    world.crm.accounts.update(acme, Phone="2")
    assert before["crm"]["Accounts"][acme.id]["Phone"] == "1"
    assert world.snapshot() != before


def test_nobody_considered_a_record_while_nothing_is_connected():
    world = World()
    acme = world.crm.accounts.create(Account_Name="Acme")
    answer = world.why(acme)
    assert answer.outcome is None
    assert "nothing is connected with the CRM" in answer.reason
    twin = world.books.customers.create(contact_name="Acme")
    assert "books is not connected" in world.why(twin).reason


def test_syncs_of_leads_stay_in_the_order_they_were_made_in_when_loaded():
    world = World()
    world.marketinghub.lists.create("Newsletter")
    services = world.connect_marketinghub()
    for name in ("Second", "First", "Third"):
        services.new_sync(name, mailing_list="Newsletter")
    loaded = World.load(json.loads(json.dumps(world.export()))).sync_services()
    assert [each.description for each in loaded] == ["Second", "First", "Third"]


@pytest.mark.parametrize("count", [float("nan"), 2.5, -1, "3"])
def test_only_a_number_of_records_is_made_up(count: int) -> None:
    for name in ("accounts", "contacts"):
        with pytest.raises(UsageError, match=f"{name}: {count}: it is no number of records"):
            World().populate(**{name: count})


def test_a_world_begins_with_the_editions_it_is_given_and_keeps_them():
    world = World(editions={"invoice": "us", "import": "GB"})
    for each in (world, World.load(world.export())):
        assert [each[key].organisation.edition for key in ("invoice", "import", "books")] == ["US", "GB", "IN"]
    assert list(world.journal) == []


@pytest.mark.parametrize(
    ("editions", "told"),
    [
        ({"invoice": "USA"}, "two letters of a country"),
        ({"invoice": 7}, "two letters of a country"),
        ({"invioce": "US"}, "did you mean 'invoice'"),
        ("us", "no mapping"),
        (["us"], "no mapping"),
    ],
    ids=str,
)
def test_editions_that_there_are_not_are_refused_in_words(editions: Any, told: str):
    with pytest.raises(UsageError, match=told):
        World(editions=editions)
