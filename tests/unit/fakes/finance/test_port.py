"""What the engine may call of a finance organisation."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.fakes.finance.conftest import Shop
from zsim.fakes.store.handle import Handle
from zsim.ports.errors import NotAllowed, NotFound, NotModelled, VendorError
from zsim.ports.records import RecordId

WORK = {"line_items": ({"name": "Work", "rate": 100},)}
RITA = "rita@acme.example"


@pytest.fixture
def acme(shop: Shop) -> Handle:
    """A customer with an email, in an organisation of which Rita is a user."""
    shop.finance.users.admit(RITA, RITA)
    return shop.finance.customers.create(contact_name="Acme", email="a@acme.example")


def test_a_command_is_carried_out_as_that_user_and_gives_what_came_of_it(shop: Shop, acme: Handle) -> None:
    port, start = shop.finance.port(), len(shop.journal)
    quote = port.perform("estimates", "create", None, {"customer_id": acme.id, **WORK}, RITA)
    sent = port.perform("estimates", "send", quote.ref.id, {}, RITA)
    made = port.perform("estimates", "convert", sent.ref.id, {"to": "invoices"}, RITA)
    assert (sent.ref, sent.fields["status"], made.ref.module) == (quote.ref, "sent", "invoices")
    assert made.fields["estimate_id"] == quote.ref.id
    assert shop.finance.quotes.get(quote.ref.id).status == "invoiced"
    effects = [each.actor for each in list(shop.journal)[start:] if each.kind == "effect"]
    assert effects
    assert {*effects} == {RITA}


def test_a_command_notes_what_it_was_caused_by(shop: Shop, acme: Handle) -> None:
    cause = shop.journal.append(RITA, "command", ("crm", "Deals"), {})
    made = shop.finance.port().perform("invoices", "create", None, {"customer_id": acme.id, **WORK}, RITA, cause)
    (effect,) = [each for each in shop.journal if each.kind == "effect" and each.subject == made.ref]
    assert effect.cause == cause


@pytest.mark.parametrize(
    ("action", "given", "refusal", "told"),
    [
        ("accept", {}, NotAllowed, "one cannot accept an invoice"),
        ("record_payment", {"amount": 1}, NotAllowed, "is draft, and one cannot record a payment of it then"),
        ("update", {"status": "paid"}, NotAllowed, "the status is changed by what is done with an invoice"),
        ("send", {"to": "nobody"}, VendorError, "no address to mail to"),
    ],
)
def test_a_refusal_changes_nothing(
    shop: Shop, acme: Handle, action: str, given: dict[str, Any], refusal: type[VendorError], told: str
) -> None:
    port = shop.finance.port()
    invoice = port.perform("invoices", "create", None, {"customer_id": acme.id, **WORK}, RITA)
    before = shop.finance.export()
    with pytest.raises(refusal, match=told):
        port.perform("invoices", action, invoice.ref.id, given, RITA)
    assert shop.finance.export() == before


def test_what_is_no_document_takes_no_command(shop: Shop, acme: Handle) -> None:
    with pytest.raises(NotModelled, match="delete of customers: commands are those to documents"):
        shop.finance.port().perform("customers", "delete", acme.id, {}, RITA)
    assert acme.alive


def test_a_document_that_is_gone_is_said_to_be(shop: Shop, acme: Handle) -> None:
    port = shop.finance.port()
    invoice = port.perform("invoices", "create", None, {"customer_id": acme.id, **WORK}, RITA)
    assert port.perform("invoices", "delete", invoice.ref.id, {}, RITA) == invoice
    with pytest.raises(NotFound, match="there is no record"):
        port.perform("invoices", "send", invoice.ref.id, {}, RITA)


def test_a_closed_port_lets_no_command_through(shop: Shop, acme: Handle) -> None:
    def shut(module: str | None) -> None:
        raise NotAllowed("the key is dead", code="4")

    before = shop.finance.export()
    with pytest.raises(NotAllowed, match="the key is dead"):
        shop.finance.port(shut).perform("invoices", "create", None, {"customer_id": acme.id, **WORK}, RITA)
    assert shop.finance.export() == before


def test_deals_are_looked_up_by_what_was_given_last(shop: Shop) -> None:
    class Deals:
        def offered(self, party: RecordId, text: str = "") -> tuple[()]:
            return ()

    first, second = Deals(), Deals()
    for each in (first, second):
        shop.finance.port().serve_crm(each)
    assert shop.finance._crm.lookups is second
