"""What people choose in the apps, and who may do what there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zsim.catalogue import ConnectsBy, catalogue
from zsim.explore.drawing.connections import enable_transactions, renewing, types_of
from zsim.explore.drawing.scene import Deed, DrawnScene, Steps
from zsim.explore.script import do
from zsim.fakes.finance.users import Role

SALES = "Sales"
LEAVER = "Kim"
"""An administrator of the CRM who leaves."""
RIGHTS: tuple[tuple[str, ...], ...] = (("view",), ("create_edit",), ("email",), ())
HIDDEN = ("Finance_Invoices", "Finance_Estimates", "Deals", "Accounts", "Contacts")
CODES = ("USD", "EUR", "INR", "JPY")
OFF_AGAIN: Mapping[str, Any] = {"tax_mandatory": False, "approvals": False}


def prefer(scene: DrawnScene) -> Steps:
    """Change a preference of finance."""
    dice = scene.dice
    name = dice.pick(
        (
            "allow_equal_names",
            "allow_equal_item_names",
            "sku_mandatory",
            "tax_mandatory",
            "approvals",
            "convert_accepted",
        )
    )
    value = dice.pick(("draft", "sent", "off")) if name == "convert_accepted" else dice.chance(50)
    return (do("update_preferences", app=scene.product, changes={name: value}),)


def plan(scene: DrawnScene) -> Steps:
    """Take a plan that is full or, more often, without a limit."""
    if scene.dice.chance(30):
        return (do("set_users_maximum", app=scene.product, users=scene.dice.pick((1, 2, None))),)
    return (do("set_plan", app=scene.product, documents_max=3 if scene.dice.chance(20) else None),)


def right(scene: DrawnScene) -> Steps:
    """Give the profile Sales a right over finance's documents, or take one."""
    about = scene.dice.pick((*types_of(scene.key).shown, "summary"))
    if about != "summary" and scene.dice.chance(25):
        return tuple([do("deny", profile=SALES, type=about, rights=each) for each in scene.dice.some(RIGHTS[:3], 70)])
    rights = scene.dice.pick(RIGHTS) if about != "summary" else ()
    return (do(scene.dice.pick(("allow", "deny")), profile=SALES, type=about, rights=rights),)


def hide(scene: DrawnScene) -> Steps:
    """Hide a module from a profile, or show it again."""
    profile = scene.dice.pick((SALES, SALES, "Standard"))
    verb = scene.dice.pick(("hide_modules", "show_modules", "show_modules"))
    return (do(verb, profile=profile, modules=(scene.dice.pick(HIDDEN),)),)


def create_profile(scene: DrawnScene) -> Steps:
    """Make another profile."""
    return (do("create_profile", profile=scene.dice.pick(("Guests", "Helpers")), hidden_modules=("Deals",)),)


def change_users(scene: DrawnScene) -> Steps:
    """Users come, go and get other profiles, in the CRM and in finance."""
    dice, finance = scene.dice, {"app": scene.product}
    users = (
        do("create_user", **finance, user="Nora", email="nora@x.example"),
        do("create_user", **finance, user="Rita", email="rita@x.example"),
        do("deactivate_user", **finance, user="Rita"),
        do("activate_user", **finance, user="Rita"),
        do("delete_user", **finance, user="Rita"),
        do("create_user", app="crm", user="Omar", email="omar@x.example", profile=SALES),
        do("update_user", app="crm", user="Rita", profile=dice.pick(("Standard", SALES, "Administrator"))),
        do("deactivate_user", app="crm", user="Igor"),
        do("activate_user", app="crm", user="Igor"),
    )
    return (dice.pick(users),)


def fill_plan(scene: DrawnScene) -> Steps:
    """Take a plan with room for one more user, who comes, while users of the CRM hold Books' role."""
    app = {"app": scene.product}
    own = [each for each in scene.player.names.finance(scene.product).users.all() if each.role != Role.INTEGRATION]
    admitted = [do("add_integration_user", user=each, **scene.of) for each in ("Igor", "Nora")]
    return (
        *((*enable_transactions(scene), *admitted) if scene.key == "books" else ()),
        do("set_users_maximum", **app, users=len(own) + 1),
        do("create_user", **app, user=scene.new("User"), email=f"user{scene.dice.number(1, 99)}@x.example"),
        do("set_users_maximum", **app, users=None),
    )


