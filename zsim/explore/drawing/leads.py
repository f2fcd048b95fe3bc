"""What people do in MarketingHub and with its syncs of leads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zsim.explore.drawing.dice import Dice
from zsim.explore.drawing.scene import Deed, DrawnScene, Steps
from zsim.explore.script import do
from zsim.sync.leads import LeadState

GOOD = (
    "ann@example.com",
    " Ann@Example.COM ",
    "ann+news@example.com",
    "ANN+NEWS@example.com",
    "ben.o'hara@example.org",
)
STRANGE = (
    "Straße@example.com",
    "STRASSE@example.com",
    "info.us@acme.example",
    "informatics@acme.example",
    "beno'hara@example.org",
    "i\u0307@example.com",
    "ann@exämple.com",
)
ROLES = ("info@acme.example", "Support@Acme.Example", " HR@acme.example")
BAD = (None, "", "  ", "ann.example.com", "ann@", "ann@@example.com", "a b@example.com", f"{'x' * 65}@example.com", "@")
ADDRESSES = (*GOOD, *GOOD, *STRANGE, *ROLES, *BAD)
COUNTRIES = ("India", " india ", "Germany", None)
ZONES = ("Europe/Berlin", "Pacific/Apia", "America/New_York", "Asia/Kolkata")
TIMES = ("02:30", "00:00", "09:00", "23:59")
WEEKDAYS = ("monday", "sunday")
LEADS, LISTS = "marketinghub.leads", "marketinghub.lists"
SOURCES = ("invoice", "books")
INDIA, ANN = ("billing_address.country", "is", "India"), ("email", "contains", "ann")
OFTEN: tuple[Mapping[str, Any], ...] = (
    *[{"frequency": "daily"}] * 8,
    {"frequency": "weekly", "weekday": "monday"},
    {"frequency": "monthly", "day": 31},
)
"""How often the syncs into the second list fetch, which a world begins with."""

CROWDED = 8
"""In so many of a hundred worlds there are many contacts, where only leads come from their app."""
CROWD = "\n".join(["Display Name,Email", *[f"Crowd {number},crowd{number % 95}@x.example" for number in range(96)]])
"""More contacts than one call takes, of which the last has the address of the first."""

SYNCS = {"all news": "news", "all offers": "offers", "news of India": "news"}
"""The syncs a world begins with, by their descriptions, with the lists they fill."""


def source(scene: DrawnScene) -> str:
    """The product that leads come from: the first on stage that has sync services, or else Invoice."""
    return next((each for each in scene.products if each in SOURCES), SOURCES[0])


def of(scene: DrawnScene) -> Mapping[str, str]:
    """Which source a step is about, where it is not Invoice."""
    return {} if source(scene) == "invoice" else {"source": source(scene)}


def edit_contact(scene: DrawnScene) -> Steps:
    """Give a customer of the source another address, name or country, or add one."""
    module, dice = f"{source(scene)}.customers", scene.dice
    fields = {
        "email": dice.pick(ADDRESSES),
        "first_name": dice.pick(("", "Ann", "Ben")),
        "billing_address.country": dice.pick(COUNTRIES),
    }
    if dice.chance(35):
        name = scene.new("person")
        return (do("create", name=name, module=module, fields={"contact_name": name, **fields}),)
    record = scene.one(module)
    some = dice.some(tuple(fields), 40) or ("email",)
    return () if record is None else (do("update", record=record, fields={each: fields[each] for each in some}),)


def lose_contact(scene: DrawnScene) -> Steps:
    """Delete a customer of the source, or merge it into another."""
    names = scene.names(f"{source(scene)}.customers")
    if len(names) < 2:
        return ()
    first, second = scene.dice.hot(names), scene.dice.pick(names)
    if first == second or scene.dice.chance(60):
        return (do("delete", record=first),)
    return (do("merge", record=first, others=(second,)),)


def mark(scene: DrawnScene) -> Steps:
    """What becomes of mail to a lead: it leaves, complains, bounces or is reached."""
    lead, dice = scene.one(LEADS), scene.dice
    if lead is None:
        return ()
    mailing_list = scene.one(LISTS)
    bounces = (do("bounce", record=lead),) * dice.number(3, 8)
    marks: tuple[Steps, ...] = (
        (do("unsubscribe", record=lead),),
        (do("unsubscribe", record=lead, from_list=mailing_list),) if mailing_list else (),
        (do("complain", record=lead),),
        (do("bounce", record=lead, hard=True),),
        bounces,
        (*bounces[:3], do("deliver", record=lead)),
    )
    return dice.pick(marks)


def edit_lead(scene: DrawnScene) -> Steps:
    """Add a lead by hand, give one another address, or delete one."""
    lead, address = scene.one(LEADS), scene.dice.pick(ADDRESSES)
    if lead is None or scene.dice.chance(40):
        return (do("create", name=scene.new("lead"), module=LEADS, fields={"email": address}),)
    if scene.dice.chance(50):
        return (do("update", record=lead, fields={"email": address}),)
    return (do("delete", record=lead),)


def edit_list(scene: DrawnScene) -> Steps:
    """Put leads on a list, take them off it, or, rarely, delete it or make another."""
    mailing_list, dice = scene.one(LISTS), scene.dice
    if mailing_list is None or dice.chance(10):
        name = scene.new("list")
        return (do("create", name=name, module=LISTS, fields={"name": name}),)
    if dice.chance(6):
        return (do("delete", record=mailing_list),)
    verb = dice.pick(("add_to_list", "remove_from_list"))
    list_id = scene.player.names.record(mailing_list).ref.id
    found = [
        each
        for each in scene.names(LEADS)
        if (list_id in (scene.field(each, "lists") or ())) == (verb != "add_to_list")
    ]
    if not found and verb == "add_to_list":
        name = scene.new("lead")
        made = do("create", name=name, module=LEADS, fields={"email": f"{name.replace(' ', '.')}@x.example"})
        return (made, do(verb, list=mailing_list, leads=(name,)))
    leads = tuple(dict.fromkeys([dice.hot(found) for _ in range(2)])) if found else ()
    return (do(verb, list=mailing_list, leads=leads),) if leads else ()


def edit_sync(scene: DrawnScene) -> Steps:
    """Change when, what and into which list a sync retrieves, or what is mapped."""
    dice, sync = scene.dice, _sync(scene)
    if dice.chance(20):
        changes = {"billing_address.country": dice.pick(("country", "", "city"))}
        return (do("edit_mapping", sync=sync, changes=changes, **of(scene)),)
    mailing_list = scene.one(LISTS)
    edits: tuple[Mapping[str, Any], ...] = (
        {"at": dice.pick(TIMES), "zone": dice.pick(ZONES)},
        {"frequency": "daily", "at": "23:59"},
        {"frequency": dice.pick(("weekly", "once")), "weekday": dice.pick(WEEKDAYS)},
        {"frequency": "monthly", "day": dice.pick((1, 31))},
        {"data": "all"},
        {"after": "now"},
        *([{"mailing_list": mailing_list}] if mailing_list else []),
    )
    return (do("edit_retrieval", sync=sync, **dice.pick(edits), **of(scene)),)


def new_sync(scene: DrawnScene) -> Steps:
    """Make another sync, with or without criteria, and initiate it."""
    mailing_list, dice = scene.one(LISTS), scene.dice
    if mailing_list is None:
        return ()
    sync = scene.new("sync")
    criteria = {"criteria": (INDIA, ANN), "pattern": "1 or 2"} if dice.chance(60) else {}
    return (
        do("new_sync", sync=sync, mailing_list=mailing_list, **criteria, **of(scene)),
        do("schedule", sync=sync, frequency=dice.pick(("once", "daily")), at=dice.pick(TIMES), **of(scene)),
        do("retrieve", sync=sync, **dice.pick(({"data": "all"}, {"after": "now"})), **of(scene)),
        do("initiate", sync=sync, **of(scene)),
    )


def switch(scene: DrawnScene) -> Steps:
    """Switch a sync off or on."""
    verb = scene.dice.pick(("activate_sync", "activate_sync", "deactivate_sync"))
    return (do(verb, sync=_sync(scene), **of(scene)),)


def change_account(scene: DrawnScene) -> Steps:
    """The source's key or email changes, or the new ones are entered."""
    given, key = of(scene), source(scene)
    match scene.dice.number(1, 6):
        case 1:
            return (do("generate_zsc_key", app=key),)
        case 2:
            return (do("set_email", app=key, email=f"owner{scene.dice.number(1, 3)}@{key}.example"),)
        case 3:
            return (do("update_account", key="present", **given),)
        case _:
            return opened(scene)


