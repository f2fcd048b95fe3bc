"""What may become of a record that belongs to none of the other side: whether it takes part, and as what.

Source: CUS-03 to CUS-07, CUS-29, CUS-36, DEL-05 to DEL-07, FND-04, FND-11, IMP-01, VIW-01, VIW-04, VIW-07.
"""

from __future__ import annotations

from zsim.checks.model.adding import NO_RATE, added_or_matched, lacks_rate
from zsim.checks.model.kinds import comparable_name, in_view, kind_of_crm, kind_of_finance, name_of
from zsim.checks.model.matching import clone_was_renamed, namesakes, sku_of, standing_clone
from zsim.checks.model.scene import Scene
from zsim.checks.model.state import Apart, Together, edited_in_crm, restored
from zsim.checks.model.told import CRM, account_of, customer_of
from zsim.checks.model.values import same
from zsim.checks.model.way import Way, nothing
from zsim.ports.records import Ref

OUT = ("excluded",)
ANEW = ("created", "overwritten", "cloned", "skipped", "updated", "merged", "failed")


def lone_ways(scene: Scene, ref: Ref) -> tuple[Way, ...]:
    """What may become of a live record that is in no pair."""
    if ref in scene.memory.absorbed:
        rests = nothing((*OUT, "unchanged", "merged"), "it was merged into another", "CUS-14")
        if not (scene.terms.merges and scene.records.inactive(ref)):  # whether it goes into that again is not said
            rests += (Way(("merged",), "it is of the name of another", ("CUS-32",), open=True),)
        into, called, _ = scene.memory.absorbed[ref]
        if into is None:  # whether it is new once it is of another name, or SKU, is not said
            return (*rests, *[each._replace(open=True) for each in fresh_ways(scene, ref)])
        stands = scene.memory.pairs.get(into.crm) == into and called == name_of(ref, scene.records.live[ref])
        kind = (kind_of_crm if ref.app == CRM else kind_of_finance)(scene.terms, ref, scene.records.live[ref])
        if kind is not None and lacks_rate(scene, kind, ref, {}):
            rests += (NO_RATE,)
        if stands and _of_its_name(scene, ref, into) and kind in (None, into.kind) and scene.terms.merges:
            return rests
        # whether it is new once overwrite is chosen no more, or that pair is over or of another name, is not said
        return (*rests, *[each._replace(open=True) for each in fresh_ways(scene, ref)])
    ended = scene.memory.ended.get(ref)
    if ended is not None:
        return _of_ended(scene, ref, ended)
    cloned = nothing(OUT, "its name was cloned", "CUS-36", "ITM-13", "VEN-08")
    clone = standing_clone(scene, ref)
    if clone is not None:
        return cloned if clone.found else (*cloned, *fresh_ways(scene, ref))
    if clone_was_renamed(scene, ref):  # whether that ends it, or only once that crossed, is not said
        return (*fresh_ways(scene, ref), *cloned)
    return fresh_ways(scene, ref)


def _of_its_name(scene: Scene, ref: Ref, into: Together) -> bool:
    """Whether a record is of the name of a pair, or whoever is gone of it."""
    there = into.crm if ref.app == CRM else into.finance
    if there not in scene.records.live:
        return True
    mine, theirs = [sku_of(each, scene.records.live[each]) for each in (ref, there)]
    if scene.terms.rules.compares_sku and mine and theirs:
        return mine == theirs
    one, other = [comparable_name(scene.terms, name_of(each, scene.records.live[each])) for each in (ref, there)]
    return one == other


def fresh_ways(scene: Scene, ref: Ref) -> tuple[Way, ...]:
    """What may become of a record that was in no pair so far."""
    return _fetched(scene, ref) if ref.app == CRM else _pushed(scene, ref)


def _fetched(scene: Scene, ref: Ref) -> tuple[Way, ...]:
    fields, single = scene.records.live[ref], scene.run.single
    kind = kind_of_crm(scene.terms, ref, fields)
    if single and (kind is None or (ref.module == "Contacts" and scene.terms.rules.searches_all)):
        # a customer is fetched (SYN-09), or somebody is selected (FND-11): which it was is not told
        why = "selected by itself, it becomes a customer"
        return (Way((*ANEW, *OUT), why, ("FND-04", "FND-11", "SYN-09"), open=True),)
    if kind is None:
        return nothing(OUT, "the module choice leaves it out", "CUS-01", "CUS-02", "CUS-04", "CUS-05")
    if not single and not in_view(scene.terms, ref, fields):
        return nothing(OUT, "it is outside the view", "VIW-01", "VIW-04")
    if kind == "person":
        account = account_of(fields)
        pair = scene.memory.pairs.get(account) if account is not None else None
        if pair is None or pair.finance not in scene.records.live:
            words = (*OUT, "skipped", "failed")
            return (Way((*words, *ANEW) if single else words, "its account is not synced", ("CUS-03",), open=single),)
    return added_or_matched(scene, kind, ref)


def _pushed(scene: Scene, ref: Ref) -> tuple[Way, ...]:
    fields = scene.records.live[ref]
    if not scene.terms.both_ways:
        return nothing(OUT, "nothing of finance's goes to the CRM", "CUS-07", "IMP-01", "CON-10")
    kind = kind_of_finance(scene.terms, ref, fields)
    if kind is None:
        return nothing(OUT, "its type is outside the module choice", "CUS-29")
    if kind == "person":
        home = scene.memory.pairs.get(customer_of(fields, ref.app))
        if home is None or home.kind != "account" or scene.terms.policy("contact_persons") == "hold":
            return nothing((*OUT, "skipped"), "a contact person whose customer is no account stays", "CUS-03", "CUS-06")
    ways = added_or_matched(scene, kind, ref)
    # no document says whether an inactive record goes to the CRM
    return (*ways, *nothing(OUT, "it is inactive", "CUS-06")) if scene.records.inactive(ref) else ways


