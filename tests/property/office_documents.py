"""What people do with documents, in finance and in the CRM's section."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from tests.property.office import Doing, Move, Office, pick
from tests.property.office_start import ACCOUNTS, FEW, FROM_VENDORS, LINES, SECTION, Steps, types_of
from zsim.explore.script import Named, do
from zsim.ports.records import RecordId, Ref

IN_SECTION = ("send", "mark_sent", "accept", "decline", "convert", "void", "record_payment", "print", "comment")
TO = ("invoice", "bill", None)
PAYABLE = ("sent", "open", "overdue", "partially_paid")
ALSO = ("submit", "approve", "reject", "mark_open", "cancel", "close", "reopen")
"""Verbs of life cycles that people do in finance alone."""

DUE: Mapping[str, str] = {"estimates": "expiry_date", "invoices": "due_date", "bills": "due_date"}
"""The last day of a document, by type."""

BAD_LINES: tuple[tuple[Mapping[str, Any], ...], ...] = (
    (),
    ({"name": "Work", "rate": -1},),
    ({"rate": 10},),
    ({"name": "Work", "colour": "red"},),
    ({"name": "Work", "rate": 10},),
    ({"name": "Work", "colour": "red"},),
)
"""Lines that are refused, or are where a tax is asked for."""


def _step(office: Office, move: Move) -> Steps:
    """A move that is legal."""
    found = [(name, verb) for name in office.documents(move) for verb in office.legal(move.type, name)]
    picked = pick(found, 8 * move.which + move.choice)
    return () if picked is None else _acted(office, move, picked[1], picked[0])


def _mail(office: Office, move: Move) -> Steps:
    """Somebody, most often Rita, sends a document in the CRM's section."""
    picked = pick(office.documents(move._replace(in_crm=True)), move.which)
    if picked is None or move.type not in types_of(office.product).shown:
        return ()
    return (do("send", record=picked, by=move.user or "Rita"),)


def _attempt(office: Office, move: Move) -> Steps:
    """A move of the life cycle, legal or not."""
    verbs = sorted({each.verb for each in office.cycle(move).moves} & {*IN_SECTION, *ALSO})
    picked = pick(office.documents(move), move.which)
    return () if picked is None or not verbs else _acted(office, move, verbs[move.choice % len(verbs)], picked)


def _make(office: Office, move: Move) -> Steps:
    in_crm = move.in_crm and move.type in types_of(office.product).shown
    fields: dict[str, Any] = {"lines": LINES[move.which % len(LINES)]}
    deal = pick(office.names("crm.deals"), move.which)
    if move.choice == 1:
        fields["send"] = True
    if move.choice == 2 and in_crm and deal is not None:
        fields["deal"] = Named(deal)
    if move.choice in (3, 4) and "due_date" in DUE.get(move.type, ""):
        fields["due_date"] = office.today + timedelta(days=1 if move.choice == 3 else -1)
    if move.choice == 5:
        fields["lines"] = BAD_LINES[move.which % len(BAD_LINES)]
    party = office.party(move, in_crm)
    if party is None and "deal" not in fields:
        return ()
    if party is not None:
        fields["vendor" if move.type in FROM_VENDORS and not in_crm else "customer"] = Named(party)
    module = f"{SECTION if in_crm else 'finance'}.{move.type}"
    return (do("create", name=office.new("document"), module=module, fields=fields, **office.by(move, in_crm)),)


def _pay(office: Office, move: Move) -> Steps:
    """A payment: some of the balance, all of it, or what cannot be paid."""
    called = "bills" if move.type in FROM_VENDORS and office.product == "books" else "invoices"
    found = office.documents(move._replace(type=called))
    payable = [each for each in found if office.field(each, "status") in PAYABLE]
    picked = pick(payable if move.choice < 4 else found, move.which)
    if picked is None:
        return ()
    balance = office.field(picked, "balance") or Decimal(1)
    amounts = (FEW, balance, balance, balance / 2, balance + 1, Decimal(0), Decimal("0.001"), Decimal(1))
    amount = amounts[move.choice].quantize(Decimal("0.001") if move.choice == 6 else Decimal("0.01"))
    return (
        do("record_payment", name=office.new("payment"), record=picked, amount=amount, **office.by_of(move, picked)),
    )


def _unpay(office: Office, move: Move) -> Steps:
    picked = pick(office.names("finance.payments"), move.which)
    return () if picked is None else (do("delete", record=picked),)


def _repay(office: Office, move: Move) -> Steps:
    picked = pick(office.names("finance.payments"), move.which)
    amount = (Decimal(1), FEW, Decimal(90))[move.choice % 3]
    return () if picked is None else (do("update", record=picked, fields={"amount": amount}),)


