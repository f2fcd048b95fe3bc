"""Planted bugs of whom a fetch brings onto which list, and as what it counts them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from zsim.explore.bank.bug import Bug, Family
from zsim.explore.bank.planting import in_place, of_leads
from zsim.fakes.marketinghub.leads import SOFT_BOUNCES_MAX, LeadModule, LeadStatus
from zsim.fakes.marketinghub.suppressions import SuppressionModule, SuppressionReason
from zsim.ports.criteria import Criteria
from zsim.ports.records import Record, RecordId
from zsim.sync import Outcome
from zsim.sync.leads import (
    OFF_LISTS,
    IgnoreReason,
    LeadChoices,
    LeadDecision,
    LeadDeletionInput,
    LeadFunctions,
    LeadPlanInput,
    Removal,
    plan_leads,
    plan_removals,
)
from zsim.testing.mailing import check_mail
from zsim.world import World


class EightBounces(LeadModule):
    """Counts the eighth soft bounce as a hard one."""

    def bounce_softly(self, record_id: RecordId, actor: str, cause: int | None) -> Record:
        """Count a soft bounce."""
        record = self.require_active(record_id)
        count = int(str(record.fields["soft_bounces"])) + 1
        if count == SOFT_BOUNCES_MAX:
            return self.table.replace(record, {**record.fields, "soft_bounces": count}, actor, cause)
        return super().bounce_softly(record_id, actor, cause)


class BouncesAddUp(LeadModule):
    """Counts soft bounces on, whatever arrives between them."""

    def deliver(self, record_id: RecordId, actor: str, cause: int | None) -> Record:
        """Note nothing."""
        return self.require_active(record_id)


class UnsubscribedStaysOnLists(LeadModule):
    """Leaves a lead that is not mailed any more on its lists."""

    def suppress(self, record_id: RecordId, status: LeadStatus, actor: str, cause: int | None) -> Record:
        """Mail a lead no more."""
        before = self.require(record_id)
        after = super().suppress(record_id, status, actor, cause)
        return self.table.replace(after, {**after.fields, "lists": before.fields.get("lists")}, actor, cause)


class ForgetsBounces(SuppressionModule):
    """Remembers no address that bounced."""

    def remember(self, address: str, reason: SuppressionReason, actor: str, cause: int | None) -> None:
        """Keep an address in mind, unless it bounced."""
        if reason is not SuppressionReason.BOUNCED:
            super().remember(address, reason, actor, cause)


def _planned(change: Callable[[LeadChoices, LeadPlanInput], tuple[LeadChoices, LeadPlanInput]]) -> LeadFunctions:
    return LeadFunctions(plan=lambda choices, inputs: plan_leads(*change(choices, inputs)))


def onto_lists_again(choices: LeadChoices, inputs: LeadPlanInput) -> tuple[LeadChoices, LeadPlanInput]:
    """Nobody ever unsubscribed from a list."""
    leads = {each: lead._replace(fields={**lead.fields, OFF_LISTS: ()}) for each, lead in inputs.leads.items()}
    return choices, replace(inputs, leads=leads)


def any_criterion(choices: LeadChoices, inputs: LeadPlanInput) -> tuple[LeadChoices, LeadPlanInput]:
    """Who meets one criterion is fetched."""
    held = choices.criteria
    if held is None or len(held.conditions) < 2:
        return choices, inputs
    pattern = "1"
    for number in range(2, len(held.conditions) + 1):
        pattern = f"({pattern} or {number})"
    return replace(choices, criteria=Criteria(held.conditions, pattern)), inputs


def nobody_deleted(choices: LeadChoices, inputs: LeadPlanInput) -> tuple[LeadChoices, LeadPlanInput]:
    """A lead that was deleted counts as new."""
    kept = {each: tuple([why for why in against if why != "deleted"]) for each, against in inputs.suppressed.items()}
    return choices, replace(inputs, suppressed=kept)


def complaints_pass(choices: LeadChoices, inputs: LeadPlanInput) -> tuple[LeadChoices, LeadPlanInput]:
    """Who complained of spam is taken for a lead like any other."""
    kept = {each: tuple([why for why in against if why != "spam"]) for each, against in inputs.suppressed.items()}
    leads = {
        each: lead._replace(fields={**lead.fields, "status": "active"}) if lead.fields["status"] == "spam" else lead
        for each, lead in inputs.leads.items()
    }
    return choices, replace(inputs, suppressed=kept, leads=leads)


def dots_do_not_count(choices: LeadChoices, inputs: LeadPlanInput) -> tuple[LeadChoices, LeadPlanInput]:
    """Addresses that differ in dots before the @ are one."""
    plain = {_without_dots(each): lead for each, lead in inputs.leads.items()}
    return choices, replace(inputs, addresses=[_without_dots(each) for each in inputs.addresses], leads=plain)


def twins_pass(choices: LeadChoices, inputs: LeadPlanInput) -> tuple[LeadChoices, LeadPlanInput]:
    """An address counts as new though it came before in the fetch."""
    return choices, replace(inputs, taken=())


def roles_by_their_beginning(decision: LeadDecision) -> LeadDecision:
    """Whoever's address begins with a role is ignored."""
    role = decision.address.startswith(("info", "admin", "hr", "service", "support", "career"))
    if not role or decision.ignore_reason is not None or not decision.address:
        return decision
    compact = ("ignored", None, "lead-role", decision.name, "", decision.found)
    return decision._replace(compact=compact, fields={}, ignore_reason=IgnoreReason.ROLE)