def leave(scene: DrawnScene) -> Steps:
    """Who generated the key that opens the CRM is deactivated, and somebody else generates another one."""
    if catalogue().product(scene.key).connects_by is not ConnectsBy.KEY:
        return ()
    user, renewed = {"user": LEAVER}, tuple(renewing(scene))
    return (
        do("create_user", app="crm", **user, admin=True),
        do("activate_user", app="crm", **user),
        do("generate_zsc_key", app="crm", by=LEAVER),
        *renewed,
        do("deactivate_user", app="crm", **user),
        do("instant_sync", sync=scene.dice.pick(scene.syncs), **scene.of),
        do("generate_zsc_key", app="crm"),
        *renewed,
    )


def admit(scene: DrawnScene) -> Steps:
    """Make a user of the CRM an integration user, or one no more, also one after the other."""
    verb = scene.dice.pick(("add_integration_user", "remove_integration_user"))
    if scene.key != "books" and scene.dice.chance(80):
        return ()
    if scene.key == "books" and scene.dice.chance(40):  # which all types of documents are shown for
        igor = {"user": "Igor", **scene.of}
        return (*enable_transactions(scene), do("add_integration_user", **igor), do("remove_integration_user", **igor))
    return (do(verb, user=scene.dice.pick(("Igor", "Nora", "Rita")), **scene.of),)


def edition(scene: DrawnScene) -> Steps:
    """Give finance another edition."""
    return (do("set_edition", app=scene.product, edition=scene.dice.pick(("IN", "IN", "US"))),)


def currencies(scene: DrawnScene) -> Steps:
    """Switch on several currencies, give an organisation another base currency, or a record a currency of its own."""
    dice = scene.dice
    match dice.number(1, 5):
        case 1:
            return (do("enable_multi_currency"),)
        case 2:
            return (do("set_base_currency", app=dice.pick(("crm", scene.product)), code=dice.pick(CODES)),)
        case 3:
            customer = scene.one(f"{scene.product}.customers")
            fields = {"currency_code": dice.pick(CODES)}
            return () if customer is None else (do("update", record=customer, fields=fields),)
        case _:
            record = scene.one(dice.pick(tuple(scene.tables(finance=False))))
            priced = {"Currency": dice.pick(CODES), "Exchange_Rate": dice.pick((1, 2, None))}
            return () if record is None else (do("update", record=record, fields=priced),)


def same_currency(scene: DrawnScene) -> Steps:
    """Both sides get one base currency again."""
    return tuple([do("set_base_currency", app=each, code="INR") for each in ("crm", scene.product)])


def differing_currencies(scene: DrawnScene) -> Steps:
    """A sync is chosen anew while the base currencies differ, which is refused; then they are one again."""
    ours, theirs = [do("set_base_currency", app="crm", code=each) for each in ("USD", "INR")]
    sync = scene.dice.pick(scene.syncs)
    chosen = do("edit", sync=sync, choices={"duplicates": "skip"}, **scene.of)
    anew = do("configure", sync=sync, choices={"extent": "both_ways"}, **scene.of)
    return (do("enable_multi_currency"), ours, scene.dice.pick((chosen, anew)), theirs)


def rename(scene: DrawnScene) -> Steps:
    """Give the CRM's organisation another name, or finance's another email."""
    if scene.dice.chance(50):
        return (do("rename_organisation", called=scene.dice.pick(("North", "South"))),)
    return (do("set_email", app=scene.product, email=f"owner{scene.dice.number(1, 2)}@{scene.key}.example"),)


WEIGHTS: Mapping[Deed, int] = {
    prefer: 8,
    plan: 2,
    right: 6,
    hide: 5,
    create_profile: 1,
    change_users: 6,
    admit: 3,
    fill_plan: 5,
    leave: 2,
    edition: 2,
    currencies: 3,
    same_currency: 2,
    differing_currencies: 2,
    rename: 1,
}
"""What people do, and how often."""
