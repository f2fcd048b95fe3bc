"""What the CRM shows of finance's documents otherwise than finance has it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from zsim.fakes.store.module import Module
from zsim.ports.documents import PROJECTED
from zsim.ports.records import Ref
from zsim.ports.schema import OWN_ID_FIELD
from zsim.world.organisations import CRM

COMPARED = ("status", "total")


def shown_apart(find: Callable[[str, str], Module | None], refs: Sequence[Ref]) -> list[str]:
    """In words, each of these documents that the CRM shows with another state or total, or shows though it is gone."""
    told: list[str] = []
    for ref in dict.fromkeys([each for each in refs if each.module in PROJECTED]):
        shown, finance = find(CRM, PROJECTED[ref.module]), find(ref.app, ref.module)
        if shown is None or finance is None:
            continue
        document = finance.table.get(ref.id)
        for row in shown.table.find(OWN_ID_FIELD, f"{ref.app}:{ref.id}"):
            called = shown.kind_and_name(row)
            if document is None:
                told.append(f"the CRM still shows {called}, and finance has it no more")
                continue
            told += [
                f"the CRM shows {called} with {name} {row.fields.get(name)}, finance has {document.fields.get(name)}"
                for name in COMPARED
                if row.fields.get(name) != document.fields.get(name)
            ]
    return told
