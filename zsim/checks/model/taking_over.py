"""Taking over what a decision did: whom it joined, whose pair it ended, and what the two hold now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zsim.checks.model.kinds import KINDS, in_view, kind_of_crm, kind_of_finance, name_of
from zsim.checks.model.records import Records
from zsim.checks.model.state import FINANCE, Agreed, Apart, Aside, Memory, Together, restored
from zsim.checks.model.told import CRM, DecisionTold, Terms, account_of
from zsim.checks.model.values import alike, blank, held_by_crm
from zsim.ports.records import Fields, RecordId, Ref
from zsim.ports.schema import OWN_ID_FIELD

JOINS = frozenset({"created", "cloned", "overwritten", "updated", "merged", "conflict", "unchanged", "finished"})


def agree(
    records: Records, memory: Memory, terms: Terms, pair: Together, about: Sequence[Ref], *, rests: bool = False
) -> None:
    """Note what the sides of a pair hold now that a decision spoke of: a later difference from this is an edit.

    Of a field that differs, the other side's edit is yet to be spoken of; so is the CRM's outside the view. ``rests``
    says that the decision leaves all as it is: whether a field mapped since then counts as agreed on is not said.
    Source: MAP-09, VIW-01.
    """
    crm, finance = records.live.get(pair.crm), records.live.get(pair.finance)
    if crm is None or finance is None:
        return
    account = account_of(crm) if pair.kind == "person" else None
    home = memory.pairs.get(account) if account is not None else None
    if home is not None and home.finance.id == finance.get("contact_id"):
        memory.homes[pair] = crm.get("Account_Name")
    agreed, theirs = memory.agreed.setdefault(pair, {}), pair.finance in about
    ours = pair.crm in about and in_view(terms, pair.crm, crm)
    for row in terms.rows.get(pair.kind, ()):
        key, now = (row.crm, row.finance), Agreed(held_by_crm(row, crm), finance.get(row.finance))
        then = agreed.get(key)
        if alike(terms, row, crm, finance):
            memory.left.get(pair, set()).discard(key)
        elif then is not None and theirs and not terms.both_ways and now.finance != then.finance:
            memory.left.setdefault(pair, set()).add(key)
        empty = blank(now.crm) and blank(now.finance)
        apart = rests and (blank(now.crm) or not alike(terms, row, crm, finance))
        if then is None and (empty or apart) and memory.newly_mapped(pair, key):
            continue  # whether a field counts as agreed on before the record changes is not said: MAP-09
        if alike(terms, row, crm, finance) or (ours and theirs):
            agreed[key] = now
            memory.unmapped.get(pair, set()).discard(key)
        elif then is not None and not memory.newly_mapped(pair, key):
            agreed[key] = Agreed(now.crm if ours else then.crm, now.finance if theirs else then.finance)


def take_over(records: Records, memory: Memory, terms: Terms, told: DecisionTold, *, broken_off: bool = False) -> None:
    """Take over what a decision did: whom it joined, whose pair it ended, and what the two hold now.

    Of a run that was broken off, what was meant and not written is not agreed on.
    """
    for change in told.changes:
        records.take(change)
    joined = dict.fromkeys(_joined(records, memory, terms, told)) if told.outcome in (*JOINS, "failed") else {}
    joined |= dict.fromkeys(_recognised(records, memory, terms, told)) if told.outcome in JOINS else {}
    if told.outcome == "failed":  # the answer to its last write may not have come
        noted = {each.ref for each in told.changes if each.ref.app != CRM}
        joined = dict.fromkeys([each for each in joined if each.finance in noted])
    if told.outcome in JOINS and told.outcome != "merged":
        _join_restored(records, memory, told)
    for pair in joined:
        _join(records, memory, terms, pair)
    if told.outcome in JOINS and not (broken_off and told.outcome in ("updated", "conflict") and not told.changes):
        made = [each.ref for each in told.made()]
        for pair in dict.fromkeys([memory.pairs[ref] for ref in (*told.about, *made) if ref in memory.pairs]):
            both = (pair.crm, pair.finance)
            spoken_of = (*told.about, *made) if set(made).isdisjoint(both) else both
            agree(records, memory, terms, pair, spoken_of, rests=told.outcome == "unchanged")
    for ref in told.about if told.outcome != "failed" else ():
        held = memory.pairs.get(ref)
        if held is not None and _is_over(records, held, told.outcome):
            memory.part(held, told.outcome)
    for change in told.taken():
        if change.ref in memory.pairs:
            memory.part(memory.pairs[change.ref], told.outcome)
    if told.outcome == "merged":
        _absorb(records, memory, told)
    _part_unnoted(records, memory, terms, told)


def _part_unnoted(records: Records, memory: Memory, terms: Terms, told: DecisionTold) -> None:
    """Take in that a pair ended which no record of finance noted, for a fault. Source: DEL-01, DEL-06, FLT-03."""
    shaken = memory.shaken[terms.module]
    left = told.named if told.outcome == "kept" and told.subject not in records.live else ()
    for ref in [each for each in left if each in shaken and each in records.live and each not in memory.pairs]:
        of = kind_of_crm if ref.app == CRM else kind_of_finance
        kind = of(terms, ref, records.live[ref]) if ref.app != CRM or ref not in memory.ended else None
        crm, finance = (ref, told.subject) if ref.app == CRM else (told.subject, ref)
        if kind is not None and crm.app != finance.app:
            memory.ended[ref] = Apart(Together(kind, crm, finance, FINANCE), told.outcome)


def _absorb(records: Records, memory: Memory, told: DecisionTold) -> None:
    """Take in who went into whose pair."""
    into = [memory.pairs[ref] for ref in told.about if ref in memory.pairs]
    for ref in told.about:
        if ref not in memory.pairs:
            called = name_of(ref, records.live.get(ref) or records.last.get(ref, {}))
            memory.absorbed[ref] = Aside(into[0] if into else None, called)
    memory.merged.update(into)


def _join(records: Records, memory: Memory, terms: Terms, pair: Together) -> None:
    """Join a pair; where it takes over that of a record merged into it in the CRM, whose values stand is not said."""
    former = memory.pairs.get(pair.finance)
    memory.join(pair)
    takes_over = former is not None and former.crm not in records.live and pair.crm in records.live
    if takes_over:
        memory.merged.add(pair)
        if kind_of_crm(terms, pair.crm, records.live[pair.crm]) == pair.kind:
            memory.unsure[pair] = None


def _is_over(records: Records, pair: Together, outcome: str) -> bool:
    """Whether a pair has ended: one of the two is gone, or was left behind; a run that broke off may only mean to."""
    if outcome == "deactivated":
        return records.inactive(pair.finance)
    if pair.crm not in records.live and pair.finance in records.live:
        return outcome == "kept"
    return outcome == "kept" or pair.crm not in records.live or pair.finance not in records.live


def _joined(records: Records, memory: Memory, terms: Terms, told: DecisionTold) -> Iterator[Together]:
    """The pairs that what was written notes."""
    made = {each.ref for each in told.made()}
    for change in told.changes:
        after = change.after
        put_out = records.inactive(change.ref) and (change.before or {}).get("status") == "active"
        if after is None or change.ref not in records.live or put_out:
            continue
        for crm, finance, kind in _noted(records, terms, change.ref, change.before or {}, after):
            known = memory.pairs.get(crm)
            noted_before = change.ref == crm and after.get(OWN_ID_FIELD) == (change.before or {}).get(OWN_ID_FIELD)
            ended = memory.ended.get(crm)
            if noted_before and (ended is None or ended.pair.finance != finance):
                continue  # by a connection before
            former = (change.before or {}).get(KINDS[kind].note) if change.ref == finance else None
            if former == crm.id and crm not in told.about:
                continue  # it is of another now, and still notes whose it was
            if known is None or known.finance != finance:
                origin = _origin(told, made, ended.pair if ended else known, crm, finance)
                if finance in made and known is not None and known.kind == kind == "person":
                    origin = known.origin  # a contact person that moved is the one it was: CUS-24, DEL-16
                again = ended is not None and (ended.pair.crm, ended.pair.finance) == (crm, finance)
                copied = told.outcome == "cloned" or (ended is not None and again and ended.pair.copied)
                yield Together(kind, crm, finance, origin, copied)


def _recognised(records: Records, memory: Memory, terms: Terms, told: DecisionTold) -> Iterator[Together]:
    """The pair of a record with the one of finance that notes it from before, which nothing need be written for."""
    fields = records.live.get(told.subject)
    kind = None if fields is None or told.subject.app != CRM else kind_of_crm(terms, told.subject, fields)
    if kind is None or told.subject in memory.pairs or told.outcome not in ("updated", "unchanged"):
        return
    written = {each.ref for each in told.changes}
    for ref in [each for each in told.named if each not in written]:
        held = records.live.get(ref, {}) if ref not in memory.pairs and ref not in memory.ended else {}
        if ref.app == terms.organisation and held.get(KINDS[kind].note) == told.subject.id:
            yield Together(kind, told.subject, ref, CRM if held.get("source") == "crm" else FINANCE)


def _join_restored(records: Records, memory: Memory, told: DecisionTold) -> None:
    """A record that was restored in the CRM is of its pair again. Source: DEL-07."""
    for ref in told.about:
        ended = memory.ended.get(ref)
        gone_into_another = ref in memory.absorbed
        if ended is None or gone_into_another or not restored(records, memory, ref):
            continue
        if ended.pair.other(ref) in records.live:
            memory.join(ended.pair)
            memory.agreed.setdefault(ended.pair, dict(ended.agreed))
            memory.rejoined[ref] = records.revived[ref]


def _noted(records: Records, terms: Terms, ref: Ref, before: Fields, fields: Fields) -> Iterator[tuple[Ref, Ref, str]]:
    for kind in KINDS.values():
        if kind.module != terms.module:
            continue
        if ref.app == terms.organisation and ref.module == kind.finance and fields.get(kind.note):
            crm = Ref(CRM, kind.crm, RecordId(str(fields[kind.note])))
            unknown = crm in records.gone or crm not in records.born  # a run under way may have made it: FLT-20
            if crm in records.live or (unknown and before.get(kind.note) != crm.id):
                yield crm, ref, kind.name
        if ref.app == CRM and ref.module == kind.crm and fields.get(OWN_ID_FIELD):
            mark, _, number = str(fields[OWN_ID_FIELD]).rpartition(":")
            finance = Ref(terms.organisation, kind.finance, RecordId(number))
            if mark.startswith(f"{terms.organisation}.") and finance in records.live:
                yield ref, finance, kind.name


def _origin(told: DecisionTold, made: set[Ref], known: Together | None, crm: Ref, finance: Ref) -> str:
    """The side of the record that was there before the other was made; of two that were there, finance's.

    Source: DEL-16.
    """
    if known is not None and {known.crm, known.finance} == {crm, finance}:
        return known.origin
    if finance in made:
        return CRM
    return FINANCE
