"""The invariants: each a function from a finished run to the violations it shows.

Their sentences and behaviours stand in the catalogue; here is how each is told from what happened.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

from zsim.checks import crm_side, ends, leads, master_data, merges, pairs, shown_documents, tracing, triggers
from zsim.checks.effects import EffectSeen
from zsim.checks.facts import RunSeen, Violation
from zsim.ports.records import RecordId

CUSTOMERS = "customers"


def one_outcome(run: RunSeen) -> Iterator[Violation]:
    """Each record read has exactly one outcome; of a deal each trigger has its own."""
    if run.triggers is not None:
        return
    answered = run.decisions.refs
    known = frozenset(answered)
    for ref, count in Counter(answered).items() if len(known) < len(answered) else ():
        if count > 1:
            yield Violation("one-outcome", f"{run.name}: {ref} has {count} outcomes")
    if run.finished:
        for ref in dict.fromkeys([each for each in run.read if each not in known]):
            yield Violation("one-outcome", f"{run.name}: {ref} was read and has no outcome")


def links_pair_up(run: RunSeen) -> Iterator[Violation]:
    """A link joins one live pair, and no record is in two links.

    A single fetch finds out what was deleted of the records it was asked for, and of no others. A pair about which the
    run was refused something stands until a later run carries it. Leads are in no pair.
    """
    if run.fetch is not None:
        return
    answered = run.decisions.refs
    if run.paired(answered) and run.paired(run.effects.refs):
        return
    read = frozenset() if run.whole else frozenset(answered)
    seen: dict[str, set[RecordId]] = defaultdict(set)  # an id is unique within its organisation
    for ref in chain(answered, run.effects.refs):
        app, _, record_id = ref
        pair = run.pair_of(ref) if record_id not in seen[app] else None
        if pair is None:
            continue
        crm, finance, followed = pair
        told = followed and run.finished and (run.whole or ref in read)
        told = told and (not run.refused or run.refused.isdisjoint((crm, finance)))
        for end in (crm, finance):
            if told and not run.lives(end):
                yield Violation("links-pair-up", f"{run.name}: {pair} is linked and {end} is gone")
            if end == ref or run.pair_of(end) == pair:
                seen[end.app].add(end.id)
            else:
                yield Violation("links-pair-up", f"{run.name}: {end} is in two links, {pair} and {run.pair_of(end)}")


def no_duplicates_after_overwrite(run: RunSeen) -> Iterator[Violation]:
    """Under overwrite a sync never adds a customer beside an active one of the same name.

    Where overwrite merges duplicates (CUS-14), an overwritten customer is the only active one of its name.
    """
    if not run.overwrites:
        return
    made = [ref for ref in run.effects.created() if ref.module == CUSTOMERS]
    for ref in made if made and not run.named_apart(made) else ():
        older = [each for each in run.same_named(ref) if each.id < ref.id]
        if older and run.lives(ref):
            told = f"{run.name}: created {ref} beside {older[0]} of the same name"
            yield Violation("no-duplicates-after-overwrite", told)
    if run.merges and run.finished:
        yield from _one_left(run)


def _one_left(run: RunSeen) -> Iterator[Violation]:
    """Overwritten customers beside which another still has the name; an account's and a contact's may share one.

    So may customers of two currencies, which do not merge. Source: DEL-11.
    """
    for each in run.decisions.of("overwritten"):
        pair = run.pair_of(each.ref)
        if pair is None or pair.finance.module != CUSTOMERS:
            continue
        for other in run.same_named(pair.finance):
            theirs = run.pair_of(other)
            codes = [(run.fields(each) or {}).get("currency_code") for each in (pair.finance, other)]
            if (theirs is None or theirs.crm.module == pair.crm.module) and codes[0] == codes[1]:
                told = f"{run.name}: {pair.finance} was overwritten and {other} still has its name"
                yield Violation("no-duplicates-after-overwrite", told)


def quiet_second_run(run: RunSeen) -> Iterator[Violation]:
    """A run after which nobody edited anything is followed by one that writes nothing."""
    if run.quiet:
        for effect in run.effects:
            yield Violation("quiet-second-run", f"{run.name}: nothing was edited, yet {_told(effect)}")


def no_effect_without_cause(run: RunSeen) -> Iterator[Violation]:
    """Every change leads back to a person's command, or to a decision of a run."""
    for effect in run.effects.odd():
        if not effect.rooted:
            yield Violation("no-effect-without-cause", f"{run.name}: {_told(effect)} and nothing caused it")


def unmapped_fields_stay(run: RunSeen) -> Iterator[Violation]:
    """A sync changes mapped fields and its own notes, and no others; what named a record merged away names another."""
    for effect in run.effects.of("updated"):
        strange = effect.changed_fields - run.allowed.get((effect.ref.app, effect.ref.module), frozenset())
        if strange and not strange <= _handed_on(run, effect):
            told = f"{run.name}: {_told(effect)}, with {', '.join(sorted(strange))} not mapped"
            yield Violation("unmapped-fields-stay", told)


