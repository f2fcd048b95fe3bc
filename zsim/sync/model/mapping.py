"""Field mapping: which CRM field meets which finance field, and how a value crosses.

Values are held in finance's terms, blank text as ``None``. The full name is the one field with a rule of its own: the
CRM derives it from first and last name, so writing it there means writing those two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from zsim.ports.records import Fields, Value
from zsim.ports.schema import NUMBERS, Field, FieldType
from zsim.sync.model.exchange import CURRENCY, Exchange
from zsim.sync.model.kinds import CRM, Kind

FULL_NAME = "Full_Name"
SINGLE_BLANK = re.compile(r"(.*\S) (\S.*)", re.DOTALL)
"""A text parted at the last blank that stands alone."""

NOTHING: Fields = MappingProxyType({})
"""The fields of a record yet to be made."""

Pair = tuple[str, str]
Schema = Mapping[str, Field]


class MappedPair(NamedTuple):
    """One mapped pair: the CRM field, the finance field, and what crossing takes.

    ``whole`` marks a CRM pick list of whole numbers that meets a finance number. ``options`` are the entries of the
    CRM's pick list, ``None`` where the CRM field is no pick list. ``option_map`` translates its entries into those of
    finance's pick list, where these differ. The defaults are what the apps put in place of a blank. ``exchange`` is by
    what a price crosses: it depends on the record of the CRM that holds it, or is to.
    """

    crm: str
    finance: str
    whole: bool = False
    options: tuple[str, ...] | None = None
    option_map: Mapping[str, str] | None = None
    crm_default: Value = None
    finance_default: Value = None
    exchange: Exchange | None = None

    def from_crm(self, value: Value, record: Fields = NOTHING) -> Value:
        """A record's CRM value in finance's terms; a pick-list entry that means nothing there counts as blank."""
        if self.exchange is not None:
            return self.exchange.to_finance(value, record)
        if value == "" or value is None:
            return None
        if self.option_map is not None:
            return self.option_map.get(str(value))
        if self.whole and isinstance(value, str):
            return int(value) if value.strip().isdecimal() else None
        return value

    def _word(self, value: Value) -> Value:
        """A finance value in the CRM's terms."""
        if self.option_map is not None:
            return next((word for word, meant in self.option_map.items() if meant == value), value)
        return str(value) if self.whole and value is not None else value

    def to_crm(self, value: Value, record: Fields = NOTHING) -> dict[str, Value]:
        """The fields of a CRM record that come to hold a finance value."""
        if self.exchange is not None:
            return {self.crm: self.exchange.to_crm(value, record)}
        if self.crm == FULL_NAME:
            return split_name(str(value or ""))
        return {self.crm: self._word(value)}

    def crm_held(self, value: Value, written: Fields, record: Fields = NOTHING) -> Value:
        """What the CRM field holds once ``written`` was, in finance's terms.

        A full name is put together anew, and a price was rounded.
        """
        if self.exchange is not None:
            return self.exchange.to_finance(written[self.crm], record)
        return join_name(written) if self.crm == FULL_NAME else value

    def takes(self, value: Value) -> bool:
        """Whether the CRM's pick list has an entry for the value. Source: MAP-08."""
        return self.options is None or value is None or str(self._word(value)) in self.options


class Base(NamedTuple):
    """What was last agreed for a link: the mapped pairs, and the value each side held.

    The two tuples are one object wherever the sides hold equal values, which is nearly always.
    """

    pairs: tuple[Pair, ...]
    crm: tuple[Value, ...]
    finance: tuple[Value, ...]


