"""What becomes of synced records when an integration is deleted. Source: DIS-07, DIS-09, DIS-11."""

from __future__ import annotations

from enum import StrEnum

from zsim.kernel.errors import UsageError
from zsim.ports.app import App
from zsim.ports.records import Delete, RecordId, Update, Write
from zsim.sync.model.kinds import KINDS, Kind
from zsim.sync.model.links import Link
from zsim.sync.runs.calls import BATCH_SIZE, batches


class Conversion(StrEnum):
    """What becomes of synced records when the integration is deleted. Source: DIS-09."""

    ALL = "all"
    WITH_TRANSACTIONS = "with_transactions"


def conversion(name: str) -> Conversion:
    """The choice of that name; another raises ``UsageError``."""
    if name not in tuple(Conversion):
        raise UsageError(
            asked=f"delete the integration with convert={name!r}",
            found="there is no such choice",
            right=f"one of {', '.join(each.value for each in Conversion)}",
        )
    return Conversion(name)


def disconnect(finance: App, links: tuple[Link, ...], convert: Conversion, cause: int) -> None:
    """Turn the linked records of finance into its own, or delete those that may go; children go before parents."""
    for kind in reversed(tuple(KINDS.values())):
        ours = [link.finance_id for link in links if link.kind == kind.name]
        if not ours:
            continue
        everything = convert is Conversion.ALL or kind.parent is not None
        keep = frozenset(ours) if everything else _used(finance, kind, ours)
        writes: list[Write] = [
            Update(each, {kind.link_field: None}, cause) if each in keep else Delete(each, cause) for each in ours
        ]
        for some in batches(writes, BATCH_SIZE):
            finance.write(kind.finance.module, some)


def _used(finance: App, kind: Kind, ids: list[RecordId]) -> frozenset[RecordId]:
    found = [record.fields[field] for module, field in kind.used_in for record in finance.search(module, field, ids)]
    return frozenset(RecordId(str(each)) for each in found)
