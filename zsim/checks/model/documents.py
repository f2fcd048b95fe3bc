"""What finance's documents must look like after each command: state, sums, balance, number, and what was refused.

Source: TXN-15, TXN-18, TXN-20 to TXN-22, TXN-24 to TXN-27, TXN-29, TXN-32 to TXN-34, TXN-37, PRM-05.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from zsim.catalogue.life_cycles import LifeCycle, MovedBy, life_cycles
from zsim.checks.model.amounts import LASTS, rows, state_owed, sums
from zsim.checks.model.judging import Difference
from zsim.checks.model.told import CRM, RecordChange
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
DOCUMENTS = frozenset(life_cycles())
MAILS = frozenset({"send"})
PAYS = frozenset({"record_payment"})
CLOSING = frozenset({"disable", "delete the integration"})
OTHER = frozenset({"create", "update", "delete", "configure", "associate", "dissociate", "comment", "attach"})
KEEPS = frozenset({"customer_id", "vendor_id", "currency_code", "date", "notes", "terms", "due_date"})


class CommandTold(NamedTuple):
    """What somebody asked of a document, in finance or the CRM, and what came of it.

    ``document`` is finance's, ``None`` for one that was to be made; ``verb`` as in the life cycle, or create, update or
    delete. ``held`` is what it held before, ``changes`` are those of documents in either app, ``payments`` says that it
    has some. ``email`` is whether there is an address to mail to, ``approvals`` whether Books' preference is on,
    ``barred`` whether it may be refused for something else. ``lacking`` is the right over such documents that the user
    does not have, ``beyond`` says that Books' role for users of the CRM does not reach so far.
    """

    verb: str
    module: str
    document: Ref | None
    given: Mapping[str, object] = {}
    held: Fields | None = None
    refused: bool = False
    changes: tuple[RecordChange, ...] = ()
    today: date = date.min
    payments: bool = False
    email: bool = True
    approvals: bool = False
    barred: bool = False
    lacking: str = ""
    beyond: bool = False


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
            left = _sum([fields.get("total")]) - _sum(list(self.paid.get(ref, {}).values()))
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
        return self.prefixes.get((app, module)) or _cycle(module).prefix(self.product(app))


def judge_command(book: Book, told: CommandTold) -> Iterator[Difference]:
    """What is wrong with what came of a command."""
    changed = [each for each in told.changes if each.before != each.after]
    if told.lacking or (told.beyond and not told.refused):
        ref = told.document or (changed[0].ref if changed else None)
        wrong = f"{told.verb} was done by somebody without the right to {told.lacking or told.verb}"
        yield Difference(told.module, ref, wrong, ("PRM-01", "PRM-02", "PRM-05", "USR-09"), ())
    if told.refused:
        if changed:
            wrong = f"{told.verb} was refused, and {changed[0].ref.module} {changed[0].ref.id} changed"
            yield book.difference(changed[0].ref, wrong, "TXN-15", "PRM-05")
        elif not told.barred and told.document is not None and told.verb not in OTHER and not _why_not(told):
            wrong = f"{told.verb} of {(told.held or {}).get('status')} is legal, and was refused"
            yield book.difference(told.document, wrong, "TXN-15", "TXN-34")
        return
    if told.document is None or told.held is None:
        return
    why_not = _why_not(told)
    if why_not:
        yield book.difference(told.document, f"{told.verb} is to be refused: {why_not[0]}", *why_not[1:])
        return
    yield from _moved(book, told)
    if told.verb == "convert":
        yield from _converted(book, told)
    if told.verb in ("update", "edit"):
        yield from _kept(book, told)


def judge_apart(book: Book, told: CommandTold) -> Iterator[Difference]:
    """What must not change when a connection is closed, or by the CRM's own quotes and invoices.

    Source: DIS-04, DIS-17, TXN-02, TXN-13.
    """
    rules = ("DIS-04", "DIS-17") if told.verb in CLOSING else ("TXN-02", "TXN-13")
    for change in told.changes:
        if change.before != change.after and (told.verb not in CLOSING or change.ref.app != CRM):
            yield book.difference(change.ref, f"{told.verb} of {told.module} changed it", *rules)


def _why_not(told: CommandTold) -> tuple[str, ...]:
    """Why a command is to be refused, with the rules; nothing if it is to be done."""
    status, cycle = str((told.held or {}).get("status")), _cycle(told.module)
    if told.verb == "delete":
        return ("it has payments", "TXN-21") if told.payments else ()
    if told.verb == "void" and told.payments:
        return ("it has payments", "TXN-37")
    if told.verb in OTHER:
        return ()
    legal = [each for each in _moves(cycle, told.verb, status) if each[1] in (None, told.approvals)]
    if not legal:
        return (f"a document that is {status} cannot", "TXN-15", "TXN-34")
    if told.verb == "convert" and told.given.get("to") not in (None, *cycle.converts, *_singular(cycle.converts)):
        return (f"it becomes no {told.given['to']}", "TXN-15")
    if told.verb in MAILS and not told.email:
        return ("there is no address", "TXN-32")
    amount, left = told.given.get("amount"), (told.held or {}).get("balance")
    if told.verb in PAYS and isinstance(amount, (int, Decimal)) and _unpayable(Decimal(amount), _sum([left])):
        return (f"{amount} is no part of what is left to pay, {left}", "TXN-21")
    return ()


def _singular(modules: tuple[str, ...]) -> list[str]:
    return [each.removesuffix("s") for each in modules]


def _unpayable(amount: Decimal, left: Decimal) -> bool:
    return not amount.is_finite() or not 0 < amount <= left


def _moved(book: Book, told: CommandTold) -> Iterator[Difference]:
    """A verb leads where the life cycle says; a payment where what is left to pay says."""
    assert told.document is not None, "a document was moved"
    after = next((each.after for each in reversed(told.changes) if each.ref == told.document), told.held)
    status, cycle = str((told.held or {}).get("status")), _cycle(told.module)
    legal = [each for each in _moves(cycle, told.verb, status) if each[1] in (None, told.approvals)]
    if not legal or after is None or told.verb in PAYS:
        return
    wanted = dict.fromkeys([each[0] for each in legal])
    if "accepted" in wanted:
        wanted["invoiced"] = None  # finance converts accepted ones by itself: TXN-22
    wanted[str(state_owed(told.module, after, told.today))] = None  # sent late, it is overdue at once: TXN-20
    if after.get("status") not in wanted:
        wrong = f"{told.verb} makes it {next(iter(wanted))}, and it is {after.get('status')}"
        yield book.difference(told.document, wrong, "TXN-15")


def _converted(book: Book, told: CommandTold) -> Iterator[Difference]:
    """What was made of another takes over its party, lines and potential. Source: TXN-27."""
    assert told.document is not None, "a document was converted"
    made = [each for each in told.changes if each.before is None and each.ref.module in _cycle(told.module).converts]
    if len(made) != 1:
        yield book.difference(told.document, f"it is to become one document, and became {len(made)}", "TXN-27")
        return
    after, before = made[0].after or {}, told.held or {}
    for name in ("customer_id", "vendor_id", "zcrm_potential_id", "currency_code"):
        if name in after and not same(after.get(name), before.get(name)):
            wrong = f"what it became is to have its {name} {before.get(name)}, and has {after.get(name)}"
            yield book.difference(made[0].ref, wrong, "TXN-27")
    if told.module != "expenses" and not same(len(list(rows(after))), len(list(rows(before)))):
        yield book.difference(made[0].ref, "what it became is to have its lines", "TXN-27")


def _kept(book: Book, told: CommandTold) -> Iterator[Difference]:
    """What is settled keeps its content. Source: TXN-29."""
    held = told.held or {}
    if held.get("status") not in _cycle(told.module).frozen:
        return
    for change in told.changes:
        after = change.after or {}
        changed = [name for name in sorted(KEEPS) if not same(held.get(name), after.get(name))]
        changed += ["line_items"] if _lines(held) != _lines(after) else []
        if change.ref == told.document and changed:
            wrong = f"it is {held.get('status')} and keeps its content, and its {changed[0]} changed"
            yield book.difference(change.ref, wrong, "TXN-29")


def _lines(fields: Fields) -> list[tuple[Value, Decimal, Decimal]]:
    return [(row.get("name"), _sum([row.get("quantity")]), _sum([row.get("rate")])) for row in rows(fields)]


def _moves(cycle: LifeCycle, verb: str, status: str) -> list[tuple[str, bool | None]]:
    """Where a verb leads from a state, and whether that takes approvals."""
    by = (MovedBy.PERSON, MovedBy.CONVERSION, MovedBy.PAYMENT)
    found = [each for each in cycle.moves if each.verb == verb and each.before == status and each.by in by]
    return [(each.after, each.approvals) for each in found]


def _cycle(module: str) -> LifeCycle:
    return life_cycles()[module]


def _sum(values: list[Value]) -> Decimal:
    return sum([Decimal(str(each)) for each in values if not blank(each)], Decimal(0))


def _tells(value: Value) -> bool:
    return not blank(value) and not isinstance(value, tuple)
