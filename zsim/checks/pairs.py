"""How it is told that what belongs together is together: one pair a record, a customer a person, one value a field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from zsim.checks.decisions import ConflictSeen
from zsim.checks.effects import EffectSeen
from zsim.checks.facts import RunSeen, Sides, Violation
from zsim.ports.records import RecordId, Ref

PERSONS, CUSTOMERS = "contact_persons", "customers"


def one_to_one(run: RunSeen) -> Iterator[Violation]:
    """No two active records of a module hold the id of one record of the other app, where the run noted that.

    A run that broke off, or was refused something about the record, leaves what it began to a later one.
    """
    doubles = run.noting_the_same(run.effects.refs) if run.finished else ()
    if not doubles:
        return
    ours = _noted_by(run)
    refused = {ref.id for ref in run.refused}  # of either side: the one noted, or the one to be given up
    for each in {frozenset(each[:2]): each for each in doubles}.values():
        excused = not refused.isdisjoint((each.id, each.ref.id, each.other.id)) or not run.touched.isdisjoint(
            (each.ref, each.other)
        )
        if not excused and ((each.ref, each.field) in ours or (each.other, each.field) in ours):
            yield Violation("one-to-one", f"{run.name}: {each.ref} and {each.other} are both of one record, {each.id}")


def no_lone_persons(run: RunSeen) -> Iterator[Violation]:
    """Contact persons that a run added, and those of customers it deleted, have a customer; so have those it meant to.

    Whom others put there or took away meanwhile is not asked about.
    """
    for ref in [each for each in run.effects.created() if each.module == PERSONS]:
        fields = run.fields(ref)
        customer = Ref(ref.app, CUSTOMERS, RecordId(str((fields or {}).get("contact_id"))))
        if fields is not None and run.fields(customer) is None and customer not in run.touched:
            yield Violation("no-lone-persons", f"{run.name}: {ref} was added to {customer}, which is gone")
    for effect in run.effects.of("deleted"):
        for person in run.persons_of(effect.ref) if effect.ref.module == CUSTOMERS else ():
            yield Violation("no-lone-persons", f"{run.name}: {effect.ref} was deleted, and {person} was of it")
    for ref in sorted(run.astray):
        yield Violation("no-lone-persons", f"{run.name}: {ref} was to be added to a customer that is not there")


def conflicts_stand(run: RunSeen) -> Iterator[Violation]:
    """A field edited on both sides holds the winner's value on both, unless a write was refused.

    Others may have edited the records since, and so may a further decision of the run.
    """
    if not run.decisions.conflicts or not run.finished:
        return
    effects: dict[Ref, list[EffectSeen]] = defaultdict(list)
    for effect in run.effects.of("updated"):
        effects[effect.ref].append(effect)
    for each in run.decisions.conflicts:
        sides = run.sides_of(each.ref, each.field, each.winner)
        if sides is None or not _settled(run, each, sides):
            continue
        changes = [(effect, name) for ref, name in sides.fields for effect in effects.get(ref, ())]
        if any(effect.cause != each.entry and name in effect.changed_fields for effect, name in changes):
            continue
        ref, name = sides.fields[0 if each.winner == "crm" else 1]
        said = f"{run.name}: {each.field} of {each.ref} was edited on both sides and {each.winner}'s value stands, yet"
        if not sides.alike:
            yield Violation("conflicts-stand", f"{said} the sides differ")
        elif any(name in effect.changed_fields for effect in effects.get(ref, ())):
            yield Violation("conflicts-stand", f"{said} that one was written over")


def links_end_by_decision(run: RunSeen) -> Iterator[Violation]:
    """Of a link that ended, a decision names one of the records, or the run took one away by a decision."""
    if not run.parted:
        return
    named = {*run.decisions.named(), *[effect.ref for effect in run.effects.of("deleted")]}
    for crm, finance, _ in run.parted:
        if named.isdisjoint((crm, finance)):
            told = f"{run.name}: the link of {crm} and {finance} ended, and nothing was decided about either"
            yield Violation("links-end-by-decision", told)


def pairs_stay_themselves(run: RunSeen) -> Iterator[Violation]:
    """No pair has another origin than before, and no record is in a link of a kind of other modules."""
    for pair in run.reborn:
        yield Violation("pairs-stay-themselves", f"{run.name}: the origin of {pair.crm} and {pair.finance} has changed")
    for ref in run.misplaced:
        yield Violation("pairs-stay-themselves", f"{run.name}: {ref} is in a link of a kind that has no such module")


def _noted_by(run: RunSeen) -> set[tuple[Ref, str]]:
    """The fields that the run gave a value, by their records."""
    given = {(effect.ref, name) for effect in run.effects.of("created") for name in effect.after or {}}
    return given | {(effect.ref, name) for effect in run.effects.of("updated") for name in effect.changed_fields}


def _settled(run: RunSeen, conflict: ConflictSeen, sides: Sides) -> bool:
    refs = (conflict.ref, *[ref for ref, _ in sides.fields])
    return run.touched.isdisjoint(refs) and run.refused.isdisjoint(refs)
