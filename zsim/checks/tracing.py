"""How it is told that what a run changes, and what it takes away, goes back to a decision about that very record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zsim.catalogue import catalogue
from zsim.checks.decisions import Decided
from zsim.checks.effects import EffectSeen
from zsim.checks.facts import RunSeen, Violation
from zsim.ports.records import Ref, texts_in

LEADS = "Leads"
DELETING = frozenset({"deleted", "finished"})
MERGING = frozenset({"merged", "overwritten"})
RECOGNISED = "adopted"
"""The reason of a record that is known again; what has its name is merged into it as on any other day (CUS-14)."""

GIVING_UP = frozenset({"moved", "gained-account", "lost-account"})
"""The reasons by which one record takes the place of another: a move (CUS-24), or a change of kind (CUS-25)."""


def gone_by_decision(run: RunSeen) -> Iterator[Violation]:
    """What a run deletes is named by a decision that deletes it, gives it up or merges it, or hangs on what is.

    A lead is deleted by a decision about its contact; what MarketingHub remembered of it is nobody's record.
    """
    for effect in run.effects.of("deleted"):
        if run.fetch is not None and effect.ref.module != LEADS:
            continue
        decided = run.decisions.by(effect.cause)
        takes = [each for each in decided if _takes_away(each)]
        if decided and not (takes and (run.fetch is not None or _concerns(run, takes, effect))):
            told = f"{run.name}: entry {effect.number} took {effect.ref} away, by a decision that says {_said(decided)}"
            yield Violation("gone-by-decision", told)


def effects_have_their_decision(run: RunSeen) -> Iterator[Violation]:
    """What a run changes or deletes is covered by the decision that caused it, or aimed at, or was made by it.

    Leads are told of by their contacts.
    """
    if run.fetch is not None:
        return
    for change in ("updated", "deleted"):
        for effect in run.effects.of(change):
            decided = run.decisions.by(effect.cause)
            if decided and not _concerns(run, decided, effect):
                told = (
                    f"{run.name}: entry {effect.number} {change} {effect.ref}, by the decision about {decided[0].ref}"
                )
                yield Violation("effects-have-their-decision", told)


def cites_its_own(run: RunSeen) -> Iterator[Violation]:
    """What decisions rest on are behaviours that hold for the product of the run."""
    for entry, rules in run.decisions.cited.values():
        for rule in rules:
            if not catalogue().behaviour(rule).holds_for(run.product):
                told = f"{run.name}: the decision of entry {entry} rests on {rule}, which {run.product} does not have"
                yield Violation("cites-its-own", told)


def _takes_away(decided: Decided) -> bool:
    return decided.outcome in DELETING or decided.code.removeprefix("import-") in GIVING_UP or merges(decided)


def merges(decided: Decided) -> bool:
    """Whether a decision merges records."""
    return decided.outcome in MERGING or decided.code.removeprefix("import-") == RECOGNISED


def _concerns(run: RunSeen, decided: Sequence[Decided], effect: EffectSeen) -> bool:
    """Whether decisions are about the record: they name or made it or its pair, merge it away, or it hangs on one.

    Of a contact that moves, a decision may name its former person alone, who is in no pair any more (CUS-24).
    """
    named = [ref for each in decided for ref in (each.ref, each.target) if ref is not None]
    if effect.ref in named:
        return True
    made = run.effects.created_by(effect.cause)
    pairs = [pair for ref in (*named, *made) if (pair := run.pair_of(ref)) is not None]
    wider = {*named, *[end for pair in pairs for end in (pair.crm, pair.finance)]}
    if effect.ref in wider or run.source(effect.ref) in named:
        return True
    if any(map(merges, decided)) and effect.ref.module in {each.module for each in wider}:
        return True
    if effect.ref in made:
        return True
    gone_with_it = {each.ref for each in run.effects.of("deleted") if each.cause == effect.cause}
    return _hangs_on(effect, wider | gone_with_it)


def _hangs_on(effect: EffectSeen, refs: set[Ref]) -> bool:
    """Whether a field of the record held the id of one of these, or holds it now."""
    ids = {each.id for each in refs}
    return any(
        (isinstance(value, str) and value in ids) or not ids.isdisjoint(texts_in(value))
        for fields in (effect.before, effect.after)
        for value in (fields or {}).values()
    )


def _said(decided: Sequence[Decided]) -> str:
    return " and ".join(dict.fromkeys([f"{each.outcome} of {each.ref}" for each in decided]))
