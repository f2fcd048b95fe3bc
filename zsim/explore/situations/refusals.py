"""Every refusal: of steps by what they are done to, of documents and rights by what is told, of records by a run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from zsim.explore.script import StepOutcome, StepResult
from zsim.explore.script.verb import On
from zsim.explore.script.verbs import VERBS
from zsim.explore.situations.situation import Situation, SituationGroup
from zsim.explore.situations.story import WorldStory
from zsim.kernel.errors import UsageError
from zsim.ports.errors import VendorError

FINANCE = ("invoice", "books", "billing", "import")
BOOKS = ("books",)
BY_HAND = ("invoice", "books")
TWO_WAY = ("invoice", "books", "billing")
BY_KEY = ("invoice", "books", "import")


class ToldAs(NamedTuple):
    """A kind of refusal: how its sentence is told, and the products that refuse so."""

    told: str
    products: tuple[str, ...] = ()


SENTENCES: Mapping[str, ToldAs] = {
    # Documents, in finance or relayed to it.
    "an illegal move": ToldAs(r"one cannot [\w ]+ it then; what can be done"),
    "a move that the type has not": ToldAs(r"one cannot record a payment of"),
    "a status by hand": ToldAs(r"the status is changed by what is done with"),
    "an edit of what has ended": ToldAs(r"is [\w ]+, so its \w+ stays"),
    "another party": ToldAs(r"customer_id of .* cannot be changed"),
    "no line": ToldAs(r"line_items is empty"),
    "a line without item or text": ToldAs(r"has neither an item nor a text"),
    "a line with an unknown column": ToldAs(r"line \d+ has no column"),
    "a negative rate": ToldAs(r"which is negative"),
    "a line without tax": ToldAs(r"has no tax, and the preference tax_mandatory"),
    "a last day before the first": ToldAs(r"is before the date"),
    "no address": ToldAs(r"there is no address to mail it to"),
    "a bad address": ToldAs(r"is no address to mail to"),
    "converted into what it cannot be": ToldAs(r"cannot be converted into"),
    "a new one that cannot be sent": ToldAs(r"a new [\w ]+ cannot be sent", BY_KEY),
    "an inactive customer": ToldAs(r"which is inactive and cannot be used"),
    "a full plan": ToldAs(r"the plan of .* holds \d+ documents"),
    "a number that was given": ToldAs(r"the next number after"),
    "a payment above the balance": ToldAs(r"is above the balance"),
    "a payment of no amount": ToldAs(r"an amount of .* cannot be paid"),
    "a total below what was paid": ToldAs(r"paid already; delete payments first"),
    "deleted or voided with payments": ToldAs(r"has payments of .*; delete those first"),
    "a bill without a move": ToldAs(r"bills: .* one cannot [\w ]+ it then", BOOKS),
    "approvals elsewhere": ToldAs(r"documents are approved in Books only", ("invoice", "billing", "import")),
    # Deals and documents.
    "a deal of another account": ToldAs(r"is no deal of .* \(POT-08\)"),
    "associated with another's deal": ToldAs(r"the deal is none of the customer's", BY_HAND),
    "associated already": ToldAs(r"belongs to another deal", BY_HAND),
    "dissociated from what it is not of": ToldAs(r"does not belong to that deal"),
    "dissociated from a trigger's": ToldAs(r"a trigger made .* for that deal", BY_HAND),
    "associated by hand where none are": ToldAs(r"deals cannot be associated with .* by hand"),
    "associated over a closed connection": ToldAs(r"deals cannot be associated with documents of", BY_HAND),
    # The section, the connection and who may.
    "a party that is not synced": ToldAs(r"is not synced as a customer or vendor"),
    "a disabled integration": ToldAs(r"is not enabled, and no command passes"),
    "a dead key": ToldAs(r"the ZSC key .* is dead", BY_KEY),
    "an action that the section has not": ToldAs(r"offers no such action"),
    "no right to create and edit": ToldAs(r"may not create and edit"),
    "no right to email": ToldAs(r"may not email"),
    "no right to view": ToldAs(r"may not view (?!the summary|Finance)"),
    "no right to the summary": ToldAs(r"may not view the summary"),
    "a hidden module": ToldAs(r"the profile \w+ hides it"),
    "no user in Books": ToldAs(r"has no user of that email \(USR-08\)", BOOKS),
    "an inactive user in Books": ToldAs(r"the user is inactive there \(USR-08\)", BOOKS),
    "an inactive user in finance": ToldAs(r"is inactive in \w+; activate the user first"),
    "a deactivated user of the CRM": ToldAs(r"\w+ is deactivated"),
    "an integration user beyond quotes and orders": ToldAs(r"creates quotes and sales orders, and views", BOOKS),
    "an integration user beyond editing": ToldAs(r"creates, edits and sends these, no more", BOOKS),
    "an integration user who views": ToldAs(r"only views documents \(USR-02\)", BOOKS),
    "an integration user who is one": ToldAs(r"is not made an integration user \(USR-08\)", BOOKS),
    "no integration user": ToldAs(r"is no integration user", BOOKS),
    "no integration users elsewhere": ToldAs(
        r"the integration users of .*: it has none", ("invoice", "billing", "import")
    ),
    # Triggers.
    "both triggers": ToldAs(r"either of them is on", BY_KEY),
    "stages elsewhere": ToldAs(r"offers no choice of stages", ("invoice",)),
    "estimates in Billing": ToldAs(r"makes no estimate from a deal", ("billing",)),
    "triggers of a closed connection": ToldAs(r"configure the triggers: the integration of \w+ is disabled", TWO_WAY),
    "workflows of a closed connection": ToldAs(r"no connected organisation offers one \(TRG-21\)", ("import",)),
    # Records, and the syncs that carry them.
    "a record in the bin": ToldAs(r"it is in the recycle bin"),
    "a record that is gone for good": ToldAs(r"no record \d+ in the recycle bin"),
    "deleted with transactions": ToldAs(r"has transactions \(\d+\)"),
    "deleted though imported": ToldAs(r"came from the CRM; delete it there", ("import",)),
    "merged away though imported": ToldAs(r"came from the CRM and must be the master"),
    "a name or SKU that is taken": ToldAs(r"exists already"),
    "merged across currencies": ToldAs(r"only \w+ of one currency merge"),
    "synced while paused": ToldAs(r"the sync is paused; resume it first"),
    "synced while disabled": ToldAs(r"the integration of [\w-]+ is disabled; connect or enable it first"),
    "synced before it was saved": ToldAs(r"was never saved; configure it and save it"),
    "documents before their parties": ToldAs(r"transaction modules can be enabled once .* synced"),
    "currencies that differ": ToldAs(r"make them equal first"),
    "a further organisation that is to sync both ways": ToldAs(r"this organisation only fetches from the CRM"),
    "a second organisation": ToldAs(r"connects one organisation with a CRM"),
    "deleted while enabled": ToldAs(r"delete the integration: it is enabled"),
    "enabled twice": ToldAs(r"only a disabled one is enabled"),
    "the name taken out of the mapping": ToldAs(r"out of the mapping: it names the"),
    "a key of another app": ToldAs(r"was generated in .* and opens .* only"),
    # Leads.
    "a sync of leads in another state": ToldAs(r"the sync is (draft|active|completed|inactive)"),
    "activated after its list was deleted": ToldAs(r"its mailing list was deleted"),
    "a key that is not the source's": ToldAs(r"the ZSC key is not the one in force"),
    "an unsubscribed lead deleted": ToldAs(r"is unsubscribed and cannot be deleted"),
}
"""Refusals of what people ask for, by how they are told."""

DONE_TO: Mapping[On, str] = {
    On.MODULE: "module",
    On.RECORD: "record",
    On.DOCUMENT: "document",
    On.LIST: "mailing list",
    On.APP: "app",
    On.CRM: "CRM",
    On.CONNECTION: "connection",
    On.SYNC: "sync",
    On.SERVICES: "source of leads",
    On.LEAD_SYNC: "sync of leads",
    On.WORLD: "organisation",
    On.NAMES: "connecting",
}
"""What a step is done to, in words; time refuses nothing."""


def reason_of(error: type[BaseException]) -> str:
    """Why a step was refused, in words, by the kind of its error; "" for what is no refusal of an app's or a sync's."""
    if issubclass(error, VendorError):
        return error.reason
    return "as things stand" if issubclass(error, UsageError) else ""


STEPS: Mapping[On, str] = {
    On.MODULE: "as things stand, invalid data, invalid key, limit reached, name taken, no permission, not allowed,"
    " record not found",
    On.RECORD: "as things stand, invalid data, invalid key, name taken, no permission, not allowed, record not found",
    On.LIST: "name taken, not allowed, record not found",
    On.DOCUMENT: "as things stand, invalid data, invalid key, limit reached, no permission, not allowed",
    On.APP: "as things stand, name taken, not allowed",
    On.CRM: "as things stand, invalid key, name taken, no permission",
    On.CONNECTION: "as things stand, invalid key, name taken, not allowed, record not found",
    On.SYNC: "as things stand, invalid key, base currencies differ, not allowed, no permission",
    On.SERVICES: "as things stand, invalid key",
    On.LEAD_SYNC: "as things stand, invalid key",
    On.NAMES: "as things stand, invalid key, base currencies differ, not allowed",
}
"""By what steps are done to, the reasons for which they are refused. What only a fault makes an app say is not here."""

RECORDS: Mapping[str, str] = {
    "account": "name taken, invalid data, not allowed, modified meanwhile",
    "contact": "name taken, not allowed, modified meanwhile",
    "person": "invalid data, limit reached, record not found",
    "vendor": "name taken",
    "item": "name taken, record not found, modified meanwhile",
    "imported account": "not allowed, invalid data",
    "imported contact": "not allowed",
    "deal": "invalid data",
    "document": "name taken",
    "lead": "name taken",
}
"""By the sort of a record, the reasons for which an app refuses what a run would write."""


def refusals() -> Iterator[Situation]:
    """Each refusal there is."""
    group = SituationGroup.REFUSALS
    for on, reasons in STEPS.items():
        for reason in reasons.split(", "):
            yield Situation(
                f"{DONE_TO[on]} refused: {reason}", f"Somebody acts on a {DONE_TO[on]} and is refused: {reason}.", group
            )
    for name, kind in SENTENCES.items():
        yield Situation(f"refused: {name}", f"Somebody is refused: {name}.", group, kind.products)
    for sort, reasons in RECORDS.items():
        for reason in reasons.split(", "):
            yield Situation(
                f"{sort} failed: {reason}", f"An app refuses what a run writes for a {sort}: {reason}.", group
            )


def refusals_met(story: WorldStory, results: Iterable[StepResult]) -> Iterator[str]:
    """The refusals that steps and runs met."""
    refused = [each for each in results if each.outcome is StepOutcome.REFUSED]
    for each in refused:
        reason = reason_of(each.refusal) if each.refusal is not None else ""
        if reason and (done_to := DONE_TO.get(VERBS[each.step.verb].on)):
            yield f"{done_to} refused: {reason}"
        yield from sentences_in(each.why)
    sorts = {each.number: each.sort for each in story.judged} if story.failed else {}
    for failed in story.failed:
        yield f"{sorts.get(failed.decision, '')} failed: {failed.failure.reason}"


def sentences_in(told: str) -> list[str]:
    """The kinds of refusals that a sentence is of."""
    return [f"refused: {name}" for name, kind in SENTENCES.items() if re.search(kind.told, told)]
