"""A run of triggers as the checks are told of it, beside what every run has."""

from __future__ import annotations

from collections.abc import Callable

from zsim.checks import TriggersSeen
from zsim.checks.triggers import ENDED
from zsim.fakes.store.module import Module
from zsim.fakes.store.table import Table
from zsim.ports.folding import folded
from zsim.ports.records import Record, RecordId, Ref
from zsim.sync.triggers import DEALS, POTENTIAL, US_EDITION, DealTrigger, Triggers
from zsim.world.observing.active_runs import ActiveRun


def triggers_seen(
    run: ActiveRun,
    triggers: Triggers,
    find: Callable[[str, str], Module | None],
    edition: str,
) -> TriggersSeen:
    """What there is to tell of a run of these triggers, the edition of whose organisation is given."""
    key, rules = run.started.organisation, triggers.rules

    def table(module: str) -> Table:
        held = find(key, module)
        assert held is not None, "what a run made is in its module"
        return held.table

    def deal_of(document: Ref) -> RecordId | None:
        """The deal that a document was made for by a trigger, and not of an estimate by finance itself (TXN-22)."""
        record = table(document.module).get(document.id)
        if record is None or record.fields.get("estimate_id"):
            return None
        deal = RecordId(str(record.fields.get(POTENTIAL)))
        return deal if rules.made(record, deal) else None

    def stands(record: Record, deal: RecordId) -> bool:
        return rules.made(record, deal) and record.fields.get("status") not in ENDED[record.ref.module]

    return TriggersSeen(
        on=len(triggers.choices_in(run.started.number).on),
        deals=tuple([each for each in run.read if each.module == DEALS]),
        deal_of=deal_of,
        standing=lambda module, deal: tuple(
            [each.ref for each in table(module).find(POTENTIAL, deal) if stands(each, deal)]
        ),
        freezing=frozenset([each.module for each in DealTrigger if (rule := rules.frozen(each)) and rule.on]),
        forbidden=rules.edition is not None and rules.edition.on and folded(edition) == US_EDITION,
    )
