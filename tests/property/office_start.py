"""How a world begins in which people work on deals and documents: what was won, sent and paid before, and who is there.

Everything is drawn as small numbers and words; the names are few, so that things meet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple, TypeVar

from zsim.catalogue import catalogue
from zsim.catalogue.life_cycles import APPROVES, life_cycles
from zsim.explore.script import Named, ScriptStep, Start, do

Choice = TypeVar("Choice")
Steps = tuple[ScriptStep, ...]

SECTION = "crm.zoho_finance"
DAY = "2026-01-05"
MOMENTS = ("2026-01-05 09:00", "2026-01-05 23:50")
WON, LOST, FIRST, LATER = "Closed Won", "Closed Lost", "Qualification", "Value Proposition"
STAGES = (WON, WON, LOST, FIRST, LATER)
ACCOUNTS = ("acme", "bolt", "dune")
DEALS = ("fit", "desk", "roof", "pool")
FEW = Decimal("3.50")
LINES: tuple[tuple[Mapping[str, Any], ...], ...] = (
    ({"name": "Work", "rate": 10, "tax_percentage": 0},),
    ({"name": "Work", "rate": Decimal("3.33"), "quantity": 3, "discount": 10, "tax_percentage": 18},),
    ({"name": "Work", "rate": 10}, {"name": "Trip", "rate": Decimal("0.5")}),
    ({"item": Named("anvil"), "quantity": 2, "tax_percentage": 0},),
)
POLICIES: tuple[Mapping[str, str], ...] = (
    {},
    {},
    {"trigger_timing": "next_run"},
    {"missed_wins": "catch_up"},
    {"both_triggers": "either"},
    {"import_us_edition": "as_invoice"},
    {"integration_users": "view"},
)
TRIGGERS: tuple[Mapping[str, Any], ...] = (
    {"invoice": True},
    {"estimate": True},
    {"estimate": True, "invoice": True},
    {"estimate_created_at": LATER, "estimate_accepted_at": WON, "estimate_declined_at": LOST},
    {"estimate_accepted_at": LATER, "invoice": True},
    {},
)
"""What is chosen of triggers; what a product does not offer is refused."""


class Beginning(NamedTuple):
    """What was drawn for the start of a world."""

    moment: str
    call_ms: int
    policies: Mapping[str, str]
    us_edition: bool
    triggers: int
    approvals: bool
    parties: str
    denied: tuple[str, str]
    faults: tuple[Mapping[str, Any], ...]


class Types(NamedTuple):
    """The types of documents of a product: all of them, and those that the CRM's section shows."""

    all: tuple[str, ...]
    shown: tuple[str, ...]


@cache
def types_of(product: str) -> Types:
    """The types of documents that a product has."""
    cycles = [each for each in life_cycles().values() if product in each.products]
    lined = [each for each in cycles if each.type != "payments"]
    return Types(tuple([each.type for each in lined]), tuple([each.type for each in lined if product in each.section]))


def is_two_way(product: str) -> bool:
    """Whether the product has preferences to choose."""
    return catalogue().product(product).two_way


DENIED = (
    ("invoices", "email"),
    ("estimates", "email"),
    ("invoices", "view"),
    ("estimates", "view"),
    ("summary", "view"),
)
"""The rights of which the profile Sales may lack one from the beginning."""

FAULTS: tuple[dict[str, Any], ...] = (
    {"kind": "answer_lost"},
    {"kind": "server_failed", "done": True},
    {"kind": "refused"},
    {"kind": "duplicate_notification"},
    {"kind": "late_notification"},
    {"kind": "slow_answer"},
)
"""What goes wrong, at a call drawn; the engine is killed at each of its calls by the sweep."""


class Drawn:
    """Bytes that were drawn, from which choices are read one after the other.

    Hypothesis repeats parts of what is drawn as a list: of 6,000 moves 1,400 were different ones, and of as many read
    from bytes 5,900.
    """

    def __init__(self, drawn: bytes) -> None:
        self._drawn, self._at = drawn, 0

    def pick(self, choices: Sequence[Choice]) -> Choice:
        """One of the choices, by the next two bytes."""
        number = int.from_bytes(self._drawn[self._at : self._at + 2])
        self._at += 2
        return choices[number % len(choices)]


