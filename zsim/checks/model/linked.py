"""What may become of two records that belong together: an edit is a difference from what they agreed on, by field.

Source: CUS-07, CUS-15, CUS-19 to CUS-25, DEL-12, DEL-13, IMP-06, ITM-02, MAP-08, VIW-07.
"""

from __future__ import annotations

from dataclasses import replace

from zsim.checks.model.adding import NAMES_OF_A_CONTACT, added_or_matched
from zsim.checks.model.kinds import KINDS, chosen_kinds, in_view, included, kind_of_crm, name_of
from zsim.checks.model.matching import SKUS, free_name, free_sku, name_taken, sku_of, sku_taken
from zsim.checks.model.merging import ToCross, merged
from zsim.checks.model.records import Records
from zsim.checks.model.scene import Scene
from zsim.checks.model.state import Memory, Together
from zsim.checks.model.told import CRM, account_of, customer_of
from zsim.checks.model.values import CURRENCIES, alike, blank
from zsim.checks.model.way import ANYHOW, Made, Way, nothing
from zsim.ports.folding import folded
from zsim.ports.records import Fields, RecordId, Ref, Value


def pair_ways(scene: Scene, pair: Together, subject: Ref, *, listed: bool) -> tuple[Way, ...]:
    """What may become of one of two records that are both there; ``listed`` says that the views show the CRM's.

    A run speaks of a pair once, or once for either record: then each brings what was edited in it. Afterwards all that
    was edited must have crossed.
    """
    crm = scene.records.live[pair.crm]
    if pair.kind not in chosen_kinds(scene.terms) and not scene.run.single:
        return _of_another_choice(scene, pair)
    now = kind_of_crm(scene.terms, pair.crm, crm)
    moved = _moved(scene, pair, now) if pair.crm.module == "Contacts" else ()
    if moved and subject == pair.finance:  # of which nothing need be said, once the contact has its turn
        may = {pair.crm: frozenset(merged(scene, pair).crm if scene.terms.both_ways else ()) | NAMES_OF_A_CONTACT}
        moved += (Way(("unchanged", "updated"), "its move is told of the contact", ("CUS-24", "CUS-25"), may=may),)
    if moved:
        return moved
    if pair in scene.memory.unsure or _moved_in_finance(scene, pair, crm):
        words = ("unchanged", "updated", "conflict", "failed", "excluded")
        return (Way(words, "somebody changed it during a run", ("SYN-15", "FLT-12"), open=True),)
    merge = merged(scene, pair)
    settled = _settled(scene, pair, merge)
    own = merge.of(subject, changed=subject in scene.begun)
    if own != merge:
        settled += _settled(scene, pair, own)
    settled += _with_new_fields(scene, pair, merge, own)
    if merge.left & merge.either:  # whether that counts which was edited while only the CRM's values crossed is open
        settled += (Way(("conflict",), "it was edited in finance as well, before", ("CUS-21",), open=True),)
    if merge.unmapped:
        settled += (Way(ANYHOW, f"{merge.unmapped} was not mapped for a time", ("MAP-09",), open=True),)
    finance, rows = scene.records.live[pair.finance], scene.terms.rows.get(pair.kind, ())
    if pair in scene.memory.merged and not all(alike(scene.terms, row, crm, finance) for row in rows):
        # whose values stand where others were merged into it is not stated
        settled += (Way(ANYHOW, "others were merged into it", ("CUS-14", "CUS-32"), open=True),)
    if pair.kind == "person" and home_of(scene.memory, crm) is None:  # whether edits cross is not said
        settled += nothing(("excluded", "unchanged"), "its account is not synced", "CUS-03")
    if listed or scene.run.single:
        return settled
    out = nothing(("excluded", "unchanged"), "it is outside the view", "DEL-12", "VIW-01")
    alone = pair.kind == "contact" and scene.terms.listed(pair.crm)  # whether its account must be in view is not said
    pushes = merge.crm and scene.terms.both_ways  # a view filters one direction: VIW-07
    return (*out, *settled) if alone or pushes else out


def _with_new_fields(scene: Scene, pair: Together, merge: ToCross, own: ToCross) -> tuple[Way, ...]:
    """The other ways in which newly mapped fields may cross: whose value stands, or whether they do, is not said."""
    turned = merged(scene, pair, turned=True) if merge.newly else merge
    ways = _settled(scene, pair, turned) if turned != merge else ()
    doubtful = _doubtful(scene, pair, merge)
    for each in (merge, own) if doubtful else ():
        ways += _settled(scene, pair, each.without(doubtful))
    return ways


