"""Planning: what becomes of contacts that were read, and of those that were deleted. Nothing is read or changed here.

Source: LED-03, LED-11 to LED-21, LED-26 to LED-28.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from zsim.ports.addresses import folded, is_address
from zsim.ports.records import Deletion, Record, RecordId, Ref, Value
from zsim.sync.decisions import Outcome, Reason
from zsim.sync.leads.addresses import is_role
from zsim.sync.leads.choices import EMAIL, LeadChoices
from zsim.sync.leads.decisions import LeadDecision, Removal, Why

ACTIVE, BOUNCED, UNSUBSCRIBED, SPAM, DELETED = "active", "bounced", "unsubscribed", "spam", "deleted"
SUBSCRIBED = "subscribed"
READDED = "LED-12"
REASON_OF: Mapping[Why, str] = MappingProxyType(
    {
        Why.EMPTY: "lead-empty",
        Why.INVALID: "lead-invalid",
        Why.ROLE: "lead-role",
        Why.FILE_DUPLICATE: "lead-file-duplicate",
        Why.BOUNCED: "lead-bounced",
        Why.UNSUBSCRIBED: "lead-unsubscribed",
        Why.DELETED: "lead-stays-deleted",
    }
)


@dataclass(frozen=True, slots=True)
class LeadFacts:
    """What was looked up about some contacts before anything is decided.

    ``leads`` are the organisation's by folded address, ``suppressed`` what it remembers of an address, ``membership``
    the status on the sync's list by the lead's id. ``taken`` are the addresses that came before in this fetch.
    ``readds`` says that the oddity LED-12 is not switched off.
    """

    contacts: tuple[Record, ...]
    leads: Mapping[str, Record]
    suppressed: Mapping[str, tuple[str, ...]]
    membership: Mapping[RecordId, str]
    taken: Mapping[str, Ref] = field(default_factory=dict)
    readds: bool = True


@dataclass(frozen=True, slots=True)
class GoneFacts:
    """What was looked up about contacts deleted in the source.

    ``leads`` are the live leads by the contact they came from, ``memberships`` the records of every list by lead,
    ``shared`` the contacts whose lead also came from a contact that still is. ``everywhere`` is the policy
    ``lead_deletion``.
    """

    deletions: tuple[Deletion, ...]
    leads: Mapping[RecordId, Record]
    memberships: Mapping[RecordId, tuple[Record, ...]]
    shared: frozenset[RecordId]
    everywhere: bool = False


def plan_leads(choices: LeadChoices, facts: LeadFacts) -> tuple[LeadDecision, ...]:
    """One decision for each contact, in their order. Source: LED-21."""
    taken: dict[str, Ref] = {}
    decisions = []
    field, criteria = choices.email_field, choices.criteria
    for contact in facts.contacts:
        if criteria is None or criteria.holds(contact.fields):
            decided = _decide(choices, facts, contact, str(contact.fields.get(field) or ""), taken)
        else:
            name = name_of(contact)
            decided = LeadDecision(Outcome.EXCLUDED, contact.ref, Reason("lead-outside", source=name), name)
        if decided.takes:
            taken[decided.address] = contact.ref
        decisions.append(decided)
    return tuple(decisions)


def plan_removals(choices: LeadChoices, gone: GoneFacts) -> tuple[Removal, ...]:
    """One decision for each contact that was deleted, in their order. Source: LED-14, LED-26."""
    removed: set[RecordId] = set()
    return tuple([_remove(choices, gone, each, removed) for each in gone.deletions])


def _decide(
    choices: LeadChoices, facts: LeadFacts, contact: Record, found: str, taken: Mapping[str, Ref]
) -> LeadDecision:
    name, address = name_of(contact), folded(found)
    why = _ignored(facts, found.strip(), address, taken)
    if why is not None:
        return _ignore(facts, contact, name, address, found, why)
    lead = facts.leads.get(address)
    if lead is None:
        return _added(choices, facts, contact, name, address, found)
    return _known(choices, facts, contact, name, address, found, lead)


def _ignored(facts: LeadFacts, trimmed: str, address: str, taken: Mapping[str, Ref]) -> Why | None:
    """Why the person is ignored, if so: the first of the checks that applies. Source: LED-21."""
    if not address:
        return Why.EMPTY
    if not is_address(trimmed):
        return Why.INVALID
    if is_role(address):
        return Why.ROLE
    if address in taken or address in facts.taken:
        return Why.FILE_DUPLICATE
    return _suppressed(facts, address)


def _suppressed(facts: LeadFacts, address: str) -> Why | None:
    """What the organisation has against the address, by the lead's status or by what it remembers."""
    lead = facts.leads.get(address)
    if address not in facts.suppressed and (lead is None or lead.fields.get("status") == ACTIVE):
        return None
    against = _against(facts, address)
    if BOUNCED in against:
        return Why.BOUNCED
    if UNSUBSCRIBED in against or SPAM in against:
        return Why.UNSUBSCRIBED
    return Why.DELETED if lead is None and DELETED in against and not facts.readds else None