def beginning_of(drawn: Drawn) -> Beginning:
    """How a world begins, by the next bytes."""
    faults: list[dict[str, Any]] = [
        {
            "app": drawn.pick(["finance", "crm"]),
            "call": drawn.pick(range(1, 6)),
            "after_step": drawn.pick(range(60)),
            **drawn.pick(FAULTS),
        }
        for _ in range(2)
    ]
    return Beginning(
        drawn.pick(MOMENTS),
        drawn.pick([0, 0, 0, 900]),
        drawn.pick(POLICIES),
        drawn.pick([False, False, False, True]),
        drawn.pick(range(len(TRIGGERS))),
        drawn.pick([True, False]),
        drawn.pick([*["accounts"] * 5, "contacts", "later"]),
        drawn.pick(DENIED),
        tuple(faults[: drawn.pick([0, 0, 0, 1, 2])]),
    )


def start_of(product: str, beginning: Beginning) -> Start:
    """The start of a script."""
    return Start(product, moment=beginning.moment, call_ms=beginning.call_ms, policies=beginning.policies)


def faults_of(product: str, beginning: Beginning) -> tuple[Mapping[str, Any], ...]:
    """The faults, counted from when everybody is at work."""
    done = len(opening(product, beginning))
    return tuple([{**each, "after_step": done + each["after_step"]} for each in beginning.faults])


def opening(product: str, beginning: Beginning) -> Steps:
    """Synced accounts, one without its customer, won deals, documents in many a state, users of differing rights."""
    return (
        *_records(product),
        *_connecting(product, beginning.parties),
        *_users(product),
        do("deny", profile="Sales", type=beginning.denied[0], rights=beginning.denied[1:]),
        *([do("set_edition", app="finance", edition="US")] if beginning.us_edition else []),
        choose_triggers(product, beginning.triggers),
        *[_deal(name, number) for number, name in enumerate(DEALS)],
        do("send", record="finance.estimates of fit"),
        do("update", record="fit", fields={"Stage": WON}),
        do("mass_update", module="crm.deals", records=("desk", "roof"), fields={"Stage": WON}),
        do("mark_sent", record="finance.invoices of fit"),
        do("mark_sent", record="finance.invoices of roof"),
        do("record_payment", name="all of roof", record="finance.invoices of roof", amount=200),
        do("advance", minutes=2),
        *_documents(product),
        *(_approved() if beginning.approvals and product == APPROVES else ()),
    )


def choose_triggers(product: str, number: int) -> ScriptStep:
    """The choice of triggers of that number, where the product has it made."""
    chosen = TRIGGERS[number]
    if is_two_way(product):
        return do("configure_triggers", **chosen)
    return do("configure_workflows", **{name: each for name, each in chosen.items() if name in ("estimate", "invoice")})


def connect(product: str, parties: str = "accounts") -> Steps:
    """A product that is connected, and everything synced that its documents need; customers from there, or "later"."""
    module = "contacts" if parties == "contacts" else "accounts"
    modules = catalogue().product(product).modules
    choices: dict[str, dict[str, Any]] = {each: {"extent": "fetch"} for each in modules if is_two_way(product)}
    choices["customers"] = (
        {"module": module, "extent": "both_ways", "duplicates": "overwrite"}
        if is_two_way(product)
        else {"auto_update": True}
    )
    return (
        do("connect"),
        *[do("configure", sync=each, choices=chosen) for each, chosen in choices.items()],
        *[do("save_and_sync", sync=each) for each in choices if each != "customers" or parties != "later"],
        do("advance", minutes=1),
    )


