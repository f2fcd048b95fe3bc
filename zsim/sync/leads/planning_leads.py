"""Planning: what becomes of contacts that were read, and of those that were deleted. Nothing is read or changed here.

Source: LED-03, LED-11 to LED-21, LED-26 to LED-28.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from zsim.ports.addresses import is_address
from zsim.ports.folding import all_plain, spellings
from zsim.ports.records import Deletion, Fields, Record, RecordId, Value, texts_in
from zsim.sync.leads.addresses import is_role
from zsim.sync.leads.choices import EMAIL, LeadChoices
from zsim.sync.leads.lead_decisions import NOTHING, IgnoreReason, LeadDecision, Removal
from zsim.sync.leads.places import JOIN_LIST, OFF_LISTS, ON_LISTS
from zsim.sync.runs.reasons import told_apart

ACTIVE, BOUNCED, UNSUBSCRIBED, SPAM, DELETED = "active", "bounced", "unsubscribed", "spam", "deleted"
READDED = "LED-12"
CREATED, AGAIN, DUPLICATE, IGNORED = "created", "readded", "duplicate", "ignored"
EXCLUDED, KEPT, GONE = "excluded", "kept", "deleted"
REASON_OF: Mapping[IgnoreReason, str] = MappingProxyType(
    {
        IgnoreReason.EMPTY: "lead-empty",
        IgnoreReason.INVALID: "lead-invalid",
        IgnoreReason.ROLE: "lead-role",
        IgnoreReason.FILE_DUPLICATE: "lead-file-duplicate",
        IgnoreReason.BOUNCED: "lead-bounced",
        IgnoreReason.UNSUBSCRIBED: "lead-unsubscribed",
        IgnoreReason.DELETED: "lead-stays-deleted",
    }
)


@dataclass(frozen=True, slots=True)
class LeadPlanInput:
    """What was looked up about some contacts before anything is decided.

    ``addresses`` are the contacts' own, folded, in their order. ``leads`` are the organisation's by folded address,
    ``suppressed`` what it remembers of an address. ``taken`` are the addresses that came before in this fetch.
    ``readds`` says that the quirk LED-12 is not switched off.
    """

    contacts: Sequence[Record]
    addresses: Sequence[str]
    leads: Mapping[str, Record]
    suppressed: Mapping[str, tuple[str, ...]]
    taken: Collection[str] = ()
    readds: bool = True


@dataclass(frozen=True, slots=True)
class LeadDeletionInput:
    """What was looked up about contacts deleted in the source.

    ``leads`` are the live leads by the contact they came from, ``shared`` the contacts whose lead also came from a
    contact that still is. ``everywhere`` is the policy ``lead_deletion``.
    """

    deletions: tuple[Deletion, ...]
    leads: Mapping[RecordId, Record]
    shared: frozenset[RecordId]
    everywhere: bool = False


def plan_leads(choices: LeadChoices, inputs: LeadPlanInput) -> tuple[LeadDecision, ...]:
    """One decision for each contact, in their order. Source: LED-21."""
    criteria, planner = choices.criteria, _Planner(choices, inputs)
    return tuple(
        [
            planner.decide(each, address) if criteria is None or criteria.holds(each.fields) else _left_out(each)
            for each, address in zip(inputs.contacts, inputs.addresses, strict=True)
        ]
    )


def plan_removals(choices: LeadChoices, gone: LeadDeletionInput) -> tuple[Removal, ...]:
    """One decision for each contact that was deleted, in their order. Source: LED-14, LED-26."""
    removed: set[RecordId] = set()
    return tuple([_remove(choices, gone, each, removed) for each in gone.deletions])


def name_of(contact: Record) -> str:
    """What a contact of the source is called."""
    return str(contact.fields.get("contact_name") or contact.ref.id)


class _Planner:
    """What was chosen and looked up, and the addresses that came so far."""

    __slots__ = ("_before", "_field", "_leads", "_list_id", "_pairs", "_plain", "_readds", "_suppressed", "_taken")

    def __init__(self, choices: LeadChoices, inputs: LeadPlanInput) -> None:
        self._leads = inputs.leads
        self._suppressed = inputs.suppressed
        self._plain = all_plain(inputs.addresses)
        self._readds = inputs.readds
        self._before = inputs.taken
        self._taken: set[str] = set()
        self._list_id = choices.list_id
        self._field = choices.email_field
        self._pairs = [(source, target) for source, target in choices.mapping.items() if target != EMAIL]

    def decide(self, contact: Record, address: str) -> LeadDecision:
        """What becomes of a contact that meets the criteria."""
        name, found = name_of(contact), str(contact.fields.get(self._field) or "")
        trimmed = found.strip()
        ignore_reason = _malformed(address, trimmed) or self._taken_by_another(address)
        lead, against = self._leads.get(address), self._suppressed.get(address, ())
        if ignore_reason is None and (against or lead is not None):
            ignore_reason = self._suppression(lead, against)
        if ignore_reason is not None:
            compact = (
                IGNORED,
                lead.ref.id if lead is not None else None,
                _code(ignore_reason, lead, against),
                name,
                "",
                trimmed,
            )
            return LeadDecision(
                contact.ref,
                compact,
                address,
                found,
                NOTHING,
                ignore_reason,
                READDED if ignore_reason is IgnoreReason.DELETED else None,
            )
        if lead is not None:
            return self._known(contact, name, address, found, lead)
        fields = self._carried(contact.fields)
        fields[EMAIL], fields[JOIN_LIST] = trimmed, self._list_id
        if DELETED in against:
            compact = AGAIN, None, "lead-readded", name, trimmed, ""
            return LeadDecision(contact.ref, compact, address, found, fields, None, READDED)
        alike = "" if self._plain else self._look_alike(address)
        return LeadDecision(contact.ref, (CREATED, None, "lead-new", name, trimmed, alike), address, found, fields)

    def _look_alike(self, address: str) -> str:
        """How the address differs from one, known or of this fetch, that looks like it. Source: LED-23."""
        alike = [each for each in spellings(address) if each in self._leads or each in self._taken]
        return told_apart(address, alike[0]) if alike else ""

    def _taken_by_another(self, address: str) -> IgnoreReason | None:
        """Whether the address came before in this fetch; from now on it did. Source: LED-18."""
        if address in self._taken or address in self._before:
            return IgnoreReason.FILE_DUPLICATE
        self._taken.add(address)
        return None

    def _suppression(self, lead: Record | None, remembered: tuple[str, ...]) -> IgnoreReason | None:
        """What the organisation has against the address. Source: LED-12, LED-19, LED-20."""
        against = _against(lead, remembered)
        if BOUNCED in against:
            return IgnoreReason.BOUNCED
        if UNSUBSCRIBED in against or SPAM in against:
            return IgnoreReason.UNSUBSCRIBED
        return IgnoreReason.DELETED if lead is None and DELETED in against and not self._readds else None

    def _known(self, contact: Record, name: str, address: str, found: str, lead: Record) -> LeadDecision:
        """A lead the organisation has: its mapped fields are refreshed, and it joins the list. Source: LED-13."""
        held = lead.fields
        carried = self._carried(contact.fields)
        changes = {target: value for target, value in carried.items() if held.get(target) != value}
        detail = f"refreshed {', '.join(changes)}" if changes else "nothing to refresh"
        off = self._list_id in _lists(lead, OFF_LISTS)
        if not off and self._list_id not in _lists(lead, ON_LISTS):
            changes[JOIN_LIST] = self._list_id
        code, email = "lead-off-list" if off else "lead-duplicate", str(held.get(EMAIL))
        return LeadDecision(contact.ref, (DUPLICATE, lead.ref.id, code, name, email, detail), address, found, changes)

    def _carried(self, held: Fields) -> dict[str, Value]:
        """The mapped values that are not blank; an emptied one overwrites nothing. Source: LED-28."""
        return {
            target: value
            for source, target in self._pairs
            if (value := held.get(source)) is not None and (not isinstance(value, str) or value.strip())
        }


def _left_out(contact: Record) -> LeadDecision:
    return LeadDecision(contact.ref, (EXCLUDED, None, "lead-outside", name_of(contact), "", ""))


def _malformed(address: str, trimmed: str) -> IgnoreReason | None:
    """What keeps anybody from being written to at the address. Source: LED-15 to LED-17."""
    if not address:
        return IgnoreReason.EMPTY
    if not is_address(trimmed):
        return IgnoreReason.INVALID
    return IgnoreReason.ROLE if is_role(address) else None


def _against(lead: Record | None, remembered: tuple[str, ...]) -> tuple[str, ...]:
    """What is held against an address: the lead's status, and what is remembered."""
    return remembered if lead is None else (str(lead.fields.get("status")), *remembered)


