"""Documents told by hand: what a command may come to, and what the model has against all else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from zsim.checks.model import (
    Book,
    CommandTold,
    Memory,
    RecordChange,
    Rights,
    Shown,
    judge_apart,
    judge_command,
    judge_shown,
)
from zsim.checks.model.state import Together
from zsim.ports.records import RecordId, Ref

LINE = {"name": "Work", "quantity": 2, "rate": 50, "discount": None, "tax_percentage": None}
ACME, CUSTOMER = Ref("crm", "Accounts", RecordId("1")), Ref("books", "customers", RecordId("2"))
TODAY = date(2026, 1, 5)


class Desk:
    """Books and its documents."""

    def __init__(self) -> None:
        self.book, self.last = Book(lambda app: app), 10
        self.found: list[str] = []

    def take(self, ref: Ref, before: Any, after: Any) -> RecordChange:
        """A document changed."""
        change = RecordChange(ref, before, after)
        self.found += [str(each) for each in self.book.take(change)]
        return change

    def made(self, module: str = "invoices", **fields: Any) -> Ref:
        """A document of 100."""
        self.last += 1
        ref = Ref("books", module, RecordId(str(self.last)))
        number = {"invoices": ("invoice_number", "INV-000001"), "estimates": ("estimate_number", "QT-000001")}[module]
        held = {"customer_id": "2", "status": "draft", "line_items": (LINE,), "sub_total": 100, "tax_total": 0}
        held |= {"total": 100, number[0]: number[1], **({"balance": 100} if module == "invoices" else {})}
        self.take(ref, None, {**held, **fields})
        return ref

    def does(self, verb: str, ref: Ref, refused: bool = False, more: Any = None, **after: Any) -> list[str]:
        """What the model has against a command that left the document so."""
        held = self.book.live[ref]
        changes = (self.take(ref, held, {**held, **after}),) if after else ()
        told = CommandTold(verb, ref.module, ref, {}, held, refused, changes, TODAY)
        return [str(each) for each in judge_command(self.book, told._replace(**(more or {})))]


def test_a_verb_leads_where_the_life_cycle_says():
    desk = Desk()
    invoice = desk.made()
    assert desk.does("mark_sent", invoice, status="sent") == []
    assert "void makes it void, and it is paid (TXN-15)" in desk.does("void", invoice, status="paid")[0]


def test_what_is_illegal_is_refused():
    desk = Desk()
    estimate = desk.made("estimates", status="invoiced")
    assert desk.does("accept", estimate, refused=True) == []
    assert "accept is to be refused: a document that is invoiced cannot" in desk.does("accept", estimate, status="x")[0]


def test_what_is_legal_is_not_refused():
    desk = Desk()
    assert "accept of draft is legal, and was refused" in desk.does("accept", desk.made("estimates"), refused=True)[0]


def test_a_refusal_changes_nothing():
    desk = Desk()
    invoice = desk.made()
    assert "void was refused, and invoices" in desk.does("void", invoice, refused=True, status="void")[0]


@pytest.mark.parametrize(
    ("verb", "more", "words"),
    [
        ("void", {"payments": True}, "it has payments"),
        ("delete", {"payments": True}, "it has payments"),
        ("send", {"email": False}, "there is no address"),
        ("mark_sent", {"approvals": True}, "a document that is draft cannot"),
        ("update", {"lacking": "create_edit invoices"}, "without the right to create_edit invoices"),
        ("update", {"beyond": True}, "without the right to update"),
    ],
)
def test_what_is_to_be_refused(verb: str, more: dict[str, Any], words: str):
    desk = Desk()
    assert words in desk.does(verb, desk.made(), more=more, status="void")[0]


def test_a_payment_above_what_is_left_is_refused():
    desk = Desk()
    invoice = desk.made(status="sent")
    assert (
        "101 is no part of what is left to pay, 100"
        in desk.does("record_payment", invoice, more={"given": {"amount": 101}}, status="paid")[0]
    )


def test_a_payment_of_parts_of_the_smallest_coin_is_refused():
    desk = Desk()
    invoice = desk.made(status="sent", currency_code="INR")
    given = {"given": {"amount": Decimal("0.005")}}
    assert "0.005 is no part of what is left" in desk.does("record_payment", invoice, more=given, status="paid")[0]
    assert desk.does("record_payment", invoice, refused=True, more=given) == []


@pytest.mark.parametrize("wrong", [{"total": 99}, {"sub_total": 101}, {"tax_total": 1}])
def test_sums_are_those_of_the_lines(wrong: dict[str, Any]):
    desk = Desk()
    desk.made(**wrong)
    assert "its lines come to" in desk.found[0]


def test_discount_and_tax_are_rounded_line_by_line():
    desk = Desk()
    line = {**LINE, "quantity": 1, "rate": "0.15", "discount": 50, "tax_percentage": 50}
    desk.made(line_items=(line,), sub_total="0.08", tax_total="0.04", total="0.12")
    assert desk.found == []


def test_a_balance_is_what_is_left_to_pay():
    desk = Desk()
    invoice = desk.made(status="sent")
    desk.take(Ref("books", "payments", RecordId("90")), None, {"invoice_id": invoice.id, "amount": 40})
    assert "60 is left to pay, and its balance is 100" in str(next(desk.book.balances([invoice])))


def test_numbers_run_on():
    desk = Desk()
    desk.made()
    desk.made(invoice_number="INV-000003")
    assert "its number is to be INV-000002, and is INV-000003" in desk.found[0]


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"status": "sent", "due_date": date(2026, 1, 4)}, "overdue"),
        ({"status": "overdue", "due_date": date(2026, 1, 5)}, "sent"),
        ({"status": "sent", "balance": 40}, "partially_paid"),
        ({"status": "partially_paid", "balance": 0}, "paid"),
    ],
)
def test_the_state_that_follows_from_date_and_balance(fields: dict[str, Any], state: str):
    desk = Desk()
    desk.made(**fields)
    assert [f"it is to be {state}" in str(each) for each in desk.book.standing(TODAY)] == [True]


def test_an_estimate_that_was_sent_expires():
    desk = Desk()
    desk.made("estimates", status="sent", expiry_date=date(2026, 1, 4))
    assert "it is to be expired" in str(next(desk.book.standing(TODAY)))


def test_what_is_settled_keeps_its_content():
    desk = Desk()
    invoice = desk.made(status="void")
    assert "it is void and keeps its content, and its notes changed" in desk.does("update", invoice, notes="x")[0]


def test_a_conversion_takes_over_party_and_lines():
    desk = Desk()
    estimate = desk.made("estimates", status="sent")
    made = desk.made(customer_id="9")
    change = RecordChange(made, None, desk.book.live[made])
    found = desk.does("convert", estimate, more={"changes": (change,)}, status="invoiced")
    assert any("what it became is to have its customer_id 2, and has 9" in each for each in found)


def test_closing_a_connection_spares_finances_documents():
    desk = Desk()
    invoice = desk.made(status="sent")
    held = desk.book.live[invoice]
    told = CommandTold("disable", "books", None, changes=(desk.take(invoice, held, {**held, "status": "void"}),))
    assert "disable of books changed it (DIS-04, DIS-17)" in str(next(judge_apart(desk.book, told)))
    assert list(judge_apart(desk.book, told._replace(changes=()))) == []
    assert "(TXN-02, TXN-13)" in str(next(judge_apart(desk.book, told._replace(verb="a command to the CRM's own"))))


def shown(desk: Desk, row: dict[str, Any] | None) -> list[str]:
    """What the model has against the section."""
    memory = Memory()
    memory.join(Together("account", ACME, CUSTOMER, "crm"))
    section = {} if row is None else {Ref("crm", "Finance_Invoices", RecordId("77")): row}
    return [str(each) for each in judge_shown(desk.book, section, memory, Shown("run", "books", ("invoices",)))]


ROW = {"status": "draft", "total": 100, "balance": 100, "invoice_number": "INV-000001", "Account_Name": "1"}


def test_the_section_shows_what_finance_has():
    desk = Desk()
    invoice = desk.made()
    row = {**ROW, "Finance_Record_Id__s": f"books:{invoice.id}"}
    assert shown(desk, row) == []
    assert "its status is draft, and shown is sent" in shown(desk, {**row, "status": "sent"})[0]
    assert "its Account_Name is 1, and shown is 5" in shown(desk, {**row, "Account_Name": "5"})[0]
    assert "the CRM does not show it" in shown(desk, None)[0]
    desk.take(invoice, desk.book.live[invoice], None)
    assert "the CRM shows it still, and it is gone" in shown(desk, row)[0]


def test_rights_go_by_the_profile_and_the_role():
    rights = Rights(profiles={"Ann": "Sales"})
    rights.chosen("deny", "Sales", {"type": "estimates", "rights": ("email",)})
    assert rights.lacks("Ann", "estimates", "send") == "email estimates"
    assert rights.lacks("Ann", "estimates", "create", sends=True) == "email estimates"
    assert not rights.lacks("Ann", "estimates", "create")
    rights.chosen("deny", "Sales", {"type": "invoices", "rights": ()})
    assert rights.lacks("Ann", "estimates", "convert") == "create_edit invoices"
    rights.chosen("allow", "Sales", {"type": "invoices", "rights": ("create_edit",)})
    assert not rights.lacks("Ann", "estimates", "convert")
    assert rights.lacks("Ann", "invoices", "refresh") == "view invoices"
    rights.entrusted["books"] = {"Ann"}
    assert rights.beyond("books", "Ann", "estimates", "accept", views=False)
    assert not rights.beyond("books", "Ann", "estimates", "send", views=False)
    assert rights.beyond("books", "Ann", "estimates", "send", views=True)


def test_what_comes_to_nothing_is_not_overdue():
    desk = Desk()
    desk.made(status="sent", total=0, balance=0, due_date=date(2026, 1, 4))
    assert list(desk.book.standing(TODAY)) == []
