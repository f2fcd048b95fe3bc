"""What must hold after a run, told from the present state and not from what the run says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from zsim import World
from zsim.explore.script import Player
from zsim.fakes.store.effects import Effect
from zsim.kernel.journal import Command, Entry
from zsim.ports.errors import DuplicateValue
from zsim.ports.records import Record, RecordId, Ref, Value
from zsim.sync import (
    KINDS,
    DecisionEntry,
    Duplicates,
    Extent,
    Failure,
    Grade,
    Integration,
    Kind,
    Link,
    LinkState,
    ModuleChoice,
    Outcome,
    Preferences,
    Run,
    RunStarted,
    System,
    Trigger,
)

INTEGRATION = "sync"
EXPLAINED = (LinkState.FINANCE_DELETED, LinkState.ABSORBED)


class Afterwards:
    """Looks at a world after every step and keeps what it found wrong.

    ``duplicates`` are customers made although a linked record had their name, ``disagreements`` fields in which linked
    records differ, ``left_over`` records that should have a counterpart and have none, ``failures`` what was refused
    for another reason than a taken name. Only runs during which nobody did anything are judged; single fetches, which
    read no deletions, by their duplicates alone.
    """

    def __init__(self, player: Player) -> None:
        self.duplicates: tuple[str, ...] = ()
        self.disagreements: tuple[str, ...] = ()
        self.left_over: tuple[str, ...] = ()
        self.failures: tuple[str, ...] = ()
        self._player = player
        self._seen = len(player.world.journal)
        self._fused = False

    @property
    def _world(self) -> World:
        return self._player.world

    @property
    def _sync(self) -> Integration:
        return self._world.integration(self._player.start.products[0])

    @property
    def wrong(self) -> tuple[str, ...]:
        """All that was found at the last look."""
        return self.duplicates + self.disagreements + self.left_over + self.failures

    def look(self) -> None:
        """Judge what was done since the last look."""
        entries = self._world.journal.since(self._seen)
        self._seen = len(self._world.journal)
        self._fused |= any(
            isinstance(each.detail, DecisionEntry) and each.detail.reason.code == "fuse" for each in entries
        )
        self.duplicates = self.disagreements = self.left_over = self.failures = ()
        run = self._undisturbed(entries)
        preferences = self._sync.customers.preferences
        if run is None or run.grade is Grade.FAILED or preferences is None:
            return
        if preferences.duplicates is Duplicates.OVERWRITE:
            both_ends = _is_viewed(preferences) or run.trigger is Trigger.SINGLE
            self.duplicates = tuple(self._find_duplicates(_made_by_the_sync(entries), both_ends))
        if run.trigger is Trigger.SINGLE:
            return
        refused = [each.detail for each in entries if isinstance(each.detail, Failure)]
        self.failures = tuple([each.sentence for each in refused if each.reason != DuplicateValue.reason])
        if run.grade is Grade.DONE:
            self.left_over = tuple(self._find_left_over(preferences, entries))
            if not self._excused(preferences):
                self.disagreements = tuple(self._find_disagreements(preferences))

    def _undisturbed(self, entries: Sequence[Entry]) -> Run | None:
        """The last run, if it began and ended since the last look and nobody has done anything since it began."""
        history = self._sync.customers.history
        begun = 0
        for entry in entries:
            if isinstance(entry.detail, RunStarted):
                begun = entry.detail.number
            elif isinstance(entry.detail, Command):
                begun = 0
        return history[-1] if history and history[-1].number == begun else None

    def _find_left_over(self, preferences: Preferences, entries: Sequence[Entry]) -> Iterator[str]:
        """CRM records with no counterpart, where neither a view, a skip, nor a deletion in finance explains it."""
        if _is_viewed(preferences):
            return
        ended = {each.crm_id for each in self._sync.tombstones if each.state in EXPLAINED}
        decided = [each.detail for each in entries if isinstance(each.detail, DecisionEntry)]
        skipped = {ref for told in decided if told.outcome is Outcome.SKIPPED for ref in told.covers}
        for kind in self._sync.customers.pairs():
            for record in self._world.crm.modules[kind.crm.module].table:
                linked = self._sync.link_of(System.CRM, record.id) is not None
                explained = linked or record.id in ended or record.ref in skipped
                if not explained and self._belongs(preferences, kind, record):
                    yield f"{kind.name} {record.id} has no counterpart"

    def _belongs(self, preferences: Preferences, kind: Kind, record: Record) -> bool:
        """Whether a CRM record is synced as this kind."""
        if kind.name == "account" or preferences.module is ModuleChoice.CONTACTS:
            return True
        account = RecordId(str(record.fields.get("Account_Name") or ""))
        if kind.name == "contact":
            return not account and preferences.include_contacts_without_account
        parent = self._sync.link_of(System.CRM, account)
        return parent is not None and parent.kind == "account"

    def _find_duplicates(self, made: Iterable[Ref], both_ends: bool) -> Iterator[str]:
        """Customers the sync made that carry the name of a linked CRM record other than their own.

        A renamed record outside the view does not pass its name on (DEL-12), nor does one that a single fetch was not
        asked for (SYN-09): then ``both_ends`` must carry the name.
        """
        for ref in made:
            customer = self._active_customer(ref.id)
            for link in self._sync.links if customer is not None else ():
                crm, finance = self._record(System.CRM, link), self._active_customer(link.finance_id)
                if crm is None or finance is None or customer is None or finance.ref == ref:
                    continue
                names = [crm.fields[KINDS[link.kind].crm.name_field]]
                names += [finance.fields["contact_name"]] if both_ends else []
                taken = all(self._compared(each) == self._compared(customer.fields["contact_name"]) for each in names)
                if taken and self._sync.in_play.follows(link, "customers"):
                    yield f"customer {ref.id} was made although {link} has its name"

    def _find_disagreements(self, preferences: Preferences) -> Iterator[str]:
        """Mapped fields in which the two records of a link hold different values."""
        for kind, pairs in self._sync.customers.pairs().items():
            links = [each for each in self._sync.links if each.kind == kind.name]
            for link in links if all(each.base.pairs == tuple(pairs.items()) for each in links) else ():
                crm, finance = self._record(System.CRM, link), self._record(System.FINANCE, link)
                assert crm is not None, "a run that read everything leaves no dead link"
                assert finance is not None, "a run that read everything leaves no dead link"
                if self._is_followed(preferences, link, crm, finance):
                    for ours, theirs in pairs.items():
                        left, right = crm.fields.get(ours), finance.fields.get(theirs)
                        if not (_equal(left, right) or self._may_differ(kind, ours)):
                            yield f"{ours} is {left!r}, {theirs} is {right!r} in {link}"

    def _excused(self, preferences: Preferences) -> bool:
        """Whether pairs may hold different values for good: outside a view, by policy, or fused with a third record."""
        drifts = preferences.extent is Extent.FETCH and self._world.policies.fetch_drift == "keep"
        return drifts or self._fused or _is_viewed(preferences)

    def _is_followed(self, preferences: Preferences, link: Link, crm: Record, finance: Record) -> bool:
        """Whether the sync still carries the pair; it stops where a contact lost its account. Source: CUS-25."""
        if preferences.module is not ModuleChoice.ACCOUNTS_AND_CONTACTS or link.kind == "account":
            return True
        account = self._sync.link_of(System.CRM, RecordId(str(crm.fields.get("Account_Name"))))
        if link.kind == "contact":
            return account is None and preferences.include_contacts_without_account
        return account is not None and account.finance_id == finance.fields["contact_id"]

    def _may_differ(self, kind: Kind, field: str) -> bool:
        """Pick lists refuse what they lack (MAP-08), and a clone may have a number behind its name (CUS-18)."""
        numbered = self._world.policies.clone_name == "suffix" and field == kind.crm.name_field
        return numbered or field == "Terms"

    def _record(self, side: System, link: Link) -> Record | None:
        modules = self._world.crm.modules if side is System.CRM else self._world[self._sync.organisation_key].modules
        return modules[KINDS[link.kind].side(side).module].table.get(link.id(side))

    def _active_customer(self, record_id: RecordId) -> Record | None:
        record = self._world[self._sync.organisation_key].modules["customers"].table.get(record_id)
        return None if record is None or record.fields["status"] == "inactive" else record

    def _compared(self, name: object) -> object:
        exact = self._world.policies.names == "exact"
        return name if exact or not isinstance(name, str) else name.strip().casefold()


def _is_viewed(preferences: Preferences) -> bool:
    return bool(preferences.views)


def _equal(left: Value, right: Value) -> bool:
    """Whether two values count as one: a blank says nothing (CUS-22), and a full name is trimmed by the CRM."""
    if isinstance(left, str) and isinstance(right, str):
        return not left or not right or left.strip() == right.strip()
    return left is None or right is None or left == right


def _made_by_the_sync(entries: Iterable[Entry]) -> Iterator[Ref]:
    """The customers that the entries tell the sync to have created."""
    for entry in entries:
        match entry.subject, entry.detail:
            case Ref(module="customers") as ref, Effect(change="created") if entry.actor == INTEGRATION:
                yield ref