def _doubtful(scene: Scene, pair: Together, merge: ToCross) -> set[str]:
    """The newly mapped fields of which it is not said whether they cross now.

    They are those mapped since the last run, as the records changed before or after that, and all where a run is to
    refresh in place of one that broke off, where others were merged into the pair, and where nothing changed but in
    the second of the edit.
    """
    unsure = scene.run.again or pair in scene.memory.merged or scene.begun.isdisjoint((pair.crm, pair.finance))
    return merge.newly if unsure else merge.first


def _moved_in_finance(scene: Scene, pair: Together, crm: Fields) -> bool:
    """Whether a contact person is at another customer than its account's; what becomes of that is not said."""
    home = home_of(scene.memory, crm) if pair.kind == "person" else None
    return home is not None and customer_of(scene.records.live[pair.finance], pair.finance.app).id != home


def unsettled(scene: Scene, pair: Together) -> bool:
    """Whether something is to cross in a pair that both sides take part in, after a run spoke of it."""
    crm = scene.records.live.get(pair.crm)
    if crm is None or pair.finance not in scene.records.live or pair in scene.memory.unsure:
        return False
    if kind_of_crm(scene.terms, pair.crm, crm) != pair.kind or not in_view(scene.terms, pair.crm, crm):
        return False
    if pair in scene.memory.merged or (pair.kind == "person" and home_of(scene.memory, crm) is None):
        return False
    merge = merged(scene, pair)
    unchanged = pair.crm not in scene.begun  # then what is newly mapped need not cross: MAP-09
    new = merge.newly if scene.run.again or unchanged else merge.first
    ways = _settled(scene, pair, merge.without({*new, *CURRENCIES}))
    return not any(way.rests or way.outcomes == ("failed",) for way in ways)


def _settled(scene: Scene, pair: Together, merge: ToCross) -> tuple[Way, ...]:
    """The one way in which what is to cross does."""
    filled = _filled(scene, pair)
    crosses = merge.finance or merge.crm or merge.conflicts
    left = merge.left | NAMES_OF_A_CONTACT if NAMES_OF_A_CONTACT & merge.left else merge.left  # derived of each other
    if merge.unpriced:
        still = () if crosses else ("unchanged",)  # whether it fails where that alone is to cross is not said
        return (Way(("failed", *still), f"{merge.unpriced} has no rate to cross by", ("ITM-15", "CUS-28")),)
    if not crosses:
        rest = ("unchanged", "updated") if left else ("unchanged",)
        return (Way(rest, "nothing mapped was edited", ("CUS-23",), may={pair.crm: frozenset(left)}),)
    numbered = _numbered(scene, pair, merge) if pair.copied else merge
    taken = _taken(scene, pair, numbered)
    if taken:
        both = tuple(merge.conflicts)
        # whether what was edited in finance crosses all the same is not said
        return (Way(("failed",), taken, ("CUS-20", "CUS-28"), may={pair.crm: filled | {*merge.crm}}, either=both),)
    writes: dict[Ref, Fields] = {}
    may: dict[Ref, frozenset[str]] = {}
    respelled = _respelled(scene, pair, merge) if pair.copied else frozenset()
    if merge.finance:
        writes[pair.finance] = {name: each for name, each in numbered.finance.items() if name not in respelled}
        may[pair.finance] = respelled
    if merge.crm:
        writes[pair.crm] = {name: value for name, value in merge.crm.items() if name not in NAMES_OF_A_CONTACT}
    named = NAMES_OF_A_CONTACT if NAMES_OF_A_CONTACT & merge.crm.keys() else frozenset()
    if named or left:
        may[pair.crm] = named | left
    if named:  # a name that the CRM derives of its parts goes back to finance: CUS-15
        may[pair.finance] = respelled | frozenset(
            [row.finance for row in scene.terms.rows[pair.kind] if row.crm in named]
        )
    words = ["conflict", "updated"] if merge.conflicts or merge.either else ["updated"]
    words += [] if writes or any(may.values()) else ["unchanged"]  # neither side can hold the other's value
    may[pair.crm] = may.get(pair.crm, frozenset()) | filled
    rules = ["CUS-21"] if merge.conflicts else ["CUS-15", "CUS-23"] if scene.terms.both_ways else ["CUS-07"]
    conflicts = tuple([each for each in merge.conflicts if each[0] not in merge.either])
    either = _either(merge)
    why = "what was edited on one side goes to the other"
    return (Way(tuple(words), why, tuple(rules), writes, may, conflicts=conflicts, either=either),)


