"""What of a decision, and of what was written for it, is not as one way has it."""

from __future__ import annotations

from collections.abc import Sequence

from zsim.checks.model.records import Records
from zsim.checks.model.told import DecisionTold
from zsim.checks.model.values import CURRENCIES, same
from zsim.checks.model.way import Way
from zsim.ports.records import Fields, Ref
from zsim.ports.schema import OWN_ID_FIELD

OWN_NOTES = frozenset(
    {OWN_ID_FIELD, "Owner", "source", "zcrm_account_id", "zcrm_contact_id", "zcrm_vendor_id", "zcrm_product_id"}
)


def unlike(records: Records, way: Way, told: DecisionTold) -> str | None:
    """What of a decision is not as that way has it; ``None`` where all is."""
    if told.refused and told.outcome not in way.outcomes:
        return f"so it is to be {' or '.join(way.outcomes)}, and was meant to be {told.meant} ({told.refused})"
    if told.outcome not in way.outcomes:
        return f"so it is to be {' or '.join(way.outcomes)}, and is told as {told.outcome}"
    if way.open:
        return None
    if way.meant and told.named and not set(way.meant) & set(told.named):
        return f"and another was taken for it: {told.named[0].id}"
    if not set(way.conflicts) <= set(told.conflicts) or not set(told.conflicts) <= {*way.conflicts, *way.either}:
        return f"edited on both sides are {_listed(way.conflicts)}, and told are {_listed(told.conflicts)}"
    return _written_unlike(records, way, told)


def _written_unlike(records: Records, way: Way, told: DecisionTold) -> str | None:
    after = {each.ref: each.after for each in told.changes}
    for ref, wanted in way.writes.items():
        held = after.get(ref, records.live.get(ref)) or {}
        for name, value in wanted.items():
            if not same(held.get(name), value):
                return f"so {name} is to be {value}, and is {held.get(name)}"
    wrong = _made_unlike(way, told) or _taken_unlike(way, told)
    if wrong:
        return wrong
    for change in told.changes:
        if change.before is None or change.after is None or change.after.get("is_primary_contact"):
            continue  # who is their own contact person is so in both places: IMP-04
        if change.before == change.after and not way.open:
            return f"and yet {change.ref.app}'s {change.ref.id} was written though nothing of it changed"
        if change.ref not in way.idle:
            strange = _strange(way, change.ref, change.before, change.after)
            if strange:
                return f"and yet {', '.join(strange)} of {change.ref.app}'s {change.ref.id} was written"
    return None


def _made_unlike(way: Way, told: DecisionTold) -> str | None:
    made = [each for each in told.made() if not (each.after or {}).get("is_primary_contact")]
    if way.made is None:
        return f"and yet {made[0].ref.app}'s {made[0].ref.module} {made[0].ref.id} was made" if made else None
    fitting = [each for each in made if (each.ref.app, each.ref.module) == way.made[:2]]
    if len(made) != 1 or not fitting:
        return f"so one is to be made in {way.made.app}'s {way.made.module}, and made were {len(made)}"
    held = fitting[0].after or {}
    for name, value in way.made.fields.items():
        if not same(held.get(name), value) and name != "Full_Name":
            return f"so {name} of what is made is to be {value}, and is {held.get(name)}"
    more = [name for name in way.made.without if held.get(name) not in (None, "")]
    return f"and yet what is made has {', '.join(more)}" if more else None


def _taken_unlike(way: Way, told: DecisionTold) -> str | None:
    taken = [each.ref for each in told.taken() if not _own_of(each.before, way.gone)]
    if set(taken) != set(way.gone):
        return f"so {len(way.gone)} are to be deleted, and deleted were {len(taken)}"
    idle = {each.ref for each in told.changes if (each.after or {}).get("status") == "inactive"}
    still = [ref for ref in way.idle if ref not in idle]
    return f"so {still[0].id} is to be made inactive" if still else None


def _own_of(fields: Fields | None, gone: Sequence[Ref]) -> bool:
    """Whether a record went along as the contact person of one that was to go."""
    return fields is not None and any(fields.get("contact_id") == each.id for each in gone)


def _strange(way: Way, ref: Ref, before: Fields, after: Fields) -> list[str]:
    """The fields that were written though neither that way nor the integration's own notes ask for it."""
    may = OWN_NOTES | CURRENCIES | way.may.get(ref, frozenset()) | way.writes.get(ref, {}).keys()
    return [
        each
        for each in dict.fromkeys([*before, *after])
        if each not in may and not same(before.get(each), after.get(each))
    ]


def _listed(conflicts: Sequence[tuple[str, str]]) -> str:
    return ", ".join([f"{name} ({winner}'s stands)" for name, winner in conflicts]) or "none"
