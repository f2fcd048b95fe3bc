"""What people do with finance's documents, there and in the CRM's Zoho Finance section."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from zsim.catalogue.life_cycles import APPROVES, life_cycles
from zsim.explore.drawing.connections import types_of
from zsim.explore.drawing.scene import Deed, DrawnScene, Steps
from zsim.explore.script import Named, do

SECTION = "crm.zoho_finance"
FROM_VENDORS = ("purchase_orders", "bills")
"""The types of documents that are made for vendors."""

OFTEN = ("estimates", "invoices")
FEW = Decimal("3.50")
LINES: tuple[tuple[Mapping[str, Any], ...], ...] = (
    ({"name": "Work", "rate": 10, "tax_percentage": 0},),
    ({"name": "Work", "rate": Decimal("3.33"), "quantity": 3, "discount": 10, "tax_percentage": 18},),
    ({"name": "Work", "rate": 10}, {"name": "Trip", "rate": Decimal("0.5")}),
    ({"name": "Work", "rate": Decimal("0.25"), "tax_percentage": 18},) * 3,  # the tax is 5 each, 14 in one
    ({"name": "Work", "rate": Decimal("1.2345")},),
)
BAD_LINES: tuple[tuple[Mapping[str, Any], ...], ...] = (
    (),
    ({"name": "Work", "rate": -1},),
    ({"rate": 10},),
    ({"name": "Work", "colour": "red"},),
)
"""Lines that are refused."""

IN_SECTION = ("send", "mark_sent", "accept", "decline", "convert", "void", "record_payment")
ALSO = ("submit", "approve", "reject", "mark_open", "cancel", "close", "reopen")
"""Verbs of life cycles that people do in finance alone."""

HALF = Decimal("0.50")
PAYABLE = ("sent", "open", "overdue", "partially_paid")
DUE: Mapping[str, str] = {"estimates": "expiry_date", "invoices": "due_date", "bills": "due_date"}
"""The last day of a document, by type."""


def step(scene: DrawnScene) -> Steps:
    """A move that the life cycle of a document allows as it stands."""
    called, in_crm = _type(scene), scene.dice.chance(40)
    asked = scene.key == APPROVES and scene.world[_key(scene)].preferences.approvals
    names = documents(scene, called, in_crm=in_crm)
    if not names:
        return ()
    name = scene.dice.pick(names)
    verbs = life_cycles()[called].verbs(str(scene.field(name, "status")), asked)
    return acted(scene, scene.dice.pick(verbs), name) if verbs else ()


def attempt(scene: DrawnScene) -> Steps:
    """A move of the life cycle, legal or not."""
    called = _type(scene)
    verbs = sorted({each.verb for each in life_cycles()[called].moves} & {*IN_SECTION, *ALSO})
    name = _document(scene, called)
    return () if name is None or not verbs else acted(scene, scene.dice.pick(verbs), name)


def mail(scene: DrawnScene) -> Steps:
    """Somebody sends a document."""
    name = _document(scene, _type(scene))
    if name is None:
        return ()
    given = dict(_by(scene, name))
    if not scene.is_in_crm(name) and scene.dice.chance(30):
        given["to"] = scene.dice.pick(("rita@x.example", "nobody"))
    return (do("send", record=name, **given),)


def make(scene: DrawnScene) -> Steps:
    """Make a document, in finance or in the CRM's section."""
    dice, called = scene.dice, _type(scene)
    in_crm = called in types_of(scene.key).shown and dice.chance(40)
    fields: dict[str, Any] = {"lines": _lines(scene)}
    party = _party(scene, called, in_crm=in_crm)
    if party is not None:
        fields["vendor" if called in FROM_VENDORS and not in_crm else "customer"] = party
    deal = scene.named("crm.deals") if in_crm and dice.chance(15) else None
    if deal is not None:
        fields["deal"] = deal
    if dice.chance(10):
        fields["send"] = True
    if dice.chance(25) and "due_date" in DUE.get(called, ""):
        fields["due_date"] = scene.day(dice.pick((1, 1, 0, -1)))
    if party is None and deal is None:
        return ()
    by = scene.by(in_crm=in_crm)
    module = f"{SECTION if in_crm else scene.product}.{called}"
    return (do("create", name=scene.new("document"), module=module, fields=fields, **by),)


