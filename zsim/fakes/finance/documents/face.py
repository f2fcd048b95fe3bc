"""What people do with documents in finance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from zsim.fakes.finance.documents.handle import DocumentHandle
from zsim.fakes.finance.documents.module import DocumentModule
from zsim.fakes.finance.documents.payments import PaymentModule
from zsim.fakes.finance.documents.settings import DocumentSettings
from zsim.fakes.finance.module import FinanceFace
from zsim.fakes.store.face import CommandLog
from zsim.fakes.store.handle import Find, Handle
from zsim.kernel.errors import UsageError
from zsim.kernel.read_only import ReadOnly
from zsim.ports.errors import InvalidData
from zsim.ports.records import Record, Ref, Value
from zsim.ports.refusals import tells_refusals

SHORT = {"customer": "customer_id", "vendor": "vendor_id", "invoice": "invoice_id", "bill": "bill_id"}
LINES = ("lines", "line_items")


@tells_refusals("create update delete perform configure", "_recorder.journal")
class DocumentFace(FinanceFace):
    """The documents of one type: ``create(customer=acme, lines=[{"item": anvil, "quantity": 2, "rate": 50}])``.

    A line has an ``item`` or a ``name``, and ``description``, ``quantity`` (1), ``rate`` (the item's), ``discount`` and
    ``tax_percentage`` in per cent. ``send=True`` saves and sends. What else is done with a document, its handle does.
    """

    def __init__(self, module: DocumentModule | PaymentModule, recorder: CommandLog, find: Find) -> None:
        super().__init__(module, recorder, find)
        self._documents = module

    def create(self, **fields: Any) -> DocumentHandle:
        """Make a document; with ``send=True`` it is mailed at once, to the party's email or the address ``to``."""
        self._refuse_integration_only(fields)
        plain = self._plain(fields)
        cause = self._recorder.note(self._module.name, "create", (self._module.table.app, self._module.name), plain)
        self._module.refuse_hidden({name: each for name, each in plain.items() if name not in ("send", "to")})
        return self._handle(self._documents.perform("create", None, plain, self._recorder.actor, cause))

    def update(self, record: Handle | str, **fields: Any) -> DocumentHandle:
        """Change the named fields and return the document's handle."""
        self._refuse_integration_only(fields)
        plain = self._plain(fields)
        self._module.refuse_hidden(plain)
        return self._done("update", self._ref(record), plain)

    def delete(self, record: Handle | str) -> None:
        """Delete a document for good; one with payments is refused."""
        self._done("delete", self._ref(record), {})

    def perform(self, record: Handle | str, verb: str, **given: Any) -> DocumentHandle:
        """Do what a verb of the life cycle says, such as "accept"; a handle's own verbs are this."""
        return self._done(verb, self._ref(record), {name: each for name, each in given.items() if each is not None})

    def mark_sent(self, record: Handle | str) -> DocumentHandle:
        """Mark a document as sent without mailing it."""
        return self.perform(record, "mark_sent")

    def configure(
        self,
        *,
        prefix: str | None = None,
        next_number: int | None = None,
        notes: str | None = None,
        terms: str | None = None,
        due_days: int | None = None,
    ) -> None:
        """Choose what new documents get: their numbers, notes, terms, and the days until they are due.

        A number that was given already is refused. Source: TXN-05.
        """
        settings = self._documents.settings
        chosen = {"prefix": prefix, "next_number": next_number, "notes": notes, "terms": terms, "due_days": due_days}
        given = {name: value for name, value in chosen.items() if value is not None}
        self._recorder.note(self._module.name, "configure", (self._module.table.app, self._module.name), given)
        for name in ("prefix", "notes", "terms"):
            if not isinstance(given.get(name, ""), str):
                raise UsageError(asked=f"{name}={given[name]!r}", found="it is no text", right="a text")
        if due_days is not None and (type(due_days) is not int or due_days < 0):
            raise UsageError(asked=f"due_days={due_days}", found="no number of days", right="0 or more")
        if prefix is not None or next_number is not None:
            self._documents.series.go_on(self._documents.series.prefix if prefix is None else prefix, next_number)
        self._documents.settings = DocumentSettings(
            settings.notes if notes is None else notes,
            settings.terms if terms is None else terms,
            settings.due_days if due_days is None else due_days,
        )

    def _done(self, action: str, ref: Ref, given: Mapping[str, Any]) -> DocumentHandle:
        cause = self._recorder.note(self._module.name, action, ref, given)
        return self._handle(self._documents.perform(action, ref.id, given, self._recorder.actor, cause))

    def _handle(self, record: Record) -> DocumentHandle:
        module = self._module
        if record.ref.module == module.name:
            return DocumentHandle(module, record.ref, self._find, self)
        other = self._find(record.ref.module)
        assert isinstance(other, (DocumentModule, PaymentModule)), f"{record.ref} is a document"
        return DocumentHandle(other, record.ref, self._find, DocumentFace(other, self._recorder, self._find))

    def _plain(self, fields: Mapping[str, Any]) -> dict[str, Value]:
        known = {SHORT.get(name, name): value for name, value in fields.items() if name not in LINES}
        plain = super()._plain(known)
        for name in LINES:
            if name in fields:
                plain["line_items"] = self._rows(fields[name])
        return plain

    def _rows(self, lines: object) -> tuple[Mapping[str, Any], ...]:
        if isinstance(lines, (str, Mapping)) or not isinstance(lines, Iterable):
            raise self._no_lines(lines)
        return tuple([self._row(each) for each in lines])

    def _row(self, line: object) -> Mapping[str, Any]:
        if not isinstance(line, Mapping):
            raise self._no_lines(line)
        row = {"item_id" if name == "item" else name: value for name, value in line.items() if name != "item_total"}
        item = row.get("item_id")
        if isinstance(item, Handle):
            if (item.ref.app, item.ref.module) != (self._module.table.app, "items"):
                found, right = (
                    f"a record of {item.ref.app}'s {item.ref.module}",
                    f"a record of {self._module.table.app}'s items",
                )
                raise UsageError(asked=f"a line about {item!r}", found=found, right=right)
            row["item_id"] = item.ref.id
        return ReadOnly({name: self._value(str(name), value) for name, value in row.items()})

    def _no_lines(self, given: object) -> InvalidData:
        told = f'{self._module.name}: lines are a list such as [{{"name": "Advice", "rate": 80}}], not {given!r}'
        return InvalidData(told, code=self._module.codes.invalid, field="line_items")
