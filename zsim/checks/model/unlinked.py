"""What may become of a record that belongs to none of the other side.

Source: CUS-07, CUS-09 to CUS-18, CUS-29, CUS-31, CUS-32, CUS-34, CUS-36, DEL-05 to DEL-07, IMP-09, ITM-03 to ITM-06,
ITM-11 to ITM-14, VIW-01, VIW-04, VIW-07.
"""

from __future__ import annotations

from zsim.checks.model.kinds import KINDS, TOGETHER, kind_of_crm, kind_of_finance, name_of
from zsim.checks.model.linked import NAMES_OF_A_CONTACT
from zsim.checks.model.matching import candidates, clone_stands, name_taken, namesakes, sku_of, sku_taken
from zsim.checks.model.state import Apart, Memory, Records
from zsim.checks.model.told import CRM, Terms, account_of, customer_of
from zsim.checks.model.values import Stays, blank, to_crm, to_finance
from zsim.checks.model.way import Made, Way, nothing
from zsim.ports.records import Fields, Ref, Value

OUT = ("excluded",)


def lone_ways(records: Records, memory: Memory, terms: Terms, ref: Ref, *, single: bool) -> tuple[Way, ...]:
    """What may become of a live record that is in no pair."""
    if ref in memory.absorbed:
        return nothing((*OUT, "unchanged", "merged"), "it was merged into another", "CUS-14")
    ended = memory.ended.get(ref)
    if ended is not None:
        return _ended_ways(records, memory, terms, ref, ended, single=single)
    if clone_stands(records, memory, terms, ref):
        return nothing(OUT, "its name was cloned", "CUS-36", "ITM-13", "VEN-08")
    return fresh_ways(records, memory, terms, ref, single=single)


def fresh_ways(records: Records, memory: Memory, terms: Terms, ref: Ref, *, single: bool) -> tuple[Way, ...]:
    """What may become of a record that was in no pair so far."""
    return _fetched(records, memory, terms, ref, single) if ref.app == CRM else _pushed(records, memory, terms, ref)


def _fetched(records: Records, memory: Memory, terms: Terms, ref: Ref, single: bool) -> tuple[Way, ...]:
    fields = records.live[ref]
    kind = kind_of_crm(terms, ref, fields)
    if single and ref.module == "Contacts" and (kind is None or terms.rules.searches_all):
        open_kind = Way(
            ("created", "overwritten", "cloned", "skipped", "updated", "failed", "merged"), "", (), open=True
        )
        return (open_kind._replace(why="selected by itself, it becomes a customer", rules=("FND-11", "FND-04")),)
    if kind is None:
        return nothing(OUT, "the module choice leaves it out", "CUS-01", "CUS-02", "CUS-04", "CUS-05")
    if not single and not in_view(terms, ref, fields):
        return nothing(OUT, "it is outside the view", "VIW-01", "VIW-04")
    if kind == "person":
        account = account_of(fields)
        if account is None or account not in memory.pairs:
            words = (*OUT, "skipped", "failed", "created") if single else (*OUT, "skipped", "failed")
            return (Way(words, "its account is not synced", ("CUS-03", "VIW-04"), open=single),)
    return _matched(records, memory, terms, kind, ref)


def in_view(terms: Terms, ref: Ref, fields: Fields) -> bool:
    """Whether the views list a record; a contact of an account needs that one listed as well. Source: VIW-04."""
    account = account_of(fields) if ref.module == "Contacts" and terms.choice == TOGETHER else None
    return terms.listed(ref) and (account is None or terms.listed(account))


