"""What people do with deals, their stages, and what is triggered by them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from zsim.catalogue.life_cycles import APPROVES
from zsim.explore.drawing.connections import types_of
from zsim.explore.drawing.documents import LINES, OFTEN, documents
from zsim.explore.drawing.scene import Deed, DrawnScene, Steps
from zsim.explore.script import Named, ScriptStep, do

DEALS = "crm.deals"
WON, LOST, FIRST, LATER = "Closed Won", "Closed Lost", "Qualification", "Value Proposition"
STAGES = (WON, WON, LOST, FIRST, LATER, "Won on paper")
TRIGGERS: tuple[Mapping[str, Any], ...] = (
    {"invoice": True},
    {"estimate": True},
    {"estimate": True, "invoice": True},
    {"estimate_created_at": LATER, "estimate_accepted_at": WON, "estimate_declined_at": LOST},
    {"estimate_accepted_at": LATER, "invoice": True},
    {},
)
"""What is chosen of triggers; what a product does not offer is refused."""


def choose_triggers(scene: DrawnScene) -> Steps:
    """Choose which documents deals trigger, where the product has it made."""
    return (triggers(scene, scene.dice.pick(TRIGGERS)),)


def triggers(scene: DrawnScene, chosen: Mapping[str, Any]) -> ScriptStep:
    """The step by which triggers are chosen for the present product."""
    if scene.two_way:
        return do("configure_triggers", **chosen, **scene.of)
    return do("configure_workflows", **{name: each for name, each in chosen.items() if name in ("estimate", "invoice")})


def create(scene: DrawnScene) -> Steps:
    """Add a deal with an account, a contact or nobody."""
    dice = scene.dice
    fields: dict[str, Any] = {"Deal_Name": dice.pick(("Fit", "Desk", "Roof")), "Stage": dice.pick(STAGES)}
    fields["Amount"] = dice.pick((None, 0, 10, Decimal("99.90")))
    if dice.chance(30):
        fields["Description"] = "By May."
    module, field = dice.pick((*[("accounts", "Account_Name")] * 3, ("contacts", "Contact_Name")))
    party = scene.named(f"crm.{module}", none=10)
    fields |= {field: party} if party else {}
    return (do("create", name=scene.new("deal"), module=DEALS, fields=fields, **scene.by(in_crm=True)),)


def move(scene: DrawnScene) -> Steps:
    """Give a deal another stage."""
    return _update(scene, {"Stage": scene.dice.pick(STAGES)})


def move_several(scene: DrawnScene) -> Steps:
    """Give several deals one stage at once."""
    names = scene.dice.some(scene.names(DEALS), 50)
    stage = {"Stage": scene.dice.pick(STAGES)}
    return (do("mass_update", module=DEALS, records=names, fields=stage),) if names else ()


def swing(scene: DrawnScene) -> Steps:
    """A deal is lost and won again, or opened and decided once its estimate was accepted or declined."""
    deal = scene.one(DEALS)
    if deal is None:
        return ()
    if scene.dice.chance(50):
        return tuple([do("update", record=deal, fields={"Stage": each}) for each in (LOST, WON)])
    verb, last = scene.dice.pick((("accept", WON), ("decline", LOST), ("accept", LOST), ("decline", WON)))
    estimate = f"{scene.product}.estimates of {deal}"
    return (
        do("update", record=deal, fields={"Stage": FIRST}),
        *([do(verb, record=estimate)] if scene.there(estimate) else []),
        do("update", record=deal, fields={"Stage": last}),
    )


def reparty(scene: DrawnScene) -> Steps:
    """Give a deal another account, or none; and another amount."""
    more = {"Amount": 7} if scene.dice.chance(50) else {}
    return _update(scene, {"Account_Name": scene.named("crm.accounts", none=25), **more})


def probability(scene: DrawnScene) -> Steps:
    """Take the Probability field off deals, bring it back, or give a deal or a stage another one."""
    dice = scene.dice
    stage = {"stage": dice.pick((WON, LATER, "Won on paper")), "probability": dice.pick((100, 50, 0))}
    match dice.number(1, 6):
        case 1:
            return (do("remove_field", module=DEALS, field="Probability"),)
        case 2 | 3:
            return (do("restore_field", module=DEALS, field="Probability"),)
        case 4:
            return (do("update_stage", **stage),)
        case 5:
            return (do("create_stage", stage="Won on paper", probability=100),)
        case _:
            return _entered(scene, dice.pick((100, 0, 50)))


def delete(scene: DrawnScene) -> Steps:
    """Delete a deal."""
    deal = scene.one(DEALS)
    if deal is None:
        return ()
    scene.gone.append(deal)
    return (do("delete", record=deal),)


def win_without_customer(scene: DrawnScene) -> Steps:
    """The customer of a deal goes, and the deal is won: its trigger is to fetch the customer first."""
    deal = scene.one(DEALS)
    account = None if deal is None else scene.name_of("crm", "Accounts", scene.field(deal, "Account_Name"))
    if deal is None or account is None:
        return ()
    customer = f"{account} in {scene.product}"
    gone = [do(scene.dice.pick(("delete", "deactivate")), record=customer)]
    there = customer in scene.names(f"{scene.product}.customers")
    return (*(gone if there else []), do("update", record=deal, fields={"Stage": WON}))


def associate(scene: DrawnScene) -> Steps:
    """Associate a document with a deal by hand, take it from one, or search deals for it."""
    found = documents(scene, scene.dice.pick((*OFTEN, *types_of(scene.key).all)), in_crm=False)
    deal = scene.one(DEALS)
    if not found or deal is None:
        return ()
    name = scene.dice.pick(found)
    own = scene.name_of("crm", "Deals", scene.field(name, "zcrm_potential_id"))
    verb = scene.dice.pick(("search_deals", "associate", "associate", "dissociate"))
    if verb == "search_deals":
        return (do(verb, record=name, text="f"),)
    if own is not None and scene.dice.chance(75):
        return (do("dissociate", record=name, deal=own),)
    steps = [do(verb, record=name, deal=_fitting(scene, name) or deal)]
    if verb == "associate" and scene.dice.chance(25):
        steps.append(do("dissociate", record=name, deal=_fitting(scene, name) or deal))
    return tuple(steps)


def lose_with_another(scene: DrawnScene) -> Steps:
    """A document made by hand is associated with a deal that was won, which is lost then. Source: TRG-37."""
    account = scene.one("crm.accounts")
    customer = f"{account} in {scene.product}"
    if account is None or not scene.there(customer):
        return ()
    deal, called = scene.new("deal"), scene.dice.pick(OFTEN)
    made = {"customer": Named(customer), "lines": LINES[0]}
    fields = {"Deal_Name": "Barn", "Account_Name": Named(account), "Stage": scene.dice.pick((WON, WON, FIRST))}
    return (
        triggers(scene, {"invoice" if called == "invoices" else "estimate": True}),
        do("create", name=deal, module=DEALS, fields=fields),
        do("advance", minutes=1),
        do("create", name=(name := scene.new("document")), module=f"{scene.product}.{called}", fields=made),
        do("associate", record=name, deal=deal),
        do("update", record=deal, fields={"Stage": LOST}),
        do("advance", minutes=1),
    )


def approve_late(scene: DrawnScene) -> Steps:
    """A deal is decided before its estimate was approved, which is done later. Source: TRG-43."""
    account = scene.one("crm.accounts")
    if scene.key != APPROVES or account is None:
        return ()
    deal = scene.new("deal")
    estimate = f"{scene.product}.estimates of {deal}"
    fields = {"Deal_Name": "Shed", "Account_Name": Named(account), "Stage": FIRST}
    return (
        triggers(scene, {"estimate": True}),
        do("create", name=deal, module=DEALS, fields=fields),
        do("update_preferences", app=scene.product, changes={"approvals": True}),
        do("advance", minutes=1),
        do("update", record=deal, fields={"Stage": scene.dice.pick((WON, LOST))}),
        do("advance", minutes=1),
        do("submit", record=estimate),
        do("approve", record=estimate),
        do("advance", hours=3),
    )


def _fitting(scene: DrawnScene, document: str) -> str | None:
    """A deal with the account that a document's customer is synced with."""
    customer = scene.name_of(scene.product, "customers", scene.field(document, "customer_id"))
    for deal in scene.names(DEALS):
        account = scene.name_of("crm", "Accounts", scene.field(deal, "Account_Name"))
        if customer == f"{account} in {scene.product}":
            return deal
    return None


def _entered(scene: DrawnScene, probability: int) -> Steps:
    """Give a deal a probability of its own, and save it once more with another field. Source: TRG-25."""
    deal = scene.one(DEALS)
    if deal is None:
        return ()
    return tuple([do("update", record=deal, fields=each) for each in ({"Probability": probability}, {"Amount": 8})])


def _update(scene: DrawnScene, fields: Mapping[str, Named | str | int | None]) -> Steps:
    deal = scene.one(DEALS)
    return () if deal is None else (do("update", record=deal, fields=fields),)


WEIGHTS: Mapping[Deed, int] = {
    choose_triggers: 4,
    create: 6,
    move: 18,
    move_several: 4,
    swing: 8,
    reparty: 5,
    probability: 5,
    delete: 3,
    win_without_customer: 4,
    associate: 9,
    lose_with_another: 4,
    approve_late: 6,
}
"""What people do, and how often."""