def pay(scene: DrawnScene) -> Steps:
    """A payment: some of the balance, all of it, all but half a unit, or what cannot be paid."""
    name = _payable(scene)
    if name is None:
        return ()
    balance = scene.field(name, "balance") or Decimal(1)
    amounts = (FEW, balance, balance, balance / 2, balance + 1, Decimal(0), Decimal(1), balance - HALF, balance - HALF)
    amount = scene.dice.pick(amounts)
    given = {"amount": amount.quantize(Decimal("0.01")), **_by(scene, name)}
    return (do("record_payment", name=scene.new("payment"), record=name, **given),)


def repay(scene: DrawnScene) -> Steps:
    """A payment is deleted, or another amount."""
    name = scene.one(f"{scene.product}.payments")
    if name is None:
        return ()
    if scene.dice.chance(60):
        return (do("delete", record=name),)
    return (do("update", record=name, fields={"amount": scene.dice.pick((Decimal(1), FEW, Decimal(90)))}),)


def edit(scene: DrawnScene) -> Steps:
    """Edit a document, also in ways that are refused."""
    called = _type(scene)
    name = _document(scene, called)
    if name is None:
        return ()
    edits: tuple[Mapping[str, Any], ...] = (
        {"lines": _lines(scene)},
        {"notes": f"Note {scene.dice.number(1, 3)}"},
        {"reference_number": f"R-{scene.dice.number(1, 3)}"},
        {"status": scene.dice.pick(life_cycles()[called].states)},
        {"date": scene.today},
        *([{"customer": customer}] if (customer := scene.named(f"{scene.product}.customers")) else []),
    )
    return (do("update", record=name, fields=scene.dice.pick(edits), **_by(scene, name)),)


def put_off(scene: DrawnScene) -> Steps:
    """Give a document another last day, most often one whose day has gone by."""
    called = scene.dice.pick([each for each in DUE if each in types_of(scene.key).all])
    found = documents(scene, called, in_crm=scene.dice.chance(20))
    past = [each for each in found if scene.field(each, "status") in ("overdue", "expired")]
    if not found:
        return ()
    name = scene.dice.pick(past or found)
    days = scene.dice.pick((5, 5, 30, 1, 0, -1, -9))
    return (do("update", record=name, fields={DUE[called]: scene.day(days)}, **_by(scene, name)),)


def settle_at_paid(scene: DrawnScene) -> Steps:
    """Lower the lines to what was paid already, or below it."""
    name = _payable(scene, in_crm=False)
    paid = Decimal(0) if name is None else (scene.field(name, "total") or 0) - (scene.field(name, "balance") or 0)
    if name is None or not paid:
        return ()
    rate = paid - (1 if scene.dice.chance(15) else 0)
    return (do("update", record=name, fields={"lines": ({"name": "Work", "rate": rate, "tax_percentage": 0},)}),)


def delete(scene: DrawnScene) -> Steps:
    """Delete a document."""
    name = _document(scene, _type(scene))
    return () if name is None else (do("delete", record=name, **_by(scene, name)),)


def remark(scene: DrawnScene) -> Steps:
    """Comment on a document, attach a file to it, print it, or look at a summary."""
    name = _document(scene, _type(scene))
    if name is None:
        return ()
    by = _by(scene, name)
    party = scene.one(scene.dice.pick(("crm.accounts", "crm.contacts")))
    remarks = (
        do("comment", record=name, text="By May.", **by),
        do("attach", record=name, file="a.txt", content="By May.", **by),
        do("print", record=name, **by),
        *([do("view_summary", party=party, **scene.by(in_crm=True))] if party else []),
    )
    return (scene.dice.pick(remarks),)


def refresh(scene: DrawnScene) -> Steps:
    """Look at the documents of a party in the CRM."""
    party = scene.one(scene.dice.pick(("crm.accounts", "crm.accounts", "crm.contacts")))
    called = scene.dice.pick((*OFTEN, *types_of(scene.key).shown))
    by = scene.by(in_crm=True)
    return () if party is None else (do("refresh", module=f"{SECTION}.{called}", party=party, **by),)


