"""What finance refuses of a document's content. Source: TXN-10, TXN-15, TXN-19, TXN-21, TXN-37, DEL-13."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from decimal import Decimal

from zsim.catalogue.life_cycles import LifeCycle, MovedBy
from zsim.fakes.finance.details import Details
from zsim.fakes.finance.documents.documents import DocumentSource
from zsim.fakes.finance.documents.fields import ITEM_IDS, LINES
from zsim.fakes.finance.documents.pricing import paid_of, rows_of
from zsim.fakes.finance.linked import require_usable
from zsim.fakes.finance.module import FinanceModule
from zsim.fakes.store.table import Table
from zsim.kernel.article import with_article
from zsim.ports.errors import InvalidData, LimitExceeded, NotAllowed
from zsim.ports.records import Fields, Record, texts_in

BY_HAND = (MovedBy.PERSON,)


def check_plan(module: FinanceModule, details: Details, made: Iterable[DocumentSource]) -> None:
    """Refuse a document that the organisation's plan has no room for. Source: TXN-10."""
    most = details.documents_max
    if most is None:
        return
    held = sum(len(each.table) for each in made if each.name != "payments")
    if held >= most:
        told = f"{module.name}: the plan of {details.name} holds {most} documents, and there are {held}"
        raise LimitExceeded(f"{told}; take a larger plan or delete some", code=module.codes.invalid)


def check_items(
    module: FinanceModule, items: Callable[[], Table] | None, fields: Fields, before: Record | None
) -> None:
    """Refuse a line that newly names an item which is not there or is inactive. Source: DEL-13."""
    known = texts_in(before.fields.get(ITEM_IDS)) if before is not None else ()
    for item_id in texts_in(fields.get(ITEM_IDS)) if items is not None else ():
        if item_id not in known and items is not None:
            require_usable(module, items(), {"item_id": item_id}, None, "item_id")


def check_frozen(module: FinanceModule, said: str, fields: Fields, before: Record, free: Collection[str]) -> None:
    """Refuse to change what a document, in words ``said``, holds past changing; custom fields and ``free`` may."""
    for name, field in module.schema.items():
        if name not in free and not field.custom and fields.get(name) != before.fields.get(name):
            status = str(before.fields["status"]).replace("_", " ")
            told = f"{module.name}: {said} is {status}, so its {name} stays; make a new one"
            raise NotAllowed(told, code=module.codes.invalid, field=name)


def check_dates(module: FinanceModule, fields: Fields, due_field: str) -> None:
    """Refuse a last day before the first."""
    day, until = fields["date"], fields.get(due_field)
    if isinstance(day, date) and isinstance(until, date) and until < day:
        told = f"{module.name}: {due_field} {until} is before the date {day}; give that day or a later one"
        raise InvalidData(told, code=module.codes.invalid, field=due_field)


def check_tax(module: FinanceModule, fields: Fields, before: Record | None) -> None:
    """Refuse new lines without a tax, where the preference asks for one."""
    rows = rows_of(fields)
    if before is not None and rows == rows_of(before.fields):
        return
    for number, row in enumerate(rows, 1):
        if row["tax_percentage"] is None:
            told = f"{module.name}: line {number} has no tax, and the preference tax_mandatory asks for one"
            raise InvalidData(f"{told}; give tax_percentage, or 0", code=module.codes.missing, field=LINES.name)


def check_balance(module: FinanceModule, fields: Fields) -> None:
    """Refuse a total below what was paid already."""
    balance = fields.get("balance")
    if isinstance(balance, Decimal) and balance < 0:
        told = f"{module.name}: the total {fields['total']} is less than the {paid_of(fields)} paid already"
        raise NotAllowed(f"{told}; delete payments first", code=module.codes.invalid, field=LINES.name)


def check_unpaid(module: FinanceModule, said: str, fields: Fields, done: str) -> None:
    """Refuse to have a document deleted or voided, ``done``, that payments rest on. Source: TXN-21, TXN-37."""
    paid = paid_of(fields)
    if paid:
        told = f"{module.name}: {said} has payments of {paid}, so it cannot be {done}; delete those first"
        raise NotAllowed(told, code=module.codes.invalid)


def check_status(
    module: FinanceModule, cycle: LifeCycle, approvals: bool, fields: Fields, before: Record | None
) -> None:
    """Refuse a status that no move of a person leads to."""
    former = cycle.initial if before is None else str(before.fields["status"])
    after = str(fields["status"])
    if after == former or cycle.leads(former, after, BY_HAND, approvals):
        return
    moves = [each for each in cycle.moves if each.before == former and each.by in BY_HAND and each.after != former]
    allowed = ", ".join(dict.fromkeys([each.after for each in moves])) or "nothing else"
    told = f"{module.name}: {with_article(f'{former} {module.singular}')} cannot become {after}, only {allowed}"
    raise NotAllowed(told, code=module.codes.invalid, field="status")
