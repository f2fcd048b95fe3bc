"""What the choice for duplicates makes of a record that is new to the other side.

Source: CUS-09 to CUS-14, CUS-18, CUS-26, CUS-27, CUS-31, CUS-32, CUS-34, IMP-09, ITM-03 to ITM-06, ITM-11 to ITM-14.
"""

from __future__ import annotations

from collections.abc import Iterator

from zsim.checks.model.kinds import KINDS, chosen_kinds, kind_of_crm, name_of
from zsim.checks.model.matching import candidates, free_name, free_sku, name_taken, namesakes, sku_of, sku_taken
from zsim.checks.model.scene import Scene
from zsim.checks.model.told import CRM, account_of
from zsim.checks.model.values import Stays, blank, to_crm, to_finance, unpriced
from zsim.checks.model.way import Made, Way, nothing
from zsim.ports.records import Fields, Ref, Value

NAMES_OF_A_CONTACT = frozenset({"First_Name", "Last_Name", "Full_Name"})
NOT_IMPORTED = ("email", "designation", "department")
"""The fields of contact persons that the import leaves blank. Source: MAP-07."""
NO_RATE = Way(("failed",), "its price has no rate to cross by", ("ITM-15", "CUS-28"))


def added_or_matched(scene: Scene, kind: str, ref: Ref) -> tuple[Way, ...]:
    """Whether it is added to the other side, or is one there already."""
    found = candidates(scene, kind, ref)
    held = candidates(scene, kind, ref, held=True) if kind != "person" else []
    ways = _by_those(scene, kind, ref, found, held)
    if ref.app == CRM and any(_was_of(scene, kind, ref, each) for each in found):
        ways += (Way(("updated", "unchanged"), "it notes that it was of it before", ("FLT-03",), open=True),)
    if kind != "person" and candidates(scene, kind, ref, absorbed=True):
        # whether one that went into another is a duplicate besides is not said
        ways += (
            Way(
                ("overwritten", "cloned", "skipped", "failed"),
                "one of its name was merged into another",
                ("CUS-32",),
                open=True,
            ),
        )
    return ways


def _was_of(scene: Scene, kind: str, ref: Ref, finance: Ref) -> bool:
    """Whether a record of finance notes a record of the CRM with which it was linked before, by whichever connection.

    A customer that was left inactive, for transactions use it, is its contact's again.
    """
    ended = scene.memory.ended.get(finance)
    noted = scene.records.live[finance].get(KINDS[kind].note) == ref.id
    return noted and (ended is None or (ended.pair.crm == ref and scene.records.inactive(finance)))


def _by_those(scene: Scene, kind: str, ref: Ref, found: list[Ref], held: list[Ref]) -> tuple[Way, ...]:
    """What the choice makes of it where these are its duplicates, in no pair, or in another."""
    if found:  # one of its SKU that belongs to another, and a free one of its name: which is meant is not said
        held = [each for each in held if _of_its_sku(scene, ref, each) and not _of_its_sku(scene, ref, found[0])]
    if not found and not held:
        return _added(scene, kind, ref)
    if kind == "person":
        return (_known_person(scene, ref, found),)
    match scene.terms.duplicates:
        case "skip":
            why = f"there is a {name_of(ref, scene.records.live[ref])} already"
            ways: tuple[Way, ...] = (Way(("skipped",), why, (*_rules(kind), "CUS-13"), meant=(*found, *held)),)
        case "overwrite":
            ways = (_overwritten(scene, kind, ref, found) if found else _fused(scene, kind, ref, held[0]),)
            if lacks_rate(scene, kind, ref, scene.records.live[(*found, *held)[0]]):
                ways = (NO_RATE,) if found else (*ways, NO_RATE)  # what is merged away brings its price, or not
            if found and held:
                ways += (_fused(scene, kind, ref, held[0]),)
            if not found and any(_of_another_kind(scene, kind, each) for each in held):  # which is meant is not said
                ways += nothing(("skipped",), "which is in a pair of another kind", "CUS-32")
            if not found and not any(_looked_after(scene, each) for each in held):
                ways += nothing(("skipped",), "whose pair the module choice leaves out", "CUS-01", "CUS-13")
        case _:
            ways = (NO_RATE if lacks_rate(scene, kind, ref, {}) else _cloned(scene, kind, ref),)
    others = [each for each in found if not _is_person(scene, each)]
    if not others and all(_of_another_kind(scene, kind, each) for each in held):
        # a contact that is somebody's contact person is no customer: whether it is a duplicate is not said
        ways += tuple([each._replace(open=True) for each in _added(scene, kind, ref)])
    return (*ways, *_unless_inactive(scene, kind, ref, found, held))


