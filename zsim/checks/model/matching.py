"""Who a record that belongs to nobody may already be on the other side, and why.

Source: CUS-09, CUS-10, CUS-26, CUS-31, CUS-36, IMP-09, ITM-03, ITM-04, ITM-10, ITM-11, ITM-13, VEN-03.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from zsim.checks.model.kinds import KINDS, comparable_name, kind_of_crm, kind_of_finance, name_of
from zsim.checks.model.scene import Scene
from zsim.checks.model.state import Aside, Memory, Together
from zsim.checks.model.told import CRM, Terms, customer_of
from zsim.checks.model.values import blank
from zsim.ports.folding import folded
from zsim.ports.records import Fields, RecordId, Ref

SKUS = ("Product_Code", "sku")
"""The fields of a product and of an item that hold the SKU."""

NAME_LENGTH_MAX = 200
"""How long a display name may be in finance."""


def candidates(scene: Scene, kind: str, ref: Ref, *, held: bool = False, absorbed: bool = False) -> list[Ref]:
    """The records of the other side that are duplicates of this one, the one that is meant first.

    They are those in no pair, with ``held`` those that belong to another, with ``absorbed`` those that went into one.
    """
    if not scene.terms.rules.matches_duplicates:
        return []
    if kind == "person":
        return _persons(scene, ref)
    free = [each for each in namesakes(scene, kind, ref) if _takes_part(scene.memory, each, held, absorbed)]
    if kind == "item" and scene.terms.rules.compares_sku:
        free = _by_sku(scene, ref, free, held, absorbed)
    return free if scene.terms.policy("candidates") == "oldest" else free[::-1]


def duplicates(scene: Scene, ref: Ref, *, held: bool = False) -> list[Ref]:
    """The records of the other side that a clone of this one is put beside, with ``held`` those in another pair."""
    if ref not in scene.records.live or ref in scene.memory.pairs:
        return []
    kind = (kind_of_crm if ref.app == CRM else kind_of_finance)(scene.terms, ref, scene.records.live[ref])
    return [] if kind is None else candidates(scene, kind, ref, held=held)


def namesakes(scene: Scene, kind: str, ref: Ref, *, own_side: bool = False) -> list[Ref]:
    """The other side's records of the name of this one, in a pair or not, oldest first; or those of its own side."""
    there = KINDS[kind].crm if (ref.app == CRM) is own_side else KINDS[kind].finance
    app = ref.app if own_side else _other_app(scene.terms, ref)
    name = name_of(ref, scene.records.live[ref])
    found = scene.records.named(app, there, name) if name else []
    wanted = comparable_name(scene.terms, name)
    return [
        each
        for each in found
        if each != ref and comparable_name(scene.terms, name_of(each, scene.records.live[each])) == wanted
    ]


def name_taken(scene: Scene, kind: str, name: str, but: Iterable[Ref] = ()) -> bool:
    """Whether finance holds another record of that name where names are unique. Source: CUS-18, CUS-20, ITM-12."""
    unique = scene.terms.unique_items if kind == "item" else scene.terms.unique_names
    if not unique or kind == "person" or scene.terms.product == "import":
        return False
    wanted = comparable_name(scene.terms, name)
    found = [
        each for each in scene.records.named(scene.terms.organisation, KINDS[kind].finance, name) if each not in but
    ]
    return any(comparable_name(scene.terms, name_of(each, scene.records.live[each])) == wanted for each in found)


def sku_of(ref: Ref, fields: Fields) -> str:
    """The SKU as SKUs are compared. Source: ITM-10."""
    return str(fields.get(SKUS[0 if ref.app == CRM else 1]) or "").strip()


def sku_taken(scene: Scene, sku: str, but: Iterable[Ref] = ()) -> bool:
    """Whether finance holds another item of that SKU."""
    items = scene.records.of(scene.terms.organisation, ("items",)) if sku else []
    return any(sku_of(each, scene.records.live[each]) == sku for each in items if each not in but)


def free_name(scene: Scene, kind: str, name: str, but: Iterable[Ref] = ()) -> str:
    """The name itself, or with the first free number behind it where it is taken. Source: CUS-18."""
    longest = None if kind == "item" else NAME_LENGTH_MAX
    numbered = (f"{name.strip()[: longest and longest - len(str(number)) - 1]} {number}" for number in count(2))
    taken = name_taken(scene, kind, name, but)
    return next(each for each in numbered if not name_taken(scene, kind, each, but)) if taken else name


