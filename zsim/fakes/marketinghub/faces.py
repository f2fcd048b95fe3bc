"""What a person can do with leads and lists, and what befalls leads: bounces, complaints, farewells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zsim.fakes.marketinghub.leads import JOIN_LIST, LEAVE_LIST, LEFT_LISTS, LeadModule, LeadStatus
from zsim.fakes.marketinghub.lists import LISTS, ListModule
from zsim.fakes.marketinghub.suppressions import SuppressionModule
from zsim.fakes.store.face import CommandLog, ModuleFace
from zsim.fakes.store.handle import Find, Handle
from zsim.fakes.store.module import Module
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Command
from zsim.ports.folding import folded
from zsim.ports.records import Fields, RecordId, Ref
from zsim.ports.refusals import tells_refusals

MAIL = "mail"
"""Who tells what became of a message."""

SUBSCRIBER = "subscriber"
"""Who gets the messages and may want no more."""


SYSTEM_COLUMNS = ("Created Time", "Created By", "Modified Time", "Modified By", "Last Activity Time", "Record Status")
"""The columns of an export that the hub fills itself, in every module."""


@tells_refusals("delete unsubscribe complain bounce deliver", "_recorder.journal")
class LeadsFace(ModuleFace):
    """The leads of the organisation.

    Mail bounces off active leads only, and only they unsubscribe or complain: others get none.
    """

    csv_ignored = (*SYSTEM_COLUMNS, "Lead ID", "Lead Score", "Unsubscribed Time")
    _module: LeadModule

    def __init__(self, module: LeadModule, lists: ListModule, recorder: CommandLog, find: Find) -> None:
        super().__init__(module, recorder, find)
        self._lists = lists

    def find(self, **criteria: Any) -> list[Handle]:
        """Leads whose fields hold these values, an address in any case. Source: LED-23."""
        for lead in self._module.table.find("email", criteria.get("email")):
            criteria["email"] = lead.fields["email"]
        return super().find(**criteria)

    def delete(self, record: Handle | str) -> None:
        """Delete an active lead; those that are not mailed any more cannot be deleted."""
        ref = self._ref(record)
        cause = self._recorder.note(self._module.name, "delete", ref, {})
        self._module.require_deletable(ref.id)
        self._module.delete(ref.id, self._recorder.actor, cause)

    def unsubscribe(self, lead: Handle | str, *, from_list: Handle | str | None = None) -> Handle:
        """Let the lead unsubscribe: from one list, or from the organisation, leaving all lists. Source: LED-20."""
        ref = self._ref(lead)
        if from_list is not None:
            return self._unsubscribe_from(ref, id_in(self._lists, from_list))
        cause = self._note(SUBSCRIBER, "unsubscribe", ref, {})
        return self._handle(self._module.suppress(ref.id, LeadStatus.UNSUBSCRIBED, SUBSCRIBER, cause))

    def complain(self, lead: Handle | str) -> Handle:
        """Let the lead complain about spam: it is mailed no more. Source: LED-20."""
        ref = self._ref(lead)
        cause = self._note(SUBSCRIBER, "complain", ref, {})
        return self._handle(self._module.suppress(ref.id, LeadStatus.SPAM, SUBSCRIBER, cause))

    def bounce(self, lead: Handle | str, *, hard: bool = False) -> Handle:
        """Let mail to the lead bounce; a hard bounce, or the seventh soft one in a row, is for good. Source: LED-19."""
        ref = self._ref(lead)
        cause = self._note(MAIL, "bounce_hard" if hard else "bounce_softly", ref, {})
        if hard:
            return self._handle(self._module.suppress(ref.id, LeadStatus.BOUNCED, MAIL, cause))
        return self._handle(self._module.bounce_softly(ref.id, MAIL, cause))

    def deliver(self, lead: Handle | str) -> Handle:
        """Let mail to the lead arrive; former soft bounces count no more."""
        ref = self._ref(lead)
        cause = self._note(MAIL, "deliver", ref, {})
        return self._handle(self._module.deliver(ref.id, MAIL, cause))

    def lists(self, lead: Handle | str) -> list[Handle]:
        """The lists the lead is subscribed to, in the order it joined them."""
        return list(self._handle(self._module.require(self._ref(lead).id)).lists)

    def _unsubscribe_from(self, lead: Ref, list_id: RecordId) -> Handle:
        cause = self._note(SUBSCRIBER, "unsubscribe_from_list", lead, {LEFT_LISTS: (list_id,)})
        return self._handle(self._module.unsubscribe(lead.id, list_id, SUBSCRIBER, cause))

    def _note(self, actor: str, command: str, ref: Ref, given: Mapping[str, object]) -> int:
        return self._recorder.journal.append(actor, "command", ref, Command(command, given))


@tells_refusals("create add remove", "_recorder.journal")
class ListsFace(ModuleFace):
    """The mailing lists of the organisation."""

    csv_ignored = (*SYSTEM_COLUMNS, "List ID", "List Key")
    _module: ListModule

    def __init__(self, module: ListModule, leads: LeadModule, recorder: CommandLog, find: Find) -> None:
        super().__init__(module, recorder, find)
        self._leads = leads

    def create(self, name: str = "", **fields: Any) -> Handle:
        """Make a list of that name."""
        return super().create(name=name, **fields)

    def add(self, mailing_list: Handle | str, *leads: Handle | str) -> None:
        """Put active leads on a list; if one of them cannot be, none is."""
        list_id = self._ref(mailing_list).id
        ids = [id_in(self._leads, each) for each in leads]
        for lead_id in ids:
            self._leads.require_joinable(self._leads.require_off(lead_id, list_id), list_id)
        for lead_id in ids:
            self._change("add_to_list", lead_id, {JOIN_LIST: list_id})

    def remove(self, mailing_list: Handle | str, *leads: Handle | str) -> None:
        """Take leads off a list; they stay in the organisation. If one of them is not on it, all stay."""
        list_id = self._ref(mailing_list).id
        ids = [id_in(self._leads, each) for each in leads]
        for lead_id in ids:
            self._leads.require_on(lead_id, list_id)
        for lead_id in ids:
            self._change("remove_from_list", lead_id, {LEAVE_LIST: list_id})

    def members(self, mailing_list: Handle | str) -> list[Handle]:
        """The leads that are subscribed to the list, oldest first; ``NotFound`` for a list that is not there."""
        found = self._leads.table.find(LISTS, self._module.require_list(self._ref(mailing_list).id).ref.id)
        return [Handle(self._leads, each.ref, self._find) for each in found]

    def _change(self, command: str, lead_id: RecordId, changes: Fields) -> None:
        """Change a lead; the command says what was changed, a list by its id: another may have its name later."""
        lead = Ref(self._leads.table.app, self._leads.name, lead_id)
        cause = self._recorder.note(self._module.name, command, lead, changes)
        self._leads.update(lead_id, changes, self._recorder.actor, cause)


class SuppressionsFace(ModuleFace):
    """The addresses remembered; nobody but the hub can change them."""

    _module: SuppressionModule

    def find(self, **criteria: Any) -> list[Handle]:
        """What is remembered, of an address in any case. Source: LED-23."""
        if isinstance(criteria.get("email"), str):
            criteria["email"] = folded(criteria["email"])
        return super().find(**criteria)


def id_in(module: Module, record: Handle | str) -> RecordId:
    """The id of a record of that module; ``UsageError`` for a handle of another."""
    if not isinstance(record, Handle):
        return RecordId(record)
    if (record.ref.app, record.ref.module) != (module.table.app, module.name):
        raise UsageError(
            asked=f"an action on {record!r}",
            found=f"a record of {record.ref.app}'s {record.ref.module}",
            right=f"a record of {module.table.app}'s {module.name}",
        )
    return record.ref.id