def _edit(office: Office, move: Move) -> Steps:
    status = office.cycle(move).states[move.which % len(office.cycle(move).states)]
    edits: tuple[Mapping[str, Any], ...] = (
        {"lines": LINES[move.which % len(LINES)]},
        {"notes": f"Note {move.which}"},
        {"reference_number": f"R-{move.which}"},
        {"lines": BAD_LINES[move.which % len(BAD_LINES)]},
        {"status": status},
        {"lines": LINES[0], "notes": None},
        {"date": office.today},
        {"customer": Named(("cora", "acme in finance")[move.which % 2])},
    )
    return _edited(office, move, edits[move.choice], pick(office.documents(move), move.which))


def _put_off(office: Office, move: Move) -> Steps:
    """Give a document another last day: later, or one that has gone by."""
    name = DUE.get(move.type)
    days = (5, 5, 5, 30, 1, 0, -1, -9)[move.choice]
    if name is None:
        return ()
    past = [each for each in office.documents(move) if office.field(each, "status") in ("overdue", "expired")]
    picked = pick(past if move.choice < 4 else office.documents(move), move.which)
    return _edited(office, move, {name: office.today + timedelta(days=days)}, picked)


def _settle_at_paid(office: Office, move: Move) -> Steps:
    """Lower the lines to what was paid already, or below it."""
    called = "bills" if move.type in FROM_VENDORS and office.product == "books" else "invoices"
    names = [each for each in office.documents(move._replace(type=called, in_crm=False)) if office.paid(each)]
    picked = pick(names, move.which)
    if picked is None:
        return ()
    rate = office.paid(picked) - (Decimal(1) if move.choice == 0 else 0)
    return (do("update", record=picked, fields={"lines": ({"name": "Work", "rate": rate, "tax_percentage": 0},)}),)


def _delete(office: Office, move: Move) -> Steps:
    picked = pick(office.documents(move), move.which)
    return () if picked is None else (do("delete", record=picked, **office.by_of(move, picked)),)


def _remark(office: Office, move: Move) -> Steps:
    picked = pick(office.documents(move), move.which)
    if picked is None:
        return ()
    by = office.by_of(move, picked)
    remarks = (
        do("comment", record=picked, text="By May.", **by),
        do("attach", record=picked, file="a.txt", content="By May.", **by),
        do("print", record=picked, **by),
        do("view_summary", party=ACCOUNTS[move.which % 3], by=move.user or "Rita"),
    )
    return (remarks[move.choice % len(remarks)],)


def _associate(office: Office, move: Move) -> Steps:
    picked = pick(office.documents(move._replace(in_crm=False)), move.which)
    deal = pick(office.names("crm.deals"), move.choice)
    if picked is None or deal is None:
        return ()
    own = office.player.names.of(Ref("crm", "Deals", RecordId(office.field(picked, "zcrm_potential_id") or "")))
    if move.choice < 3 and own is not None:
        return (do("dissociate", record=picked, deal=own),)
    verbs = ("associate", "dissociate") if move.in_crm else ("associate", "search_deals")
    verb = verbs[move.which % 2]
    return (do(verb, record=picked, **({"text": "f"} if verb == "search_deals" else {"deal": deal})),)


def _refresh(office: Office, move: Move) -> Steps:
    called = move.type if move.type in types_of(office.product).shown else "invoices"
    party = ACCOUNTS[move.choice % 3]
    return (do("refresh", module=f"{SECTION}.{called}", party=party, by=move.user or "Rita"),)


def _number(office: Office, move: Move) -> Steps:
    called = move.type if move.type in types_of(office.product).all else "invoices"
    choices: tuple[Mapping[str, Any], ...] = (
        {"next_number": 50},
        {"prefix": "A-"},
        {"next_number": 1},
        {"due_days": 1},
    )
    return (do("configure_documents", module=f"finance.{called}", choices=choices[move.choice % len(choices)]),)


def _acted(office: Office, move: Move, verb: str, name: str) -> Steps:
    given: dict[str, Any] = dict(office.by_of(move, name))
    if verb == "convert":
        given |= {"name": office.new("document")} | ({"to": TO[move.which % 3]} if move.choice == 3 else {})
    if verb == "send" and move.choice == 2 and not office.is_shown(name):
        given["to"] = ("rita@x.example", "nobody")[move.which % 2]
    if verb == "record_payment":
        given |= {"name": office.new("payment"), "amount": FEW}
    return (do(verb, record=name, **given),)


def _edited(office: Office, move: Move, fields: Mapping[str, Any], picked: str | None) -> Steps:
    return () if picked is None else (do("update", record=picked, fields=fields, **office.by_of(move, picked)),)


WEIGHTS: Mapping[Doing, int] = {
    _step: 40,
    _mail: 4,
    _attempt: 6,
    _make: 10,
    _pay: 12,
    _unpay: 8,
    _repay: 2,
    _edit: 6,
    _put_off: 12,
    _settle_at_paid: 6,
    _delete: 3,
    _remark: 5,
    _associate: 6,
    _refresh: 5,
    _number: 2,
}
"""What people do, and how often."""