def free_sku(scene: Scene, sku: str, but: Iterable[Ref] = ()) -> str:
    """The SKU itself, or with the first free number behind it where it is taken. Source: ITM-14."""
    numbered = (f"{sku.strip()} {number}" for number in count(2))
    taken = sku_taken(scene, sku.strip(), but)
    return next(each for each in numbered if not sku_taken(scene, each, but)) if taken else sku


def standing_clone(scene: Scene, ref: Ref) -> Aside | None:
    """For which clone of its name, or SKU, a record stays out: one whose copy's pair stands and is called alike."""
    if scene.terms.policy("clone_reach") == "both" or ref not in scene.records.live:
        return None
    return next((each for each in scene.memory.beside.get(ref, ()) if _stands(scene, ref, each.pair)), None)


def _stands(scene: Scene, ref: Ref, pair: Together | None) -> bool:
    """Whether the pair of a copy stands and is of the name, or SKU, of the record that gave way to it."""
    if pair is None or scene.memory.pairs.get(pair.crm) != pair:
        return False
    other = pair.crm if ref.app != CRM else pair.finance
    here, there = scene.records.live[ref], scene.records.live.get(other)
    if there is None:
        return False
    mine, theirs = sku_of(ref, here), sku_of(other, there)
    if scene.terms.rules.compares_sku and mine and theirs:
        return mine == theirs  # two of other SKUs are no duplicates, whatever their names: ITM-11
    return comparable_name(scene.terms, name_of(ref, here)) == comparable_name(scene.terms, name_of(other, there))


def clone_was_renamed(scene: Scene, ref: Ref) -> bool:
    """Whether a record has the name that was cloned all along, and the one it was cloned from has another by now."""
    called = name_of(ref, scene.records.live[ref])
    for aside in scene.memory.beside.get(ref, ()):
        pair = aside.pair
        if pair is None or scene.memory.pairs.get(pair.crm) != pair:
            continue
        just_now = not scene.begun.isdisjoint((pair.crm, pair.finance))  # by this run, which spoke of it before
        if just_now or aside.name == called:
            return True
    return False


def _other_app(terms: Terms, ref: Ref) -> str:
    return terms.organisation if ref.app == CRM else CRM


def _takes_part(memory: Memory, ref: Ref, held: bool, absorbed: bool = False) -> bool:
    """Whether a record is in no pair, or is in one; what was absorbed stays out, unless that is asked for."""
    return (ref in memory.absorbed) is absorbed and (ref in memory.pairs) is held


def _persons(scene: Scene, ref: Ref) -> list[Ref]:
    """Those of the same customer or account with its email, else with its first and last name. Source: CUS-26."""
    fields = scene.records.live[ref]
    if ref.app == CRM:
        account = scene.memory.pairs.get(Ref(CRM, "Accounts", RecordId(str(fields.get("Account_Name")))))
        there = scene.records.persons_of(account.finance) if account is not None else []
    else:
        customer = scene.memory.pairs.get(customer_of(fields, ref.app))
        contacts = scene.records.of(CRM, ("Contacts",)) if customer is not None and customer.kind == "account" else []
        there = [
            each
            for each in contacts
            if customer is not None and scene.records.live[each].get("Account_Name") == customer.crm.id
        ]
    free = [each for each in there if _takes_part(scene.memory, each, False)]
    email, name = _email(fields), folded(name_of(ref, fields))
    by_email = [each for each in free if email and _email(scene.records.live[each]) == email]
    return by_email or [each for each in free if folded(name_of(each, scene.records.live[each])) == name]


def _email(fields: Fields) -> str:
    value = fields.get("email") if blank(fields.get("Email")) else fields.get("Email")
    return "" if blank(value) else folded(str(value))


def _by_sku(scene: Scene, ref: Ref, named: list[Ref], held: bool, absorbed: bool) -> list[Ref]:
    """Equal SKUs whatever the names; else equal names of which at least one has no SKU. Source: ITM-11."""
    sku = sku_of(ref, scene.records.live[ref])
    app, module = (scene.terms.organisation, "items") if ref.app == CRM else (CRM, "Products")
    others = [each for each in scene.records.of(app, (module,)) if _takes_part(scene.memory, each, held, absorbed)]
    equal = [each for each in others if sku and sku_of(each, scene.records.live[each]) == sku]
    return equal or [each for each in named if not sku or not sku_of(each, scene.records.live[each])]
