"""What a person does with the CRM's records, within that person's rights."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from zsim.fakes.crm.module import CrmModule
from zsim.fakes.crm.unmodelled import MODULE
from zsim.fakes.crm.users import CrmUser
from zsim.fakes.crm.views_face import ViewsFace
from zsim.fakes.store.face import CommandLog, ModuleFace
from zsim.fakes.store.handle import Handle
from zsim.fakes.store.validation import unknown_field
from zsim.kernel.errors import UsageError
from zsim.kernel.zones import zone
from zsim.ports.errors import InvalidData, NotAllowed
from zsim.ports.records import Record, RecordId, Ref, Value
from zsim.ports.refusals import tells_refusals

if TYPE_CHECKING:
    from zsim.fakes.crm.state import CrmState


class CrmHandle(Handle):
    """A handle of a CRM record; it tells the two times of the record as fields, too."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        if name in ("Created_Time", "Modified_Time"):
            module = self._module
            assert isinstance(module, CrmModule)
            moment = module.whole_fields(self.record)[name]
            assert isinstance(moment, datetime)
            return moment.astimezone(zone(module.table.clock.zone))
        return super().__getattr__(name)

    def _looked_up(self, module_name: str, value: str) -> Handle | str:
        module = self._find(module_name)
        if module is None:
            return value
        return CrmHandle(module, Ref(self.ref.app, module_name, RecordId(value)), self._find)


@tells_refusals("set_layout remove_field restore_field", "_recorder.journal")
class CrmModuleFace(ModuleFace):
    """What a person does with the records of one module.

    Besides fields by API name, an owner may be given as a user. Reading needs the right to see the module as writing
    does. Source: CON-06.
    """

    _unmodelled = MODULE

    csv_ignored = (
        *("Created By", "Modified By", "Last Activity Time", "Change Log Time", "Tag", "Locked", "Record Status"),
        *("Record Image", "Contact Image", "Territories", "Territory", "Unsubscribed Mode", "Unsubscribed Time"),
        *(
            "Enrich Status",
            "Last Enriched Time",
            "Data Source",
            "Data Processing Basis",
            "Data Processing Basis Details",
        ),
        *("Average Time Spent (Minutes)", "Days Visited", "First Page Visited", "First Visit", "Most Recent Visit"),
        *("Number Of Chats", "Referrer", "Visitor Score", "Expected Revenue", "Lead Conversion Time"),
        *("Overall Sales Duration", "Sales Cycle Duration", "Contact Name"),
    )

    _module: CrmModule

    def __init__(self, state: CrmState, module: CrmModule, recorder: CommandLog, user: CrmUser) -> None:
        super().__init__(module, recorder, state.modules.get)
        self._state = state
        self._user = user

    @functools.cached_property
    def views(self) -> ViewsFace:
        """The module's views."""
        views = self._state.views(self._module.name)
        return ViewsFace(views, self._recorder, self._user.id, self._state.new_id, self._handle)

    def set_layout(self, field_name: str, layout: str) -> None:
        """Put a field on another layout than the standard one; its values stay, yet no integration sees them."""
        subject = (self._module.table.app, self._module.name)
        if field_name not in self._module.schema:
            raise unknown_field(self._module.name, self._module.schema, field_name, self._module.codes)
        self._recorder.note(self._module.name, "set_layout", subject, {"field": field_name, "layout": layout})
        self._module.set_layout(field_name, layout)

    def mass_update(self, records: Iterable[Handle | str], **fields: Any) -> list[Handle]:
        """Change the named fields of several records, one after the other; a refusal ends it. Source: TRG-28."""
        return self._update_each(records, fields)

    def remove_field(self, name: str) -> None:
        """Take a field off the module: a custom one, or the Probability of deals. Source: TRG-08, TRG-27.

        Nobody sees its values any more, nor do integrations. Refused while a view or a report asks for it.
        """
        module = self._module
        if name not in module.schema:
            raise unknown_field(module.name, module.schema, name, module.codes)
        self._recorder.note(module.name, "remove_field", (module.table.app, module.name), {"name": name})
        module.require_removable(name)
        asking = [f"view {each.view.name!r}" for each in self._state.views(module.name) if each.asks_for(name)]
        asking += [f"report {each!r}" for each in self._state.reports.asking_for(module.name, name)]
        if asking:
            told = f"{name} is asked for by the {asking[0]}; let that ask for something else first"
            raise NotAllowed(f"{module.name}: {told}", code="NOT_ALLOWED", field=name)
        module.remove_field(name)

    def restore_field(self, name: str) -> None:
        """Bring a removed field back, with the values its records had when it went. Source: TRG-27."""
        module = self._module
        if name not in module.removed:
            found = f"removed: {', '.join(module.removed) or 'nothing'}"
            raise UsageError(asked=f"bring back the field {name!r} of {module.name}", found=found, right="one of those")
        self._recorder.note(module.name, "restore_field", (module.table.app, module.name), {"name": name})
        module.restore_field(name)

    def get(self, record: Handle | str) -> Handle:
        """The live record of that id; ``NotFound`` otherwise."""
        self._may_read()
        return super().get(record)

    def find(self, **criteria: Any) -> list[Handle]:
        """Live records whose fields hold exactly these values, oldest first."""
        self._may_read()
        return super().find(**criteria)

    def all(self) -> list[Handle]:
        """All live records, oldest first."""
        self._may_read()
        return super().all()

    def __len__(self) -> int:
        self._may_read()
        return super().__len__()

    def _may_read(self) -> None:
        self._recorder.may(self._module.name, "read")

    def _plain(self, fields: Mapping[str, Any]) -> dict[str, Value]:
        owner = fields.get("Owner")
        return super()._plain({**fields, "Owner": owner.id} if isinstance(owner, CrmUser) else fields)

    def _handle(self, record: Record) -> Handle:
        return CrmHandle(self._module, record.ref, self._find)

    def _owner_named(self, name: str) -> str:
        names = {each.name: each.id for each in self._state.users}
        if name not in names:
            raise InvalidData(
                f"{self._module.name}: there is no user {name!r}; there is {', '.join(names)}",
                code=self._module.codes.invalid,
                field="Owner",
            )
        return names[name]
