"""How a drawn world is filled: records on both sides that correspond, won deals, sent and paid documents, leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from zsim.catalogue.life_cycles import APPROVES
from zsim.explore.drawing import connections, deals, leads
from zsim.explore.drawing.dice import Dice
from zsim.explore.drawing.documents import FEW, FROM_VENDORS, LINES, OFTEN
from zsim.explore.drawing.fields import VIEW
from zsim.explore.drawing.plan import SeedPlan
from zsim.explore.drawing.scene import OLGA, DrawnScene
from zsim.explore.drawing.settings import SALES
from zsim.explore.script import Named, ScriptStep, do

ACCOUNTS = ("acme", "bolt", "dune")
DENIED = (
    *[(each, right) for each in OFTEN for right in ("email", "view", "create_edit")],
    ("summary", "view"),
)
"""The rights of which the profile of Rita may lack one from the beginning."""

OPENED = ("sales_orders", "purchase_orders", "bills")
DEALS = ("fit", "desk", "roof")
DOUBLED = 20
"""In so many of a hundred worlds finance has two customers of one name before it is connected."""

AMOUNTS = (0, Decimal("99.90"), 200)
PRICED_ABROAD = 20
"""In so many of a hundred worlds the CRM has several currencies, and records of another than its own."""

TYPES = ("business", "business", "individual")
ABROAD = ("USD", "JPY", "KWD")


def opening(scene: DrawnScene, plan: SeedPlan) -> Iterator[ScriptStep]:
    """All that was there before anybody does anything, as far as the seed's plan has it on stage."""
    if "fields" in plan.parts:
        yield from _fields()
    if scene.connector:
        yield do("create_user", app="crm", user="Olga", email=OLGA)
    yield from _records(scene, plan.syncs)
    for product in plan.connected:
        scene.product = product
        yield from _doubles(scene)
        yield from _there(scene)
        later = scene.dice.chance(6)  # customers are to be synced by somebody, as is what needs them
        yield from connections.connect(scene, scene.syncs[1:] if later else None)
    scene.product = scene.products[0]
    if {"documents", "deals"} & {*plan.parts}:
        yield from _sales(scene, plan)
    if "settings" in plan.parts:
        yield from _users(scene)
    if "leads" in plan.parts:
        yield from leads.opening(scene)


def _records(scene: DrawnScene, syncs: tuple[str, ...]) -> Iterator[ScriptStep]:
    """What the CRM has before it is connected."""
    more = {"For_Finance": True} if "fields" in scene.parts else {}
    if "customers" in syncs:
        for name, first in zip(ACCOUNTS, ("ada", "ben", None), strict=True):
            fields = {"Account_Name": name.title(), "Phone": "1", **more}
            yield do("create", name=name, module="crm.accounts", fields=fields)
            if first is not None:
                called = {"First_Name": first.title(), "Last_Name": "Hill", "Email": f"{first}@x.example"}
                person = {**called, "Account_Name": Named(name), **more}
                yield do("create", name=first, module="crm.contacts", fields=person)
    if "vendors" in syncs:
        yield do("create", name="vera", module="crm.vendors", fields={"Vendor_Name": "Vera", "Phone": "1"})
    money = Dice(scene.player.start.seed, "money").chance(PRICED_ABROAD)
    if money:
        yield do("enable_multi_currency")
    if "customers" in syncs and money:
        yield do(
            "create", name="gail", module="crm.accounts", fields={"Account_Name": "Gail", "Currency": "USD", **more}
        )
    if "items" in syncs and money:
        lamp = {"Product_Name": "Lamp", "Unit_Price": 20, "Currency": "USD", "Exchange_Rate": 3}
        yield do("create", name="lamp", module="crm.products", fields=lamp)
    if "items" in syncs:
        for name, price in (("anvil", 5), ("rope", 2)):
            fields = {"Product_Name": name.title(), "Product_Code": f"{name[0].upper()}-1", "Unit_Price": price}
            yield do("create", name=name, module="crm.products", fields=fields)


def _doubles(scene: DrawnScene) -> Iterator[ScriptStep]:
    """In some worlds customers and items of one name, of which one is of another type, or in use."""
    dice = Dice(scene.player.start.seed, f"doubles in {scene.product}")
    if not dice.chance(DOUBLED):
        return
    for each in ("allow_equal_names", "allow_equal_item_names"):  # not every product has both
        yield do("update_preferences", app=scene.product, changes={each: True})
    if "customers" in scene.syncs:
        name, made = dice.pick(("Acme", "Bolt")), [scene.new("double") for _ in range(dice.pick((2, 2, 3)))]
        for number, each in enumerate(made):
            fields = {"contact_name": name, "phone": str(number), "customer_sub_type": dice.pick(TYPES)}
            yield do("create", name=each, module=f"{scene.product}.customers", fields=fields)
        if dice.chance(60):
            person = {"contact_id": Named(made[-1]), "last_name": "Hill", "email": "ada@x.example"}
            yield do("create", name=scene.new("person"), module=f"{scene.product}.contact_persons", fields=person)
            bill = {"customer": Named(made[-1]), "lines": LINES[0]}
            yield do("create", name=scene.new("bill"), module=f"{scene.product}.invoices", fields=bill)
    if "items" in scene.syncs:
        for code in dice.pick((("A-1", "A-2"), (None, "A-1"), ("A-2", None))):
            item = {"name": "Anvil", "rate": 1, "sku": code}
            yield do("create", name=scene.new("double"), module=f"{scene.product}.items", fields=item)


