"""Field mapping: which CRM field meets which finance field, and how a value crosses.

Values are held in finance's terms, blank text as ``None``. The full name is the one field with a rule of its own: the
CRM derives it from first and last name, so writing it there means writing those two.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from zsim.kernel.errors import UsageError
from zsim.ports.records import Fields, Value
from zsim.ports.schema import Field, FieldType
from zsim.sync.kinds import Kind

TEXTS = frozenset(
    {FieldType.TEXT, FieldType.TEXT_AREA, FieldType.PHONE, FieldType.EMAIL, FieldType.WEBSITE, FieldType.PICK_LIST}
)
NUMBERS = frozenset({FieldType.INTEGER, FieldType.DECIMAL, FieldType.CURRENCY})
FULL_NAME = "Full_Name"

Pair = tuple[str, str]
Schema = Mapping[str, Field]


class Row(NamedTuple):
    """One mapped pair: the CRM field, the finance field, and what crossing takes.

    ``whole`` marks a CRM pick list of whole numbers that meets a finance number. ``options`` are the entries of the
    CRM's pick list, ``None`` where the CRM field is no pick list. ``words`` translates its entries into those of
    finance's pick list, where these differ.
    """

    crm: str
    finance: str
    whole: bool = False
    options: tuple[str, ...] | None = None
    words: Mapping[str, str] | None = None

    def from_crm(self, value: Value) -> Value:
        """A CRM value in finance's terms; a pick-list entry that means nothing there counts as blank."""
        if value == "" or value is None:
            return None
        if self.words is not None:
            return self.words.get(str(value))
        if self.whole and isinstance(value, str):
            return int(value) if value.strip().isdecimal() else None
        return value

    def _word(self, value: Value) -> Value:
        """A finance value in the CRM's terms."""
        if self.words is not None:
            return next((word for word, meant in self.words.items() if meant == value), value)
        return str(value) if self.whole and value is not None else value

    def to_crm(self, value: Value) -> dict[str, Value]:
        """The CRM fields that come to hold a finance value."""
        if self.crm == FULL_NAME:
            return split_name(str(value or ""))
        return {self.crm: self._word(value)}

    def takes(self, value: Value) -> bool:
        """Whether the CRM's pick list has an entry for the value. Source: MAP-08."""
        return self.options is None or value is None or str(self._word(value)) in self.options


class Agreed(NamedTuple):
    """What was last agreed for a link: the mapped pairs, and the value each side held.

    The two tuples are one object wherever the sides hold equal values, which is nearly always.
    """

    pairs: tuple[Pair, ...]
    crm: tuple[Value, ...]
    finance: tuple[Value, ...]


class FieldMap:
    """The mapped pairs of one kind, ready to carry whole records across."""

    __slots__ = ("_crm_names", "_finance_names", "_plain", "pairs", "rows")

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = tuple(rows)
        self.pairs: tuple[Pair, ...] = tuple((row.crm, row.finance) for row in self.rows)
        self._crm_names = tuple(row.crm for row in self.rows)
        self._finance_names = tuple(row.finance for row in self.rows)
        self._plain = not any(row.whole or row.words is not None for row in self.rows)

    def crm_values(self, fields: Fields) -> tuple[Value, ...]:
        """The mapped values of a CRM record."""
        if self._plain:
            return _held(fields, self._crm_names)
        return tuple([row.from_crm(fields.get(row.crm)) for row in self.rows])

    def finance_values(self, fields: Fields) -> tuple[Value, ...]:
        """The mapped values of a finance record."""
        return _held(fields, self._finance_names)

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

    def is_crm_as_agreed(self, fields: Fields, agreed: Agreed) -> bool:
        """Whether a CRM record holds what was agreed, in the fields mapped then and now."""
        return self._holds(agreed.pairs, agreed.crm, self.crm_values(fields))

    def is_finance_as_agreed(self, fields: Fields, agreed: Agreed) -> bool:
        """Whether a finance record holds what was agreed, in the fields mapped then and now."""
        return self._holds(agreed.pairs, agreed.finance, self.finance_values(fields))

    def _holds(self, pairs: Sequence[Pair], then: Sequence[Value], now: Sequence[Value]) -> bool:
        if pairs == self.pairs:
            return then == now
        held = dict(zip(self.pairs, now, strict=True))
        return all(held.get(pair, value) == value for pair, value in zip(pairs, then, strict=True))

    def agree(self, crm: tuple[Value, ...], finance: tuple[Value, ...]) -> Agreed:
        """An agreement on these values, sharing one tuple where the sides are equal."""
        return Agreed(self.pairs, crm, crm if crm == finance else finance)


