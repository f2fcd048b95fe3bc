"""Which finance records have transactions, and so are not deleted. Source: DEL-03, DEL-04."""

from __future__ import annotations

from collections.abc import Sequence

from zsim.catalogue.life_cycles import life_cycle
from zsim.ports.records import RecordId, texts_in
from zsim.sync.model.kinds import FINANCE, KINDS, Kind
from zsim.sync.model.links import Link
from zsim.sync.runs.calls import Calls, Steps


def in_use(calls: Calls, product: str, kind: Kind, ids: Sequence[RecordId]) -> Steps[frozenset[RecordId]]:
    """Those of the finance records of a kind that have transactions, of whatever type the product has."""
    used: frozenset[RecordId] = frozenset()
    for module, field in [each for each in kind.used_in if product in life_cycle(each[0]).products]:
        left = [each for each in ids if each not in used]
        found = (yield from calls.search(FINANCE, module, field, left)) if left else []
        for each in found:
            held = each.fields[field]
            used |= frozenset(map(RecordId, texts_in(held) or (str(held),)))
    return used


def any_in_use(calls: Calls, product: str, links: Sequence[Link]) -> Steps[frozenset[RecordId]]:
    """Those of the links' finance records that have transactions."""
    busy: frozenset[RecordId] = frozenset()
    for name in dict.fromkeys(link.kind for link in links):
        ids = [link.finance_id for link in links if link.kind == name]
        busy |= yield from in_use(calls, product, KINDS[name], ids)
    return busy