def _of_ended(scene: Scene, ref: Ref, ended: Apart) -> tuple[Way, ...]:
    """What may become of a record whose pair ended."""
    pair = ended.pair
    other = pair.other(ref)
    if other in scene.records.live:
        if ref.app == CRM and restored(scene.records, scene.memory, ref) and other not in scene.memory.pairs:
            return _restored(scene, ref, other)
        again = tuple([each._replace(open=True) for each in fresh_ways(scene, ref)])
        again += nothing((*OUT, "unchanged", "kept"), "its pair ended", "DEL-05")
        if ref.app != CRM and restored(scene.records, scene.memory, other):  # finance's may have its turn first
            again += (Way(("updated",), "its own was restored in the CRM", ("DEL-07",), open=True),)
        return again
    later = scene.records.changed[ref][1] > scene.records.gone[other]
    later = later and (ref.app == CRM or ref in scene.begun)  # a run's own note that its pair ended is no edit
    if ref.app == CRM:
        comes = pair.origin == CRM or restored(scene.records, scene.memory, ref)
        why, rule = "its record in finance was deleted", "DEL-06"
    else:
        comes = scene.terms.policy("crm_deleted") == "recreate"
        why, rule = "its record in the CRM was deleted", "DEL-05"
    if ref.app == CRM and kind_of_crm(scene.terms, ref, scene.records.live[ref]) != pair.kind:
        return fresh_ways(scene, ref)  # it is something else now: CUS-25
    if scene.run.single and ref.app == CRM:
        return (Way((*ANEW, *OUT), "somebody asks for it", ("SYN-09",), open=True),)
    stays = nothing((*OUT, "kept", "unchanged"), why, rule, "DEL-05")
    # before that was deleted, in one interval, or outside the view
    edited = comes and not later and (ref in scene.begun or ref in scene.memory.unseen)
    if edited or (ref.app == CRM and (restored(scene.records, scene.memory, ref) or _went_along(scene, pair))):
        return (*stays, *[each._replace(open=True) for each in fresh_ways(scene, ref)])
    if comes and later and not _edited(scene, ref, ended):
        return (*stays, *[each._replace(open=True) for each in fresh_ways(scene, ref)])
    if ended.outcome == "deactivated" and ref.app != CRM:  # somebody makes it active: whether it is pushed is not said
        return (*stays, *[each._replace(open=True) for each in fresh_ways(scene, ref)])
    if comes and later:
        # where it was let go just now it is told as kept, and then as made anew
        let_go = spoken_of_twice(scene, ref) or other in scene.begun
        return (*fresh_ways(scene, ref), *stays) if let_go else fresh_ways(scene, ref)
    return stays


def _edited(scene: Scene, ref: Ref, ended: Apart) -> bool:
    """Whether a mapped field was edited since a pair ended; whether more than that brings a record back is not said."""
    fields = scene.records.live[ref]
    if ref.app == CRM:
        return edited_in_crm(scene.terms, ended.pair.kind, ended.agreed, fields)
    return any(not same(fields.get(name), was.finance) for (_, name), was in ended.agreed.items())


def spoken_of_twice(scene: Scene, ref: Ref) -> bool:
    """Whether a run says of a record that it was let go, and then what became of it."""
    return len([each for each in scene.run.decisions if each.subject == ref]) > 1


def _went_along(scene: Scene, pair: Together) -> bool:
    """Whether a contact person went with its customer, which nobody deleted by itself."""
    held = scene.records.last.get(pair.finance, {})
    return pair.kind == "person" and customer_of(held, pair.finance.app) in scene.records.gone


def _restored(scene: Scene, ref: Ref, other: Ref) -> tuple[Way, ...]:
    """Restored in the CRM, a record is of its pair again, and an inactive copy active. Source: DEL-07."""
    rows = scene.terms.rows
    mapped = frozenset([name for each in rows.values() for row in each for name in (row.crm, row.finance)])
    idle = scene.records.inactive(other)
    copied = scene.memory.ended[ref].pair.origin == CRM  # whether that is said of what was born in finance is open
    writes = {other: {"status": "active"}} if idle and copied else {}
    words = ("updated", "created") if idle else ("updated", "unchanged", "created")
    way = Way(
        words, "it was restored in the CRM", ("DEL-07",), writes, {ref: mapped, other: mapped | {"status"}}, joins=True
    )
    ways: tuple[Way, ...] = (way,)
    if scene.terms.merges and namesakes(scene, scene.memory.ended[ref].pair.kind, ref, own_side=True):
        ways += (Way(("merged", "overwritten"), "several are called so, and overwrite merges", ("CUS-14",), open=True),)
    fields, kind = scene.records.live[ref], scene.memory.ended[ref].pair.kind
    agreed, there = scene.memory.ended[ref].agreed, scene.records.live[other]
    if any(fields.get(a) != was.crm and there.get(b) != was.finance for (a, b), was in agreed.items()):
        ways += (Way(("conflict",), "both were edited meanwhile", ("DEL-07", "CUS-21"), open=True),)
    now, account = kind_of_crm(scene.terms, ref, fields), account_of(fields)
    if now is not None and now != kind:
        ways += tuple([each._replace(open=True) for each in fresh_ways(scene, ref)])
    listed = now == kind and in_view(scene.terms, ref, fields)
    looked_after = listed and (kind != "person" or account in scene.memory.pairs)
    out = nothing(OUT, "the view, or the module choice, leaves it out", "VIW-01", "CUS-01", "CUS-03", "CUS-04")
    return ways if looked_after or scene.run.single else (*ways, *out)
