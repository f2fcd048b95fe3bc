"""How the invariants of deletions, merges, views, items and mapping are told from a run."""

from __future__ import annotations

from collections.abc import Iterator

from zsim.checks.effects import EffectSeen
from zsim.checks.facts import RunSeen, Violation
from zsim.ports.records import RecordId, Ref, Value

INACTIVE = "inactive"


def origin_decides_deletion(run: RunSeen) -> Iterator[Violation]:
    """No finance-born record goes because its CRM record went, and none with transactions is deleted.

    A customer that gives way to a contact person is another matter: its CRM record lives, in another link (CUS-25). So
    is a contact person whose contact the run merged into one that is a customer now. Contact persons go with theirs.
    """
    name = "origin-decides-deletion"
    for effect in run.effects.of("deleted") if run.keeps_born_in_finance else ():
        source = run.source(effect.ref)
        if source is None or run.born_in(effect.ref) != "finance" or run.fields(source) is not None:
            continue
        merged = _parents(effect) and source in [each.ref for each in run.decisions.of("merged")]
        if not merged and all(run.fields(parent) is not None for parent in _parents(effect)):
            yield Violation(name, f"{run.name}: deleted {effect.ref}, which was born in finance")
    meant = dict.fromkeys([each.target for each in run.decisions.of("deleted") if each.target is not None])
    for target in meant if run.spares_used else ():
        if run.used(target):
            yield Violation(name, f"{run.name}: meant to delete {target}, which has transactions")


def one_currency_in_merge(run: RunSeen) -> Iterator[Violation]:
    """A record that a merge made inactive was of the master's currency."""
    masters = {each.target for each in run.decisions.of("overwritten", "merged")}
    for effect in run.effects.of("updated") if masters else ():
        if not turned_inactive(effect):
            continue
        ours = _currency_at(run, effect.ref, effect.number)
        for master in run.same_named(effect.ref):
            theirs = _currency_at(run, master, effect.number)
            if master in masters and ours != theirs:
                told = f"{run.name}: merged {effect.ref} in {ours} into {master} in {theirs}"
                yield Violation("one-currency-in-merge", told)


def leaving_loses_nothing(run: RunSeen) -> Iterator[Violation]:
    """A run takes no finance record whose CRM record lives, unless that one is in another pair, or absorbed into one.

    Contact persons go with their customer. What others restored meanwhile was gone when the run looked.
    """
    for effect in run.effects.of("deleted"):
        source = run.source(effect.ref)
        if source is None or source in run.touched or run.fields(source) is None or run.followed(source):
            continue
        if all(run.fields(parent) is not None for parent in _parents(effect)):
            yield Violation("leaving-loses-nothing", f"{run.name}: deleted {effect.ref}, and {source} lives")


def mapping_carries(run: RunSeen) -> Iterator[Violation]:
    """A record that a run made holds, in every mapped field, what its pair agreed on; leads are in no pair.

    Where a run broke off, what it changed last may be agreed on only by the next, which finds out.
    """
    unsettled = frozenset() if run.finished else frozenset([each.ref for each in run.effects.of("updated")])
    for ref in run.effects.created() if run.fetch is None else ():
        if ref in run.touched or ref in unsettled:
            continue
        for field in run.unlike(ref):
            told = f"{run.name}: {ref} was created, and its {field} is not what was carried"
            yield Violation("mapping-carries", told)


def _parents(effect: EffectSeen) -> tuple[Ref, ...]:
    """The customer of a contact person."""
    customer = (effect.before or {}).get("contact_id")
    return (Ref(effect.ref.app, "customers", RecordId(str(customer))),) if customer else ()


def turned_inactive(effect: EffectSeen) -> bool:
    """Whether a record was active before, and is so no more."""
    before, after = effect.before or {}, effect.after or {}
    return after.get("status") == INACTIVE and before.get("status") != INACTIVE


def _currency_at(run: RunSeen, ref: Ref, number: int) -> Value:
    """The currency a record had when that effect came about: of the versions around it the one before."""
    versions = [each for each in run.effects.of("updated") if each.ref == ref]
    later = next((each.before for each in versions if each.number >= number), None)
    return (later or run.fields(ref) or {}).get("currency_code")