def number(scene: DrawnScene) -> Steps:
    """Choose how documents are numbered, or when they fall due."""
    choices: tuple[Mapping[str, Any], ...] = (
        {"next_number": 50},
        {"prefix": "A-"},
        {"next_number": 1},
        {"due_days": 1},
    )
    return (do("configure_documents", module=f"{scene.product}.{_type(scene)}", choices=scene.dice.pick(choices)),)


def native(scene: DrawnScene) -> Steps:
    """Make a quote or an invoice of the CRM's own, which stays apart."""
    module, party = scene.dice.pick(("crm.quotes", "crm.invoices")), scene.named("crm.accounts")
    fields = {"Subject": "Fit", **({"Account_Name": party} if party else {})}
    return (do("create", name=scene.new("native"), module=module, fields=fields),)


def documents(scene: DrawnScene, type: str, *, in_crm: bool) -> list[str]:
    """The documents of a type, in the CRM's section or in finance."""
    if in_crm and type in types_of(scene.key).shown:
        return scene.names(f"{SECTION}.{type}")
    return scene.names(f"{scene.product}.{type}") if type in types_of(scene.key).all else []


def acted(scene: DrawnScene, verb: str, name: str) -> Steps:
    """A verb of a life cycle, done to a document by somebody."""
    given: dict[str, Any] = dict(_by(scene, name))
    if verb == "convert":
        to = {"to": scene.dice.pick(("invoice", "bill"))} if scene.dice.chance(15) else {}
        given |= {"name": scene.new("document"), **to}
    if verb == "record_payment":
        given |= {"name": scene.new("payment"), "amount": FEW}
    return (do(verb, record=name, **given),)


def _type(scene: DrawnScene) -> str:
    return scene.dice.pick((*types_of(scene.key).all, *OFTEN))


def _document(scene: DrawnScene, type: str) -> str | None:
    found = documents(scene, type, in_crm=scene.dice.chance(40))
    return scene.dice.pick(found) if found else None


def _payable(scene: DrawnScene, *, in_crm: bool | None = None) -> str | None:
    """A bill or an invoice, most often one that is to be paid."""
    called = "bills" if "bills" in types_of(scene.key).all and scene.dice.chance(40) else "invoices"
    found = documents(scene, called, in_crm=scene.dice.chance(30) if in_crm is None else in_crm)
    payable = [each for each in found if scene.field(each, "status") in PAYABLE]
    picked = payable if scene.dice.chance(75) else found
    return scene.dice.pick(picked) if picked else None


def _lines(scene: DrawnScene) -> tuple[Mapping[str, Any], ...]:
    if scene.dice.chance(8):
        return scene.dice.pick(BAD_LINES)
    item = scene.named(f"{scene.product}.items") if scene.dice.chance(20) and "items" in scene.syncs else None
    return ({"item": item, "quantity": 2, "tax_percentage": 0},) if item else scene.dice.pick(LINES)


def _party(scene: DrawnScene, type: str, *, in_crm: bool) -> Named | None:
    vendor = type in FROM_VENDORS
    if in_crm:
        return scene.named(
            "crm.vendors" if vendor else scene.dice.pick(("crm.accounts", "crm.accounts", "crm.contacts"))
        )
    return scene.named(f"{scene.product}.{'vendors' if vendor else 'customers'}")


def _by(scene: DrawnScene, name: str) -> Mapping[str, str]:
    return scene.by(in_crm=scene.is_in_crm(name))


def _key(scene: DrawnScene) -> str:
    return scene.player.names.finance(scene.product).key


WEIGHTS: Mapping[Deed, int] = {
    step: 40,
    attempt: 5,
    mail: 4,
    make: 12,
    pay: 12,
    repay: 6,
    edit: 7,
    put_off: 8,
    settle_at_paid: 5,
    delete: 3,
    remark: 6,
    refresh: 6,
    number: 2,
    native: 1,
}
"""What people do, and how often."""
