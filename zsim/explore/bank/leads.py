"""Planted bugs of fetching leads, with the scripts that show them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from zsim.explore.bank.bug import Bug, Family
from zsim.ports.records import RecordId
from zsim.sync import Outcome, Run
from zsim.sync.leads import (
    JOIN_LIST,
    LeadChoices,
    LeadDecision,
    LeadFunctions,
    LeadPlanInput,
    LeadState,
    LeadSync,
    LeadSyncState,
    Timetable,
    plan_leads,
)
from zsim.world import World

ADDRESS = "asha@example.com"


def ignore_silently(choices: LeadChoices, inputs: LeadPlanInput) -> tuple[LeadDecision, ...]:
    """Plans that do not say why they ignore people."""
    return tuple([each._replace(ignore_reason=None) for each in plan_leads(choices, inputs)])


def forget_suppression(choices: LeadChoices, inputs: LeadPlanInput) -> tuple[LeadDecision, ...]:
    """Plans that take every lead for one that is mailed."""
    leads = {
        address: lead._replace(fields={**lead.fields, "status": "active"}) for address, lead in inputs.leads.items()
    }
    return plan_leads(choices, replace(inputs, leads=leads, suppressed={}))


def overlook_leads(choices: LeadChoices, inputs: LeadPlanInput) -> tuple[LeadDecision, ...]:
    """Plans that do not look for leads of the same address."""
    return plan_leads(choices, replace(inputs, leads={}))


def add_under_tags(choices: LeadChoices, inputs: LeadPlanInput) -> tuple[LeadDecision, ...]:
    """Plans that add somebody who is there already once more, under an address with a tag for the list."""
    return tuple([_tagged(each, choices.list_id) for each in plan_leads(choices, inputs)])


def always_fetch(state: LeadState) -> bool:
    """Fetching that goes on in inactive syncs."""
    return state in (LeadState.ACTIVE, LeadState.INACTIVE)


def forget_slot(timetable: Timetable, now_ms: int, last_ms: int | None) -> int | None:
    """Slots that do not ask whether the date had one."""
    return timetable.next_after(now_ms, None)


def move_on(former: LeadSyncState, left: LeadSyncState | None, run: Run) -> LeadSyncState:
    """Memories whose checkpoint moves whether or not the fetch failed."""
    return left or replace(former, checkpoint_ms=run.started_ms)


def _tagged(decision: LeadDecision, list_id: RecordId) -> LeadDecision:
    if decision.outcome is not Outcome.DUPLICATE or "+" in decision.address:
        return decision
    local, _, domain = decision.address.partition("@")
    fields = {"email": f"{local}+{list_id}@{domain}", JOIN_LIST: list_id}
    return decision._replace(compact=(Outcome.CREATED.value, None, *decision.compact[2:]), fields=fields)


def _planned(plan: Callable[[LeadChoices, LeadPlanInput], tuple[LeadDecision, ...]]) -> Callable[[], LeadFunctions]:
    return lambda: LeadFunctions(plan=plan)


def _fetched(world: World) -> LeadSync:
    """One contact brought to a list, by a daily sync of all data."""
    world.marketinghub.lists.create("Newsletter")
    sync = world.connect_marketinghub().new_sync("Daily", mailing_list="Newsletter")
    sync.schedule("daily", at="09:30").initiate()
    world.settle()
    return sync


def _contact_is_fetched_again(world: World) -> None:
    world.invoice.customers.create(contact_name="Asha", email=ADDRESS)
    _fetched(world)
    world.advance(days=1)


def _contact_has_no_address(world: World) -> None:
    world.invoice.customers.create(contact_name="Asha")
    _fetched(world)


def _lead_unsubscribed(world: World) -> None:
    world.marketinghub.leads.unsubscribe(world.marketinghub.leads.create(email=ADDRESS))
    _contact_is_fetched_again(world)


def _lead_stands_already(world: World) -> None:
    world.marketinghub.leads.create(email=ADDRESS)
    world.invoice.customers.create(contact_name="Asha", email=ADDRESS)
    _fetched(world)


def _sync_is_deactivated(world: World) -> None:
    sync = _fetched(world)
    sync.deactivate()
    world.invoice.customers.create(contact_name="Asha", email=ADDRESS)
    world.advance(days=1)


def _time_is_put_off(world: World) -> None:
    sync = _fetched(world)
    world.advance(hours=1)
    sync.edit_retrieval(at="18:00")
    world.advance(days=1)


def _list_is_deleted(world: World) -> None:
    _fetched(world)
    world.marketinghub.lists.delete(world.marketinghub.lists.one(name="Newsletter"))
    world.advance(days=1)


LEAD_BUGS: tuple[Bug, ...] = (
    Bug(
        "ignore-silently",
        "Ignored people are missing from the history.",
        Family.COUNTS,
        ("LED-22",),
        _planned(ignore_silently),
        "counts-add-up",
        _contact_has_no_address,
    ),
    Bug(
        "forget-suppression",
        "A lead that unsubscribed is to join a list.",
        Family.LISTS,
        ("LED-20",),
        _planned(forget_suppression),
        "suppressed-stay-out",
        _lead_unsubscribed,
    ),
    Bug(
        "overlook-leads",
        "A lead is to be made beside one of the same address.",
        Family.MATCHING,
        ("LED-13",),
        _planned(overlook_leads),
        "one-lead-per-address",
        _lead_stands_already,
    ),
    Bug(
        "always-fetch",
        "A sync fetches after it was deactivated.",
        Family.SCHEDULE,
        ("KEY-05",),
        lambda: LeadFunctions(may_fetch=always_fetch),
        "closed-means-closed",
        _sync_is_deactivated,
    ),
    Bug(
        "forget-slot",
        "A sync fetches twice on a date when its time is put off.",
        Family.SCHEDULE,
        ("LED-25",),
        lambda: LeadFunctions(next_slot=forget_slot),
        "one-fetch-a-date",
        _time_is_put_off,
    ),
    Bug(
        "move-on",
        "A failed fetch moves the checkpoint.",
        Family.CHECKPOINTS,
        ("LED-29",),
        lambda: LeadFunctions(remember=move_on),
        "failure-keeps-checkpoint",
        _list_is_deleted,
        grade="failed",
    ),
    Bug(
        "add-under-tags",
        "People fetched before are added once more under another address.",
        Family.LISTS,
        (
            "LED-23",
            "LED-13",
        ),
        _planned(add_under_tags),
        "repeat-adds-nobody",
        _contact_is_fetched_again,
        also=("quiet-second-run",),
    ),
)