def _filled(scene: Scene, pair: Together) -> frozenset[str]:
    """The blanks of the CRM's record for which finance fills in its own: whether that crosses is not said.

    Source: MAP-05, MAP-09.
    """
    crm = scene.records.live[pair.crm]
    rows = scene.terms.rows.get(pair.kind, ())
    return frozenset([row.crm for row in rows if row.filled is not None and blank(crm.get(row.crm))])


def _either(merge: ToCross) -> tuple[tuple[str, str], ...]:
    """The fields that may be named as edited on both sides, whoever wins."""
    return tuple([(name, winner) for name in sorted(merge.either) for winner in (CRM, "finance")])


def _numbered(scene: Scene, pair: Together, merge: ToCross) -> ToCross:
    """What a copy gets: its name, or SKU, with a number behind it where that is taken. Source: CUS-18."""
    finance = dict(merge.finance)
    name, but = (KINDS[pair.kind].crm_name, KINDS[pair.kind].finance_name), (pair.finance,)
    agreed = scene.memory.agreed.get(pair, {})
    for row in (name, *([SKUS] if pair.kind == "item" else [])):
        if row[1] in merge.restored & finance.keys() and row in agreed:
            finance[row[1]] = agreed[row].finance  # what was edited in finance is put back as it was, with its number
        elif not blank(finance.get(row[1])):
            free = free_name(scene, pair.kind, str(finance[row[1]]), but) if row == name else ""
            finance[row[1]] = free or free_sku(scene, str(finance[row[1]]), but)
    return replace(merge, finance=finance)


def _respelled(scene: Scene, pair: Together, merge: ToCross) -> frozenset[str]:
    """The name and SKU of a copy that the CRM spells otherwise now: whether they keep their number is not said."""
    rows, agreed = ((KINDS[pair.kind].crm_name, KINDS[pair.kind].finance_name), SKUS), scene.memory.agreed.get(pair, {})
    return frozenset(
        [
            row[1]
            for row in rows
            if row in agreed and folded(str(merge.finance.get(row[1]))) == folded(str(agreed[row].crm))
        ]
    )


def _taken(scene: Scene, pair: Together, merge: ToCross) -> str:
    """Why the name or SKU that finance is to get is refused, if it is."""
    name_field = KINDS[pair.kind].finance_name
    name = merge.finance.get(name_field)
    if name is not None and name_taken(scene, pair.kind, str(name), (pair.finance,)):
        return f"the name {name} is taken in finance"
    sku = str(merge.finance.get("sku") or "").strip()
    mine = sku_of(pair.finance, scene.records.live[pair.finance])
    if pair.kind == "item" and sku and sku != mine and sku_taken(scene, sku, (pair.finance,)):
        return f"the SKU {sku} is taken in finance"
    return ""


def _of_another_choice(scene: Scene, pair: Together) -> tuple[Way, ...]:
    """A pair that the module choice does not look after; a contact that is something else now changes its customer."""
    now = kind_of_crm(scene.terms, pair.crm, scene.records.live[pair.crm])
    changed = _moved(scene, pair, now) if pair.crm.module == "Contacts" else ()
    return changed or nothing(("excluded", "unchanged"), "the module choice leaves it out", "CUS-01", "CUS-02")


