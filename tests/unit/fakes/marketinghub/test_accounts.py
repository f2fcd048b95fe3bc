"""Accounts entered in MarketingHub."""

from __future__ import annotations

import pytest

from zsim import World
from zsim.kernel.errors import UsageError
from zsim.ports.errors import InvalidCredentials


def test_the_key_of_invoice_opens_it_and_dies_when_another_is_made() -> None:
    world = World()
    key = world.invoice.generate_zsc_key()
    world.marketinghub.enter_account(world.invoice, email=world.invoice.email, key=key)
    port = world.invoice.gate.open(world.marketinghub.accounts[0].credentials)
    assert port.organisation().key == "invoice"
    world.invoice.generate_zsc_key()
    with pytest.raises(InvalidCredentials, match="not the one in force"):
        port.fields("customers")


@pytest.mark.parametrize(
    ("email", "key", "told"),
    [
        ("nobody@invoice.example", None, "not the organisation's primary email"),
        (None, "", "the ZSC key is missing"),
        (None, "abc", "malformed"),
        (None, "0" * 32, "not the one in force"),
    ],
)
def test_a_wrong_email_or_key_is_refused_and_nothing_is_stored(email: str | None, key: str | None, told: str) -> None:
    world = World()
    right = world.invoice.generate_zsc_key()
    with pytest.raises(InvalidCredentials, match=told):
        world.marketinghub.enter_account(
            world.invoice, email=email or world.invoice.email, key=right if key is None else key
        )
    assert world.marketinghub.accounts == ()


def test_an_account_is_part_of_an_exported_world() -> None:
    world = World()
    key = world.invoice.generate_zsc_key()
    world.marketinghub.enter_account(world.invoice, email=world.invoice.email, key=key)
    assert World.load(world.export()).marketinghub.accounts == world.marketinghub.accounts


def test_only_invoice_is_a_source_so_far() -> None:
    world = World()
    with pytest.raises(UsageError, match="it is no source"):
        world.marketinghub.enter_account(world.billing, email=world.billing.email, key="0" * 32)
