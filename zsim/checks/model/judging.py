"""Judging a run: whether what it said and did of each record is one of the ways in which that may go.

Decisions are gone through in the order in which they were taken. Each is held to what the records and pairs allow at
that point, and what it did is taken over, so that a difference is told once and does not spread.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from zsim.checks.model.gone import gone_ways
from zsim.checks.model.kinds import MODULES
from zsim.checks.model.linked import apart, pair_ways, shown
from zsim.checks.model.state import Memory, Records, Together, take_over
from zsim.checks.model.told import CRM, ITEMS, DecisionTold, RunTold
from zsim.checks.model.unlinked import in_view, lone_ways
from zsim.checks.model.values import same
from zsim.checks.model.way import Way
from zsim.ports.records import Fields, Ref
from zsim.ports.schema import OWN_ID_FIELD

OWN_NOTES = frozenset(
    {OWN_ID_FIELD, "Owner", "source", "zcrm_account_id", "zcrm_contact_id", "zcrm_vendor_id", "zcrm_product_id"}
)
CURRENCIES = frozenset({"currency_code", "Currency", "Exchange_Rate"})
"""Who carries which currency is CUS-37, which the model does not state yet."""

ADDED = ("created", "cloned")
SETTLED = ("updated", "unchanged", "conflict")


class Difference(NamedTuple):
    """Where a run did otherwise than the model says: in words, the behaviours concerned, and both sides' records."""

    run: str
    record: Ref
    told: str
    rules: tuple[str, ...]
    sides: tuple[str, ...]

    def __str__(self) -> str:
        beside = "".join([f"\n    {each}" for each in self.sides])
        return f"{self.run}: {self.told} ({', '.join(self.rules)}){beside}"


def judge(records: Records, memory: Memory, run: RunTold) -> list[Difference]:
    """What a run did otherwise than it may; what it did is taken over."""
    found: list[Difference] = []
    pending = memory.pending[run.terms.module]
    begun = frozenset(pending)
    again: set[Ref] = set(run.touched) & pending
    if run.finished and not run.single:
        pending.intersection_update(run.touched)
    for told in run.decisions:
        found += _of_decision(records, memory, run, told)
        unsure = not run.touched.isdisjoint(told.about)
        doubtful = [memory.pairs[ref] for ref in told.about if memory.pairs.get(ref) in memory.unsure]
        take_over(records, memory, run.terms, told)
        if not unsure and told.outcome in SETTLED:
            found += _still_apart(records, memory, run, doubtful)
        if unsure:
            memory.unsure.update([memory.pairs[ref] for ref in told.about if ref in memory.pairs])
        if told.outcome in ("failed", "skipped"):
            again.update(told.about)
    pending |= again
    found += _order(run)
    if run.finished and not run.single:
        found += _left_out(records, memory, run, begun)
    return found


def ways_of(records: Records, memory: Memory, run: RunTold, ref: Ref) -> tuple[Way, ...]:
    """The ways in which a record may come out of a run that looks at it now."""
    terms = run.terms
    pair = memory.pairs.get(ref)
    if pair is None:
        if ref not in records.live:
            words = ("excluded", "unchanged", "kept", "skipped", "deleted", "failed")
            return (Way(words, "it is gone and belonged to nobody", ("DEL-04",)),)
        return lone_ways(records, memory, terms, ref, single=run.single)
    crm = records.live.get(pair.crm)
    if crm is None or pair.finance not in records.live:
        return gone_ways(records, memory, terms, pair)
    listed = in_view(terms, pair.crm, crm)
    return pair_ways(records, memory, terms, pair, single=run.single, listed=listed)


def _of_decision(records: Records, memory: Memory, run: RunTold, told: DecisionTold) -> Iterator[Difference]:
    """What is wrong with a decision; one about what somebody changed meanwhile is taken over as it is."""
    if not run.touched.isdisjoint(told.about) or (told.refused and told.outcome == "failed"):
        return
    ways = ways_of(records, memory, run, told.subject)
    wrong = [complaint for way in ways if (complaint := _unlike(records, way, told)) is not None]
    if len(wrong) < len(ways):
        return
    likely = next((way for way in ways if told.outcome in way.outcomes), ways[0])
    yield _difference(records, memory, run, told.subject, likely, _unlike(records, likely, told) or "")


