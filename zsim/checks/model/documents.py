"""What finance's documents must look like after each command: state, sums, balance, number, and what was refused.

Source: TXN-15, TXN-18, TXN-20 to TXN-22, TXN-24 to TXN-27, TXN-29, TXN-32 to TXN-34, TXN-37, PRM-05.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from zsim.catalogue.life_cycles import LifeCycle, MovedBy, life_cycles
from zsim.checks.model.amounts import rows, state_owed, total_of
from zsim.checks.model.book import Book
from zsim.checks.model.difference import Difference
from zsim.checks.model.told import CRM, RecordChange
from zsim.checks.model.values import same
from zsim.ports.records import Fields, Ref, Value

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
    does not have, ``beyond`` says that Books does not know them, or that its role for users of the CRM is not for that.
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


def judge_command(book: Book, told: CommandTold) -> Iterator[Difference]:
    """What is wrong with what came of a command."""
    changed = [each for each in told.changes if each.before != each.after]
    if told.lacking or (told.beyond and not told.refused):
        ref = told.document or (changed[0].ref if changed else None)
        wrong = f"{told.verb} was done by somebody without the right to {told.lacking or told.verb}"
        yield Difference(told.module, ref, wrong, ("PRM-01", "PRM-02", "PRM-05", "USR-08", "USR-09"), ())
    if told.refused:
        if changed:
            wrong = f"{told.verb} was refused, and {changed[0].ref.module} {changed[0].ref.id} changed"
            yield book.difference(changed[0].ref, wrong, "TXN-15", "PRM-05")
        elif not told.barred and told.document is not None and told.verb not in OTHER and not _why_not(book, told):
            wrong = f"{told.verb} of {(told.held or {}).get('status')} is legal, and was refused"
            yield book.difference(told.document, wrong, "TXN-15", "TXN-34")
        return
    if told.document is None or told.held is None:
        return
    why_not = _why_not(book, told)
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


def _why_not(book: Book, told: CommandTold) -> tuple[str, ...]:
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
    places = book.places(str((told.held or {}).get("currency_code") or ""))
    if told.verb in PAYS and isinstance(amount, (int, Decimal)) and _unpayable(Decimal(amount), left, places):
        return (f"{amount} is no part of what is left to pay, {left}", "TXN-21")
    return ()


def _singular(modules: tuple[str, ...]) -> list[str]:
    return [each.removesuffix("s") for each in modules]


def _unpayable(amount: Decimal, left: Value, places: int) -> bool:
    return not amount.is_finite() or not 0 < amount <= total_of([left]) or round(amount, places) != amount


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
    return [(row.get("name"), total_of([row.get("quantity")]), total_of([row.get("rate")])) for row in rows(fields)]


def _moves(cycle: LifeCycle, verb: str, status: str) -> list[tuple[str, bool | None]]:
    """Where a verb leads from a state, and whether that takes approvals."""
    by = (MovedBy.PERSON, MovedBy.CONVERSION, MovedBy.PAYMENT)
    found = [each for each in cycle.moves if each.verb == verb and each.before == status and each.by in by]
    return [(each.after, each.approvals) for each in found]


def _cycle(module: str) -> LifeCycle:
    return life_cycles()[module]
