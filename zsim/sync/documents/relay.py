"""Handing a person's command of the CRM's Zoho Finance section to finance, and showing what it answers.

Nothing is kept for later: a command passes now or is refused.
Source: TXN-01, TXN-04, TXN-09, TXN-35, DIS-01, CON-15, PRM-04, USR-10.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from zsim.catalogue import catalogue
from zsim.ports.app import Timing
from zsim.ports.documents import PARTIES, PROJECTED
from zsim.ports.errors import NotAllowed, VendorError
from zsim.ports.folding import folded
from zsim.ports.records import Record, RecordId, Ref, Row, Value
from zsim.ports.relay import Remark, Summary
from zsim.sync.documents.showing import Showing, refresh_of
from zsim.sync.documents.summary import summary_of
from zsim.sync.execution.applying import PairResults
from zsim.sync.execution.commands import DocumentCommand
from zsim.sync.execution.connection_context import ConnectionContext
from zsim.sync.model.kinds import CRM, FINANCE, ITEM, KINDS, PERSON
from zsim.sync.model.links import Link
from zsim.sync.runs.calls import Calls, Steps, at_once
from zsim.sync.settings.owner import Owner

VENDORS = "Vendors"
NOUNS = {kind.crm.module: kind.crm.noun for kind in KINDS.values()}
"""What a record of a module of the CRM is called."""


@dataclass(frozen=True, slots=True)
class Relay:
    """The integration as the CRM's section knows it."""

    owner: Owner
    context: ConnectionContext
    timing: Timing

    def perform(
        self, module: str, action: str, document: RecordId | None, given: Mapping[str, Value], user: str
    ) -> Ref:
        """Have finance carry a command out, and show what came of it."""
        calls = self._calls(f"{action} a document of {module}")
        fields = self._in_finance(given)
        command = DocumentCommand(module, action, document, fields, self._as_in_finance(calls, user))
        return at_once(self._perform(calls, command)).ref

    def printed(self, module: str, document: RecordId) -> str:
        """A document's content as text, as finance has it now."""
        text: str = at_once(self._calls("print a document").of_document(FINANCE, module, document, "printed"))
        return text

    def pdf(self, module: str, document: RecordId) -> bytes:
        """The same on a page."""
        page: bytes = at_once(self._calls("download a document").of_document(FINANCE, module, document, "pdf"))
        return page

    def refresh(self, module: str, party: Ref) -> None:
        """Show the documents of an account, contact or vendor as finance has them now; none where it is not synced."""
        calls = self._calls(f"refresh the list of {module}")
        link = self._link(party)
        if link is not None:
            at_once(refresh_of(calls, self._showing(calls, module), module, party, link.finance_id))
            self.context.state.commit()

    def comments(self, module: str, document: RecordId) -> tuple[Remark, ...]:
        """Finance's comments on a document; none over a disabled integration, or where they do not show (COL-02)."""
        if not self.owner.open or not catalogue().behaviour("COL-02").holds_for(self.context.product.key):
            return ()
        found: tuple[Remark, ...] = at_once(
            self._calls("look at comments").of_document(FINANCE, module, document, "comments")
        )
        return found

    def summary(self, party: Ref) -> Summary:
        """What an account, contact or vendor owes and is owed in finance."""
        calls = self._calls("a summary of receivables and payables")
        link = self._link(party)
        none = Summary(self.context.organisation_key)
        return none if link is None else at_once(summary_of(calls, self.context, link))

    def _perform(self, calls: Calls, command: DocumentCommand) -> Steps[Record]:
        answer = yield from self.context.functions.carry_out(calls, command)
        touched = {answer.ref: None}
        if command.document is not None:
            touched[answer.ref._replace(module=command.module, id=command.document)] = None
        for each in touched:
            if each.module in PROJECTED:
                # Finance has carried it out: the list is made right by finance's notification, or the next refresh.
                with suppress(VendorError):
                    yield from self._show(calls, each)
        self.context.state.commit()
        return answer

    def _show(self, calls: Calls, document: Ref) -> Steps[None]:
        found = yield from calls.read(FINANCE, document.module, [document.id])
        showing = self._showing(calls, document.module)
        yield from showing.resume()
        yield from showing.show(found, () if found else (document,))

    def _calls(self, asked: str) -> Calls:
        """The two apps, if the connection is live; a dead key refuses as it does any look at the CRM."""
        if not self.owner.open:
            key = self.context.organisation_key
            told = f"{asked} in the CRM: the integration of {key} is not enabled, and no command passes"
            raise NotAllowed(f"{told} (DIS-01); enable it, or work in finance", code="NOT_ALLOWED")
        return self.context.calls(self.owner.credentials)

    def _as_in_finance(self, calls: Calls, user: str) -> str:
        """The email by which finance knows a user: who connected it is taken for its founder. Source: USR-10."""
        by_users = catalogue().behaviour("USR-02").holds_for(self.context.product.key)
        if by_users and folded(user) == folded(self.owner.credentials.email):
            return at_once(calls.organisation(FINANCE)).email
        return user

    def _showing(self, calls: Calls, module: str) -> Showing:
        actor = f"sync {self.context.organisation_key} {module}"
        return self.context.functions.stand_ins.of(Showing)(
            self.context, module, calls, f"{actor} shown", self.timing.now_ms, PairResults()
        )

    def _in_finance(self, given: Mapping[str, Value]) -> Mapping[str, Value]:
        """What was given with finance's records in place of those of the CRM."""
        fields = dict(given)
        for module, name in PARTIES.items():
            if name in fields:
                party = Ref("crm", module, RecordId(str(fields.pop(name))))
                link = self._link(party)
                if link is None:
                    told = f"this {NOUNS[module]} is not synced as a customer or vendor of finance"
                    right = "and only such have documents (TXN-01); sync it, or name the account of a contact person"
                    raise NotAllowed(f"{told}, {right}", code="NOT_ALLOWED", field=name)
                fields["vendor_id" if module == VENDORS else "customer_id"] = link.finance_id
        if "Deal_Name" in fields:
            fields["zcrm_potential_id"] = fields.pop("Deal_Name")
        if "line_items" in fields:
            rows = fields["line_items"]
            assert isinstance(rows, tuple), "lines are rows"
            fields["line_items"] = tuple([self._row(each) for each in rows if not isinstance(each, str)])
        return fields

    def _row(self, row: Row) -> Row:
        product = row.get("product_id")
        if product is None:
            return row
        link = self.context.links.live(CRM, RecordId(str(product)))
        if link is None or link.kind != ITEM.name:
            told = "a line names a product that is not synced; sync it, or name the item as text"
            raise NotAllowed(told, code="NOT_ALLOWED", field="line_items")
        return {**{name: value for name, value in row.items() if name != "product_id"}, "item_id": link.finance_id}

    def _link(self, party: Ref) -> Link | None:
        """The link of a record with a customer or vendor; a contact person has documents by its account alone."""
        link = self.context.links.live(CRM, party.id)
        return None if link is None or link.kind == PERSON.name else link
