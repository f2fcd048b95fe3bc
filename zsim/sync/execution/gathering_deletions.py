"""Looking up what is known of the pairs of records that were deleted on one side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from zsim.ports.records import Deletion, Record, RecordId, Ref
from zsim.sync.execution.applying import OWNERS
from zsim.sync.execution.gathering import by_id, grouped
from zsim.sync.execution.usage import any_in_use
from zsim.sync.model.kinds import CRM, FINANCE, KINDS, System, owned_kinds
from zsim.sync.model.links import Link, Links
from zsim.sync.planning.deletions import DeletionInput, Origins
from zsim.sync.runs.calls import Calls, Steps

OWNED = owned_kinds(KINDS.values())


def gather_gone(
    calls: Calls,
    links: Links,
    system: System,
    deletions: Sequence[Deletion],
    read: Mapping[Ref, None],
    rules: Origins,
    *,
    anew: bool = False,
) -> Steps[DeletionInput]:
    """The facts about records deleted on one side; ``read`` are the other side's unanswered records.

    A contact alone has no records of its own, unless people gave its customer some: they are looked up ``anew``, once
    finance refused to delete them unseen.
    """
    ended = [link for each in deletions if (link := links.live(system, each.ref.id)) is not None]
    counterparts: dict[RecordId, Record] = {}
    for module, ids in _by_module(ended, system.other).items():
        counterparts.update(by_id((yield from calls.read(system.other, module, ids))))
    winners: dict[RecordId, Record] = {}
    for deletion in deletions if system is CRM else ():
        if deletion.winner is not None and links.live(CRM, deletion.ref.id) is not None:
            winners.update(by_id((yield from calls.read(CRM, deletion.ref.module, [deletion.winner]))))
    busy: frozenset[RecordId] = frozenset()
    own: dict[RecordId, tuple[Record, ...]] = {}
    if system is CRM:
        busy = yield from any_in_use(calls, rules.product, ended)
        owners = [link for link in ended if anew or link.kind in OWNERS]
        for module, ids in _by_module(owners, FINANCE).items():
            own.update((yield from own_records(calls, module, ids)))
    return DeletionInput(system, tuple(deletions), counterparts, busy, own, read, winners, rules)


def own_records(calls: Calls, module: str, ids: Sequence[RecordId]) -> Steps[dict[RecordId, tuple[Record, ...]]]:
    """Finance's records that are the own of some of a module, by those: the contact persons of customers."""
    own: dict[RecordId, tuple[Record, ...]] = {}
    for kind in OWNED:
        assert kind.parent is not None, "what is owned has a parent"
        if KINDS[kind.parent.kind].finance.module != module:
            continue
        field = kind.parent.finance_field
        own.update(grouped((yield from calls.search(FINANCE, kind.finance.module, field, ids)), field))
    return own


def _by_module(links: Iterable[Link], system: System) -> dict[str, list[RecordId]]:
    modules: dict[str, list[RecordId]] = {}
    for link in links:
        modules.setdefault(KINDS[link.kind].side(system).module, []).append(link.id(system))
    return modules
