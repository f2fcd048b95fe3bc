"""Fields checked against a module's schema, with the vendor's own error codes."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from zsim.ports.errors import InvalidData
from zsim.ports.records import Value
from zsim.ports.schema import Field, FieldType, is_number


def _is_text(value: Value) -> bool:
    return isinstance(value, str)


def _is_whole(value: Value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_texts(value: Value) -> bool:
    return isinstance(value, tuple) and all(isinstance(each, str) for each in value)


def _is_rows(value: Value) -> bool:
    return isinstance(value, tuple) and all(isinstance(each, Mapping) for each in value)


def _is_date(value: Value) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


CHECKS: Mapping[FieldType, tuple[Callable[[Value], bool], str]] = {
    FieldType.TEXT: (_is_text, "text"),
    FieldType.TEXT_AREA: (_is_text, "text"),
    FieldType.PHONE: (_is_text, "text"),
    FieldType.EMAIL: (_is_text, "text"),
    FieldType.WEBSITE: (_is_text, "text"),
    FieldType.PICK_LIST: (_is_text, "one of its options"),
    FieldType.CHECK_BOX: (lambda value: isinstance(value, bool), "True or False"),
    FieldType.INTEGER: (_is_whole, "a whole number"),
    FieldType.DECIMAL: (is_number, "a finite Decimal or a whole number"),
    FieldType.CURRENCY: (is_number, "a finite Decimal or a whole number"),
    FieldType.DATE: (_is_date, "a date"),
    FieldType.DATE_TIME: (lambda value: isinstance(value, datetime), "a datetime"),
    FieldType.LOOKUP: (_is_text, "a record"),
    FieldType.MULTI_LOOKUP: (_is_texts, "records"),
    FieldType.OWNER: (_is_text, "a user"),
    FieldType.LINE_ITEMS: (_is_rows, "rows"),
}

PICK_LIST = FieldType.PICK_LIST
PLAIN = frozenset(each for each, (check, _) in CHECKS.items() if check is _is_text) - {PICK_LIST}


def check_fields(
    module: str,
    schema: Mapping[str, Field],
    fields: Mapping[str, Value],
    codes: Codes,
    plain: frozenset[str] = frozenset(),
) -> None:
    """Refuse with ``InvalidData`` the first field that is unknown, read-only, of a wrong type or has no such option.

    ``plain`` is what ``plain_names`` gives for the schema: most values are text and pass by it at once.
    """
    for name in [name for name, value in fields.items() if name not in plain or value.__class__ is not str]:
        field, value = schema.get(name), fields[name]
        if field is None:
            raise unknown_field(module, schema, name, codes)
        if field.read_only:
            raise InvalidData(
                f"{module}: {name} is set by the app and cannot be written", code=codes.invalid, field=name
            )
        if value is not None:
            _check_value(module, field, value, codes)


def takes_texts(field: Field | None, texts: Sequence[str]) -> bool:
    """Whether ``check_fields`` would let any of the texts pass as the field's value, or as one left blank."""
    if field is None or field.read_only or CHECKS[field.type][0] is not _is_text:
        return False
    if field.type is PICK_LIST and not {"", *field.options}.issuperset(texts):
        return False
    return field.max_length is None or max(map(len, texts)) <= field.max_length


def plain_names(schema: Mapping[str, Field]) -> frozenset[str]:
    """The API names of the fields that take any text of any length."""
    return frozenset(
        [
            field.name
            for field in schema.values()
            if field.type in PLAIN and not field.read_only and field.max_length is None
        ]
    )


def required_names(schema: Mapping[str, Field]) -> tuple[str, ...]:
    """The API names of the required fields."""
    return tuple(field.name for field in schema.values() if field.required)


def check_required(module: str, required: tuple[str, ...], fields: Mapping[str, Value], codes: Codes) -> None:
    """Refuse with ``InvalidData`` a record that lacks a required field."""
    for name in required:
        value = fields.get(name)
        if value is None or (isinstance(value, str) and not value.strip()):
            raise InvalidData(f"{module}: the required field {name} is missing", code=codes.missing, field=name)


class Codes:
    """The vendor's codes for refusals that every module shares."""

    __slots__ = ("invalid", "missing", "not_found")

    def __init__(self, *, invalid: str, missing: str, not_found: str) -> None:
        self.invalid = invalid
        self.missing = missing
        self.not_found = not_found


CRM_CODES = Codes(invalid="INVALID_DATA", missing="MANDATORY_NOT_FOUND", not_found="INVALID_DATA")
FINANCE_CODES = Codes(invalid="4", missing="4", not_found="1002")


def require_finite(module: str, name: str, value: Value, codes: Codes) -> None:
    """Refuse with ``InvalidData`` to look for NaN or an infinity, which no record holds."""
    if isinstance(value, Decimal) and not value.is_finite():
        raise InvalidData(
            f"{module}: {name} is compared with a finite Decimal or a whole number, not {value!r}",
            code=codes.invalid,
            field=name,
        )


def unknown_field(module: str, schema: Mapping[str, Field], name: str, codes: Codes) -> InvalidData:
    """The refusal of a field the module does not have, naming the nearest it has."""
    near = difflib.get_close_matches(name, schema, n=1)
    hint = f"; did you mean {near[0]}?" if near else f"; it has {', '.join(list(schema)[:8])} and others"
    return InvalidData(f"{module} has no field {name!r}{hint}", code=codes.invalid, field=name)


def _check_value(module: str, field: Field, value: Value, codes: Codes) -> None:
    check, wanted = CHECKS[field.type]
    if not check(value):
        wanted = f"a record of {field.lookup}" if field.lookup else wanted
        raise InvalidData(f"{module}: {field.name} takes {wanted}, not {value!r}", code=codes.invalid, field=field.name)
    if field.type is PICK_LIST and value != "" and value not in field.options:
        raise InvalidData(
            f"{module}: {field.name} has no option {value!r}; its options are {', '.join(field.options)}",
            code=codes.invalid,
            field=field.name,
        )
    if field.max_length is not None and isinstance(value, str) and len(value) > field.max_length:
        raise InvalidData(
            f"{module}: {field.name} holds at most {field.max_length} characters, not {len(value)}",
            code=codes.invalid,
            field=field.name,
        )