class FieldMaps:
    """The field maps of one connection, each compiled anew only when what it is made of has changed."""

    __slots__ = ("_compiled",)

    def __init__(self) -> None:
        self._compiled: dict[str, tuple[tuple[Mapping[str, str], Schema, Schema], FieldMap]] = {}

    def of(self, kind: Kind, pairs: Mapping[str, str], crm: Schema, finance: Schema) -> FieldMap:
        """The field map of a kind; a pair whose custom field was deleted since is left out."""
        made_of = pairs, crm, finance
        held = self._compiled.get(kind.name)
        if held is None or held[0] != made_of:
            held = self._compiled[kind.name] = made_of, compile_map(*made_of, kind.words)
        return held[1]

    def last(self, kind: str) -> FieldMap | None:
        """The field map of a kind as compiled last."""
        held = self._compiled.get(kind)
        return None if held is None else held[1]


def split_name(full: str, known: str = "") -> dict[str, Value]:
    """First and last name of a full name; the last word is the last name, unless the full name ends in a known one."""
    whole = full.strip()
    last = known if known and whole.endswith(known) else whole.rpartition(" ")[2]
    return {"First_Name": whole.removesuffix(last).strip() or None, "Last_Name": last}


def join_name(fields: Fields) -> str:
    """The full name the CRM derives from first and last name."""
    return f"{fields.get('First_Name') or ''} {fields.get('Last_Name') or ''}".strip()


def compile_map(
    pairs: Mapping[str, str],
    crm: Schema,
    finance: Schema,
    words: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> FieldMap:
    """The field map of checked pairs; a pair whose custom field was deleted since is left out.

    ``words`` are those of the kind. Source: MAP-05.
    """
    return FieldMap(
        _row(source, target, crm[source], finance[target], words)
        for source, target in pairs.items()
        if source in crm and target in finance
    )


def check_pairs(
    pairs: Mapping[str, str],
    crm_module: str,
    crm: Mapping[str, Field],
    finance_module: str,
    finance: Mapping[str, Field],
) -> None:
    """Refuse a mapping that names an unknown field, two sources for one target, or types that do not fit.

    Source: MAP-02, MAP-10.
    """
    taken: dict[str, str] = {}
    for source, target in pairs.items():
        crm_field = _known(source, crm_module, crm)
        finance_field = _known(target, finance_module, finance)
        asked = f"map {crm_module}.{source} to {finance_module}.{target}"
        if target in taken:
            raise UsageError(
                asked=asked,
                found=f"{finance_module}.{target} takes {crm_module}.{taken[target]} already",
                right="one source for each target",
            )
        taken[target] = source
        _check_writable(asked, crm_field, finance_field)
        if not _compatible(crm_field.type, finance_field.type):
            raise UsageError(
                asked=asked,
                found=f"{source} is {crm_field.type.value}, {target} is {finance_field.type.value}",
                right="two fields of one type",
            )


def identified(default: Mapping[str, str], crm: Schema, finance: Schema) -> Mapping[str, str]:
    """The default pairs, and every other two fields of one label and of types that fit. Source: MAP-04."""
    by_label = {field.label: field for field in crm.values() if not field.read_only and field.name not in default}
    pairs = dict(default)
    for field in finance.values():
        same = by_label.get(field.label)
        free = same is not None and not field.read_only and field.name not in pairs.values()
        if same is not None and free and _compatible(same.type, field.type):
            pairs[same.name] = field.name
    return pairs


def _held(fields: Fields, names: tuple[str, ...]) -> tuple[Value, ...]:
    """The values of the fields, blank text as ``None``."""
    values = tuple(map(fields.get, names))
    return values if all(values) else tuple([None if value == "" else value for value in values])


def _row(source: str, target: str, crm: Field, finance: Field, words: Mapping[str, Mapping[str, str]]) -> Row:
    pick_list = crm.type is FieldType.PICK_LIST
    whole = pick_list and finance.type in NUMBERS
    return Row(source, target, whole, crm.options if pick_list else None, words.get(target))


def _known(name: str, module: str, schema: Mapping[str, Field]) -> Field:
    field = schema.get(name)
    if field is None:
        near = difflib.get_close_matches(name, schema, n=1)
        raise UsageError(
            asked=f"map the field {module}.{name}",
            found="there is no such field" + (f"; the nearest is {near[0]}" if near else ""),
            right="a field the module has: make the custom field first, then map it (MAP-02)",
        )
    return field


def _check_writable(asked: str, crm: Field, finance: Field) -> None:
    for field in (crm, finance):
        if field.read_only and field.name != FULL_NAME:
            raise UsageError(asked=asked, found=f"{field.name} is set by the app", right="a field that can be written")


def _compatible(crm: FieldType, finance: FieldType) -> bool:
    if crm is finance:
        return crm not in (FieldType.LOOKUP, FieldType.OWNER)
    if crm in TEXTS and finance in TEXTS:
        return finance is not FieldType.PICK_LIST or crm is FieldType.PICK_LIST
    return (crm in NUMBERS and finance in NUMBERS) or (crm is FieldType.PICK_LIST and finance is FieldType.INTEGER)
