"""Judging a run: whether what it said and did of each record is one of the ways in which that may go.

Decisions are gone through in the order in which they were taken. Each is held to what the records and pairs allow at
that point, and what it did is taken over, so that a difference is told once and does not spread.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from zsim.checks.model.comparing import unlike
from zsim.checks.model.difference import Difference
from zsim.checks.model.gone import gone_ways
from zsim.checks.model.kinds import KINDS, MODULES, chosen_kinds, in_view, kind_of_crm, name_of
from zsim.checks.model.linked import home_of, pair_ways, shown, unsettled
from zsim.checks.model.matching import duplicates, name_taken
from zsim.checks.model.merging import apart
from zsim.checks.model.ordering import counted, order
from zsim.checks.model.records import Records, hangs_on
from zsim.checks.model.scene import Scene
from zsim.checks.model.state import Aside, Memory, Together
from zsim.checks.model.taking_over import take_over
from zsim.checks.model.told import CRM, DecisionTold, RecordChange, RunTold
from zsim.checks.model.tolerating import tolerated
from zsim.checks.model.unlinked import lone_ways
from zsim.checks.model.way import Way
from zsim.ports.records import Ref

SETTLED = ("updated", "unchanged", "conflict")


def judge(records: Records, memory: Memory, run: RunTold) -> list[Difference]:
    """What a run did otherwise than it may; what it did is taken over."""
    pending = memory.pending[run.terms.module]
    scene = Scene(records, memory, run, frozenset(pending))
    memory.note_rows(run.terms, single=run.single, broken_off=bool(run.excused))
    done = run.finished and not run.single and not run.excused
    if run.finished and not run.single:
        scene.look_at({each for kind in chosen_kinds(run.terms) for each in (KINDS[kind].crm, KINDS[kind].finance)})
    shaken = memory.shaken[run.terms.module]
    if run.excused:
        shaken.update(scene.begun, [ref for told in run.decisions for ref in told.about])
    found = [difference for told in run.decisions for difference in _of_one(scene, told)]
    for told in run.decisions:
        if told.outcome in ("failed", "skipped") and not run.single:
            pair = memory.pairs.get(told.subject)
            pending.update((told.subject,) if pair is None else (pair.crm, pair.finance))
    if run.excused:
        return []
    found += [*order(scene), *counted(run), *_still_apart(scene)]
    if not done or run.skewed:
        return found
    found += [*_left_out(scene), *_not_come_right(scene, shaken - run.touched)]
    shaken.intersection_update(run.touched)
    return found


def _of_one(scene: Scene, told: DecisionTold) -> Iterator[Difference]:
    """What is wrong with a decision, which is taken over; a pair that others changed meanwhile is unsure after it."""
    memory = scene.memory
    pairs = [memory.pairs[ref] for ref in told.about if ref in memory.pairs]
    about = {*told.about, *[ref for pair in pairs for ref in (pair.crm, pair.finance)]}
    if scene.run.touched:
        about.update(duplicates(scene, told.subject), duplicates(scene, told.subject, held=True))
    touched = bool(scene.run.excused) or not scene.run.touched.isdisjoint(about)
    if not touched:
        yield from _of_decision(scene, told)
        yield from _beyond(scene, told)
    beside = duplicates(scene, told.subject) if told.outcome == "cloned" else ()
    take_over(scene.records, memory, scene.terms, told, broken_off=bool(scene.run.excused))
    if beside and told.subject in memory.pairs:
        for ref in beside:
            found = ref in told.named or not scene.terms.search_lags
            memory.put_aside(ref, Aside(memory.pairs[told.subject], name_of(ref, scene.records.live[ref]), found))
    if touched:
        now = dict.fromkeys([memory.pairs[ref] for ref in told.about if ref in memory.pairs])
        excused, others = bool(scene.run.excused), scene.run.touched
        memory.unsure.update({each: None for each in now if excused or not others.isdisjoint((each.crm, each.finance))})


def ways_of(scene: Scene, ref: Ref) -> tuple[Way, ...]:
    """The ways in which a record may come out of a run that looks at it now."""
    pair = scene.memory.pairs.get(ref)
    if pair is None:
        if ref in scene.records.live:
            return lone_ways(scene, ref)
        words = ("excluded", "unchanged", "kept", "skipped", "deleted", "failed")
        return (Way(words, "it is gone and belonged to nobody", ("DEL-04",)),)
    crm = scene.records.live.get(pair.crm)
    if crm is None or pair.finance not in scene.records.live:
        return gone_ways(scene, pair)
    return pair_ways(scene, pair, ref, listed=in_view(scene.terms, pair.crm, crm))


def _of_decision(scene: Scene, told: DecisionTold) -> Iterator[Difference]:
    """What is wrong with a decision, if it is none of the ways."""
    ways = ways_of(scene, told.subject)
    if tolerated(scene, told):
        return
    numbered = scene.terms.product == "import" or told.meant == "cloned"  # it may double names, or numbers its copy
    by_name = told.refused == "name taken" and numbered  # IMP-09, CUS-18
    if told.refused and not by_name and any(told.meant in way.outcomes for way in ways):
        return  # that is an app's own refusal of what was rightly meant
    if all(unlike(scene.records, way, told) for way in ways):
        likely = next((way for way in ways if told.outcome in way.outcomes), ways[0])
        yield _difference(scene, told.subject, likely, unlike(scene.records, likely, told) or "")


def _beyond(scene: Scene, told: DecisionTold) -> Iterator[Difference]:
    """What no decision may do, whatever it is about."""
    terms = scene.terms
    crm = [each for each in told.changes if each.ref.app == CRM]
    if crm and not (terms.both_ways or (terms.merges and terms.policy("merge_reach") == "always")):
        way = Way((), "only what the CRM has is fetched", ("CUS-07", "CON-10", "IMP-01"))
        yield _difference(scene, told.subject, way, f"and the CRM's {crm[0].ref.id} was written")
    for each in told.made() if terms.owner else ():
        if each.ref.app == CRM and (each.after or {}).get("Owner") != terms.owner:
            way = Way((), "what is pushed belongs to the connecting user", ("CON-05", "CON-24"))
            yield _difference(scene, told.subject, way, f"and {each.ref.id} belongs to another")
    for change in told.changes if told.outcome in ("merged", "overwritten") else ():
        if (change.after or {}).get("status") == "inactive" and (change.before or {}).get("status") == "active":
            yield from _merged_away(scene, told, change)


def _merged_away(scene: Scene, told: DecisionTold, change: RecordChange) -> Iterator[Difference]:
    """What a merge leaves on a record, or joins in two currencies. Source: DEL-10, DEL-11, DEL-14, DEL-17."""
    after = {each.ref: each.after for each in told.changes}
    live = scene.records.live
    hung = scene.records.hanging_on(change.ref)
    hanging = [ref for ref in hung if hangs_on(after.get(ref, live[ref]), change.ref)]
    if hanging:
        way = Way((), "what hangs on a record goes along when it is merged away", ("DEL-10", "DEL-14", "DEL-17"))
        yield _difference(scene, change.ref, way, f"and {hanging[0].id} stayed")
    masters = [after.get(ref) or live[ref] for ref in told.about if ref in live and ref.app == change.ref.app]
    codes = {fields.get("currency_code") for fields in masters if fields.get("status") == "active"}
    if codes and (change.after or {}).get("currency_code") not in codes:
        way = Way((), "only records of one currency merge", ("DEL-11", "DEL-14"))
        yield _difference(scene, change.ref, way, "and this one is of another")


def _difference(scene: Scene, ref: Ref, way: Way, wrong: str) -> Difference:
    pair = scene.memory.pairs.get(ref)
    refs = dict.fromkeys([*((ref,) if pair is None else (pair.crm, pair.finance)), *way.meant])
    return Difference(
        scene.run.name, ref, f"{way.why}, {wrong}", way.rules, tuple([shown(scene.records, each) for each in refs])
    )


def _still_apart(scene: Scene) -> Iterator[Difference]:
    """Pairs that somebody changed during an earlier run, and that this one spoke of and did not bring together."""
    memory, run = scene.memory, scene.run
    if run.single:
        return  # it reads the CRM's record alone
    spoken = _settled_in(run)
    spoken_of = [each for each in memory.unsure if each.crm in spoken or each.finance in spoken]
    for pair in [each for each in spoken_of if each not in memory.merged]:
        if not run.touched.isdisjoint((pair.crm, pair.finance)):
            continue
        del memory.unsure[pair]
        crm, finance = scene.records.live.get(pair.crm), scene.records.live.get(pair.finance)
        if crm is None or finance is None or not in_view(run.terms, pair.crm, crm) or _moved_on(scene, pair):
            continue
        for row in apart(run.terms, pair, crm, finance):
            if row.finance == KINDS[pair.kind].finance_name and name_taken(scene, pair.kind, str(crm.get(row.crm))):
                continue  # a name that was freed just then went to another: FLT-20
            if memory.newly_mapped(pair, (row.crm, row.finance)):
                continue  # it counts once the record changes: MAP-09
            way = Way((), "somebody changed it during a run", ("SYN-15", "FLT-12"))
            wrong = f"and now {row.crm} is {crm.get(row.crm)} in the CRM and {finance.get(row.finance)} in finance"
            yield _difference(scene, pair.crm, way, wrong)


def _settled_in(run: RunTold) -> set[Ref]:
    """The records in which all that was edited crossed, as far as a run says, and nobody changed meanwhile."""
    failed = {ref for told in run.decisions if told.outcome == "failed" for ref in told.about}
    return {ref for told in run.decisions if told.outcome in SETTLED for ref in told.about} - run.touched - failed


def _left_out(scene: Scene) -> Iterator[Difference]:
    """The records that something was to be done for, and that no decision names."""
    run, terms, records = scene.run, scene.terms, scene.records
    seen = {ref for told in run.decisions for ref in told.about} | run.touched
    settled = _settled_in(run)
    modules = MODULES[terms.module]
    everybody = [*records.of(CRM, modules), *records.of(terms.organisation, modules), *scene.memory.pairs]
    for ref in dict.fromkeys(everybody if run.whole or run.afresh else sorted(scene.begun)):
        pair = scene.memory.pairs.get(ref)
        about = (ref,) if pair is None else (pair.crm, pair.finance)
        if run.afresh and not run.whole and pair is not None and ref not in scene.begun:
            continue
        if pair is not None and ref in settled and unsettled(scene, pair):
            wrong = "and after the run something is still to cross"
            yield _difference(scene, ref, Way((), "it was edited", ("CUS-21", "SYN-15")), wrong)
        if ref.app not in (CRM, terms.organisation) or ref.module not in modules or not seen.isdisjoint(about):
            continue
        seen.update(about)
        ways = ways_of(scene, ref)
        if scene.is_to_read(ref) and any(way.rests for way in ways):
            yield _difference(scene, ref, ways[0], "and the run, which reads what changed, says nothing of it")
        if not any(way.rests for way in ways):
            wrong = f"so it is to be {' or '.join(ways[0].outcomes)}, and nothing was said of it"
            yield _difference(scene, ref, ways[0], wrong)


def _not_come_right(scene: Scene, shaken: Collection[Ref]) -> Iterator[Difference]:
    """What a run that met a fault, or broke off, left undone, and the next one that ended well, too.

    Source: FLT-01 to FLT-03, FLT-13 to FLT-16, SYN-15.
    """
    run, memory, live = scene.run, scene.memory, scene.records.live
    undone = {ref for told in run.decisions if told.outcome in ("failed", "skipped") for ref in told.about}
    rules = ("FLT-01", "FLT-16", "SYN-15")
    for ref in sorted(shaken):
        pair = memory.pairs.get(ref)
        about = (ref,) if pair is None else (pair.crm, pair.finance)
        if ref not in live or not undone.isdisjoint(about) or not run.touched.isdisjoint(about):
            continue
        if pair is None:
            ways = ways_of(scene, ref) if ref.app in (CRM, run.terms.organisation) else ()
            if ways and not any(way.rests for way in ways):
                yield _difference(scene, ref, ways[0]._replace(rules=rules), "and no run did so after the faults")
        elif pair.crm == ref and pair.finance in live and pair.kind in chosen_kinds(run.terms):
            yield from _drifted(scene, pair, rules)


def _drifted(scene: Scene, pair: Together, rules: tuple[str, ...]) -> Iterator[Difference]:
    terms, live = scene.run.terms, scene.records.live
    settled = terms.both_ways and pair not in scene.memory.merged
    if not settled or not in_view(terms, pair.crm, live[pair.crm]) or _moved_on(scene, pair):
        return
    for row in apart(terms, pair, live[pair.crm], live[pair.finance]):
        if scene.memory.newly_mapped(pair, (row.crm, row.finance)):
            continue  # it counts once the record changes: MAP-09
        wrong = f"and {row.crm} is {live[pair.crm].get(row.crm)} in the CRM and {live[pair.finance].get(row.finance)}"
        wrong += " in finance, after a run that met none"
        yield _difference(scene, pair.crm, Way((), "a run met a fault over it", rules), wrong)


def _moved_on(scene: Scene, pair: Together) -> bool:
    """Whether the CRM's record is of another kind by now, so that the pair is to end, or at an account not synced.

    Whether edits cross in a pair whose account is not synced is not said. Source: CUS-03, CUS-25.
    """
    crm = scene.records.live[pair.crm]
    away = pair.kind == "person" and home_of(scene.memory, crm) is None
    return away or kind_of_crm(scene.terms, pair.crm, crm) != pair.kind