def _unless_inactive(scene: Scene, kind: str, ref: Ref, found: list[Ref], held: list[Ref]) -> Iterator[Way]:
    """What else may come of it where its duplicate is inactive, or may not be found yet.

    No document says whether an inactive record is a duplicate, or comes before an active one.
    """
    lags = scene.terms.search_lags
    if lags or scene.records.inactive((*found, *held)[0]):
        for each in _added(scene, kind, ref):
            yield each._replace(open=True, outcomes=(*each.outcomes, *(["created"] if lags else [])))
    for other in found[1:] if lags else ():  # the first may bear the name for too short a time to be found: FLT-08
        yield from _by_those(scene, kind, ref, [other], [])
    active = [each for each in found if not scene.records.inactive(each)]
    if active and active[0] != found[0]:
        yield from _by_those(scene, kind, ref, active, [])


def _of_its_sku(scene: Scene, one: Ref, other: Ref) -> bool:
    """Whether two are of one SKU where that is compared. Source: ITM-11."""
    mine, theirs = [sku_of(each, scene.records.live[each]) for each in (one, other)]
    return scene.terms.rules.compares_sku and mine == theirs != ""


def _of_another_kind(scene: Scene, kind: str, ref: Ref) -> bool:
    """Whether a record is in a pair of another kind, or is to be."""
    pair = scene.memory.pairs.get(ref)
    return pair is not None and (pair.kind != kind or _is_person(scene, ref))


def _is_person(scene: Scene, ref: Ref) -> bool:
    """Whether a record of the CRM is to be a contact person: it is no customer. Source: CUS-03, CUS-09."""
    return ref.app == CRM and kind_of_crm(scene.terms, ref, scene.records.live[ref]) == "person"


def _looked_after(scene: Scene, ref: Ref) -> bool:
    """Whether the module choice looks after the pair of a record."""
    pair = scene.memory.pairs.get(ref)
    return pair is not None and pair.kind in chosen_kinds(scene.terms)


def _fused(scene: Scene, kind: str, ref: Ref, there: Ref) -> Way:
    """The one of its name that is there belongs to another already: the two are one from now on. Source: CUS-32."""
    why = f"the {name_of(ref, scene.records.live[ref])} that is there is of another"
    if scene.terms.merges and _of_another_currency(scene, ref, there):
        return Way(("skipped",), f"{why}, which is of another currency", ("CUS-38",), open=True)
    words = ("merged", "overwritten", "created") if scene.terms.merges else ("merged",)
    return Way(words, why, (*_rules(kind), "CUS-12", "CUS-14", "CUS-32"), open=True)


def _of_another_currency(scene: Scene, ref: Ref, there: Ref) -> bool:
    """Whether a customer is of another currency than the one whose record there has its name. Source: CUS-38."""
    pair = scene.memory.pairs.get(there)
    theirs = scene.records.live.get(pair.finance) if pair is not None and ref.module == "customers" else None
    return theirs is not None and theirs.get("currency_code") != scene.records.live[ref].get("currency_code")


def _overwritten(scene: Scene, kind: str, ref: Ref, found: list[Ref]) -> Way:
    """Its mapped values replace those of the duplicate, which keeps what is not mapped."""
    mine, first, terms = scene.records.live[ref], found[0], scene.terms
    over = {
        name: value
        for name, value in _values(scene, kind, ref, scene.records.live[first]).items()
        if name not in NAMES_OF_A_CONTACT
    }
    back = _values(scene, kind, first, mine) if terms.both_ways else {}
    may = {ref: NAMES_OF_A_CONTACT | {each for each in back if blank(mine.get(each))}, first: NAMES_OF_A_CONTACT}
    if scene.records.inactive(first):  # no document says whether it is active again
        may[first] |= {"status"}
    if first.module == "customers":
        over["customer_sub_type"] = KINDS[kind].sub_type
    why = f"{name_of(ref, mine)} is there already and takes its values"
    if terms.policy("blanks") == "erase":
        names = [row.finance if ref.app == CRM else row.crm for row in terms.rows.get(kind, ())]
        over = {name: None for name in names if name not in NAMES_OF_A_CONTACT} | over
    if blank(mine.get("Currency")):  # whether a blank takes the base currency to a customer of another is not said
        over.pop("currency_code", None)
    way = Way(("overwritten",), why, (*_rules(kind), "CUS-12", "CUS-34"), {first: over}, may, meant=(first,))
    several = len(found) > 1
    if kind != "person":  # one in a pair counts, too
        several = len(namesakes(scene, kind, ref)) > 1 or bool(namesakes(scene, kind, ref, own_side=True))
    if terms.merges and several:  # what is merged beside is told by the invariants
        return way._replace(outcomes=("overwritten", "merged"), rules=("CUS-14", "ITM-06"), meant=(), open=True)
    return way


