"""What the modules of the CRM have in common: an owner, lookups that must lead somewhere, a currency."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, ClassVar

from zsim.fakes.crm.users import CrmUsers
from zsim.fakes.store.codec import export_fields, export_table, load_field, load_table
from zsim.fakes.store.module import Module
from zsim.fakes.store.modules import Modules
from zsim.fakes.store.table import Table
from zsim.fakes.store.validation import CRM_CODES
from zsim.kernel.clock import to_datetime
from zsim.ports.errors import InvalidData, NotAllowed, NotModelled
from zsim.ports.records import Fields, Record, RecordId, Value
from zsim.ports.schema import Field, FieldType, is_number


class CrmModule(Module):
    """A module of the CRM.

    A record belongs to whoever made it unless told otherwise. When a record leaves, lookups to it are emptied; when it
    is merged, they follow to the winner. ``removable`` names the standard fields that people may remove; ``removed``
    holds the fields they did, whose values nobody sees until the field is brought back.
    """

    codes = CRM_CODES
    removable: ClassVar[tuple[str, ...]] = ()
    hangs_on: ClassVar[str] = ""
    """The lookup to the record of any module that a record of this one stands beside, and goes with."""

    def __init__(self, table: Table, fields: Iterable[Field], modules: Modules[CrmModule], users: CrmUsers) -> None:
        fields = tuple(fields)
        self._standard = fields
        self.removed: dict[str, Field] = {}
        super().__init__(table, fields)
        self._modules = modules
        self._users = users
        self.lookups = tuple([each.name for each in self.schema.values() if each.type is FieldType.LOOKUP])
        self._currency: str | None = None

    def create(self, fields: Mapping[str, Value], actor: str, cause: int | None = None) -> Record:
        """Add a record, owned by the actor unless ``fields`` name an owner."""
        self._check_references(fields)
        if fields.get("Owner") is None:
            fields = {**fields, "Owner": self._users.id_of(actor)}
        return super().create(fields, actor, cause)

    def update(self, record_id: RecordId, changes: Mapping[str, Value], actor: str, cause: int | None = None) -> Record:
        """Change the named fields of a record."""
        self._check_references(changes)
        if "Owner" in changes and changes["Owner"] is None:
            raise InvalidData(f"{self.name}: a record has an owner always", code=self.codes.missing, field="Owner")
        return super().update(record_id, changes, actor, cause)

    def delete(self, record_id: RecordId, actor: str, cause: int | None = None) -> None:
        """Delete a record with what stands beside it; lookups to it are emptied. Source: COL-05."""
        super().delete(record_id, actor, cause)
        self.clear_beside(record_id, actor, cause)
        self._repoint(record_id, None, actor, cause)

    def clear_beside(self, record_id: RecordId, actor: str, cause: int | None = None) -> None:
        """Delete what stands beside a record: notes, events, calls, files. Source: COL-05, COL-08, DIS-03."""
        for module in self._beside():
            for record in module.table.find(module.hangs_on, record_id):
                module.delete(record.ref.id, actor, cause)

    def restore(self, record_id: RecordId, actor: str, cause: int | None = None) -> Record:
        """Bring a record back with what went with it, without lookups that lead nowhere now. Source: DEL-07, COL-05."""
        gone = self.table.deletion(record_id)
        record = super().restore(record_id, actor, cause)
        for module in self._beside():
            for each in module.table.recycled_at(gone.deleted_ms if gone is not None else -1):
                if each.fields.get(module.hangs_on) == record_id:
                    module.restore(each.ref.id, actor, cause)
        lost = {name: None for name in self.lookups if self._leads_nowhere(name, record.fields.get(name))}
        return self.table.replace(record, {**record.fields, **lost}, actor, cause) if lost else record

    def remove_field(self, name: str) -> None:
        """Take a field off the module, a custom one or one of ``removable``. Source: TRG-08, TRG-27."""
        self.require_removable(name)
        self.removed[name] = self.schema.pop(name)
        self._fields_changed()

    def require_removable(self, name: str) -> None:
        """Refuse with ``NotAllowed`` a field that stays. Source: TRG-27."""
        field = self.schema[name]
        if not field.custom and name not in self.removable:
            free = [*self.removable, "custom fields"]
            told = f"{name} is a standard field and stays; what can be removed: {', '.join(free)}"
            raise NotAllowed(f"{self.name}: {told}", code="NOT_ALLOWED", field=name)

    def restore_field(self, name: str) -> None:
        """Bring a removed field back, with the values its records had. Source: TRG-27."""
        field = self.removed.pop(name)
        whole = {**self.schema, name: field}
        standard = [each.name for each in self._standard if each.name in whole]
        self.schema = {each: whole[each] for each in dict.fromkeys([*standard, *whole])}
        self._fields_changed()

    def field(self, name: str) -> Field | None:
        """The field of that API name, one that is hidden or was removed as well."""
        return super().field(name) or self.removed.get(name)

    def export(self) -> dict[str, Any]:
        """The fields that are not as the CRM came, which of them were removed, and the records."""
        fields = export_fields({**self.schema, **self.removed}, self._standard)
        return {"fields": fields, "removed": list(self.removed), "records": export_table(self.table)}

    def load(self, data: Mapping[str, Any]) -> None:
        """Take over what ``export`` gave; the module must be empty."""
        for each in data["fields"]:
            self.put_field(load_field(each))
        for name in data["removed"]:
            self.remove_field(name)
        load_table(self.table, data["records"])

    def offer_currencies(self, options: tuple[str, ...], base: str) -> None:
        """Open currency and rate, where there are such; a record without a currency gets the base one from now on."""
        if "Currency" not in self.schema:
            return
        self._currency = base
        self.put_field(self.schema["Currency"]._replace(read_only=False, options=options, default=base))
        self.put_field(self.schema["Exchange_Rate"]._replace(read_only=False))

    def others_with(self, field_name: str) -> tuple[str, ...]:
        """The other modules that have a field of that name."""
        return tuple(
            [name for name, module in self._modules.items() if name != self.name and field_name in module.schema]
        )

    def whole_fields(self, record: Record) -> Fields:
        """The fields with the two times that the record itself carries."""
        return {
            **record.fields,
            "Created_Time": to_datetime(record.created_ms),
            "Modified_Time": to_datetime(record.modified_ms),
        }

    def _derive(self, fields: dict[str, Value], before: Record | None) -> dict[str, Value]:
        if before is None and self._currency is not None and not fields.get("Currency"):
            fields["Currency"] = self._currency
        return fields

    def _move_related(self, loser: Record, winner: Record, actor: str, cause: int | None) -> None:
        self._repoint(loser.ref.id, winner.ref.id, actor, cause)
        for module in self._beside():
            for record in module.table.find(module.hangs_on, loser.ref.id):
                module.table.replace(record, {**record.fields, module.hangs_on: winner.ref.id}, actor, cause)

    def _repoint(self, old: RecordId, new: RecordId | None, actor: str, cause: int | None) -> None:
        for module in self._modules.made():
            for name in module.lookups:
                if module.schema[name].lookup == self.name:
                    for record in module.table.find(name, old):
                        target = None if new == record.ref.id and module is self else new
                        module.table.replace(record, {**record.fields, name: target}, actor, cause)

    def _beside(self) -> list[CrmModule]:
        """The modules whose records stand beside some of this one."""
        return [each for each in self._modules.made() if each.hangs_on and not self.hangs_on]

    def _fields_changed(self) -> None:
        super()._fields_changed()
        self.beyond_standard = (*self.beyond_standard, *self.removed)

    def _check_references(self, fields: Mapping[str, Value]) -> None:
        self._refuse_removed(fields)
        rate = fields.get("Exchange_Rate")
        if is_number(rate) and Decimal(str(rate)) <= 0:
            told = f"Exchange_Rate takes units of the record's currency for one of the base, more than 0, not {rate}"
            raise InvalidData(f"{self.name}: {told}", code=self.codes.invalid, field="Exchange_Rate")
        for name in self.lookups:
            value = fields.get(name)
            if value is not None and self._leads_nowhere(name, value):
                target = self.schema[name].lookup or "any module"
                raise InvalidData(
                    f"{self.name}: {name} takes a record of {target}, and there is none with the id {value!r}",
                    code=self.codes.invalid,
                    field=name,
                )
        owner = fields.get("Owner")
        if owner is not None and owner not in self._users:
            raise InvalidData(
                f"{self.name}: Owner takes a user of the CRM, not {owner!r}; there is "
                + ", ".join([each.name for each in self._users]),
                code=self.codes.invalid,
                field="Owner",
            )

    def _refuse_removed(self, fields: Mapping[str, Value]) -> None:
        for name in self.removed:
            if name in fields:
                told = f"the field {name} was removed; restore_field({name!r}) brings it back"
                raise InvalidData(f"{self.name}: {told}", code=self.codes.invalid, field=name)

    def _leads_nowhere(self, name: str, value: Value) -> bool:
        if value is None:
            return False
        target = self.schema[name].lookup
        module = self._modules.get(target or "")
        if module is None:
            raise NotModelled(f"{self.name}.{name} looks up {target}; there is {', '.join(self._modules)}")
        return module.table.get(RecordId(str(value))) is None
