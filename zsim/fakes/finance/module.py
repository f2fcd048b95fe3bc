"""What the modules of a finance organisation have in common, and how people act on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from zsim.fakes.store.face import ModuleFace
from zsim.fakes.store.final_module import FinalModule
from zsim.fakes.store.handle import Handle
from zsim.fakes.store.table import Table
from zsim.fakes.store.validation import FINANCE_CODES
from zsim.ports.errors import InvalidData, NotAllowed, NotFound
from zsim.ports.records import Fields, Record, RecordId, Value
from zsim.ports.refusals import tells_refusals
from zsim.ports.schema import Field

INTEGRATION = "sync"
"""Who writes over the port."""


class FinanceModule(FinalModule):
    """A module of a finance product.

    ``defaults`` are the values of fields left out or blank; the schema tells them. ``integration_only`` are the fields
    that only an integration sets, and everybody reads.
    """

    codes = FINANCE_CODES
    defaults: Mapping[str, Value] = MappingProxyType({})
    integration_only: frozenset[str] = frozenset()

    def __init__(self, table: Table, fields: tuple[Field, ...]) -> None:
        super().__init__(table, tuple([self._with_default(each) for each in fields]))

    def _derive(self, fields: dict[str, Value], before: Record | None) -> dict[str, Value]:
        for name, value in self.defaults.items():
            if not fields.get(name):
                fields[name] = value
        return fields

    def _with_default(self, field: Field) -> Field:
        return field._replace(default=self.defaults[field.name]) if field.name in self.defaults else field


@tells_refusals("create update", "_recorder.journal")
class FinanceFace(ModuleFace):
    """What a person can do with the records of one module of a finance product."""

    csv_ignored: tuple[str, ...] = (
        *("Created Time", "Created By", "Last Modified Time", "Last Modified By", "Last Sync Time"),
        *("Contact Person ID", "Invoice ID", "Bill ID", "Branch ID", "Branch Name", "Location ID", "Location Name"),
    )

    _module: FinanceModule

    def create(self, **fields: Any) -> Handle:
        """Add a record and return its handle."""
        self._refuse_integration_only(fields)
        return super().create(**fields)

    def update(self, record: Handle | str, **fields: Any) -> Handle:
        """Change the named fields and return the record's handle."""
        self._refuse_integration_only(fields)
        return super().update(record, **fields)

    def update_all(self, records: Iterable[Handle | str], **fields: Any) -> list[Handle]:
        """Change the named fields of several records, one after the other; a refusal ends it. Source: FND-07."""
        return self._update_each(records, fields)

    def _system_columns(self) -> set[str]:
        """What only an integration sets is among them."""
        fields = self._module.schema.items()
        return super()._system_columns() | {
            each.label for name, each in fields if name in self._module.integration_only
        }

    def _refuse_integration_only(self, fields: Mapping[str, object]) -> None:
        for name in fields:
            if name in self._module.integration_only:
                raise InvalidData(
                    f"{self._module.name}: {name} stands on no screen, only an integration sets it",
                    code=self._module.codes.invalid,
                    field=name,
                )


def require_parent(module: FinanceModule, parents: Table, fields: Fields, name: str) -> Record:
    """The live record that the lookup ``name`` points to; ``NotFound`` when there is none."""
    value = fields[name]
    assert isinstance(value, str), f"{name} passed validation"
    parent = parents.get(RecordId(value))
    if parent is None:
        raise NotFound(
            f"{module.name}: {name} names {value!r}, and {parents.module} has no such record; name one that is there",
            code=module.codes.not_found,
            field=name,
        )
    return parent


def require_unchanged(module: FinanceModule, fields: Fields, before: Record | None, name: str, right: str) -> None:
    """Refuse with ``NotAllowed`` an update that changes ``name``; ``right`` says what to do instead."""
    if before is not None and before.fields.get(name) != fields.get(name):
        raise NotAllowed(
            f"{module.name}: {name} of {module.name_of(before)!r} cannot be changed; {right}",
            code=module.codes.invalid,
            field=name,
        )
