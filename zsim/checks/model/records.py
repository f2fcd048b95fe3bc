"""Every record as its app shows it, by where it lives, by its name, and by what it hangs on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from zsim.checks.model.kinds import name_of
from zsim.checks.model.told import RecordChange, customer_of
from zsim.ports.folding import folded
from zsim.ports.records import Fields, Ref

DEAL = "zcrm_potential_id"
HANGING = ("contact_persons", "invoices", "bills")


@dataclass(slots=True)
class Records:
    """The records of all apps, by where they live.

    ``last`` is what those held that are gone, ``born`` and ``changed`` tell the order in which that was, ``revived``
    when those came back that had left their module, ``sent`` the documents that were ever marked sent.
    """

    live: dict[Ref, Fields] = field(default_factory=dict)
    born: dict[Ref, int] = field(default_factory=dict)
    changed: dict[Ref, tuple[int, int]] = field(default_factory=dict)
    gone: dict[Ref, int] = field(default_factory=dict)
    last: dict[Ref, Fields] = field(default_factory=dict)
    revived: dict[Ref, int] = field(default_factory=dict)
    sent: set[Ref] = field(default_factory=set)
    _named: dict[tuple[str, str, str], dict[Ref, None]] = field(default_factory=lambda: defaultdict(dict))
    _persons: dict[Ref, dict[Ref, None]] = field(default_factory=lambda: defaultdict(dict))
    _made_for: dict[tuple[str, str, str], dict[Ref, None]] = field(default_factory=lambda: defaultdict(dict))
    _count: int = 0

    def take(self, change: RecordChange) -> None:
        """Take in that a record changed."""
        ref, self._count = change.ref, self._count + 1
        former = self.live.pop(ref, None)
        if former is not None:
            self._named[self._key(ref, former)].pop(ref, None)
            self._persons[customer_of(former, ref.app)].pop(ref, None)
            self._made_for[ref.app, ref.module, str(former.get(DEAL))].pop(ref, None)
        if change.after is None:
            self.gone[ref], self.last[ref] = self._count, former or {}
            return
        if ref in self.gone and former is None:
            self.revived[ref] = self._count
        self.live[ref] = change.after
        self.born.setdefault(ref, self._count)
        count = self.changed[ref][1] if former == change.after else self._count  # saved as it was, it is no other
        self.changed[ref] = change.at_ms // 1000, count
        self._named[self._key(ref, change.after)][ref] = None
        if ref.module == "contact_persons":
            self._persons[customer_of(change.after, ref.app)][ref] = None
        if change.after.get(DEAL):
            self._made_for[ref.app, ref.module, str(change.after[DEAL])][ref] = None
        if change.after.get("status") == "sent":
            self.sent.add(ref)

    def named(self, app: str, module: str, name: str) -> list[Ref]:
        """The live records of a module that fold to this name, oldest first."""
        return sorted(self._named.get((app, module, folded(name)), ()), key=self.born.__getitem__)

    def of(self, app: str, modules: Iterable[str]) -> list[Ref]:
        """The live records of some modules of an app, oldest first."""
        wanted = frozenset(modules)
        found = [ref for ref in self.live if ref.app == app and ref.module in wanted]
        return sorted(found, key=self.born.__getitem__)

    def persons_of(self, customer: Ref) -> list[Ref]:
        """The contact persons of a customer, oldest first."""
        return sorted(self._persons.get(customer, ()), key=self.born.__getitem__)

    def made_for(self, app: str, module: str, deal: Ref) -> list[Ref]:
        """The live documents of a module that belong to a deal, oldest first."""
        return sorted(self._made_for.get((app, module, deal.id), ()), key=self.born.__getitem__)

    def used(self, ref: Ref) -> bool:
        """Whether transactions use a record of finance. Source: DEL-03, ITM-09."""
        return any(each.app == ref.app and _uses(fields, ref) for each, fields in self.live.items())

    def hanging_on(self, ref: Ref) -> list[Ref]:
        """The contact persons, invoices and bills of a customer or vendor."""
        return [each for each in self.of(ref.app, HANGING) if hangs_on(self.live[each], ref)]

    def inactive(self, ref: Ref) -> bool:
        """Whether a record is there and not active."""
        return self.live.get(ref, {}).get("status") == "inactive"

    def _key(self, ref: Ref, fields: Fields) -> tuple[str, str, str]:
        return ref.app, ref.module, folded(name_of(ref, fields))


def hangs_on(fields: Fields | None, ref: Ref) -> bool:
    """Whether a contact person or document is of that customer or vendor."""
    held = fields or {}
    return ref.id in (held.get("customer_id"), held.get("vendor_id"), held.get("contact_id"))


def _uses(fields: Fields, ref: Ref) -> bool:
    if ref.module in ("customers", "vendors"):
        return ref.id in (fields.get("customer_id"), fields.get("vendor_id"))
    lines = fields.get("line_items") or ()
    return isinstance(lines, tuple) and any(not isinstance(row, str) and row.get("item_id") == ref.id for row in lines)
