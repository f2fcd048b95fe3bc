"""What a document's lines take from their items, and what it comes to. Source: TXN-15."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from zsim.fakes.finance.documents.documents import DocumentContext
from zsim.fakes.finance.documents.fields import ITEM_IDS, LINES
from zsim.fakes.finance.documents.lines import TEXTS
from zsim.fakes.finance.module import FinanceModule
from zsim.fakes.store.table import Table
from zsim.kernel.read_only import ReadOnly
from zsim.ports.errors import InvalidData
from zsim.ports.records import Fields, RecordId, Row, Value


def price(module: FinanceModule, context: DocumentContext, fields: dict[str, Value]) -> None:
    """Price the lines in ``fields`` and set the sums; what was paid stays paid."""
    items, currency = context.items, str(fields["currency_code"])
    rows = context.functions.lines(module.name, [_with_item(module, items, each) for each in rows_of(fields)], currency)
    fields[LINES.name] = rows
    if items is not None:
        fields[ITEM_IDS] = item_ids_of(rows)
    paid, totals = paid_of(fields), context.functions.totals(rows, currency)
    fields.update(totals._asdict())
    if "balance" in module.schema:
        fields["balance"] = totals.total - paid


def paid_of(fields: Fields) -> Decimal:
    """What of a document's total was paid."""
    total, balance = fields.get("total"), fields.get("balance")
    return total - balance if isinstance(total, Decimal) and isinstance(balance, Decimal) else Decimal(0)


def rows_of(fields: Fields) -> tuple[Row, ...]:
    """The lines of a document."""
    held = fields.get(LINES.name)
    return tuple([each for each in held if isinstance(each, Mapping)]) if isinstance(held, tuple) else ()


def item_ids_of(rows: tuple[Row, ...]) -> tuple[str, ...]:
    """The items that lines are about, each once."""
    return tuple(dict.fromkeys([str(each["item_id"]) for each in rows if each["item_id"]]))


def rows_about(fields: Fields, old: str, new: str) -> tuple[Row, ...]:
    """The lines of a document, those about the item ``old`` being about ``new``."""
    return tuple([ReadOnly({**each, TEXTS[0]: new}) if each["item_id"] == old else each for each in rows_of(fields)])


def _with_item(module: FinanceModule, items: Callable[[], Table] | None, row: Row) -> Mapping[str, object]:
    """A line with what it leaves out taken from its item, as that stands now."""
    item_id = row.get("item_id")
    if not item_id:
        return row
    if items is None:
        told = f"{module.name}: a line names the item {item_id!r}, and {module.table.app} has no items; give a name"
        raise InvalidData(told, code=module.codes.invalid, field=LINES.name)
    item = items().get(RecordId(str(item_id)))
    if item is None:
        return row
    taken = {name: item.fields.get(name) for name in ("name", "description", "rate")}
    return {**taken, **{name: each for name, each in row.items() if each is not None}}
