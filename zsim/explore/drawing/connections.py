"""What people do with connections: pause, disable, reconnect, renew keys, and connect further organisations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from zsim.catalogue import ConnectsBy, catalogue
from zsim.catalogue.life_cycles import life_cycles
from zsim.explore.drawing.scene import Deed, DrawnScene, Steps
from zsim.explore.drawing.syncing import choices
from zsim.explore.script import ScriptStep, do

BRANCHES = "bcdefgh"


class Types(NamedTuple):
    """The types of documents of a product: all of them, and those that the CRM's section shows."""

    all: tuple[str, ...]
    shown: tuple[str, ...]


@cache
def types_of(product: str) -> Types:
    """The types of documents that a product has."""
    cycles = [each for each in life_cycles().values() if product in each.products and each.type != "payments"]
    return Types(
        tuple([each.type for each in cycles]), tuple([each.type for each in cycles if product in each.section])
    )


def renewing(scene: DrawnScene) -> Iterator[ScriptStep]:
    """The connection is given the CRM's present key, where a key is what connects it."""
    if catalogue().product(scene.key).connects_by is ConnectsBy.KEY:
        yield do("update_credentials", key="present", **scene.of)


def pause(scene: DrawnScene) -> Steps:
    """Pause everything, or one sync."""
    return _at_all_or_one(scene, "pause")


def resume(scene: DrawnScene) -> Steps:
    """Resume everything, or one sync."""
    return _at_all_or_one(scene, "resume")


def disable(scene: DrawnScene) -> Steps:
    """Disable the integration."""
    return (do("disable", **scene.of),)


def clear_section(scene: DrawnScene) -> Steps:
    """Make a report over finance's documents, and disable and enable the integration, which takes it away."""
    made = do("create_report", report="Debts", module="zoho_finance.invoices", columns=("total",))
    anew = (*renewing(scene), do("enable", **scene.of))
    return (*enable_transactions(scene), made, do("disable", **scene.of), *anew) if scene.two_way else ()


def enable(scene: DrawnScene) -> Steps:
    """Enable the integration, which needs a living key."""
    if scene.integration is not None and scene.integration.open and scene.dice.chance(90):
        return ()
    return (*(renewing(scene) if scene.dice.chance(50) else ()), do("enable", **scene.of))


def regenerate(scene: DrawnScene) -> Steps:
    """Generate another key in the CRM or in finance; the former one dies."""
    return (do("generate_zsc_key", app=scene.dice.pick(("crm", "crm", scene.product))),)


def renew(scene: DrawnScene) -> Steps:
    """Give the connection the CRM's present key, or, rarely, one that is none."""
    if scene.dice.chance(10):
        return (do("update_credentials", key="0" * 32, **scene.of),)
    return tuple(renewing(scene))


def reconnect(scene: DrawnScene) -> Steps:
    """Delete the integration, which forgets every link, and connect anew; or connect for the first time."""
    if scene.integration is None:
        return (*connect(scene), *enable_transactions(scene))
    calm = [do("heal")] * scene.faulty  # what refuses a deletion is told to whoever lets time pass
    convert = {"convert": scene.dice.pick(("all", "with_transactions"))} if scene.two_way else {}
    joined = join_apps(scene) if scene.key == "billing" and scene.dice.chance(80) else ()
    return (
        *calm,
        *joined,
        do("disable", **scene.of),
        do("delete_integration", **convert, **scene.of),
        *connect(scene),
        *enable_transactions(scene),
    )


def connect(scene: DrawnScene, syncs: tuple[str, ...] | None = None) -> Steps:
    """Connect the present product, and sync everything as is usual."""
    return (
        do("connect", **scene.account, **scene.of),
        *[
            step
            for sync in (scene.syncs if syncs is None else syncs)
            for step in (
                do("configure", sync=sync, choices=usual(scene, sync), **scene.of),
                do("save_and_sync", sync=sync, **scene.of),
            )
        ],
        do("advance", minutes=1),
    )


def enable_transactions(scene: DrawnScene) -> Steps:
    """Show finance's documents in the CRM, where that is a choice."""
    if not scene.two_way:
        return ()
    return (do("enable_transactions", modules=types_of(scene.key).shown, **scene.of),)


def set_up_branch(scene: DrawnScene) -> Steps:
    """A further organisation of a product is set up and connected, which the CRM may have to grant first."""
    number = len([each for each in scene.products if "-" in each])
    if number == len(BRANCHES):
        return ()
    first, key = scene.product, f"{scene.key}-{BRANCHES[number]}"
    granted = [do("grant_multi_organisation", product=scene.key)] * scene.dice.chance(70)
    made = do("create_organisation", name=key, product=scene.key, called=f"Branch {BRANCHES[number].upper()}")
    scene.products.append(key)
    scene.product = key
    own = do("create", name=scene.new("customer"), module=f"{key}.customers", fields={"contact_name": "Vito"})
    steps = (made, *granted, own, *connect(scene))
    scene.product = first
    return steps


def join_apps(scene: DrawnScene) -> Steps:
    """Integrate Billing with another finance product."""
    others = [each for each in scene.products if each.partition("-")[0] != scene.key]
    return (do("add_other_app", app=scene.product, other=scene.dice.pick(others)),) if others else ()


def usual(scene: DrawnScene, sync: str) -> Mapping[str, Any]:
    """What is chosen as a rule: everything both ways, what is of one name taken for one; else anything."""
    if not scene.two_way:
        return {"auto_update": True}
    if "-" in scene.product and scene.dice.chance(70):  # a further organisation only fetches (CON-10)
        return {"extent": "fetch", "duplicates": "overwrite"}
    if scene.dice.chance(30):
        return choices(scene, sync, views=False)
    chosen = {"extent": "both_ways", "duplicates": "overwrite"}
    return {**chosen, **({"module": "accounts_and_contacts"} if sync == "customers" else {})}


def _at_all_or_one(scene: DrawnScene, verb: str) -> Steps:
    shown = types_of(scene.key).shown if scene.two_way else ()
    if scene.dice.chance(50):
        return (do(verb, **scene.of),)
    return (do(f"{verb}_sync", sync=scene.dice.pick((*scene.syncs, *shown)), **scene.of),)


WEIGHTS: Mapping[Deed, int] = {
    pause: 3,
    resume: 5,
    disable: 2,
    clear_section: 1,
    enable: 5,
    regenerate: 2,
    renew: 5,
    reconnect: 4,
    set_up_branch: 3,
    join_apps: 4,
}
"""What people do, and how often."""
