"""What a session completes after a dot."""

from __future__ import annotations

import pytest

from zsim import World


def test_a_record_completes_its_fields() -> None:
    world = World()
    acme = world.crm.accounts.create(Account_Name="Acme")
    customer = world.books.customers.create(contact_name="Acme")
    assert {"Account_Name", "Phone", "alive", "fields", "id"} <= set(dir(acme))
    assert {"contact_name", "billing_address", "phone"} <= set(dir(customer))
    assert not [name for name in dir(customer) if name.startswith("_") or "." in name]
    assert all(hasattr(customer, name) for name in dir(customer))


@pytest.mark.parametrize(
    ("words", "internal"),
    [
        (dir, ("clock", "journal", "schedule", "streams", "_apps")),
        (lambda world: dir(world.crm), ("gate", "modules", "export")),
        (lambda world: dir(world.connect("books").customers), ("queue", "slots", "runs", "choose")),
    ],
)
def test_the_words_of_people_stand_apart_from_internals(words, internal) -> None:
    found = words(World())
    assert found
    assert not {*internal} & {*found}
    assert not [name for name in found if name.startswith("_")]


def test_the_words_of_people_are_there() -> None:
    world = World()
    assert {"advance", "books", "connect", "crm", "why"} <= {*dir(world)}
    assert {"accounts", "as_user", "generate_zsc_key"} <= {*dir(world.crm)}
    assert {"configure", "edit", "history", "pause", "save_and_sync"} <= {*dir(world.connect("books").customers)}
