"""What becomes of a pair when one of its records is deleted: where the record was born decides.

Source: DEL-01 to DEL-06, CUS-30, ITM-09.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from zsim.catalogue import Product, Quirks, catalogue
from zsim.ports.records import Delete, Deletion, Record, RecordId, Ref, Update
from zsim.sync.model.kinds import CRM, FINANCE, KINDS, Kind, System
from zsim.sync.model.links import Link, Links, LinkState
from zsim.sync.planning.building import note_of_id
from zsim.sync.planning.decisions import Decision, Ending
from zsim.sync.planning.routing import called
from zsim.sync.runs.confirming import WriteStep
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.reasons import Reason


@dataclass(frozen=True, slots=True)
class Origins:
    """How a product goes about a deletion in the CRM.

    ``product`` is its key, which says what transactions there are. ``keeps`` says that a record born in finance stays
    there, ``kept_by`` names the quirk that makes it. A record with transactions turns inactive where ``deactivates`` is
    so, ``deactivated_by`` names the quirk that makes it; else its deletion is tried, and refused by finance as long as
    they are there. ``one_way`` says that the import's own rules are the source.
    """

    product: str = ""
    keeps: bool = True
    kept_by: str | None = None
    deactivates: bool = True
    deactivated_by: str | None = None
    one_way: bool = False


def origins(product: Product, quirks: Quirks) -> Origins:
    """The rules of a product. Source: DEL-01, DEL-02, DEL-03, DEL-04."""
    kept_by, deactivated_by = (
        each if catalogue().behaviour(each).holds_for(product.key) else None for each in ("DEL-01", "DEL-03")
    )
    return Origins(
        product=product.key,
        keeps=kept_by is None or quirks.on(kept_by),
        kept_by=kept_by,
        deactivates=deactivated_by is None or quirks.on(deactivated_by),
        deactivated_by=deactivated_by,
        one_way=not product.two_way,
    )


@dataclass(frozen=True, slots=True)
class DeletionInput:
    """Records deleted on one side, with what is known of their pairs.

    ``counterparts`` are live records of the other side by id; ``busy`` finance records with transactions; ``persons``
    the contact persons of customers, by the customer's id; ``read`` references of the other side that this run read and
    has not answered yet; ``winners`` the live records that deleted ones were merged into.
    """

    system: System
    deletions: tuple[Deletion, ...]
    counterparts: Mapping[RecordId, Record]
    busy: frozenset[RecordId]
    persons: Mapping[RecordId, tuple[Record, ...]]
    read: Mapping[Ref, None]
    winners: Mapping[RecordId, Record] = field(default_factory=dict)
    origins: Origins = Origins()


def plan_deletions(links: Links, gone: DeletionInput) -> tuple[Decision, ...]:
    """Decide about each deleted record; of those that were merged into one record, the first goes on with it."""
    decided: list[Decision] = []
    joined: set[RecordId] = set()
    for each in gone.deletions:
        decided.append(_plan(links, gone, each, joined))
        link = decided[-1].link
        joined.update(() if link is None else (link.crm_id,))
    return tuple(decided)


def _plan(links: Links, gone: DeletionInput, deletion: Deletion, joined: Set[RecordId]) -> Decision:
    link = links.live(gone.system, deletion.ref.id)
    if link is None:
        return Decision("", Outcome.EXCLUDED, (deletion.ref,), Reason("unlinked-gone"))
    kind = KINDS[link.kind]
    counterpart = gone.counterparts.get(link.id(gone.system.other))
    if gone.system is FINANCE:
        return _left(kind, Outcome.KEPT, deletion, link, counterpart, LinkState.FINANCE_DELETED, "finance-deleted")
    if counterpart is None:
        return _left(kind, Outcome.KEPT, deletion, link, None, LinkState.DELETED, "unlinked-gone")
    winner = gone.winners.get(deletion.winner) if deletion.winner is not None else None
    if link.origin is FINANCE and winner is not None and _is_free(links, winner.ref.id) and winner.ref.id not in joined:
        return _followed(kind, deletion, link, counterpart, winner)
    quirk = gone.origins.kept_by if link.origin is FINANCE else None
    if link.origin is FINANCE and gone.origins.keeps:
        kept = _left(kind, Outcome.KEPT, deletion, link, counterpart, LinkState.KEPT, "kept")
        return kept._replace(quirk=quirk)
    if link.finance_id in gone.busy:
        quirk = quirk or gone.origins.deactivated_by
        if gone.origins.deactivates:
            return _deactivated(kind, deletion, link, counterpart, gone)._replace(quirk=quirk)
    return _deleted(links, kind, deletion, link, counterpart, gone)._replace(quirk=quirk)


def _is_free(links: Links, crm_id: RecordId) -> bool:
    """Whether a record of the CRM is in no pair, and none is its own again as it was restored. Source: DEL-07."""
    ended = links.tombstone(CRM, crm_id)
    stays = ended is not None and ended.state in (LinkState.KEPT, LinkState.DEACTIVATED)
    return links.live(CRM, crm_id) is None and not stays


def _followed(kind: Kind, deletion: Deletion, link: Link, counterpart: Record, winner: Record) -> Decision:
    """A record born in finance goes on with the record that its own was merged into, as where two products sync it."""
    names = called(kind, CRM, winner), called(kind, FINANCE, counterpart)
    return Decision(
        kind.name,
        Outcome.UPDATED,
        (deletion.ref,),
        Reason("followed-merge", *names),
        counterpart.ref,
        (),
        Link(kind.name, winner.ref.id, link.finance_id, link.origin, link.base),
        (Ending(link, LinkState.DELETED),),
        follow_ups=(note_of_id(kind, counterpart.ref, winner.ref.id),),
    )


def _left(
    kind: Kind,
    outcome: Outcome,
    deletion: Deletion,
    link: Link,
    counterpart: Record | None,
    state: LinkState,
    code: str,
) -> Decision:
    system = CRM if code == "finance-deleted" else FINANCE
    name = called(kind, system, counterpart) if counterpart is not None else ""
    reason = Reason(code, name, name)
    target = counterpart.ref if counterpart is not None else None
    told = kind.parted(counterpart.fields) if counterpart is not None and system is FINANCE else {}
    steps = (WriteStep(FINANCE, kind.finance.module, Update(link.finance_id, told)),) if told else ()
    return Decision(kind.name, outcome, (deletion.ref,), reason, target, steps, endings=(Ending(link, state),))


def _deactivated(kind: Kind, deletion: Deletion, link: Link, counterpart: Record, gone: DeletionInput) -> Decision:
    inactive = {"status": "inactive", **kind.parted(counterpart.fields)}
    step = WriteStep(FINANCE, kind.finance.module, Update(link.finance_id, inactive))
    return Decision(
        kind.name,
        Outcome.DEACTIVATED,
        _covered(deletion, (counterpart,), gone),
        Reason(
            "import-deactivated" if gone.origins.one_way else "crm-deactivated",
            target=called(kind, FINANCE, counterpart),
        ),
        counterpart.ref,
        (step,),
        endings=(Ending(link, LinkState.DEACTIVATED),),
    )


def _deleted(
    links: Links, kind: Kind, deletion: Deletion, link: Link, counterpart: Record, gone: DeletionInput
) -> Decision:
    persons = gone.persons.get(link.finance_id, ())
    delete = Delete(link.finance_id, own=tuple([each.ref.id for each in persons]))
    step = WriteStep(FINANCE, kind.finance.module, delete)
    followers = [links.live(FINANCE, each.ref.id) for each in persons]
    endings = [Ending(each, LinkState.CONVERTED) for each in followers if each is not None]
    code = kind.deleted_code or ("import-deleted" if gone.origins.one_way else "crm-deleted")
    return Decision(
        kind.name,
        Outcome.DELETED,
        _covered(deletion, (counterpart, *persons), gone),
        Reason(code, target=called(kind, FINANCE, counterpart)),
        counterpart.ref,
        (step,),
        endings=(*endings, Ending(link, LinkState.DELETED)),
    )


def _covered(deletion: Deletion, leaving: Sequence[Record], gone: DeletionInput) -> tuple[Ref, ...]:
    """The deleted record, and those of the records leaving with it that this run has read."""
    return (deletion.ref, *[each.ref for each in leaving if each.ref in gone.read])