def _against(facts: LeadFacts, address: str) -> tuple[str, ...]:
    lead = facts.leads.get(address)
    status = () if lead is None else (str(lead.fields.get("status")),)
    return (*status, *facts.suppressed.get(address, ()))


def _ignore(facts: LeadFacts, contact: Record, name: str, address: str, found: str, why: Why) -> LeadDecision:
    code = REASON_OF[why]
    if why is Why.UNSUBSCRIBED and UNSUBSCRIBED not in _against(facts, address):
        code = "lead-complained"
    lead = facts.leads.get(address)
    return LeadDecision(
        Outcome.IGNORED,
        contact.ref,
        Reason(code, source=name, detail=found.strip()),
        name,
        address,
        found,
        lead.ref if lead is not None else None,
        why=why,
        oddity=READDED if why is Why.DELETED else None,
    )


def _added(
    choices: LeadChoices, facts: LeadFacts, contact: Record, name: str, address: str, found: str
) -> LeadDecision:
    """A lead still to be made, new to the organisation or deleted there before. Source: LED-11, LED-12."""
    again = DELETED in facts.suppressed.get(address, ())
    return LeadDecision(
        Outcome.READDED if again else Outcome.CREATED,
        contact.ref,
        Reason("lead-readded" if again else "lead-new", source=name, target=found.strip()),
        name,
        address,
        found,
        fields={**_carried(choices, contact), EMAIL: found.strip()},
        joins=True,
        oddity=READDED if again else None,
    )


def _known(
    choices: LeadChoices, facts: LeadFacts, contact: Record, name: str, address: str, found: str, lead: Record
) -> LeadDecision:
    """A lead the organisation has: its mapped fields are refreshed, and it joins the list. Source: LED-13."""
    carried = _carried(choices, contact)
    changes = {target: value for target, value in carried.items() if lead.fields.get(target) != value}
    status = facts.membership.get(lead.ref.id)
    detail = f"refreshed {', '.join(changes)}" if changes else "nothing to refresh"
    off = status == UNSUBSCRIBED
    reason = Reason("lead-off-list" if off else "lead-duplicate", name, str(lead.fields.get(EMAIL)), detail)
    joins = status is None
    return LeadDecision(Outcome.DUPLICATE, contact.ref, reason, name, address, found, lead.ref, changes, joins)


def _carried(choices: LeadChoices, contact: Record) -> dict[str, Value]:
    """The mapped values that are not empty, but for the address; an emptied one overwrites nothing. Source: LED-28."""
    fields = contact.fields
    return {
        target: value
        for source, target in choices.mapping.items()
        if target != EMAIL and not _blank(value := fields.get(source))
    }


def _blank(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _remove(choices: LeadChoices, gone: GoneFacts, deletion: Deletion, removed: set[RecordId]) -> Removal:
    contact, source = deletion.ref, deletion.ref.app
    lead = gone.leads.get(contact.id)
    if lead is None or lead.ref.id in removed:
        return Removal(Outcome.EXCLUDED, contact, Reason("lead-gone", source=source))
    name, status = str(lead.fields.get(EMAIL)), str(lead.fields.get("status"))
    if contact.id in gone.shared:
        return Removal(Outcome.KEPT, contact, Reason("lead-shared", source, name), lead.ref)
    removed.add(lead.ref.id)
    memberships = gone.memberships.get(lead.ref.id, ())
    here = tuple([each.ref.id for each in memberships if each.fields.get("list_id") == choices.list_id])
    elsewhere = any(
        each.fields.get("status") == SUBSCRIBED for each in memberships if each.fields.get("list_id") != choices.list_id
    )
    if elsewhere and not gone.everywhere:
        return Removal(Outcome.DELETED, contact, Reason("lead-left-list", source, name), lead.ref, here)
    code = "lead-deleted-everywhere" if elsewhere else "lead-deleted" if status == ACTIVE else "lead-remembered"
    return Removal(Outcome.DELETED, contact, Reason(code, source, name, status), lead.ref, here, whole=True)


def name_of(contact: Record) -> str:
    """What a contact of the source is called."""
    return str(contact.fields.get("contact_name") or contact.ref.id)