def _code(ignore_reason: IgnoreReason, lead: Record | None, remembered: tuple[str, ...]) -> str:
    complained = ignore_reason is IgnoreReason.UNSUBSCRIBED and UNSUBSCRIBED not in _against(lead, remembered)
    return "lead-complained" if complained else REASON_OF[ignore_reason]


def _remove(choices: LeadChoices, gone: LeadDeletionInput, deletion: Deletion, removed: set[RecordId]) -> Removal:
    contact, source = deletion.ref, deletion.ref.app
    lead = gone.leads.get(contact.id)
    if lead is None or lead.ref.id in removed:
        return Removal(contact, (EXCLUDED, None, "lead-gone", source, "", ""))
    lead_id, name, status = lead.ref.id, str(lead.fields.get(EMAIL)), str(lead.fields.get("status"))
    if contact.id in gone.shared:
        return Removal(contact, (KEPT, lead_id, "lead-shared", source, name, ""))
    removed.add(lead_id)
    lists = _lists(lead, ON_LISTS)
    elsewhere = [each for each in lists if each != choices.list_id]
    if elsewhere and not gone.everywhere:
        if choices.list_id not in lists:
            return Removal(contact, (KEPT, lead_id, "lead-elsewhere", source, name, ""))
        return Removal(contact, (GONE, lead_id, "lead-left-list", source, name, ""), leaves=True)
    code = "lead-deleted-everywhere" if elsewhere else "lead-deleted" if status == ACTIVE else "lead-remembered"
    return Removal(contact, (GONE, lead_id, code, source, name, status), whole=True)


def _lists(lead: Record, field: str) -> tuple[str, ...]:
    return texts_in(lead.fields.get(field))
