"""What a world hands out, of records, entries and choices, is no way to change it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from zsim import World
from zsim.fakes.store.handle import Handle
from zsim.kernel.errors import UsageError


def into_a_record(world: World, acme: Handle) -> Mapping[str, Any]:
    """The fields of a live record."""
    return acme.record.fields


def into_a_snapshot(world: World, acme: Handle) -> Mapping[str, Any]:
    """The fields of the same record in an effect of the journal."""
    return next(each.detail.after for each in world.journal if each.kind == "effect")


def into_a_command(world: World, acme: Handle) -> Mapping[str, Any]:
    """What a command was given."""
    return next(each.detail.given for each in world.journal if each.kind == "command")


def into_preferences(world: World, acme: Handle) -> Mapping[str, Any]:
    """The mapping of saved preferences."""
    saved = world.integration("books").customers.preferences
    assert saved is not None
    return saved.mapping


WAYS = [into_a_record, into_a_snapshot, into_a_command, into_preferences]


@pytest.mark.parametrize("way", WAYS)
def test_what_is_handed_out_refuses_to_be_written_to(way: Callable[[World, Handle], Any]):
    world = World()
    acme = world.crm.accounts.create(Account_Name="Acme", Phone="1")
    world.connect("books").customers.configure(module="accounts", mapping={"Website": "website"}).save_and_sync()
    world.settle()
    before = world.digest(), world.snapshot()
    with pytest.raises(UsageError, match="records and entries are values"):
        way(world, acme)["Phone"] = "2"
    assert (world.digest(), world.snapshot()) == before
    assert world.crm.accounts.find(Account_Name="Acme") == [acme]


def test_a_mapping_of_the_callers_own_is_copied():
    digests = []
    for tampered in (False, True):
        world = World()
        mapping = {"Website": "website"}
        world.crm.accounts.create(Account_Name="Acme")
        world.connect("books").customers.configure(module="accounts", mapping=mapping).save_and_sync()
        world.settle()
        if tampered:
            mapping["Fax"] = "fax"
        world.advance(hours=3)
        digests.append(world.digest())
    assert digests[0] == digests[1]
