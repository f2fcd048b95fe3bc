"""What syncs and fetches ask of the account they belong to: the sync services answer it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.sync.leads.samples import choices
from zsim import World
from zsim.ports.errors import InvalidCredentials
from zsim.ports.records import RecordId
from zsim.sync.leads.account import Services


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def services(world: World) -> Services:
    return world.connect_marketinghub()


def test_the_account_is_that_of_the_source(world: World, services: Services):
    assert (services.source, services.credentials.email) == ("invoice", world.invoice.email)
    assert "email" in services.source_fields()
    assert "email" in services.lead_fields()


def test_an_account_is_good_until_the_key_changes(world: World, services: Services):
    services.check_account()
    world.invoice.generate_zsc_key()
    with pytest.raises(InvalidCredentials):
        services.check_account()


def test_a_list_has_a_name_until_it_is_deleted(world: World, services: Services):
    news = world.marketinghub.lists.create("News")
    chosen = replace(choices(), list_id=RecordId(news.id))
    assert services.list_name(chosen) == "News"
    world.marketinghub.lists.delete(news)
    assert services.list_name(chosen) is None


def test_a_key_that_died_turns_every_sync_inactive(world: World, services: Services):
    world.marketinghub.lists.create("News")
    syncs = [services.new_sync(name, mailing_list="News").schedule("daily").initiate() for name in ("One", "Two")]
    world.settle()
    services.key_died()
    assert [each.state for each in syncs] == ["inactive", "inactive"]
