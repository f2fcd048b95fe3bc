"""How it is told that a merge in finance, and nothing else, hands on what hangs on the party merged away."""

from __future__ import annotations

from collections.abc import Iterator

from zsim.checks.facts import RunSeen, Violation
from zsim.checks.master_data import turned_inactive
from zsim.checks.tracing import merges
from zsim.ports.records import Fields

PARTY_FIELDS = {"invoices": "customer_id", "bills": "vendor_id", "contact_persons": "contact_id"}
"""What hangs on a party, by the field that says on which."""


def merges_take_all_along(run: RunSeen) -> Iterator[Violation]:
    """Documents change party by a merge alone; on a party merged away hangs nothing, and nothing of it was deleted."""
    name = "merges-take-all-along"
    for ref in run.handed_over:
        yield Violation(name, f"{run.name}: {ref} was given another party before it, and nobody merged any")
    losers = set()
    for effect in run.effects.of("updated"):
        merged = any(map(merges, run.decisions.by(effect.cause)))
        if merged and turned_inactive(effect):
            losers.add(effect.ref)
            for ref in [each for each in run.hanging_on(effect.ref) if each not in run.touched]:
                yield Violation(name, f"{run.name}: {effect.ref} was merged away, and {ref} still hangs on it")
        elif not merged and changes_party(effect.ref.module, effect.before, effect.after):
            yield Violation(name, f"{run.name}: {effect.ref} was given another party, and nothing was merged")
    for effect in run.effects.of("deleted") if losers else ():
        party = (effect.before or {}).get(PARTY_FIELDS.get(effect.ref.module, ""))
        if any(ref.id == party for ref in losers):
            yield Violation(name, f"{run.name}: {effect.ref} was deleted, and was of one merged away, {party}")


def changes_party(module: str, before: Fields | None, after: Fields | None) -> bool:
    """Whether a record of that module, changed from one to the other, hangs on another customer or vendor now."""
    field = PARTY_FIELDS.get(module)
    return field is not None and (before or {}).get(field) != (after or {}).get(field)
