"""What planning knows: the standing choices of a sync, and the facts gathered about the records at hand."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from zsim.catalogue import Policies, Quirks
from zsim.ports.folding import folded
from zsim.ports.records import Record, RecordId, Ref, seen_of
from zsim.ports.schema import OWN_ID_FIELD
from zsim.sync.model.kinds import CRM, FINANCE, Kind, System
from zsim.sync.model.links import Links
from zsim.sync.model.mapping import FieldMap
from zsim.sync.model.preferences import Extent, Preferences
from zsim.sync.planning.reconciling import Rules


class PlanContext(NamedTuple):
    """The standing choices for one kind in one run.

    ``may_merge`` says that the product merges duplicates inside an app under overwrite (CUS-14, ITM-06), ``merges``
    that this quirk is on, too. ``yields_at`` is the CRM lookup that, where filled, makes a record one of another kind
    in play, and ``needs_it`` says that a record without it is not read at all (CUS-04, CUS-05). ``organisation`` and
    ``product`` are finance's keys, and ``mark`` begins what this connection notes on the records it makes in the CRM.
    ``by_secondary_key`` says that the kind's second duplicate key is compared (ITM-04), ``matches`` that unlinked
    records are matched at all (IMP-09), ``unique`` the fields of finance in which no two records may be equal, with how
    long they may be (CUS-18), ``first`` whose records are carried first. ``mapped_ms`` is that of the job.
    ``puts_back`` says that edits of finance's are replaced whatever the policy (IMP-06).
    """

    kind: Kind
    fields: FieldMap
    preferences: Preferences
    policies: Policies
    links: Links
    may_merge: bool
    merges: bool
    yields_at: str | None
    needs_it: bool
    organisation: str = ""
    product: str = ""
    mark: str = ""
    by_secondary_key: bool = False
    matches: bool = True
    unique: Mapping[str, int | None] = MappingProxyType({})
    first: System = CRM
    mapped_ms: Mapping[str, int] = MappingProxyType({})
    puts_back: bool = False

    @property
    def both_ways(self) -> bool:
        """Whether finance's records reach the CRM."""
        return self.preferences.extent is Extent.BOTH_WAYS

    def own_id(self, finance_id: RecordId) -> str:
        """What a record that this connection makes in the CRM holds of the finance record it is made for."""
        return f"{self.mark}{finance_id}"

    def finance_id_of(self, crm: Record) -> RecordId | None:
        """The finance record that this connection made a record of the CRM for; ``None`` if it did not."""
        held = crm.fields.get(OWN_ID_FIELD)
        if not isinstance(held, str) or not self.mark or not held.startswith(self.mark):
            return None
        return RecordId(held.removeprefix(self.mark))

    def rules(self, crm: Record, finance: Record, inside_view: bool) -> Rules:
        """How edits of a pair are settled. Source: CUS-07, CUS-21, CUS-22, DEL-12, IMP-06."""
        winner = self.first
        if self.policies.conflicts == "last_modified" and crm.modified_ms != finance.modified_ms:
            winner = CRM if crm.modified_ms > finance.modified_ms else FINANCE
        return Rules(
            winner=winner,
            to_crm=self.both_ways,
            to_finance=inside_view,
            erase=self.policies.blanks == "erase",
            restore=self.puts_back or self.policies.fetch_drift == "restore",
        )


class PlanInput(NamedTuple):
    """What was looked up about some records of one side, before anything is decided.

    ``counterparts`` are records of the other side by id (of linked pairs, and of ended ones that may be revived);
    ``candidates`` those that may carry the same name, by the name as searched; ``secondary_keys`` those of one code, by
    the code trimmed, where codes are compared (ITM-04, ITM-10); ``numbers`` the first number to put behind such a name
    that makes it free there, where clones get one (CUS-18), ``code_numbers`` the same of codes, as searched; ``joined``
    the records of this side that linked candidates are linked with, where their mapping changed since they agreed;
    ``own`` finance records that already carry the CRM record's id, by that id; ``children`` records of the other side
    by their parent's id there; ``out_of_view`` CRM records known not to be in the view; ``busy`` customers with
    transactions; ``read`` references of the other side that this run read and has not answered yet.
    """

    source: System
    records: tuple[Record, ...]
    counterparts: Mapping[RecordId, Record]
    candidates: Mapping[str, tuple[Record, ...]]
    secondary_keys: Mapping[str, tuple[Record, ...]]
    numbers: Mapping[str, tuple[int, ...]]
    joined: Mapping[RecordId, Record]
    own: Mapping[RecordId, Record]
    children: Mapping[RecordId, tuple[Record, ...]]
    out_of_view: frozenset[RecordId]
    busy: frozenset[RecordId]
    read: Mapping[Ref, None]
    destinations: Mapping[RecordId, tuple[Record, ...]] = MappingProxyType({})
    code_numbers: Mapping[str, tuple[int, ...]] = MappingProxyType({})

    def seen(self) -> dict[RecordId, int]:
        """When each record that may be written to was last modified, as it was looked up."""
        several = (self.candidates, self.secondary_keys, self.children, self.destinations)
        groups = [self.records, *[group.values() for group in (self.counterparts, self.joined, self.own)]]
        groups += [each for group in several for each in group.values()]
        return seen_of([record for group in groups for record in group])


def carried_first(kind: Kind, preferences: Preferences, quirks: Quirks) -> System:
    """The side whose records go ahead: the kind's own where both are carried. Source: CUS-08, ITM-02, VEN-02."""
    if preferences.extent is Extent.FETCH or (kind.first_by is not None and not quirks.on(kind.first_by)):
        return CRM
    return kind.first


def secondary_key_of(context: PlanContext, system: System, record: Record) -> str:
    """A record's code as codes are compared, outer blanks trimmed and case kept; empty for none. Source: ITM-10."""
    if not context.by_secondary_key or context.kind.secondary_key is None:
        return ""
    return str(record.fields.get(context.kind.secondary_key[0 if system is CRM else 1]) or "").strip()


def matched_key(context: PlanContext, system: System, record: Record, by_code: bool) -> str:
    """What a record is matched by: its code, or its name as names are compared."""
    if by_code:
        return secondary_key_of(context, system, record)
    name = record.fields.get(context.kind.side(system).name_field)
    return str(name or "") if context.policies.names == "exact" else name_key(name)


def unique_key(context: PlanContext, field: str, value: object) -> str:
    """What is compared where a field of either app is to be unique: names as names are, codes with their case kept.

    Source: CUS-10, ITM-10, ITM-14.
    """
    codes = context.kind.secondary_key or ()
    return str(value or "").strip() if field in codes else name_key(value)


def numbered(context: PlanContext, field: str, text: str, number: int) -> str:
    """The text with a number behind it, cut to what the field of finance holds. Source: CUS-18."""
    behind = f" {number}"
    most = context.unique.get(field)
    return text[: None if most is None else most - len(behind)].rstrip() + behind


def name_key(name: object) -> str:
    """A name as names are compared, blank for none. Source: CUS-10."""
    return folded(str(name or ""))