def _pushed(records: Records, memory: Memory, terms: Terms, ref: Ref) -> tuple[Way, ...]:
    fields = records.live[ref]
    if not terms.both_ways:
        return nothing(OUT, "nothing of finance's goes to the CRM", "CUS-07", "IMP-01", "CON-10")
    kind = kind_of_finance(terms, ref, fields)
    if kind is None:
        return nothing(OUT, "its type is outside the module choice", "CUS-29")
    if kind == "person":
        home = memory.pairs.get(customer_of(fields, ref.app))
        if home is None or home.kind != "account" or terms.policy("contact_persons") == "hold":
            return nothing((*OUT, "skipped"), "a contact person whose customer is no account stays", "CUS-03", "CUS-06")
    ways = _matched(records, memory, terms, kind, ref)
    silent = (
        nothing(OUT, "it is inactive", "CUS-06") if records.inactive(ref) else ()
    )  # no document says whether it goes
    return (*ways, *silent)


def _matched(records: Records, memory: Memory, terms: Terms, kind: str, ref: Ref) -> tuple[Way, ...]:
    """What the choice for duplicates makes of it."""
    found = candidates(records, memory, terms, kind, ref)
    if found and kind == "person":
        return _person_found(records, terms, ref, found)
    if not found:
        return _added(records, memory, terms, kind, ref)
    ways = _duplicate(records, terms, kind, ref, found)
    if records.inactive(found[0]):  # no document says whether an inactive record is a duplicate
        ways += tuple([each._replace(open=True) for each in _added(records, memory, terms, kind, ref)])
    return ways


def _duplicate(records: Records, terms: Terms, kind: str, ref: Ref, found: list[Ref]) -> tuple[Way, ...]:
    name, first = name_of(ref, records.live[ref]), found[0]
    rules = ("ITM-05",) if kind == "item" else ("CUS-09", "CUS-31")
    match terms.duplicates:
        case "skip":
            return (Way(("skipped",), f"there is a {name} already", (*rules, "CUS-13"), meant=tuple(found)),)
        case "overwrite":
            over = _values(records, terms, kind, ref, records.live[first])
            back = _values(records, terms, kind, first, records.live[ref]) if terms.both_ways else {}
            missing = frozenset([each for each in back if blank(records.live[ref].get(each))]) | NAMES_OF_A_CONTACT
            may = {ref: missing, first: NAMES_OF_A_CONTACT | {"customer_sub_type"}}
            kept = {each: value for each, value in over.items() if each not in NAMES_OF_A_CONTACT}
            if first.module == "customers":
                kept["customer_sub_type"] = KINDS[kind].sub_type
            why = f"{name} is there already and takes its values"
            idle = tuple(found[1:]) if terms.merges and (first.app != CRM or _merges_in_crm(terms)) else ()
            exact = Way(("overwritten",), why, (*rules, "CUS-12", "CUS-34"), {first: kept}, may, meant=(first, *idle))
            if not idle and not (terms.merges and _twins(records, terms, kind, ref)):
                return (exact,)
            return (
                exact._replace(outcomes=("overwritten", "merged"), open=True, rules=("CUS-14", "ITM-06"), meant=()),
            )
        case _:
            made = _copy(records, terms, kind, ref)
            return (Way(("cloned",), f"a copy is put beside {name}", (*rules, "CUS-11", "CUS-18"), made=made),)


def _added(records: Records, memory: Memory, terms: Terms, kind: str, ref: Ref) -> tuple[Way, ...]:
    """It is made on the other side, unless its name is taken there by a record that belongs to another."""
    name = name_of(ref, records.live[ref])
    made = Made(_other(terms, ref), _module(kind, ref), _values(records, terms, kind, ref, {}))
    rules = ("IMP-09",) if terms.product == "import" else ("CUS-03", "CUS-06", "ITM-01", "VEN-01")
    plain = Way(("created",), "there is none of its name", rules, made=made)
    sku = sku_of(ref, records.live[ref]) if kind == "item" else ""
    taken = ref.app == CRM and (name_taken(records, terms, kind, name) or sku_taken(records, terms, sku))
    linked = [each for each in namesakes(records, terms, kind, ref) if each in memory.pairs] if kind != "person" else []
    if terms.merges and (linked or _twins(records, terms, kind, ref)):
        words = ("merged", "created", "failed", "overwritten")
        return (Way(words, f"several are called {name}, and overwrite merges", ("CUS-14", "ITM-06"), open=True),)
    if not taken:
        return (plain,)
    failed = Way(("failed",), f"{name} is taken in finance by another", ("CUS-18", "CUS-28", "ITM-12"))
    if terms.duplicates == "clone":
        return (
            failed,
            Way(("cloned", "created"), "a copy gets a number", ("CUS-18",), made=_copy(records, terms, kind, ref)),
        )
    return (
        (failed, Way(("skipped",), f"{name} is there already", ("CUS-13",)))
        if terms.duplicates == "skip"
        else (failed,)
    )


