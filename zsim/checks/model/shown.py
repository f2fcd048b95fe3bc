"""What the CRM's Zoho Finance section must show of finance's documents.

Source: TXN-01, TXN-07, TXN-16, TXN-19, TXN-30, TXN-31, TXN-38, DIS-02, DIS-17.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from zsim.checks.model.book import NUMBERS, Book
from zsim.checks.model.difference import Difference
from zsim.checks.model.records import DEAL
from zsim.checks.model.state import Memory
from zsim.checks.model.told import CRM
from zsim.checks.model.values import blank, same
from zsim.ports.documents import PROJECTED
from zsim.ports.records import Fields, RecordId, Ref, Value
from zsim.ports.schema import OWN_ID_FIELD

FIELDS = ("status", "total", "balance", "date", "currency_code")
PARTIES = {"Accounts": "Account_Name", "Contacts": "Contact_Name", "Vendors": "Vendor_Name"}
WHOSE = {"customer_id": "customers", "vendor_id": "vendors"}


class Shown(NamedTuple):
    """What a list was made right for: documents of some modules of an organisation, all or those of one party.

    ``lives`` says whether a record of the CRM is there; what becomes of the documents of one that is not is left open.
    """

    name: str
    organisation: str
    modules: tuple[str, ...]
    lives: Callable[[Ref], bool] = bool
    party: Ref | None = None
    left_out: frozenset[Ref] = frozenset()


def judge_shown(book: Book, section: dict[Ref, Fields], memory: Memory, shown: Shown) -> Iterator[Difference]:
    """What the section shows otherwise than finance has it, once a list was made right."""
    kept = rows_of(section, shown.organisation, shown.modules)
    for ref, fields in book.live.items():
        if ref.app != shown.organisation or ref.module not in shown.modules or ref in shown.left_out:
            continue
        party = party_of(memory, ref, fields)
        if party is None or not shown.lives(party) or shown.party not in (None, party):
            continue
        row = kept.get(ref)
        if row is None:
            yield _difference(book, shown, ref, None, "the CRM does not show it", "TXN-01", "TXN-16", "TXN-31")
            continue
        yield from _unlike(book, shown, ref, party, row)
    for ref, row in kept.items():
        gone = ref not in book.live and ref not in shown.left_out
        if gone and (shown.party is None or shown.party.id in [row.get(each) for each in PARTIES.values()]):
            yield _difference(book, shown, ref, row, "the CRM shows it still, and it is gone", "TXN-07", "TXN-19")


def judge_answer(
    book: Book, section: dict[Ref, Fields], memory: Memory, shown: Shown, changed: Iterable[Ref]
) -> Iterator[Difference]:
    """What the section does not show of documents that a command given there made or changed. Source: TXN-30."""
    kept = rows_of(section, shown.organisation, shown.modules)
    for ref in changed:
        party = party_of(memory, ref, book.live[ref]) if ref in book.live else None
        if party is None or not shown.lives(party):
            continue
        if ref in kept:
            found = _unlike(book, shown, ref, party, kept[ref])
        else:
            found = iter([_difference(book, shown, ref, None, "the CRM does not show it", "TXN-30")])
        yield from [each._replace(rules=("TXN-30",)) for each in found]


def rows_of(section: dict[Ref, Fields], organisation: str, modules: Iterable[str]) -> dict[Ref, Fields]:
    """What the section shows of these modules of an organisation, by finance's document."""
    found: dict[Ref, Fields] = {}
    back = {PROJECTED[each]: each for each in modules if each in PROJECTED}
    for ref, row in section.items():
        app, _, number = str(row.get(OWN_ID_FIELD) or "").rpartition(":")
        if ref.module in back and app == organisation:
            found[Ref(organisation, back[ref.module], RecordId(number))] = row
    return found


def party_of(memory: Memory, ref: Ref, fields: Fields) -> Ref | None:
    """The record of the CRM whom a document is for, if that one is synced."""
    for name, module in WHOSE.items():
        if fields.get(name):
            pair = memory.pairs.get(Ref(ref.app, module, RecordId(str(fields[name]))))
            return None if pair is None else pair.crm
    return None


def _unlike(book: Book, shown: Shown, ref: Ref, party: Ref, row: Fields) -> Iterator[Difference]:
    fields = book.live[ref]
    wanted: dict[str, Value] = {name: fields.get(name) for name in (*FIELDS, NUMBERS[ref.module]) if name in fields}
    wanted[PARTIES[party.module]] = party.id
    for name, value in wanted.items():
        if not same(row.get(name), value):
            yield _difference(book, shown, ref, row, f"its {name} is {value}, and shown is {row.get(name)}", "TXN-01")
    deal = row.get("Deal_Name")
    if not blank(deal) and deal != fields.get(DEAL):
        yield _difference(
            book, shown, ref, row, "it is shown with a deal that it does not belong to", "TXN-38", "POT-07"
        )


def _difference(book: Book, shown: Shown, ref: Ref, row: Fields | None, wrong: str, *rules: str) -> Difference:
    found = book.difference(ref, wrong, *rules)
    held = ", ".join([f"{name} {value}" for name, value in (row or {}).items() if not blank(value)]) or "nothing"
    return found._replace(
        run=shown.name, told=f"of {ref.module} {ref.id}: {wrong}", sides=(*found.sides, f"{CRM} shows {held}")
    )