def _difference(records: Records, memory: Memory, run: RunTold, ref: Ref, way: Way, wrong: str) -> Difference:
    pair = memory.pairs.get(ref)
    refs = (ref,) if pair is None else (pair.crm, pair.finance)
    refs = tuple(dict.fromkeys([*refs, *way.meant]))
    return Difference(run.name, ref, f"{way.why}, {wrong}", way.rules, tuple([shown(records, each) for each in refs]))


def _unlike(records: Records, way: Way, told: DecisionTold) -> str | None:
    """What of a decision is not as that way has it; ``None`` where all is."""
    if told.outcome not in way.outcomes:
        return f"so it is to be {' or '.join(way.outcomes)}, and is told as {told.outcome}"
    if way.open:
        return None
    if way.meant and told.named and not set(way.meant) & set(told.named):
        return f"and another was taken for it: {told.named[0].id}"
    if set(way.conflicts) != set(told.conflicts) and (way.conflicts or told.outcome == "conflict"):
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
        if change.before is not None and change.after is not None and change.ref not in way.idle:
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
    return None


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


def _still_apart(records: Records, memory: Memory, run: RunTold, pairs: Sequence[Together]) -> Iterator[Difference]:
    """Pairs that somebody changed during a run, and that the run after it did not bring together."""
    for pair in dict.fromkeys(pairs):
        crm, finance = records.live.get(pair.crm), records.live.get(pair.finance)
        if crm is None or finance is None or not in_view(run.terms, pair.crm, crm):
            continue
        for row in apart(run.terms, pair, crm, finance):
            way = Way((), "somebody changed it during a run", ("SYN-15", "FLT-12"))
            wrong = f"and now {row.crm} is {crm.get(row.crm)} in the CRM and {finance.get(row.finance)} in finance"
            yield _difference(records, memory, run, pair.crm, way, wrong)


def _order(run: RunTold) -> Iterator[Difference]:
    """Of a two-way run one app's records go first: the CRM's, for items finance's. Source: CUS-08, VEN-02, ITM-02."""
    if not run.terms.both_ways:
        return
    first_is_crm = run.terms.module != ITEMS
    late = False
    for told in run.decisions:
        if told.outcome not in (*ADDED, "overwritten") or told.subject.module == "contact_persons":
            continue
        mine = (told.subject.app == CRM) is first_is_crm
        late = late or not mine
        if mine and late and told.subject.module != "Contacts":
            wrong = "this app's records go first, and one of it was added after the other's"
            yield Difference(run.name, told.subject, wrong, ("CUS-08", "VEN-02", "ITM-02"), ())


def _left_out(records: Records, memory: Memory, run: RunTold, begun: frozenset[Ref]) -> Iterator[Difference]:
    """The records that something was to be done for, and that no decision names."""
    terms, named = run.terms, {ref for told in run.decisions for ref in told.about}
    everybody = records.of(CRM, MODULES[terms.module]) + records.of(terms.organisation, MODULES[terms.module])
    wanted = [*everybody, *memory.pairs] if run.whole else sorted(begun)
    paired: set[Together] = set()
    for ref in dict.fromkeys(wanted):
        pair = memory.pairs.get(ref)
        if ref.app not in (CRM, terms.organisation) or ref.module not in MODULES[terms.module] or pair in paired:
            continue
        if pair is not None:
            paired.add(pair)
        about = (ref,) if pair is None else (pair.crm, pair.finance)
        if not named.isdisjoint(about) or not run.touched.isdisjoint(about):
            continue
        ways = ways_of(records, memory, run, ref)
        if not any(way.rests for way in ways):
            wrong = f"so it is to be {' or '.join(ways[0].outcomes)}, and nothing was said of it"
            yield _difference(records, memory, run, ref, ways[0], wrong)


def _listed(conflicts: Sequence[tuple[str, str]]) -> str:
    return ", ".join([f"{name} ({winner}'s stands)" for name, winner in conflicts]) or "none"
