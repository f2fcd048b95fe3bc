"""Handing a person's command to finance: what is handed on, what is shown, and what passes at no time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.unit.sync.documents.stages import (
    ACME,
    ADA,
    BOLT,
    INDIVIDUAL,
    LAMP,
    MILL,
    SUPPLIER,
    TWIN,
    Stage,
    invoice,
    shown_of,
)
from tests.unit.sync.samples import PERSON, account, contact, link, person, product, record
from tests.unit.sync.stages import told
from zsim.catalogue import catalogue
from zsim.kernel.clock import to_datetime
from zsim.ports.errors import InvalidCredentials, InvalidData, NoAnswer, NotAllowed
from zsim.ports.records import Record, RecordId
from zsim.ports.relay import Remark
from zsim.sync import System
from zsim.sync.documents.relay import Relay

ANN = "ann@x.example"


class Counter(Stage):
    """Where people's commands are taken."""

    def __init__(self, *documents: Record) -> None:
        super().__init__(*documents)
        self.relay = Relay(self.owner, self.connection.context, self.timing)

    def perform(self, action: str, document: Record | None = None, type: str = "invoices", **given: Any) -> RecordId:
        """Have Ann's command carried out."""
        return self.relay.perform(type, action, None if document is None else document.id, given, ANN).id

    def given(self, **given: Any) -> Mapping[str, Any]:
        """What finance holds of a document made with that."""
        made = self.perform("create", **given)
        return {each.id: held.fields for each, held in self.finance.records.items()}[made]


def test_a_command_is_carried_out_as_the_user_and_what_finance_answers_is_shown():
    counter = Counter()
    made = counter.perform("create", Account_Name=ACME.id, invoice_number="INV-9", status="draft")
    assert counter.finance.commands == [(ANN, "create", None)]
    assert counter.listed() == [
        {"invoice_number": "INV-9", "status": "draft", "organisation": "books", "Account_Name": ACME.id}
    ]
    assert [each.id for each in counter.finance.records] == [made]


def test_what_is_done_to_a_document_is_shown_too():
    counter = Counter(invoice(), shown_of(invoice(), invoice_number="INV-81", Account_Name=ACME.id))
    assert counter.perform("void", invoice(), status="void") == invoice().id
    assert [(each["invoice_number"], each["status"]) for each in counter.listed()] == [("INV-81", "void")]


@pytest.mark.parametrize(
    ("field", "party", "finance_field", "whose"),
    [
        ("Account_Name", ACME, "customer_id", TWIN),
        ("Contact_Name", ADA, "customer_id", INDIVIDUAL),
        ("Vendor_Name", MILL, "vendor_id", SUPPLIER),
    ],
)
def test_whom_it_is_for_is_named_as_finance_knows_them(field: str, party: Record, finance_field: str, whose: Record):
    assert Counter().given(**{field: party.id}) == {finance_field: whose.id}


def test_a_deal_is_noted_as_a_potential():
    assert Counter().given(Account_Name=ACME.id, Deal_Name="77") == {"customer_id": TWIN.id, "zcrm_potential_id": "77"}


def test_a_product_of_a_line_is_the_item_that_is_synced_with_it():
    lines = ({"product_id": LAMP.id, "quantity": 2}, {"name": "Advice", "rate": Decimal(5)}, {"item_id": "7"})
    assert Counter().given(Account_Name=ACME.id, line_items=lines)["line_items"] == (
        {"item_id": BOLT.id, "quantity": 2},
        {"name": "Advice", "rate": Decimal(5)},
        {"item_id": "7"},
    )


@pytest.mark.parametrize("stranger", [product(59), ACME])
def test_a_line_with_what_is_no_synced_product_is_refused(stranger: Record):
    counter = Counter()
    with pytest.raises(NotAllowed, match="a line names a product that is not synced"):
        counter.perform("create", Account_Name=ACME.id, line_items=({"product_id": stranger.id},))
    assert counter.finance.commands == []


@pytest.mark.parametrize(
    ("field", "stranger", "called"),
    [
        ("Account_Name", account(19), "this account is not synced"),
        ("Contact_Name", contact(39), "this contact is not synced"),
        ("Vendor_Name", record(System.CRM, "Vendors", 49), "this CRM vendor is not synced"),
    ],
)
def test_somebody_who_is_not_synced_has_no_documents(field: str, stranger: Record, called: str):
    counter = Counter()
    with pytest.raises(NotAllowed, match=called) as refused:
        counter.perform("create", **{field: stranger.id})
    assert refused.value.field == field
    assert (counter.finance.commands, counter.listed()) == ([], [])


def test_a_contact_person_has_documents_by_the_account_alone():
    counter, lee = Counter(invoice()), contact(32, "Lee")
    counter.connection.links.put(link(PERSON, lee, person(33, TWIN, "Lee")))
    with pytest.raises(NotAllowed, match="name the account of a contact person"):
        counter.perform("create", Contact_Name=lee.id)
    counter.relay.refresh("invoices", lee.ref)
    assert counter.listed() == []


