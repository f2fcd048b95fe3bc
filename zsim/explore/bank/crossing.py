"""Planted bugs of edits on both sides, and of what crosses in which words and which money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from zsim.explore.bank.bug import Bug, Family
from zsim.explore.bank.planting import (
    by_policies,
    decided,
    in_place,
    planned_by,
)
from zsim.ports.records import NOT_SEEN, Fields, Seen, Value
from zsim.sync import Outcome
from zsim.sync.execution import PairApplier, Steps
from zsim.sync.model import CRM, FINANCE, FULL_NAME, Exchange, FieldMap, FieldMaps, MappedPair, join_name
from zsim.sync.planning import Decision


class Blind(PairApplier):
    """Writes over whatever stands there, looked at or not."""

    __slots__ = ()

    def apply(self, decisions: Any, seen: Seen = NOT_SEEN, *, anew: bool = True) -> Steps[list[Decision]]:
        """Carry decisions out over records as they are now."""
        return (yield from super().apply(decisions, anew=anew))


class Lenient(MappedPair):
    """A pick list that takes any value."""

    def takes(self, value: Value) -> bool:
        """Whether the value may be written: always."""
        return True


class FirstNameFirst(MappedPair):
    """A full name parted at its first blank."""

    def to_crm(self, value: Value, record: Fields = {}) -> dict[str, Value]:  # noqa: B006  never written to
        """The fields that come to hold a value."""
        if self.crm != FULL_NAME or value is None:
            return super().to_crm(value, record)
        first, _, last = str(value).strip().partition(" ")
        return {"First_Name": first, "Last_Name": last} if last else {"First_Name": None, "Last_Name": first}

    def crm_held(self, value: Value, written: Fields, record: Fields = {}) -> Value:  # noqa: B006  never written to
        """What the field holds then."""
        return join_name(written) if self.crm == FULL_NAME else super().crm_held(value, written, record)


class Multiplied(Exchange):
    """Prices multiplied by the rate where they are to be divided."""

    def to_finance(self, price: Value, record: Fields) -> Value:
        """A price of the CRM in finance's currency."""
        return Exchange.to_crm(self, price, record)


class LenientMap(FieldMap):
    """Pairs whose pick lists take anything."""

    __slots__ = ()

    def __init__(self, rows: Iterable[MappedPair], unique: Mapping[str, int | None]) -> None:
        super().__init__([Lenient(*each) for each in rows], unique)


class FirstNameMap(FieldMap):
    """Pairs that part names at the first blank."""

    __slots__ = ()

    def __init__(self, rows: Iterable[MappedPair], unique: Mapping[str, int | None]) -> None:
        super().__init__([FirstNameFirst(*each) for each in rows], unique)


class UntranslatedMap(FieldMap):
    """Pairs whose pick lists are not translated."""

    __slots__ = ()

    def __init__(self, rows: Iterable[MappedPair], unique: Mapping[str, int | None]) -> None:
        super().__init__([each._replace(option_map=None) for each in rows], unique)


class SameMoneyMap(FieldMap):
    """Pairs whose prices cross as they stand."""

    __slots__ = ()

    def __init__(self, rows: Iterable[MappedPair], unique: Mapping[str, int | None]) -> None:
        super().__init__([each._replace(exchange=None) for each in rows], unique)


class MultipliedMap(FieldMap):
    """Pairs whose prices cross by the wrong end of the rate."""

    __slots__ = ()

    def __init__(self, rows: Iterable[MappedPair], unique: Mapping[str, int | None]) -> None:
        super().__init__(
            [each._replace(exchange=each.exchange and Multiplied(*each.exchange)) for each in rows], unique
        )


class FirstMaps(FieldMaps):
    """Field maps that are compiled once."""

    __slots__ = ()

    def of(self, kind: Any, pairs: Mapping[str, str], crm: Any, finance: Any, exchange: Any) -> FieldMap:
        """The field map that was compiled first."""
        return self.last(kind.name) or super().of(kind, pairs, crm, finance, exchange)


CROSSING_BUGS: tuple[Bug, ...] = (
    Bug(
        "last-edit-wins",
        "A field edited on both sides holds what was typed last.",
        Family.CONFLICTS,
        ("CUS-21",),
        lambda: by_policies(conflicts="last_modified"),
    ),
    Bug(
        "finance-wins",
        "A customer's field edited on both sides holds finance's value.",
        Family.CONFLICTS,
        ("CUS-21",),
        lambda: planned_by(lambda given: given._replace(first=FINANCE)),
    ),
    Bug(
        "crm-wins-for-items",
        "An item's field edited on both sides holds the CRM's value.",
        Family.CONFLICTS,
        ("CUS-21",),
        lambda: planned_by(lambda given: given._replace(first=CRM)),
    ),
    Bug(
        "silent-conflict",
        "The history does not say that both sides had edited a field.",
        Family.CONFLICTS,
        ("CUS-21",),
        lambda: decided(lambda each: each._replace(conflicts=(), outcome=Outcome.UPDATED) if each.conflicts else each),
    ),
    Bug(
        "write-over-unseen",
        "An edit made while a run is under way is written over.",
        Family.CONFLICTS,
        ("FLT-19",),
        lambda: in_place(Blind),
    ),
    Bug(
        "blanks-erase",
        "An emptied phone number empties the customer's.",
        Family.MAPPING,
        ("CUS-22",),
        lambda: by_policies(blanks="erase"),
    ),
    Bug(
        "pick-lists-take-all",
        "A value that the pick list does not have makes the record fail.",
        Family.MAPPING,
        ("MAP-08",),
        lambda: in_place(LenientMap),
    ),
    Bug(
        "first-name-first",
        "Of the contact Anna Maria Hill the last name becomes Maria Hill.",
        Family.MAPPING,
        ("MAP-11",),
        lambda: in_place(FirstNameMap),
    ),
    Bug(
        "untranslated",
        "Products of the type Services become no services.",
        Family.MAPPING,
        ("MAP-05",),
        lambda: in_place(UntranslatedMap),
    ),
    Bug(
        "first-mapping-stays",
        "An edited mapping has no effect.",
        Family.MAPPING,
        ("MAP-09",),
        lambda: in_place(FirstMaps),
    ),
    Bug(
        "same-money",
        "A product of 10 dollars becomes an item of 10 rupees.",
        Family.NUMBERS,
        ("ITM-15",),
        lambda: in_place(SameMoneyMap),
    ),
    Bug(
        "multiply-by-the-rate",
        "A price is multiplied by its exchange rate where it is to be divided.",
        Family.NUMBERS,
        ("ITM-15",),
        lambda: in_place(MultipliedMap),
    ),
)
