"""How it is told of each change of finance's documents that they add up and keep what they are to keep.

Told from what changed alone, so nothing must be known of a document from before, and a loaded world is watched as well.
Source: TXN-21, TXN-25, TXN-27, TXN-29.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_FLOOR, Decimal

from zsim.checks.effects import EffectSeen
from zsim.checks.facts import Violation
from zsim.ports.records import Fields, RecordId, Ref, Value

PAYMENTS = "payments"
PAID_BY: Mapping[str, str] = {"invoices": "invoice_id", "bills": "bill_id"}
"""The modules whose documents are paid, with the field of a payment that names one."""

DOCUMENTS = frozenset({"estimates", "invoices", "sales_orders", "purchase_orders", "bills", "expenses", PAYMENTS})
"""The modules of finance's documents."""

ENDED = frozenset({"declined", "invoiced", "paid", "void", "billed", "cancelled", "closed"})
"""The states in which a document keeps its lines."""

BY_AN_EDIT = "paid"
"""The only one of them that an edit of the lines may lead to: one down to what was paid already."""

TAKEN_ALONG = ("customer_id", "vendor_id", "zcrm_potential_id")
"""What a document has of the one that it was made of."""

MINOR_DIGITS: Mapping[Value, int] = {"JPY": 0, "KWD": 3}
PRICED = ("line_items", "sub_total", "tax_total", "total", "currency_code")
NOTHING, HALF = Decimal(0), Decimal("0.5")


def totals_equal_lines(effect: EffectSeen) -> Iterator[Violation]:
    """A document comes to its lines, in minor units of its currency: rate by quantity less discount, and the tax."""
    before, after = effect.before or {}, effect.after
    if after is None or "line_items" not in after or all(before.get(name) == after.get(name) for name in PRICED):
        return
    digits = MINOR_DIGITS.get(after.get("currency_code"), 2)
    unit, net, tax = 10**digits, 0, 0
    for number, row in enumerate(_rows(after), 1):
        kept = 100 - _amount(row, "discount")
        line = _in_minor(_amount(row, "quantity") * _amount(row, "rate") * kept / 100, digits)
        if _amount(row, "item_total") * unit != line:
            yield _apart(effect, f"line {number} comes to", row["item_total"], line, digits)
        net += line
        tax += _in_minor(_amount(row, "tax_percentage") * line / 100 / unit, digits)
    for name, minor in (("sub_total", net), ("tax_total", tax), ("total", net + tax)):
        if _amount(after, name) * unit != minor:
            yield _apart(effect, f"{name} is", after.get(name), minor, digits)


def lines_stay(effect: EffectSeen) -> Iterator[Violation]:
    """What is void, paid, declined or otherwise at an end keeps its lines; an item merged away is another's then."""
    before, after = effect.before, effect.after
    if before is None or after is None or before.get("line_items") == after.get("line_items"):
        return
    was, now = str(before.get("status")), str(after.get("status"))
    if (was in ENDED or (now in ENDED and now != BY_AN_EDIT)) and _said(before) != _said(after):
        told = f"{was}, and its lines were changed" if was in ENDED else f"{was} and became {now}, and lost its lines"
        yield Violation("lines-stay", f"entry {effect.number}: {effect.ref} was {told}")


def balance_is_what_is_left(effects: Iterable[EffectSeen]) -> Iterator[Violation]:
    """What one command or decision changed leaves each balance at the total less the payments, and never below zero."""
    apart: dict[Ref, Decimal] = defaultdict(Decimal)
    for effect in effects:
        ref, before, after = effect.ref, effect.before or {}, effect.after or {}
        if ref.module in PAID_BY:
            apart[ref] += _paid(after) - _paid(before)
            if _amount(after, "balance") < 0:
                told = f"entry {effect.number} leaves a balance of {after['balance']} to {ref}"
                yield Violation("balance-is-what-is-left", told)
        elif ref.module == PAYMENTS:
            for module, field in PAID_BY.items():
                for fields, sign in ((before, 1), (after, -1)):
                    if fields.get(field):
                        document = Ref(ref.app, module, RecordId(str(fields[field])))
                        apart[document] += sign * _amount(fields, "amount")
    for ref, amount in apart.items():
        if amount:
            told = (
                f"{ref} is taken to be paid {abs(amount)} {'more' if amount > 0 else 'less'} than its payments changed"
            )
            yield Violation("balance-is-what-is-left", told)


def conversions_take_all_along(effects: Iterable[EffectSeen]) -> Iterator[Violation]:
    """A document made of another, each leading to the other, is of its party and its potential."""
    held = list(effects)
    for made in [each for each in held if each.change == "created"] if len(held) > 1 else ():
        fields = made.after or {}
        for origin in [each for each in held if each.ref.id in fields.values() and _leads_to(each, made.ref)]:
            before = origin.before or {}
            apart = [name for name in TAKEN_ALONG if before.get(name) != fields.get(name)]
            if apart:
                told = f"entry {made.number}: {made.ref} was made of {origin.ref}, without its {' and '.join(apart)}"
                yield Violation("conversions-take-all-along", told)


def _leads_to(effect: EffectSeen, ref: Ref) -> bool:
    """Whether a document leads to another since it changed."""
    before, after = effect.before or {}, effect.after or {}
    return any(isinstance(held, tuple) and ref.id in held and held != before.get(name) for name, held in after.items())


def _paid(fields: Fields) -> Decimal:
    return _amount(fields, "total") - _amount(fields, "balance")


def _rows(fields: Fields) -> tuple[Mapping[str, object], ...]:
    held = fields.get("line_items")
    return tuple([each for each in held if isinstance(each, Mapping)]) if isinstance(held, tuple) else ()


def _said(fields: Fields) -> list[dict[str, object]]:
    """What the lines say and cost, whichever item they are about."""
    return [{name: each for name, each in row.items() if name != "item_id"} for row in _rows(fields)]


def _amount(held: Mapping[str, object], name: str) -> Decimal:
    value = held.get(name)
    return value if isinstance(value, Decimal) else NOTHING


def _in_minor(amount: Decimal, digits: int) -> int:
    """An amount that is not negative in whole minor units, halves upwards."""
    return int((amount.scaleb(digits) + HALF).to_integral_value(ROUND_FLOOR))


def _apart(effect: EffectSeen, named: str, held: object, minor: int, digits: int) -> Violation:
    right = Decimal(minor).scaleb(-digits)
    return Violation(
        "totals-equal-lines", f"entry {effect.number}: {effect.ref}'s {named} {held}, its lines to {right}"
    )
