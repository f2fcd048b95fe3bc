"""What people choose, who may do what, how time passes, and what becomes of the connection."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tests.property.office import Doing, Move, Office
from tests.property.office_start import TRIGGERS, Steps, choose_triggers, connect, is_two_way, types_of
from tests.property.people import renewing
from zsim.explore.script import do

LENGTHS = ({"seconds": 30}, {"minutes": 1}, {"minutes": 5}, {"hours": 3}, {"hours": 3}, {"days": 1})
RIGHTS: tuple[list[str], ...] = (["view"], ["create_edit"], ["email"], [])


def _prefer(office: Office, move: Move) -> Steps:
    choices: tuple[Mapping[str, Any], ...] = (
        {"convert_accepted": "draft"},
        {"convert_accepted": "sent"},
        {"convert_accepted": "off"},
        {"tax_mandatory": True},
        {"tax_mandatory": False},
        {"approvals": True},
        {"approvals": True},
        {"approvals": False},
    )
    return (do("update_preferences", app="finance", changes=choices[move.choice]),)


def _plan(office: Office, move: Move) -> Steps:
    """A plan that is full or, more often, without a limit."""
    return (do("set_plan", app="finance", documents_max=3 if move.choice == 0 else None),)


def _right(office: Office, move: Move) -> Steps:
    called = move.type if move.type in types_of(office.product).shown and move.choice < 7 else "summary"
    rights = RIGHTS[move.choice % 4] if called != "summary" else []
    return (do("allow" if move.in_crm and move.which < 4 else "deny", profile="Sales", type=called, rights=rights),)


def _user(office: Office, move: Move) -> Steps:
    users = (
        do("create_user", app="finance", user="Nora", email="nora@x.example"),
        do("deactivate_user", app="finance", user="Rita"),
        do("activate_user", app="finance", user="Rita"),
        do("update_user", app="crm", user="Rita", profile=("Standard", "Sales")[move.which % 2]),
        do("delete_user", app="finance", user="Rita"),
        do("create_user", app="finance", user="Rita", email="rita@x.example"),
        do("deactivate_user", app="crm", user="Igor"),
        do("activate_user", app="crm", user="Igor"),
    )
    return (users[move.choice],)


def _admit(office: Office, move: Move) -> Steps:
    verb = "remove_integration_user" if move.in_crm else "add_integration_user"
    return (do(verb, user=("Igor", "Nora", "Rita")[move.choice % 3]),)


def _hide(office: Office, move: Move) -> Steps:
    modules = [("Finance_Invoices", "Finance_Estimates", "Deals")[move.which % 3]]
    return (do("show_modules" if move.choice % 2 else "hide_modules", profile="Sales", modules=modules),)


def _triggers(office: Office, move: Move) -> Steps:
    return (choose_triggers(office.product, move.choice % len(TRIGGERS)),)


def _edition(office: Office, move: Move) -> Steps:
    return (do("set_edition", app="finance", edition="IN" if move.choice % 3 else "US"),)


def _wait(office: Office, move: Move) -> Steps:
    return (do("advance", **LENGTHS[move.choice % len(LENGTHS)]),)


def _midnight(office: Office, move: Move) -> Steps:
    """To a minute before the day ends, or just into the next one."""
    day, minute = (office.today, "23:59") if move.choice % 2 else (office.today + timedelta(days=1), "00:01")
    return (do("advance_to", moment=f"{day} {minute}"),)


def _sync(office: Office, move: Move) -> Steps:
    return (do("save_and_sync" if move.choice < 3 else "instant_sync", sync="customers"),)


def _key(office: Office, move: Move) -> Steps:
    return (do("generate_zsc_key", app="crm"),)


def _renew(office: Office, move: Move) -> Steps:
    return renewing(office.product)


def _pause(office: Office, move: Move) -> Steps:
    return (
        (do("pause"),)
        if move.choice < 3 or not is_two_way(office.product)
        else (do("pause_sync", sync=office.shown(move)),)
    )


def _resume(office: Office, move: Move) -> Steps:
    return (
        (do("resume"),)
        if move.choice < 3 or not is_two_way(office.product)
        else (do("resume_sync", sync=office.shown(move)),)
    )


def _disable(office: Office, move: Move) -> Steps:
    return (do("disable"),)


def _enable(office: Office, move: Move) -> Steps:
    return (do("enable"),)


def _reconnect(office: Office, move: Move) -> Steps:
    """Now and then the connection is deleted and made anew; a fault at that is told to the world (DIS-16)."""
    if move.choice > 2 or office.faulty:
        return ()
    shown = [do("enable_transactions", modules=types_of(office.product).shown)] * is_two_way(office.product)
    gone = do("delete_integration", **({"convert": "all"} if office.product != "import" else {}))
    return (do("disable"), gone, *connect(office.product), *shown, choose_triggers(office.product, move.which % 3))


def _reload(office: Office, move: Move) -> Steps:
    return (do("export_and_load"),)


WEIGHTS: Mapping[Doing, int] = {
    _prefer: 5,
    _plan: 2,
    _right: 10,
    _user: 5,
    _admit: 3,
    _hide: 5,
    _triggers: 4,
    _edition: 3,
    _wait: 12,
    _midnight: 9,
    _sync: 2,
    _key: 2,
    _renew: 5,
    _pause: 2,
    _resume: 2,
    _disable: 2,
    _enable: 5,
    _reconnect: 2,
    _reload: 1,
}
"""What people do, and how often."""