def _handed_on(run: RunSeen, effect: EffectSeen) -> frozenset[str]:
    """The fields that named a record which went in the same call, and name another one now, as a merge leaves them."""
    before, after = effect.before or {}, effect.after or {}
    gone = [
        each.ref.id
        for each in run.effects.of("deleted")
        if each.ref.app == effect.ref.app and each.cause == effect.cause
    ]
    return frozenset([name for name in effect.changed_fields if before.get(name) in gone and after.get(name)])


def closed_means_closed(run: RunSeen) -> Iterator[Violation]:
    """Nothing crosses a connection that is closed, and a run that is shut out ends as failed."""
    for effect in run.effects.odd():
        if effect.closed is not None:
            yield Violation("closed-means-closed", f"{run.name}: {_told(effect)} while {effect.closed}")
    if run.shut_out and run.finished:
        yield Violation("closed-means-closed", f"{run.name}: it was refused for a dead key, and did not fail")


def _told(effect: EffectSeen) -> str:
    return f"entry {effect.number} {effect.change} {effect.ref.app}'s {effect.ref.module} {effect.ref.id}"


CHECKS: Mapping[str, Callable[[RunSeen], Iterator[Violation]]] = {
    "one-outcome": one_outcome,
    "links-pair-up": links_pair_up,
    "no-duplicates-after-overwrite": no_duplicates_after_overwrite,
    "quiet-second-run": quiet_second_run,
    "no-effect-without-cause": no_effect_without_cause,
    "unmapped-fields-stay": unmapped_fields_stay,
    "closed-means-closed": closed_means_closed,
    "origin-decides-deletion": master_data.origin_decides_deletion,
    "one-currency-in-merge": master_data.one_currency_in_merge,
    "leaving-loses-nothing": master_data.leaving_loses_nothing,
    "one-to-one": pairs.one_to_one,
    "no-lone-persons": pairs.no_lone_persons,
    "links-end-by-decision": pairs.links_end_by_decision,
    "pairs-stay-themselves": pairs.pairs_stay_themselves,
    "gone-by-decision": tracing.gone_by_decision,
    "effects-have-their-decision": tracing.effects_have_their_decision,
    "cites-its-own": tracing.cites_its_own,
    "connecting-user-owns": crm_side.connecting_user_owns,
    "fetching-leaves-the-crm-alone": crm_side.fetching_leaves_the_crm_alone,
    "merges-take-all-along": merges.merges_take_all_along,
    "shown-as-they-are": shown_documents.shown_as_they_are,
    "shown-when-asked": shown_documents.shown_when_asked,
    "conflicts-stand": pairs.conflicts_stand,
    "mapping-carries": master_data.mapping_carries,
    "every-run-ends": ends.every_run_ends,
    "graded-as-it-ended": ends.graded_as_it_ended,
    "failure-keeps-checkpoint": ends.failure_keeps_checkpoint,
    "counts-add-up": leads.counts_add_up,
    "suppressed-stay-out": leads.suppressed_stay_out,
    "one-lead-per-address": leads.one_lead_per_address,
    "one-fetch-a-date": leads.one_fetch_a_date,
    "repeat-adds-nobody": leads.repeat_adds_nobody,
    "one-document-a-win": triggers.one_document_a_win,
    "frozen-stays": triggers.frozen_stays,
    "no-trigger-in-the-us": triggers.no_trigger_in_the_us,
    "deals-are-answered": triggers.deals_are_answered,
}


OF_EFFECTS = frozenset(
    {
        "quiet-second-run",
        "no-effect-without-cause",
        "unmapped-fields-stay",
        "one-currency-in-merge",
        "leaving-loses-nothing",
        "one-to-one",
        "gone-by-decision",
        "effects-have-their-decision",
        "connecting-user-owns",
        "fetching-leaves-the-crm-alone",
        "shown-when-asked",
        "mapping-carries",
    }
)
"""The checks of what a run changed, which a run that changed nothing is not asked."""

OF_FETCHES = frozenset(
    {"counts-add-up", "suppressed-stay-out", "one-lead-per-address", "one-fetch-a-date", "repeat-adds-nobody"}
)
"""The checks of fetches of leads, which no other run is asked."""

OF_CHANGES = (
    "numbers-run-on",
    "totals-equal-lines",
    "balance-is-what-is-left",
    "lines-stay",
    "conversions-take-all-along",
    "finance-is-spared",
    "natives-stay-apart",
)
"""What is told of each change and each call, of runs and of people, by ``numbers``, ``documents`` and ``apart``."""


def _asked(changes: bool, fetches: bool) -> Sequence[Callable[[RunSeen], Iterator[Violation]]]:
    """What is asked of runs that changed something, or that fetch leads."""
    left_out = (frozenset() if changes else OF_EFFECTS) | (frozenset() if fetches else OF_FETCHES)
    return [check for name, check in CHECKS.items() if name not in left_out]


ASKED = {(changes, fetches): _asked(changes, fetches) for changes in (False, True) for fetches in (False, True)}


def violations(run: RunSeen) -> tuple[Violation, ...]:
    """All that is wrong with a run, invariant by invariant; of one without an end nothing else is asked."""
    if not run.ended:
        return tuple(ends.every_run_ends(run))
    return tuple([each for check in ASKED[len(run.effects) > 0, run.fetch is not None] for each in check(run)])