def joined_is_new(decision: LeadDecision) -> LeadDecision:
    """A re-added lead is counted as new."""
    if decision.outcome is not Outcome.READDED:
        return decision
    return decision._replace(compact=("created", *decision.compact[1:]), quirk=None)


def refresh_nothing(decision: LeadDecision) -> LeadDecision:
    """A lead that is there joins the list and keeps its values."""
    if decision.lead_id is None:
        return decision
    kept = {name: value for name, value in decision.fields.items() if name == "join_list"}
    return decision._replace(fields=kept)


def _removed(change: Callable[[LeadDeletionInput], LeadDeletionInput]) -> LeadFunctions:
    return LeadFunctions(plan_removals=lambda choices, gone: plan_removals(choices, change(gone)))


def nobody_leaves(choices: LeadChoices, gone: LeadDeletionInput) -> tuple[Removal, ...]:
    """The lead of a deleted contact stays where it is."""
    return tuple([each._replace(leaves=False, whole=False) for each in plan_removals(choices, gone)])


def _without_dots(address: str) -> str:
    local, at, domain = address.rpartition("@")
    return f"{local.replace('.', '')}{at}{domain}"


def _somebody_unsubscribes(world: World) -> None:
    news, ada = world.marketinghub.lists.create("News"), world.marketinghub.leads.create(email="ada@example.com")
    world.marketinghub.lists.add(news, ada)
    world.marketinghub.leads.unsubscribe(ada)
    check_mail(world)


def _bug(name: str, says: str, family: Family, rules: str, make: Callable[[], Any], **shown: Any) -> Bug:
    return Bug(name, says, family, tuple(rules.split()), make, **shown)


LEAD_LIST_BUGS: tuple[Bug, ...] = (
    _bug(
        "eight-bounces",
        "A lead is mailed after seven soft bounces in a row.",
        Family.LISTS,
        "LED-41",
        lambda: in_place(EightBounces),
    ),
    _bug(
        "bounces-add-up",
        "Seven soft bounces end a lead though mail arrived between them.",
        Family.LISTS,
        "LED-41",
        lambda: in_place(BouncesAddUp),
    ),
    _bug(
        "unsubscribed-stays-on-lists",
        "Who unsubscribed stays on the lists.",
        Family.LISTS,
        "LED-20",
        lambda: in_place(UnsubscribedStaysOnLists),
        invariant="mailed-as-they-want",
        script=_somebody_unsubscribes,
    ),
    _bug(
        "forget-bounces",
        "An address that bounced comes back as a lead once it was deleted.",
        Family.LISTS,
        "LED-19 LED-26",
        lambda: in_place(ForgetsBounces),
    ),
    _bug(
        "onto-lists-again",
        "Who unsubscribed from a list is to be put on it again.",
        Family.LISTS,
        "LED-38",
        lambda: _planned(onto_lists_again),
    ),
    _bug(
        "any-criterion",
        "Who meets one of the criteria is fetched.",
        Family.LISTS,
        "LED-03",
        lambda: _planned(any_criterion),
    ),
    _bug(
        "complaints-pass",
        "Who complained of spam is to be mailed again.",
        Family.LISTS,
        "LED-20",
        lambda: _planned(complaints_pass),
    ),
    _bug(
        "refresh-nothing",
        "A lead that is there already does not take the contact's values.",
        Family.LISTS,
        "LED-35",
        lambda: of_leads(refresh_nothing),
    ),
    _bug(
        "delete-everywhere",
        "A deleted contact's lead leaves other lists, too.",
        Family.LISTS,
        "LED-26",
        lambda: _removed(lambda gone: replace(gone, everywhere=True)),
    ),
    _bug(
        "nobody-leaves",
        "The lead of a deleted contact stays.",
        Family.LISTS,
        "LED-14",
        lambda: LeadFunctions(plan_removals=nobody_leaves),
    ),
    _bug(
        "delete-the-shared",
        "A lead goes with one contact though another has its address.",
        Family.LISTS,
        "LED-26",
        lambda: _removed(lambda gone: replace(gone, shared=frozenset())),
    ),
    _bug(
        "dots-do-not-count",
        "a.b@x.example and ab@x.example become one lead.",
        Family.MATCHING,
        "LED-23",
        lambda: _planned(dots_do_not_count),
    ),
    _bug(
        "roles-by-their-beginning",
        "informatics@x.example is ignored as a role.",
        Family.MATCHING,
        "LED-17 LED-37",
        lambda: of_leads(roles_by_their_beginning),
    ),
    _bug(
        "twins-pass",
        "Two contacts of one address are counted as two leads.",
        Family.COUNTS,
        "LED-18",
        lambda: _planned(twins_pass),
    ),
    _bug(
        "joined-is-new",
        "A re-added lead is counted as new.",
        Family.COUNTS,
        "LED-12 LED-10",
        lambda: of_leads(joined_is_new),
    ),
    _bug(
        "nobody-deleted",
        "A lead deleted before counts as never known.",
        Family.COUNTS,
        "LED-12",
        lambda: _planned(nobody_deleted),
    ),
)