def _there(scene: DrawnScene) -> Iterator[ScriptStep]:
    """What a finance product has before it is connected."""
    if "customers" in scene.syncs:
        for name in scene.dice.some(("Cora", "acme ", "Bolt", "Ada Hill"), 50):
            customer = {"contact_name": name, "phone": scene.dice.pick(("1", "2")), "email": "cora@x.example"}
            made = scene.new("customer")
            yield do("create", name=made, module=f"{scene.product}.customers", fields=customer)
            if scene.dice.chance(30):
                person = {"contact_id": Named(made), "last_name": "von Hill", "email": "ada@x.example"}
                yield do("create", name=scene.new("person"), module=f"{scene.product}.contact_persons", fields=person)
    if "vendors" in scene.syncs:
        for name in scene.dice.some(("Vito", "Vera"), 50):
            vendor = {"contact_name": name, "phone": "2"}
            yield do("create", name=scene.new("vendor"), module=f"{scene.product}.vendors", fields=vendor)
    if "items" in scene.syncs:
        for name in scene.dice.some(("Nail", "anvil", "Rope"), 50):
            item = {"name": name, "rate": 1, "sku": scene.dice.pick((None, "A-1", "N-1"))}
            yield do("create", name=scene.new("item"), module=f"{scene.product}.items", fields=item)


def _fields() -> Iterator[ScriptStep]:
    for module in ("crm.accounts", "crm.contacts"):
        yield do("add_field", module=module, field="For_Finance", type="boolean")
        yield do("create_view", module=module, view=VIEW, conditions=[("For_Finance", "is", True)])
    yield do("add_field", module="crm.accounts", field="Terms", type="picklist", options=("15", "30"))


def _sales(scene: DrawnScene, plan: SeedPlan) -> Iterator[ScriptStep]:
    """Deals, some won, with what was triggered; documents in many a state."""
    yield from connections.enable_transactions(scene)
    yield do("update", record="acme in finance", fields={"email": "acme@x.example"})
    if "deals" in plan.parts:
        yield deals.triggers(scene, scene.dice.pick(deals.TRIGGERS))
        for number, name in enumerate(DEALS):
            fields = {"Deal_Name": name.title(), "Account_Name": Named(ACCOUNTS[number % 2]), "Amount": AMOUNTS[number]}
            yield do("create", name=name, module="crm.deals", fields=fields)
        yield do("update", record="fit", fields={"Stage": deals.WON})
        yield do("mass_update", module="crm.deals", records=("desk", "roof"), fields={"Stage": deals.WON})
        for verb, name in (("mark_sent", "finance.invoices of fit"), ("send", "finance.estimates of desk")):
            if scene.there(name):
                yield do(verb, record=name)
    if "documents" in plan.parts:
        yield from _documents(scene)


def _documents(scene: DrawnScene) -> Iterator[ScriptStep]:
    """Documents about to fall due or expire, in part paid, paid, accepted, and of each type one."""
    due = {"due_date": scene.day(1)}
    yield _document(scene, "bill 1", "invoices", due)
    yield do("mark_sent", record="bill 1")
    yield do("record_payment", name="part 1", record="bill 1", amount=FEW)
    yield _document(scene, "bill 2", "invoices", {})
    yield do("mark_sent", record="bill 2")
    yield do("record_payment", name="whole 2", record="bill 2", amount=10)
    yield _document(scene, "bill 3", "invoices", {})
    yield do("void", record="bill 3")
    if scene.dice.chance(50):
        abroad = {"contact_name": "Fern", "currency_code": scene.dice.pick(ABROAD), "payment_terms": 15}
        yield do("create", name="fern", module="finance.customers", fields=abroad)
        for lines in LINES[1:]:
            yield _document(scene, scene.new("bill"), "invoices", {"customer": Named("fern"), "lines": lines})
    yield _document(scene, "offer 1", "estimates", {"expiry_date": scene.day(1)})
    yield do("mark_sent", record="offer 1")
    for each in connections.types_of(scene.key).all:
        if each not in OFTEN and (each not in FROM_VENDORS or "vendors" in scene.syncs):
            yield _document(scene, f"{each} 1", each, due if each == "bills" else {})
            if each in OPENED:
                yield do("mark_open", record=f"{each} 1")
    if scene.key == APPROVES and scene.dice.chance(40):
        yield do("update_preferences", app="finance", changes={"approvals": True})
        types = (*OFTEN, "sales_orders", *(("purchase_orders",) if "vendors" in scene.syncs else ()))
        for number, each in enumerate(types * 3):
            yield _document(scene, f"asked {number}", each, {})
            if number >= len(types):
                yield do("submit", record=f"asked {number}")
            if number >= 2 * len(types):
                yield do("approve", record=f"asked {number}")


def _users(scene: DrawnScene) -> Iterator[ScriptStep]:
    """Rita of the profile Sales, who is a user of finance too, Igor, whom Books knows from the CRM, and Nora."""
    yield do("create_profile", profile=SALES)
    yield do("create_user", app="crm", user="Rita", email="rita@x.example", profile=SALES)
    for each in ("Igor", "Nora"):
        yield do("create_user", app="crm", user=each, email=f"{each.lower()}@x.example")
    yield do("create_user", app="finance", user="Rita", email="rita@x.example")
    if scene.key == "books" and scene.integration is not None:
        yield do("add_integration_user", user="Igor")
    if scene.dice.chance(60):
        about, right = scene.dice.pick(DENIED)
        yield do("deny", profile=SALES, type=about, rights=(right,))


def _document(scene: DrawnScene, name: str, type: str, fields: Mapping[str, Any]) -> ScriptStep:
    party = {"vendor": Named("vera in finance")} if type in FROM_VENDORS else {"customer": Named("acme in finance")}
    return do("create", name=name, module=f"finance.{type}", fields={**party, "lines": LINES[0], **fields})