def _moved(scene: Scene, pair: Together, now: str | None) -> tuple[Way, ...]:
    """What becomes of a contact that is at another account, or gained or lost one. Source: CUS-24, CUS-25, CUS-35."""
    crm = scene.records.live[pair.crm]
    if pair.kind == "person" and now == "person":
        return _at_another(scene, pair, crm)
    if pair.kind == "person" and now == "contact":
        anew = added_or_matched(scene, "contact", pair.crm)  # whether the contact person goes is not said
        outside = nothing(("excluded", "unchanged"), "it is outside the view", "VIW-01")
        listed = scene.run.single or in_view(scene.terms, pair.crm, crm)
        return (*anew, *[each._replace(gone=(pair.finance,)) for each in anew], *(() if listed else outside))
    if pair.kind == "person":
        merge = merged(scene, pair).crm if scene.terms.both_ways else {}  # whether finance's edits cross is not said
        may = {pair.crm: frozenset(merge) | NAMES_OF_A_CONTACT}
        why, rules = "it has no account any more and stops updating", ("CUS-04", "CUS-05", "CUS-25")
        return (Way(("excluded", "unchanged", "updated"), why, rules, may=may),)
    if pair.kind == "contact" and now == "person":
        if home_of(scene.memory, crm) is None:  # it stays what it is until then; whether its edits cross is not said
            rests = nothing(("excluded", "unchanged"), "its account is not synced", "CUS-03", "FND-11")
            if pair in scene.memory.merged:
                return (Way(ANYHOW, "its own was merged into it", ("CUS-30",), open=True), *rests)
            return (*rests, *_settled(scene, pair, merged(scene, pair)))
        made = Made(scene.terms.organisation, "contact_persons", {"contact_id": home_of(scene.memory, crm)})
        used, words = scene.records.used(pair.finance), ("created", "updated", "overwritten", "merged")
        why = "it has an account now: a contact person takes the place of its customer"
        exact = Way(words, why, ("CUS-25",), made=made)
        exact = exact._replace(idle=(pair.finance,)) if used else exact._replace(gone=(pair.finance,))
        joined = _at_theirs(
            scene, exact, Ref(scene.terms.organisation, "customers", RecordId(str(home_of(scene.memory, crm))))
        )
        if in_view(scene.terms, pair.crm, crm) and not scene.run.single:
            return (exact, joined)
        rests = nothing(("excluded", "unchanged"), "no run takes it in as a contact person", "FND-11", "VIW-04")
        return (exact, joined, *rests, *_settled(scene, pair, merged(scene, pair)))
    if pair.kind == "contact" and now is None and pair.origin == CRM and not included(scene.terms):
        return nothing(("excluded", "unchanged"), "contacts without an account are left out", "CUS-04", "CUS-05")
    return ()


def _at_another(scene: Scene, pair: Together, crm: Fields) -> tuple[Way, ...]:
    """What becomes of a contact person whose contact is at another account than its customer's."""
    home, holder = home_of(scene.memory, crm), customer_of(scene.records.live[pair.finance], pair.finance.app)
    if home == holder.id or scene.memory.homes.get(pair) == crm.get("Account_Name"):
        return ()  # it did not move; who merges customers takes their persons along: DEL-17
    if home is None:
        words = ("excluded", "skipped", "failed", "unchanged", "updated")
        pushed = merged(scene, pair).crm if scene.terms.both_ways else {}  # whether finance's edits cross is not said
        may = {pair.crm: frozenset(pushed) | NAMES_OF_A_CONTACT}
        return (Way(words, "its account is not synced", ("CUS-24", "VIW-04"), may=may),)
    if scene.terms.policy("moved_contact") == "refuse":
        return (Way(("failed",), "a contact does not move", ("CUS-24",)),)
    made = Made(scene.terms.organisation, "contact_persons", {"contact_id": home})
    may = {pair.crm: frozenset([row.crm for row in scene.terms.rows.get("person", ())]) | NAMES_OF_A_CONTACT}
    merge = merged(scene, pair)
    both = (*merge.conflicts, *_either(merge))
    exact = Way(
        ("updated", "created", "overwritten", *(["conflict"] if both else [])),
        "it moved to another account",
        ("CUS-24",),
        may=may,
        either=both,
        made=made,
        gone=(pair.finance,),
    )
    ways = (exact, _at_theirs(scene, exact, Ref(holder.app, "customers", RecordId(str(home)))))
    outside = nothing(("excluded", "unchanged"), "it is outside the view", "VIW-04")
    return ways if in_view(scene.terms, pair.crm, crm) else (*ways, *outside)


def _at_theirs(scene: Scene, exact: Way, customer: Ref) -> Way:
    """The way in which the customer holds that contact person already. Source: CUS-26."""
    theirs = frozenset([row.finance for row in scene.terms.rows.get("person", ())])
    return exact._replace(made=None, may={**exact.may, **dict.fromkeys(scene.records.persons_of(customer), theirs)})


def home_of(memory: Memory, crm: Fields) -> Value:
    """The id of the customer of a contact's account, if that is synced."""
    account = account_of(crm)
    pair = memory.pairs.get(account) if account is not None else None
    return None if pair is None else pair.finance.id


def shown(records: Records, ref: Ref) -> str:
    """A record as people call it, with what it holds."""
    fields = records.live.get(ref)
    if fields is None:
        return f"{ref.app}'s {ref.module} {ref.id}, which is gone"
    held = ", ".join([f"{name} {value}" for name, value in fields.items() if not blank(value)])
    return f"{ref.app}'s {ref.module} {name_of(ref, fields)} ({held})"