def _cloned(scene: Scene, kind: str, ref: Ref) -> Way:
    """A copy beside the duplicate, with a number behind what must be unique in finance and is taken. Source: CUS-18."""
    values = _values(scene, kind, ref, {})
    why, rules = f"a copy is put beside {name_of(ref, scene.records.live[ref])}", (*_rules(kind), "CUS-11", "CUS-18")
    if ref.app == CRM:
        name, sku = values.get(KINDS[kind].finance_name), values.get("sku")
        taken = name_taken(scene, kind, str(name)) or sku_taken(scene, str(sku or "").strip())
        if taken and scene.terms.policy("clone_name") == "refuse":
            return Way(("failed",), why, rules)
        values[KINDS[kind].finance_name] = free_name(scene, kind, str(name))
        if scene.terms.policy("names") == "exact" and values[KINDS[kind].finance_name] == name:
            del values[KINDS[kind].finance_name]  # whether one that differs in case alone needs a number is not said
        if kind == "item" and sku:
            values["sku"] = free_sku(scene, str(sku))
    return Way(("cloned",), why, rules, made=_made(scene, kind, ref, values))


def _added(scene: Scene, kind: str, ref: Ref) -> tuple[Way, ...]:
    """It is made on the other side, unless its name is taken there by a record that belongs to another."""
    mine, terms = scene.records.live[ref], scene.terms
    name = name_of(ref, mine)
    if kind != "person" and terms.merges and namesakes(scene, kind, ref, own_side=True):
        # which of them goes into which is not stated
        words = ("merged", "created", "failed", "overwritten", "kept", "excluded", "unchanged")
        return (Way(words, f"several are called {name}, and overwrite merges", ("CUS-14", "ITM-06"), open=True),)
    sku = sku_of(ref, mine) if kind == "item" else ""
    if ref.app == CRM and (name_taken(scene, kind, name) or sku_taken(scene, sku)):
        return (Way(("failed",), f"{name} is taken in finance by another's", ("CUS-18", "CUS-28", "ITM-12")),)
    if lacks_rate(scene, kind, ref, {}):
        return (NO_RATE,)
    if kind == "person" and ref.app == CRM and _full(scene, mine):
        return (Way(("failed",), "its customer has as many contact persons as there may be", ("CUS-27",)),)
    rules = ("IMP-09",) if terms.product == "import" else ("CUS-03", "CUS-06", "ITM-01", "VEN-01")
    made = _made(scene, kind, ref, _values(scene, kind, ref, {}))
    return (Way(("created",), "there is none of its name", rules, made=made),)


def _known_person(scene: Scene, ref: Ref, found: list[Ref]) -> Way:
    """A contact and a contact person of its customer are one at first match; whose values stand is not said."""
    mine, first = scene.records.live[ref], found[0]
    over, back = _values(scene, "person", ref, scene.records.live[first]), _values(scene, "person", first, mine)
    words = ("overwritten", "updated", "unchanged", "merged")
    named = NAMES_OF_A_CONTACT if not NAMES_OF_A_CONTACT.isdisjoint({*over, *back}) else frozenset()
    if scene.terms.policy("blanks") == "erase":
        rows = [(row.finance, row.crm)[:: 1 if ref.app == CRM else -1] for row in scene.terms.rows.get("person", ())]
        over, back = dict.fromkeys([there for there, _ in rows]), dict.fromkeys([here for _, here in rows])
    may = {ref: frozenset(back) | named, first: frozenset(over) | named}
    return Way(words, "it is at that customer already", ("CUS-26",), may=may, meant=tuple(found), joins=True)


def lacks_rate(scene: Scene, kind: str, ref: Ref, onto: Fields) -> bool:
    """Whether a price of it cannot cross, for want of the product's rate."""
    mine, terms = scene.records.live[ref], scene.terms
    prices = [(row, mine.get(row.crm if ref.app == CRM else row.finance)) for row in terms.rows.get(kind, ())]
    return any(unpriced(terms, row, mine if ref.app == CRM else onto, value) for row, value in prices if row.price)


def _values(scene: Scene, kind: str, ref: Ref, onto: Fields) -> dict[str, Value]:
    """What a record's mapped fields become on the other side; what is blank, or cannot be held, is left out."""
    found: dict[str, Value] = {}
    mine, terms = scene.records.live[ref], scene.terms
    for row in terms.rows.get(kind, ()):
        value = to_finance(terms, row, mine) if ref.app == CRM else to_crm(terms, row, mine, onto)
        if not isinstance(value, Stays) and not blank(value):
            found[row.finance if ref.app == CRM else row.crm] = value
    return found


def _made(scene: Scene, kind: str, ref: Ref, values: Fields) -> Made:
    if ref.app == CRM:
        more = NOT_IMPORTED if (scene.terms.product, kind) == ("import", "person") else ()
        return Made(scene.terms.organisation, KINDS[kind].finance, values, more)
    return Made(CRM, KINDS[kind].crm, {name: value for name, value in values.items() if name != "Full_Name"})


def _full(scene: Scene, contact: Fields) -> bool:
    """Whether the customer of a contact's account has as many contact persons as the product allows."""
    cap, account = scene.terms.contact_persons_max or scene.terms.rules.contact_persons_max, account_of(contact)
    pair = scene.memory.pairs.get(account) if account is not None else None
    return cap is not None and pair is not None and len(scene.records.persons_of(pair.finance)) >= cap


def _rules(kind: str) -> tuple[str, ...]:
    return ("ITM-05", "ITM-03") if kind == "item" else ("CUS-09", "CUS-31")
