"""Finance's documents as they stand, and what is wrong with one by itself: sums, balance, number, state.

Source: TXN-05, TXN-15, TXN-18, TXN-20, TXN-21, TXN-25, TXN-26.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from zsim.catalogue.life_cycles import life_cycles
from zsim.checks.model.amounts import LASTS, state_owed, sums, total_of
from zsim.checks.model.difference import Difference
from zsim.checks.model.told import RecordChange
from zsim.checks.model.values import blank, same
from zsim.ports.records import Fields, RecordId, Ref, Value

NUMBERS = {
    "estimates": "estimate_number",
    "invoices": "invoice_number",
    "sales_orders": "salesorder_number",
    "purchase_orders": "purchaseorder_number",
    "payments": "payment_number",
}
PAID = ("invoice_id", "bill_id")


@dataclass(slots=True)
class Book:
    """Finance's documents as they stand, with what is paid on each, and the numbers that were given."""

    product: Callable[[str], str]
    places: Callable[[str], int] = lambda code: 2
    live: dict[Ref, Fields] = field(default_factory=dict)
    paid: dict[Ref, dict[Ref, Value]] = field(default_factory=dict)
    upcoming: dict[tuple[str, str, str], int] = field(default_factory=dict)
    prefixes: dict[tuple[str, str], str] = field(default_factory=dict)

    def take(self, change: RecordChange) -> Iterator[Difference]:
        """Take in that a document or a payment changed; gives what is wrong with it by itself."""
        ref, after = change.ref, change.after
        if ref.module == "payments":
            self._pay(change)
        if change.before is None and after is not None and ref not in self.live:
            yield from self._numbered(ref, after)
        if after is None:
            self.live.pop(ref, None)
            return
        self.live[ref] = after
        if ref.module != "payments":
            yield from self._summed(ref, after)

    def has_payments(self, ref: Ref) -> bool:
        """Whether something was paid on it."""
        return bool(self.paid.get(ref))

    def choose(self, app: str, module: str, prefix: object, upcoming: object) -> Callable[[], None]:
        """Take in what numbers begin with from now on, and the next one; gives what undoes that. Source: TXN-26."""
        prefixes, numbers = dict(self.prefixes), dict(self.upcoming)
        if isinstance(prefix, str):
            self.prefixes[app, module] = prefix
        if isinstance(upcoming, int):
            self.upcoming[app, module, self._prefix(app, module)] = upcoming

        def undo() -> None:
            self.prefixes, self.upcoming = prefixes, numbers

        return undo

    def standing(self, today: date) -> Iterator[Difference]:
        """The documents that are not in the state which follows from what is left to pay, and the date."""
        for ref, fields in self.live.items():
            wanted = state_owed(ref.module, fields, today) if fields.get("status") != "draft" else None
            if wanted is not None and wanted != fields.get("status"):
                last = fields.get(LASTS[ref.module])
                wrong = f"{fields.get('balance')} of {fields.get('total')} is left by {last}, so it is to be {wanted}"
                yield self.difference(ref, f"{wrong}, and is {fields.get('status')}", "TXN-15", "TXN-20", "TXN-21")

    def difference(self, ref: Ref, wrong: str, *rules: str) -> Difference:
        """What is wrong with a document, with what it holds."""
        fields = self.live.get(ref)
        held = ", ".join([f"{name} {value}" for name, value in (fields or {}).items() if _tells(value)])
        return Difference(f"{ref.app}'s {ref.module} {ref.id}", ref, wrong, rules, (f"it holds {held or 'nothing'}",))

    def _pay(self, change: RecordChange) -> None:
        fields = change.after or change.before or {}
        for name in PAID:
            if fields.get(name):
                module = "invoices" if name == "invoice_id" else "bills"
                paid = self.paid.setdefault(Ref(change.ref.app, module, RecordId(str(fields[name]))), {})
                paid.pop(change.ref, None)
                if change.after is not None:
                    paid[change.ref] = change.after.get("amount")

    def _summed(self, ref: Ref, fields: Fields) -> Iterator[Difference]:
        """Sums and balance are what the lines and payments make them. Source: TXN-21, TXN-25."""
        if "total" not in fields or "line_items" not in fields:
            return
        for name, value in sums(fields, self.places(str(fields.get("currency_code") or ""))).items():
            if not same(fields.get(name), value):
                wrong = f"its lines come to {name} {value}, and it holds {fields.get(name)}"
                yield self.difference(ref, wrong, "TXN-25")

    def balances(self, refs: list[Ref]) -> Iterator[Difference]:
        """The documents whose balance is not what is left to pay. Source: TXN-21."""
        for ref in dict.fromkeys(refs):
            fields = self.live.get(ref)
            if fields is None or blank(fields.get("balance")):
                continue
            left = total_of([fields.get("total")]) - total_of(list(self.paid.get(ref, {}).values()))
            if not same(fields.get("balance"), left):
                yield self.difference(ref, f"{left} is left to pay, and its balance is {fields['balance']}", "TXN-21")

    def _numbered(self, ref: Ref, fields: Fields) -> Iterator[Difference]:
        """Each gets the number after the last one. Source: TXN-18, TXN-26."""
        given = str(fields.get(NUMBERS.get(ref.module, "")) or "")
        if ref.module not in NUMBERS or not given:
            return
        prefix = self._prefix(ref.app, ref.module)
        series = ref.app, ref.module, prefix
        wanted = f"{prefix}{self.upcoming.get(series, 1):06d}"
        if given != wanted:
            self.live[ref] = fields
            yield self.difference(ref, f"its number is to be {wanted}, and is {given}", "TXN-18", "TXN-26")
        digits = re.search(r"\d+$", given)
        self.upcoming[series] = int(digits.group()) + 1 if digits else self.upcoming.get(series, 1)

    def _prefix(self, app: str, module: str) -> str:
        return self.prefixes.get((app, module)) or life_cycles()[module].prefix(self.product(app))


def _tells(value: Value) -> bool:
    return not blank(value) and not isinstance(value, tuple)
