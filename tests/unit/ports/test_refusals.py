"""What refuses a person stands in the journal, once, beside what was asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zsim.kernel.errors import UsageError
from zsim.ports.errors import VendorError
from zsim.world import World


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda world: world.crm.accounts.create(Account_Nam="Acme"), "Accounts has no field 'Account_Nam'"),
        (lambda world: world.books.customers.create(), "contact_name"),
        (
            lambda world: world.connect("books", email="nobody@elsewhere.example", key="0"),
            "no user of the CRM has the email",
        ),
    ],
)
def test_a_refused_command_is_written_down_with_its_message(ask: Callable[[World], object], message: str) -> None:
    world = World(1)
    with pytest.raises(VendorError) as refused:
        ask(world)
    command, refusal = world.lines()
    assert (command.kind, refusal.kind) == ("command", "refusal")
    assert (refusal.cause, refusal.actor) == (command.number, command.actor)
    assert refusal.text == f"{command.actor} was refused: {refused.value}"
    assert message in refusal.text


def test_what_is_refused_before_it_is_a_command_is_written_down_as_well() -> None:
    world = World(1)
    integration = world.connect("books")
    with pytest.raises(UsageError) as refused:
        integration.enable()
    assert [line.text for line in world.lines()][-1] == f"somebody was refused: {refused.value}"


def test_one_refusal_is_written_once_however_deep_it_comes_from() -> None:
    world = World(1)
    account = world.crm.accounts.create(Account_Name="Acme")
    with pytest.raises(VendorError):
        world.crm.accounts.mass_update([account], Nothing="x")
    customers = world.connect("books").customers
    with pytest.raises(UsageError):
        customers.configure(module="accounts", mapping={"Rout": "phone"})
    assert [line.kind for line in world.lines()].count("refusal") == 2


def test_looking_writes_nothing_even_where_it_finds_nothing() -> None:
    world = World(1)
    with pytest.raises(VendorError):
        world.crm.accounts.get("1")
    with pytest.raises(UsageError):
        world.crm.accounts.one(Account_Name="Acme")
    assert len(world.journal) == 0