def _person_found(records: Records, terms: Terms, ref: Ref, found: list[Ref]) -> tuple[Way, ...]:
    """A contact and a contact person of its customer are one at first match. Source: CUS-26."""
    values = _values(records, terms, "person", ref, records.live[found[0]])
    words = ("overwritten", "updated", "unchanged", "merged")
    may = {ref: frozenset(_values(records, terms, "person", found[0], records.live[ref])), found[0]: frozenset(values)}
    return (Way(words, "it is at that customer already", ("CUS-26",), may=may | {}, meant=tuple(found)),)


def _ended_ways(
    records: Records, memory: Memory, terms: Terms, ref: Ref, ended: Apart, *, single: bool
) -> tuple[Way, ...]:
    """What may become of a record whose pair ended."""
    pair, outcome = ended
    other = pair.other(ref)
    if ref.app == CRM and ref in records.revived:
        words = ("created", "updated", "overwritten", "cloned", "unchanged", "merged", "skipped", "failed")
        return (Way(words, "it was restored in the CRM", ("DEL-07",), open=True),)
    again = tuple([each._replace(open=True) for each in fresh_ways(records, memory, terms, ref, single=single)])
    if ref.app == CRM and other not in records.live:
        if pair.origin == CRM or single:
            return again  # fetched again once it changes, and not before: DEL-06
        return nothing((*OUT, "kept", "unchanged"), "it was born in finance and deleted there", "DEL-06")
    if ref.app != CRM and other not in records.live:
        stays = nothing((*OUT, "kept", "unchanged"), "its record in the CRM was deleted", "DEL-05", "DEL-01")
        return again if terms.policy("crm_deleted") == "recreate" else stays
    return (*again, *nothing((*OUT, "unchanged", "kept"), "its pair ended", outcome))


def _copy(records: Records, terms: Terms, kind: str, ref: Ref) -> Made:
    """The copy of a clone; where its name must be unique in finance, that is left to be looked at apart."""
    values = dict(_values(records, terms, kind, ref, {}))
    if ref.app == CRM:
        for field in (KINDS[kind].finance_name, "sku"):
            if kind == "item" or (field != "sku" and terms.unique_names):
                values.pop(field, None)
    return Made(_other(terms, ref), _module(kind, ref), values)


def _values(records: Records, terms: Terms, kind: str, ref: Ref, onto: Fields) -> dict[str, Value]:
    """What a record's mapped fields become on the other side; what is blank, or cannot be held, is left out."""
    found: dict[str, Value] = {}
    mine = records.live[ref]
    for row in terms.rows.get(kind, ()):
        value = to_finance(terms, row, mine) if ref.app == CRM else to_crm(terms, row, mine, onto)
        if not isinstance(value, Stays) and not blank(value):
            found[row.finance if ref.app == CRM else row.crm] = value
    return found


def _twins(records: Records, terms: Terms, kind: str, ref: Ref) -> list[Ref]:
    return [] if kind == "person" else namesakes(records, terms, kind, ref, own_side=True)


def _merges_in_crm(terms: Terms) -> bool:
    return terms.both_ways or terms.policy("merge_reach") == "always"


def _other(terms: Terms, ref: Ref) -> str:
    return terms.organisation if ref.app == CRM else CRM


def _module(kind: str, ref: Ref) -> str:
    return KINDS[kind].finance if ref.app == CRM else KINDS[kind].crm