class FieldMap:
    """The mapped pairs of one kind, ready to carry whole records; finance's ``unique`` fields with their lengths."""

    __slots__ = (
        "_crm_defaults",
        "_crm_names",
        "_exchange",
        "_finance_defaults",
        "_finance_names",
        "_plain",
        "pairs",
        "rows",
        "unique",
    )

    def __init__(self, rows: Iterable[MappedPair], unique: Mapping[str, int | None] = MappingProxyType({})) -> None:
        self.rows = tuple(rows)
        self.unique = unique
        self.pairs: tuple[Pair, ...] = tuple((row.crm, row.finance) for row in self.rows)
        self._crm_names = tuple(row.crm for row in self.rows)
        self._finance_names = tuple(row.finance for row in self.rows)
        # Where nothing is translated, values are taken as they lie: that saves some 3 % of an initial sync.
        self._plain = not any(row.whole or row.option_map is not None for row in self.rows)
        self._exchange = next((row.exchange for row in self.rows if row.exchange is not None), None)
        self._crm_defaults = _if_any(row.from_crm(row.crm_default) for row in self.rows)
        self._finance_defaults = _if_any(row.finance_default for row in self.rows)

    def crm_values(self, fields: Fields) -> tuple[Value, ...]:
        """The mapped values of a CRM record."""
        if self._plain and (self._exchange is None or self._exchange.needless(fields)):
            return _held(fields, self._crm_names)
        return tuple([row.from_crm(fields.get(row.crm), fields) for row in self.rows])

    def finance_values(self, fields: Fields) -> tuple[Value, ...]:
        """The mapped values of a finance record."""
        return _held(fields, self._finance_names)

    def crm_held(self, values: tuple[Value, ...]) -> tuple[Value, ...]:
        """The values a record made in the CRM holds when it is given these."""
        return _filled(values, self._crm_defaults)

    def finance_held(self, values: tuple[Value, ...]) -> tuple[Value, ...]:
        """The values a record of finance holds when it is given these."""
        return _filled(values, self._finance_defaults)

    def finance_fields(self, values: Sequence[Value]) -> dict[str, Value]:
        """The finance fields that hold the values; blanks are left out."""
        fields = dict(zip(self._finance_names, values, strict=True))
        return fields if all(values) else {name: value for name, value in fields.items() if value is not None}

    def crm_fields(self, values: Sequence[Value]) -> dict[str, Value]:
        """The CRM fields that hold the values; blanks, and entries a pick list lacks, are left out."""
        fields: dict[str, Value] = {}
        full: str | None = None
        for row, value in zip(self.rows, values, strict=True):
            if row.crm == FULL_NAME and value is not None:
                full = str(value)
            elif value is not None and row.takes(value):
                fields.update(row.to_crm(value))
        return fields if full is None else {**split_name(full, str(fields.get("Last_Name") or "")), **fields}

    def untaken(self, values: Sequence[Value]) -> tuple[str, ...]:
        """The CRM fields whose pick list has no entry for their value."""
        return tuple(row.crm for row, value in zip(self.rows, values, strict=True) if not row.takes(value))

    def unpriced(self, system: StrEnum, fields: Fields) -> str:
        """The first price among fields to be written that has no rate to cross by; empty for none. Source: ITM-15."""
        if self._exchange is None:
            return ""
        prices = [row for row in self.rows if row.exchange is not None]
        names = [row.crm if system is CRM else row.finance for row in prices]
        return next((str(fields[name]) for name in names if isinstance(fields.get(name), str)), "")

    def crm_matches_base(self, fields: Fields, base: Base) -> bool:
        """Whether a CRM record holds what was agreed, in the fields mapped then and now."""
        return self._holds(base.pairs, base.crm, self.crm_values(fields))

    def finance_matches_base(self, fields: Fields, base: Base) -> bool:
        """Whether a finance record holds what was agreed, in the fields mapped then and now."""
        return self._holds(base.pairs, base.finance, self.finance_values(fields))

    def _holds(self, pairs: Sequence[Pair], then: Sequence[Value], now: Sequence[Value]) -> bool:
        if pairs == self.pairs:
            return then == now
        held = dict(zip(self.pairs, now, strict=True))
        return all(held.get(pair, value) == value for pair, value in zip(pairs, then, strict=True))

    def base_of(self, crm: tuple[Value, ...], finance: tuple[Value, ...]) -> Base:
        """An agreement on these values, sharing one tuple where the sides are equal."""
        return Base(self.pairs, crm, crm if crm == finance else finance)