def _records(product: str) -> Steps:
    made = [do("create", name=each, module="crm.accounts", fields={"Account_Name": each.title()}) for each in ACCOUNTS]
    made.append(
        do("create", name="ada", module="crm.contacts", fields={"Last_Name": "Hill", "Account_Name": Named("acme")})
    )
    fields = {"contact_name": "Cora", "email": "cora@x.example"}
    made.append(do("create", name="cora", module="finance.customers", fields=fields))
    if "items" in catalogue().product(product).modules:
        made.append(do("create", name="anvil", module="finance.items", fields={"name": "Anvil", "rate": 5}))
    if "vendors" in catalogue().product(product).modules:
        made.append(do("create", name="vera", module="crm.vendors", fields={"Vendor_Name": "Vera"}))
    return tuple(made)


def _connecting(product: str, parties: str) -> Steps:
    email = {"email": "acme@x.example"}
    shown = do("enable_transactions", modules=types_of(product).shown)
    return (
        *connect(product, parties),
        do("update", record="acme in finance", fields=email),
        *([do("update", record="vera in finance", fields={"email": "vera@x.example"})] if product == "books" else []),
        do("delete", record="dune in finance"),
        *((shown,) if is_two_way(product) else ()),
    )


def _users(product: str) -> Steps:
    """Rita of the profile Sales, who is a user of finance too, and Igor, whom Books knows from the CRM."""
    users = [
        do("create_profile", profile="Sales"),
        do("create_user", app="crm", user="Rita", email="rita@x.example", profile="Sales"),
        do("create_user", app="crm", user="Igor", email="igor@x.example"),
        do("create_user", app="crm", user="Nora", email="nora@x.example"),
        do("create_user", app="finance", user="Rita", email="rita@x.example"),
    ]
    return (*users, *([do("add_integration_user", user="Igor")] if product == "books" else []))


def _deal(name: str, number: int) -> ScriptStep:
    account = Named(ACCOUNTS[number % 2])
    fields = {"Deal_Name": name.title(), "Account_Name": account, "Amount": 100 * number}
    if name == "fit":
        fields["Contact_Name"] = Named("ada")
    return do("create", name=name, module="crm.deals", fields=fields)


def _documents(product: str) -> Steps:
    """What stood before: documents about to fall due or expire, in part paid, paid, accepted and void."""
    due = {"due_date": _date(1)}
    made = [
        _document("bill 1", "invoices", due),
        do("mark_sent", record="bill 1"),
        do("record_payment", name="part 1", record="bill 1", amount=FEW),
        _document("bill 2", "invoices", due),
        do("send", record="bill 2", to="rita@x.example"),
        _document("bill 3", "invoices", {}),
        do("mark_sent", record="bill 3"),
        do("record_payment", name="whole 3", record="bill 3", amount=10),
        _document("offer 1", "estimates", {"expiry_date": _date(1)}),
        do("mark_sent", record="offer 1"),
        _document("offer 2", "estimates", {}),
    ]
    if product == "books":
        made += [
            _document("order 1", "sales_orders", {}),
            do("mark_open", record="order 1"),
            _document("purchase 1", "purchase_orders", {}),
            _document("debt 1", "bills", due),
            do("mark_open", record="debt 1"),
            do("record_payment", name="debt part 1", record="debt 1", amount=FEW),
        ]
    return tuple(made)


def _approved() -> Steps:
    """From now on documents are approved; some are, and of each type one is not yet."""
    types = ("estimates", "invoices", "sales_orders", "purchase_orders")
    names = [(f"{each} {number}", each) for each in types for number in (1, 2)]
    return (
        do("update_preferences", app="finance", changes={"approvals": True}),
        *[_document(name, each, {}) for name, each in names],
        *[do("submit", record=name) for name, _ in names],
        *[do("approve", record=name) for name, _ in names[::2]],
    )


def _document(name: str, type: str, fields: Mapping[str, Any]) -> ScriptStep:
    party = {"vendor": Named("vera in finance")} if type in FROM_VENDORS else {"customer": Named("cora")}
    return do("create", name=name, module=f"finance.{type}", fields={**party, "lines": LINES[0], **fields})


def _date(days: int) -> date:
    return date.fromisoformat(DAY) + timedelta(days=days)


FROM_VENDORS = ("purchase_orders", "bills")
"""The types of documents that are made for vendors."""
