"""What must hold of finance's own rules: who merges, which items go, and when an invoice falls due.

It is told from the journal: from what people asked and was not refused, and from how records stood by their changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from zsim.checks import InvariantViolated, Violation
from zsim.fakes.store.effects import Effect
from zsim.kernel.journal import Command, Entry
from zsim.ports.records import Fields, RecordId, Ref
from zsim.testing.vain import refused

if TYPE_CHECKING:
    from zsim.world import World

RULES = "finance-keeps-its-rules"
"""The invariant of what finance lets be done."""

LINES, ITEM = "line_items", "item_id"


def check_rules(world: World) -> None:
    """Find what finance let be done against its rules; ``InvariantViolated`` where something was."""
    entries = list(world.journal)
    vain = refused(entries)
    asked: dict[int, Command] = {}
    live: dict[Ref, Fields] = {}
    found: list[str] = []
    for each in entries:
        match each.subject, each.detail:
            case _, Command("create") as command:
                asked[each.number] = command
            case Ref(app, "customers", _) as master, Command("merge") as command if each.number not in vain:
                found += _in_two_currencies(each, live, master, command)
            case Ref(app, _, _) as ref, Effect() as effect if app != "crm":
                if effect.after is None:
                    found += _in_use(each, live, ref)
                    live.pop(ref, None)
                    continue
                if effect.before is None and ref.module == "invoices" and each.cause in asked:
                    found += _due(each, live, ref, effect.after, asked[each.cause].given)
                live[ref] = effect.after
    if found:
        raise InvariantViolated(tuple([Violation(RULES, each) for each in found]))


def _in_two_currencies(entry: Entry, live: Mapping[Ref, Fields], master: Ref, merge: Command) -> Iterator[str]:
    """That customers of one currency alone merge. Source: DEL-11, DEL-14."""
    losers = merge.given["losers"]
    assert isinstance(losers, tuple), "some are merged into it"
    refs = [master, *[master._replace(id=RecordId(each)) for each in losers]]
    codes = {str(live[ref]["currency_code"]) for ref in refs if live.get(ref, {}).get("currency_code")}
    if len(codes) > 1:
        told = f"entry {entry.number} merged customers of {' and '.join(sorted(codes))} in {master.app}"
        yield f"{told}, which is to be refused (DEL-11, DEL-14)"


def _in_use(entry: Entry, live: Mapping[Ref, Fields], gone: Ref) -> Iterator[str]:
    """That no item goes which a document uses. Source: ITM-09."""
    if gone.module != "items":
        return
    for ref, fields in live.items():
        lines = fields.get(LINES)
        if ref.app == gone.app and isinstance(lines, tuple) and gone.id in [_item(line) for line in lines]:
            yield f"entry {entry.number} deleted the item {gone.id}, which {ref.module} {ref.id} uses (ITM-09)"
            return


def _item(line: object) -> object:
    return line.get(ITEM) if isinstance(line, Mapping) else None


def _due(
    entry: Entry, live: Mapping[Ref, Fields], invoice: Ref, made: Fields, given: Mapping[str, object]
) -> Iterator[str]:
    """That an invoice without a due day falls due by what was agreed with its customer. Source: TXN-33."""
    customer = invoice._replace(module="customers", id=RecordId(str(made.get("customer_id"))))
    days, day = live.get(customer, {}).get("payment_terms"), made.get("date")
    if given.get("due_date") is None and isinstance(days, int) and isinstance(day, date):
        due = day + timedelta(days=days)
        if made.get("due_date") != due:
            told = f"entry {entry.number} made the invoice {invoice.id} due on {made.get('due_date')}"
            yield f"{told}, and its customer has {days} days, until {due} (TXN-33)"