def opened(scene: DrawnScene) -> Steps:
    """The source's account is entered anew, and every sync switched on."""
    return (
        do("update_account", email="present", key="present", **of(scene)),
        *[do("activate_sync", sync=each, **of(scene)) for each in _syncs(scene, LeadState.INACTIVE)],
    )


def opening(scene: DrawnScene) -> Steps:
    """Contacts with addresses, two lists, and three syncs: of all contacts into each, and of those of one country.

    In some worlds there are more contacts than one call takes, the second list is filled weekly or monthly, or a
    second criterion holds beside the country's.
    """
    key, given, dice = source(scene), of(scene), Dice(scene.player.start.seed, "leads")
    people = [
        do(
            "create",
            name=f"reader {number}",
            module=f"{key}.customers",
            fields={"contact_name": f"Reader {number}", "email": each, "billing_address.country": country},
        )
        for number, (each, country) in enumerate(zip(GOOD, (*COUNTRIES, "India"), strict=True), 1)
    ]
    crowd = key not in scene.products and dice.chance(CROWDED)  # in an app of which only leads come
    often = {"offers": dice.pick(OFTEN)}
    chosen = {"news of India": {"criteria": dice.pick(((INDIA,), (INDIA, ANN)))}}
    steps = [
        *[do("create", name=each, module=LISTS, fields={"name": each.title()}) for each in ("news", "offers")],
        *people,
        *([do("load_csv", module=f"{key}.customers", text=CROWD)] if crowd else []),
        do("connect_marketinghub", **given),
    ]
    for sync, mailing_list in SYNCS.items():
        times = {**often.get(mailing_list, OFTEN[0]), "at": "02:30", "zone": scene.dice.pick(ZONES)}
        steps += [
            do("new_sync", sync=sync, mailing_list=mailing_list, **chosen.get(sync, {}), **given),
            do("schedule", sync=sync, **times, **given),
            *([do("retrieve", sync=sync, after="now", **given)] if sync in chosen else []),
            do("initiate", sync=sync, **given),
        ]
    return tuple(steps)


def _syncs(scene: DrawnScene, *states: LeadState) -> tuple[str, ...]:
    syncs = scene.world.sync_services(source(scene)).syncs
    return tuple([each.description for each in syncs if not states or each.state in states])


def _sync(scene: DrawnScene) -> str:
    return scene.dice.hot(_syncs(scene))


WEIGHTS: Mapping[Deed, int] = {
    edit_contact: 14,
    lose_contact: 4,
    mark: 10,
    edit_lead: 6,
    edit_list: 7,
    edit_sync: 6,
    new_sync: 1,
    switch: 4,
    change_account: 5,
}
"""What people do, and how often."""
