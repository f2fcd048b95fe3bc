"""Live handles: what a script holds of a record. They read the present state and refuse writes."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from typing import Any

from zsim.fakes.store.looking import ALIVE, looked_at
from zsim.fakes.store.module import Module
from zsim.kernel.errors import UsageError
from zsim.ports.records import PLACES, Record, RecordId, Ref, Value, texts_in
from zsim.ports.schema import FieldType

Find = Callable[[str], Module | None]


class Handle:
    """A record by reference: attributes are its fields by API name, read at the moment they are asked for.

    A lookup gives a handle of the record it points to, one of several records a list of handles, an address group
    (``billing_address``) a mapping of its parts.
    Reading a record that is gone raises ``UsageError``; ``alive`` asks first.
    """

    __slots__ = ("_find", "_module", "_ref")

    def __init__(self, module: Module, ref: Ref, find: Find) -> None:
        object.__setattr__(self, "_ref", ref)
        object.__setattr__(self, "_module", module)
        object.__setattr__(self, "_find", find)

    _ref: Ref
    _module: Module
    _find: Find

    @property
    def ref(self) -> Ref:
        """Where the record lives."""
        return self._ref

    @property
    def id(self) -> RecordId:
        """The record's id."""
        return self.ref.id

    @property
    def alive(self) -> bool:
        """Whether the record is in its module now."""
        alive = self._module.table.get(self.ref.id) is not None
        looked_at(self._module, self.ref, ALIVE, alive)
        return alive

    @property
    def record(self) -> Record:
        """The present version; ``UsageError`` when the record is gone."""
        record = self._module.table.get(self.ref.id)
        if record is None:
            raise UsageError(asked=f"read {self!r}", found="it was deleted", right="ask `alive` first, or restore it")
        return record

    @property
    def fields(self) -> dict[str, Value]:
        """A copy of all fields that people see, by API name."""
        schema = self._module.schema
        return {name: value for name, value in self.record.fields.items() if name in schema}

    def __getattr__(self, name: str) -> Any:
        schema = self._module.schema
        field = schema.get(name)
        if field is not None:
            value = self.record.fields.get(name)
            looked_at(self._module, self.ref, name, value)
            if field.type is FieldType.MULTI_LOOKUP:
                return [self._looked_up(field.lookup or "", each) for each in texts_in(value)]
            if field.lookup is not None and isinstance(value, str):
                return self._looked_up(field.lookup, value)
            if value is None and field.type is FieldType.CHECK_BOX:
                return False
            return value
        prefix = f"{name}."
        parts = [each for each in schema if each.startswith(prefix)]
        if parts:
            held = self.record.fields
            for each in parts:
                looked_at(self._module, self.ref, each, held.get(each))
            return {each.removeprefix(prefix): held.get(each) for each in parts}
        near = difflib.get_close_matches(name, schema, n=1)
        raise AttributeError(
            f"{self._module.name} has no field {name!r}" + (f"; did you mean {near[0]}?" if near else "")
        )

    def __dir__(self) -> list[str]:
        """The record's fields, then what can be asked of any record."""
        fields = [name.partition(".")[0] for name in self._module.schema if name not in self._module.hidden]
        return [*dict.fromkeys(fields), "alive", "fields", "id"]

    def __setattr__(self, name: str, value: object) -> None:
        raise UsageError(
            asked=f"set {name} of {self!r}",
            found="a handle only reads",
            right=f"call .update(record, {name}=...) on its module, as a user would",
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Handle) and other.ref == self.ref

    def __hash__(self) -> int:
        return hash(self.ref)

    def __repr__(self) -> str:
        record = self._module.table.get(self.ref.id) or self._module.table.recycled(self.ref.id)
        called = self._module.kind_and_name(record) if record is not None else f"{self._module.singular} '(gone)'"
        state = ", deleted" if self._module.table.get(self.ref.id) is None else ""
        return f"<{called} in {self.ref.app}, id {self.ref.id}{state}>"

    def __str__(self) -> str:
        record = self._module.table.get(self.ref.id) or self._module.table.recycled(self.ref.id)
        called = self._module.kind_and_name(record) if record is not None else self._module.singular
        gone = ", deleted" if self._module.table.get(self.ref.id) is None else ""
        return f"{called} in {PLACES.get(self.ref.app, self.ref.app)}, id {self.ref.id}{gone}"

    def _looked_up(self, module_name: str, value: str) -> Handle | str:
        module = self._find(module_name)
        if module is None:
            return value
        return Handle(module, Ref(self.ref.app, module_name, RecordId(value)), self._find)
