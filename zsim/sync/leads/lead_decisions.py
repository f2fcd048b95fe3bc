"""What a fetch makes of each contact: the decision, and why somebody is ignored. Source: LED-10, LED-15 to LED-20."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from zsim.ports.records import RecordId, Ref, Value
from zsim.sync.leads.places import LEADS, ORGANISATION
from zsim.sync.runs.entries import DecisionEntry
from zsim.sync.runs.outcomes import Outcome

LEAD = "lead"
"""The kind that decisions about leads are told under."""

NOTHING: Mapping[str, Value] = MappingProxyType({})


class IgnoreReason(StrEnum):
    """Why a person is ignored, in the order of the checks; one reason each. Source: LED-21.

    ``DELETED`` exists only with the quirk LED-12 switched off. ``REFUSED`` is what MarketingHub itself refused.
    """

    EMPTY = "empty address"
    INVALID = "invalid address"
    ROLE = "role address"
    FILE_DUPLICATE = "file duplicate"
    BOUNCED = "bounced"
    UNSUBSCRIBED = "unsubscribed"
    DELETED = "deleted"
    REFUSED = "refused"


NOT_TAKING = (IgnoreReason.EMPTY, IgnoreReason.INVALID, IgnoreReason.ROLE, IgnoreReason.FILE_DUPLICATE)
"""The checks up to that of file duplicates. A twin takes no address: its elder may yet be decided about anew."""


class Ignored(NamedTuple):
    """A person who was read and not put on the list: the contact's name, the address as found, and why."""

    name: str
    address: str
    reason: IgnoreReason


CompactEntry = tuple[str, RecordId | None, str, str, str, str]
"""What the journal keeps of a decision about a contact: its outcome, the id of the lead, and the four parts of its
reason. It is text alone, for a fetch leaves one for everybody, and Python's collector lets those be."""


class LeadDecision(NamedTuple):
    """What is to be done about one contact.

    ``address`` is the folded one and ``found`` the address as the contact has it. ``fields`` are what is to be written:
    those of the new lead, or what changes in the present one, with the list to join. ``ignore_reason`` says why the
    person is ignored. ``quirk`` is the behaviour id of the quirk that this is, or would have been.
    """

    contact: Ref
    compact: CompactEntry
    address: str = ""
    found: str = ""
    fields: Mapping[str, Value] = NOTHING
    ignore_reason: IgnoreReason | None = None
    quirk: str | None = None

    @property
    def outcome(self) -> Outcome:
        """What becomes of the contact."""
        return Outcome(self.compact[0])

    @property
    def lead_id(self) -> RecordId | None:
        """The lead it is about, ``None`` for one still to be made."""
        return self.compact[1]

    @property
    def name(self) -> str:
        """What the contact is called."""
        return self.compact[3]

    @property
    def takes(self) -> bool:
        """Whether by it the same address again in this fetch is a file duplicate. Source: LED-18, LED-21."""
        return bool(self.address) and self.ignore_reason not in NOT_TAKING

    def entry(self) -> DecisionEntry:
        """What the journal tells of it."""
        return lead_entry(self.contact, self.compact)


class Removal(NamedTuple):
    """What is to be done about a contact that was deleted in the source.

    The lead itself is deleted if ``whole``, else it ``leaves`` the list.
    """

    contact: Ref
    compact: CompactEntry
    leaves: bool = False
    whole: bool = False
    quirk: str | None = None

    @property
    def lead_id(self) -> RecordId | None:
        """The lead that is to go, if there is one."""
        return self.compact[1]

    @property
    def lead_name(self) -> str:
        """What the lead is called."""
        return self.compact[4]

    @property
    def outcome(self) -> Outcome:
        """What becomes of the lead."""
        return Outcome(self.compact[0])


def lead_entry(contact: Ref, compact: CompactEntry) -> DecisionEntry:
    """The decision about a contact of which this was kept."""
    outcome, lead_id, code, source, aim, detail = compact
    lead = None if lead_id is None else Ref(ORGANISATION, LEADS, lead_id)
    return DecisionEntry(LEAD, Outcome(outcome), contact, (), lead, code, source, aim, detail)