class FieldMaps:
    """The field maps of one connection, each compiled anew only when what it is made of has changed."""

    __slots__ = ("_compiled",)

    def __init__(self) -> None:
        self._compiled: dict[str, tuple[tuple[Mapping[str, str], Schema, Schema, Exchange | None], FieldMap]] = {}

    def of(
        self, kind: Kind, pairs: Mapping[str, str], crm: Schema, finance: Schema, exchange: Exchange | None
    ) -> FieldMap:
        """The field map of a kind, whose prices, if it has any, cross by ``exchange``."""
        made_of = pairs, crm, finance, exchange if kind.priced else None
        held = self._compiled.get(kind.name)
        if held is None or held[0] != made_of:
            compiled = compile_map(*made_of[:3], kind.option_map, exchange=made_of[3])
            held = self._compiled[kind.name] = made_of, compiled
        return held[1]

    def last(self, kind: str) -> FieldMap | None:
        """The field map of a kind as compiled last."""
        held = self._compiled.get(kind)
        return None if held is None else held[1]


def with_derived(fields: Fields) -> dict[str, Value]:
    """The CRM fields together with what the CRM derives of them."""
    return {**fields, FULL_NAME: join_name(fields)}


def split_name(full: str, known: str = "") -> dict[str, Value]:
    """First and last name of a full name; the last word is the last name, unless the full name ends in a known one.

    The CRM joins them with one blank, and takes outer ones off each: a name is parted at a single blank only, so that
    it comes back as it went. Source: MAP-11.
    """
    whole = full.strip()
    if known and whole.endswith(known):
        return {"First_Name": whole.removesuffix(known).strip() or None, "Last_Name": known}
    parted = SINGLE_BLANK.fullmatch(whole)
    return {"First_Name": parted[1], "Last_Name": parted[2]} if parted else {"First_Name": None, "Last_Name": whole}


def join_name(fields: Fields) -> str:
    """The full name the CRM derives from first and last name."""
    return f"{fields.get('First_Name') or ''} {fields.get('Last_Name') or ''}".strip()


def compile_map(
    pairs: Mapping[str, str],
    crm: Schema,
    finance: Schema,
    option_map: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
    *,
    exchange: Exchange | None = None,
) -> FieldMap:
    """The field map of checked pairs; one of a field that was deleted since, or offers nothing yet, is left out.

    ``option_map`` are those of the kind. Two currency fields cross by ``exchange``, if given.
    Source: CUS-37, ITM-15, MAP-05.
    """
    rows = [
        _row(source, target, crm[source], finance[target], option_map, exchange)
        for source, target in pairs.items()
        if source in crm and target in finance and not (source == CURRENCY and crm[source].read_only)
    ]
    return FieldMap(rows, {name: each.max_length for name, each in finance.items() if each.unique})


def _held(fields: Fields, names: tuple[str, ...]) -> tuple[Value, ...]:
    """The values of the fields, blank text as ``None``."""
    values = tuple(map(fields.get, names))
    return values if all(values) else tuple([None if value == "" else value for value in values])


def _if_any(defaults: Iterable[Value]) -> tuple[Value, ...]:
    """The defaults, or nothing at all if each of them is blank."""
    held = tuple(defaults)
    return held if any(each is not None for each in held) else ()


def _filled(values: tuple[Value, ...], defaults: tuple[Value, ...]) -> tuple[Value, ...]:
    """The values, with defaults in place of blanks; without any, the same tuple."""
    if not defaults or None not in values:
        return values
    return tuple([default if value is None else value for value, default in zip(values, defaults, strict=True)])


def _row(
    source: str,
    target: str,
    crm: Field,
    finance: Field,
    option_map: Mapping[str, Mapping[str, str]],
    exchange: Exchange | None,
) -> MappedPair:
    pick_list = crm.type is FieldType.PICK_LIST
    return MappedPair(
        source,
        target,
        whole=pick_list and finance.type in NUMBERS,
        options=crm.options if pick_list else None,
        option_map=option_map.get(target),
        crm_default=crm.default,
        finance_default=finance.default,
        exchange=exchange if crm.type is finance.type is FieldType.CURRENCY else None,
    )