def test_over_a_disabled_integration_no_command_passes_and_nothing_is_kept():
    counter = Counter(invoice())
    counter.owner.open = False
    with pytest.raises(NotAllowed, match=r"create a document of invoices.*books is not enabled.*DIS-01"):
        counter.perform("create", Account_Name=ACME.id)
    with pytest.raises(NotAllowed, match="refresh the list of invoices"):
        counter.relay.refresh("invoices", ACME.ref)
    counter.owner.open = True
    counter.timing.settle()
    assert (counter.finance.asked, counter.crm.asked, counter.connection.opened) == ([], [], [])


def test_a_dead_key_refuses_the_command_before_finance_hears_of_it():
    counter = Counter()
    counter.connection.refusals = [InvalidCredentials("invalid key", code="INVALID_TOKEN")]
    with pytest.raises(InvalidCredentials):
        counter.perform("create", Account_Name=ACME.id)
    assert (counter.finance.asked, counter.listed()) == ([], [])


def test_what_finance_refuses_is_refused_and_shown_nowhere():
    counter = Counter()
    counter.finance.refusals = [InvalidData("no such tax", code="4")]
    with pytest.raises(InvalidData, match="no such tax"):
        counter.perform("create", Account_Name=ACME.id)
    assert (counter.listed(), counter.finance.asked) == ([], [("perform", "invoices")])


def test_a_command_is_not_given_twice_where_no_answer_comes():
    counter = Counter()
    counter.finance.refusals = [NoAnswer("nothing came", code="timeout")]
    with pytest.raises(NoAnswer):
        counter.perform("create", Account_Name=ACME.id)
    assert counter.finance.asked == [("perform", "invoices")]


def test_what_was_converted_is_shown_in_its_own_list_and_so_is_what_came_of_it():
    quote = invoice(91)
    quote = quote._replace(ref=quote.ref._replace(module="estimates"), fields={"customer_id": TWIN.id})
    counter = Counter(quote)
    made = counter.perform("convert", quote, "estimates", invoice_number="INV-9")
    assert counter.numbers() == ["INV-9"]
    assert len(counter.listed("Finance_Estimates")) == 1
    assert made != quote.id


def test_what_came_of_it_stands_where_the_section_shows_none():
    order = invoice(91)
    order = order._replace(ref=order.ref._replace(module="bills"), fields={"vendor_id": SUPPLIER.id})
    counter = Counter(order)
    counter.perform("update", order, "bills", notes="x")
    assert (counter.crm.asked, counter.finance.asked) == ([], [("perform", "bills")])


def test_a_deletion_takes_the_document_off_the_list():
    counter = Counter(invoice(), shown_of(invoice(), invoice_number="INV-81"))
    assert counter.perform("delete", invoice()) == invoice().id
    assert counter.listed() == []


@pytest.mark.parametrize("by", ["a command", "a refresh"])
def test_what_a_command_before_was_broken_off_in_is_taken_in_first_and_for_good(by: str):
    counter = Counter()
    write = counter.crm.write

    def broken_off(module: str, writes: list[Any]) -> None:
        write(module, writes)
        raise RuntimeError("the engine stopped")

    counter.crm.write = broken_off
    with pytest.raises(RuntimeError):
        counter.perform("create", Account_Name=ACME.id, invoice_number="INV-9")
    counter.crm.write = write
    counter.connection.state.commit()
    if by == "a command":
        counter.perform("create", Account_Name=ACME.id, invoice_number="INV-10")
    else:
        counter.relay.refresh("invoices", ACME.ref)
    outcomes = [each.detail.outcome.value for each in told(counter.connection.journal, "decision")]
    assert outcomes[:2] == ["created", "finished"]
    counter.connection.state.roll_back()
    assert counter.connection.context.state.table("intents of sync books invoices shown").rows == {}


def test_a_refresh_shows_the_documents_of_that_record_and_is_committed():
    counter = Counter(invoice(), invoice(83, of=INDIVIDUAL))
    counter.relay.refresh("invoices", ACME.ref)
    assert counter.numbers() == ["INV-81"]
    assert {each.actor for each in told(counter.connection.journal, "decision")} == {"sync books invoices shown"}


def test_somebody_who_is_not_synced_has_nothing_to_refresh():
    counter = Counter(invoice())
    counter.relay.refresh("invoices", account(19).ref)
    assert (counter.listed(), counter.finance.asked) == ([], [])


@pytest.mark.parametrize(
    ("product", "open_", "seen"), [("billing", True, 1), ("billing", False, 0), ("books", True, 0)]
)
def test_comments_of_finance_are_asked_for_where_they_show(product: str, open_: bool, seen: int):
    counter = Counter(invoice())
    counter.finance.remarks = {invoice().id: [Remark(to_datetime(0), "comment", "Ann", "By May")]}
    counter.owner.open = open_
    relay = replace(counter.relay, context=replace(counter.relay.context, product=catalogue().product(product)))
    assert len(relay.comments("invoices", invoice().id)) == seen
    assert counter.finance.asked == [("comments", "invoices")] * seen
