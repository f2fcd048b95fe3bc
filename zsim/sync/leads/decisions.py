"""What a fetch makes of each contact: the decision, and why somebody is ignored. Source: LED-10, LED-15 to LED-20."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from zsim.ports.records import RecordId, Ref, Value
from zsim.sync.decisions import Outcome, Reason, Told

LEAD = "lead"
"""The kind that decisions about leads are told under."""

NOTHING: Mapping[str, Value] = MappingProxyType({})


class Why(StrEnum):
    """Why a person is ignored, in the order of the checks; one reason each. Source: LED-21.

    ``DELETED`` exists only with the oddity LED-12 switched off. ``REFUSED`` is what MarketingHub itself refused.
    """

    EMPTY = "empty address"
    INVALID = "invalid address"
    ROLE = "role address"
    FILE_DUPLICATE = "file duplicate"
    BOUNCED = "bounced"
    UNSUBSCRIBED = "unsubscribed"
    DELETED = "deleted"
    REFUSED = "refused"


BEFORE_TWINS = (Why.EMPTY, Why.INVALID, Why.ROLE)
"""The checks that come before that of file duplicates."""


class Ignored(NamedTuple):
    """A person who was read and not put on the list: the contact's name, the address as found, and why."""

    name: str
    address: str
    reason: Why


class LeadDecision(NamedTuple):
    """What is to be done about one contact.

    ``address`` is the folded one and ``found`` the address as the contact has it. ``lead`` is the lead it is about,
    ``None`` for one still to be made. ``fields`` are those of the new lead, or what changes in the present one.
    ``joins`` puts it on the list. ``why`` says why the person is ignored, ``name`` who it is. ``oddity`` is the
    behaviour id of the quirk that this is, or would have been.
    """

    outcome: Outcome
    contact: Ref
    reason: Reason
    name: str = ""
    address: str = ""
    found: str = ""
    lead: Ref | None = None
    fields: Mapping[str, Value] = NOTHING
    joins: bool = False
    why: Why | None = None
    oddity: str | None = None

    @property
    def takes(self) -> bool:
        """Whether the same address again in this fetch is a file duplicate. Source: LED-18, LED-21."""
        return bool(self.address) and self.why not in BEFORE_TWINS

    def told(self) -> Told:
        """What the journal keeps of it."""
        return Told(LEAD, self.outcome, (self.contact,), self.lead, self.reason, (), ())


class Removal(NamedTuple):
    """What is to be done about a contact that was deleted in the source.

    ``memberships`` are deleted first, then the lead itself if ``whole``.
    """

    outcome: Outcome
    contact: Ref
    reason: Reason
    lead: Ref | None = None
    memberships: tuple[RecordId, ...] = ()
    whole: bool = False

    def told(self) -> Told:
        """What the journal keeps of it."""
        return Told(LEAD, self.outcome, (self.contact,), self.lead, self.reason, (), ())
