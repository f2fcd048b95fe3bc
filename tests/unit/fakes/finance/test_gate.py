"""Who gets into a finance organisation, and who is told that what opened it opens it no more."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from tests.unit.fakes.finance.conftest import MakeShop, Shop
from zsim.kernel.errors import UsageError
from zsim.ports.app import Credentials
from zsim.ports.records import Create

NEW_EMAIL = "owner@invoice.example"


@pytest.fixture
def invoice(make_shop: MakeShop) -> Shop:
    """An organisation of Invoice that has a key."""
    shop = make_shop("invoice")
    shop.finance.generate_zsc_key()
    return shop


def told_of(shop: Shop) -> list[str]:
    """What a watcher hears from now on: the email and the key each time."""
    heard: list[str] = []
    shop.finance.gate.watch_keys(lambda: heard.append(f"{shop.finance.email} {shop.finance.zsc_key}"))
    return heard


def regenerate(shop: Shop) -> None:
    """Make another key."""
    shop.finance.generate_zsc_key()


def rename(shop: Shop) -> None:
    """Give another primary email."""
    shop.finance.set_email(NEW_EMAIL)


def test_what_a_product_writes_is_written_by_it(invoice: Shop) -> None:
    opened = invoice.finance.gate.open("marketinghub", Credentials(invoice.finance.email, invoice.finance.zsc_key))
    opened.write("customers", [Create({"contact_name": "Acme"})])
    assert [each.actor for each in invoice.journal if each.kind == "effect"] == ["marketinghub"]


def test_a_product_nobody_knows_gets_nowhere(invoice: Shop) -> None:
    with pytest.raises(UsageError, match="marketinghub"):
        invoice.finance.gate.open("marketinghubb", Credentials(invoice.finance.email, invoice.finance.zsc_key))


@pytest.mark.parametrize(("change", "oddity"), [(regenerate, "KEY-01"), (rename, "KEY-03")])
def test_a_watcher_is_told_once_the_change_is_done(invoice: Shop, change: Callable[[Shop], None], oddity: str) -> None:
    heard = told_of(invoice)
    change(invoice)
    assert heard == [f"{invoice.finance.email} {invoice.finance.zsc_key}"]
    assert invoice.quirks.fired == (oddity,)


@pytest.mark.parametrize(("change", "oddity"), [(regenerate, "KEY-01"), (rename, "KEY-03")])
def test_nobody_is_told_with_the_oddity_off(make_shop: MakeShop, change: Callable[[Shop], None], oddity: str) -> None:
    shop = make_shop("invoice", off=[oddity])
    heard = told_of(shop)
    change(shop)
    assert heard == []
    assert shop.quirks.suppressed == (oddity,)


def test_the_mark_is_caused_by_the_command(invoice: Shop) -> None:
    told_of(invoice)
    invoice.finance.generate_zsc_key()
    command, mark = list(invoice.journal)[-2:]
    assert (command.kind, mark.kind, mark.cause) == ("command", "mark", command.number)


def test_without_a_watcher_no_oddity_acts(invoice: Shop) -> None:
    invoice.finance.generate_zsc_key()
    invoice.finance.set_email(NEW_EMAIL)
    assert invoice.quirks.fired == ()


def test_the_same_email_in_another_case_is_no_change(invoice: Shop) -> None:
    heard = told_of(invoice)
    invoice.finance.set_email(invoice.finance.email.replace("admin", "Admin"))
    assert heard == []


def test_a_cancelled_watch_hears_nothing(invoice: Shop) -> None:
    heard: list[str] = []
    invoice.finance.gate.watch_keys(lambda: heard.append("told")).cancel()
    invoice.finance.generate_zsc_key()
    assert heard == []


def test_the_key_of_another_organisation_is_no_business_of_a_watcher(invoice: Shop, make_shop: MakeShop) -> None:
    heard = told_of(invoice)
    make_shop("books").finance.generate_zsc_key()
    assert heard == []


def test_all_watchers_are_told_in_the_order_they_came(invoice: Shop) -> None:
    heard: list[str] = []
    for name in ("first", "second"):
        invoice.finance.gate.watch_keys(partial(heard.append, name))
    invoice.finance.generate_zsc_key()
    assert heard == ["first", "second"]
