"""A module of documents: what people do with them, by the life cycle of their type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zsim.fakes.finance.documents.checks import BY_HAND, check_unpaid
from zsim.fakes.finance.documents.deals import associate, dissociate, refuse_another_deal
from zsim.fakes.finance.documents.fields import ADDRESSES, POTENTIAL
from zsim.fakes.finance.documents.lined import LinedModule
from zsim.fakes.finance.documents.links import LINK_FIELDS, origin_field
from zsim.fakes.finance.documents.remarks import ATTACHMENT, COMMENT
from zsim.kernel.article import with_article
from zsim.ports.addresses import is_address
from zsim.ports.errors import InvalidData, NotAllowed, VendorError
from zsim.ports.records import Fields, Record, RecordId, Value, texts_in


class DocumentModule(LinedModule):
    """The documents of one type, and the one way in for everything a person does with them."""

    def perform(
        self, action: str, record_id: RecordId | None, given: Mapping[str, Any], actor: str, cause: int | None = None
    ) -> Record:
        """Do what a person does to a document; a refusal is a ``VendorError`` and changes nothing.

        ``action`` is "create" (with ``send``: save and send), "update", "delete", or a verb of the life cycle: "send"
        takes ``to``, "convert" ``to``, "record_payment" ``amount`` and ``date``. Gives the document, the one it was
        converted into, or the payment.
        """
        if action == "create":
            return self._create_by_hand(given, actor, cause)
        assert record_id is not None, f"{action} of no document"
        record = self.require(record_id)
        match action:
            case "update":
                self._refuse_status(given, record)
                refuse_another_deal(self, given, record)
                return self.update(record_id, given, actor, cause)
            case "delete":
                self.delete(record_id, actor, cause)
                return record
            case "send":
                return self._send(record, given.get("to"), actor, cause)
            case "convert":
                return self.convert(record, given.get("to"), actor, cause)
            case "associate" | "dissociate":
                associating = associate if action == "associate" else dissociate
                return associating(self, record, given.get("deal"), actor, cause)
            case "comment" | "attach":
                return self._remark(record, given, actor)
            case "record_payment":
                return self._pay(record, given, actor, cause)
            case _:
                return self._move(action, record, actor, cause)

    def _remark(self, record: Record, given: Mapping[str, Any], actor: str) -> Record:
        """Put a comment or an attachment beside a document, which itself stays as it is."""
        if "text" in given:
            self.context.remarks.add(record.ref.id, COMMENT, actor, given["text"])
        else:
            content = bytes.fromhex(given["content"])
            self.context.remarks.add(record.ref.id, ATTACHMENT, actor, given["name"], content)
        return record

    def convert(self, record: Record, to: str | None, actor: str, cause: int | None) -> Record:
        """Make another document of one, such as an invoice of an estimate, with links both ways. Source: TXN-06."""
        after = self.require_move("convert", record)
        target = self._target(to)
        made = self.context.module(target).create(self._converted(record, target), actor, cause)
        self.put(record, {self.links[target]: (made.ref.id,), "status": after}, actor, cause)
        return made

    def require_move(self, verb: str, record: Record) -> str:
        """The state that a verb leads a document to; ``NotAllowed`` says what can be done with it instead."""
        before = str(record.fields["status"])
        move = self.cycle.legal(verb, before, self.context.preferences.approvals)
        if move is None:
            raise self._illegal(verb.replace("_", " "), record)
        return move.after

    def _refuse_status(self, given: Mapping[str, Any], record: Record | None) -> None:
        if "status" in given and (record is None or given["status"] != record.fields["status"]):
            verbs = ", ".join(self._verbs(record)) or "nothing"
            told = f"{self.name}: the status is changed by what is done with {with_article(self.singular)}: {verbs}"
            raise NotAllowed(told, code=self.codes.invalid, field="status")

    def _verbs(self, record: Record | None) -> tuple[str, ...]:
        status = self.cycle.initial if record is None else str(record.fields["status"])
        return tuple([each.replace("_", " ") for each in self.cycle.verbs(status, self.context.preferences.approvals)])

    def _illegal(self, verb: str, record: Record) -> VendorError:
        status = str(record.fields["status"]).replace("_", " ")
        can = ", ".join(self._verbs(record)) or "nothing any more"
        told = f"{self.name}: {self.said(record)} is {status}, and one cannot {verb} it then; what can be done: {can}"
        return NotAllowed(told, code=self.codes.invalid, field="status")

    def _create_by_hand(self, given: Mapping[str, Any], actor: str, cause: int | None) -> Record:
        fields = {name: value for name, value in given.items() if name not in ("send", "to")}
        self._refuse_status(fields, None)
        refuse_another_deal(self, fields, None)
        if not given.get("send"):
            return self.create(fields, actor, cause)
        move = self.cycle.legal("send", self.cycle.initial, self.context.preferences.approvals)
        if move is None:
            raise NotAllowed(
                f"{self.name}: a new {self.singular} cannot be sent; save it first",
                code=self.codes.invalid,
                field="status",
            )
        whole = self.prepare(fields, actor)
        to = self._address(whole, given.get("to"))
        made = self.create({**fields, "status": move.after}, actor, cause)
        self.context.outbox.mail(self.called(made), made.ref.id, to)
        return made

    def _send(self, record: Record, to: object, actor: str, cause: int | None) -> Record:
        after = self.require_move("send", record)
        address = self._address(record.fields, to)
        sent = self._moved(record, after, actor, cause)
        self.context.outbox.mail(self.called(sent), sent.ref.id, address)
        return sent

    def _move(self, verb: str, record: Record, actor: str, cause: int | None) -> Record:
        known = {each.verb for each in self.cycle.moves if each.by in BY_HAND}
        if verb not in known:
            told = f"{self.name}: one cannot {verb.replace('_', ' ')} {with_article(self.singular)}"
            raise NotAllowed(f"{told}; what can be done: {', '.join(self._verbs(record))}", code=self.codes.invalid)
        return self._moved(record, self.require_move(verb, record), actor, cause)

    def _moved(self, record: Record, after: str, actor: str, cause: int | None) -> Record:
        return (
            self.update(record.ref.id, {"status": after}, actor, cause) if after != record.fields["status"] else record
        )

    def _address(self, fields: Fields, to: object) -> str:
        """Where a document is mailed: as asked, else to its party's email."""
        address = to or self._party_of(fields).get("email")
        if not address:
            raise InvalidData(
                f"{self.name}: there is no address to mail it to; give the {self.party.removesuffix('_id')} an email,"
                " or name one with to=...",
                code=self.codes.missing,
                field="to",
            )
        if not isinstance(address, str) or not is_address(address):
            told = f"{self.name}: {address!r} is no address to mail to; give one such as 'rita@acme.example'"
            raise InvalidData(told, code=self.codes.invalid, field="to")
        return address

    def _target(self, to: str | None) -> str:
        """The module that a document is converted into, by its name or one document's: "invoices" or "invoice"."""
        for each in self.cycle.converts:
            if to in (None, each, each.removesuffix("s")):
                return each
        known = " or ".join(self.cycle.converts) or "nothing"
        told = f"{self.name}: {with_article(self.singular)} cannot be converted into {to!r}, only into {known}"
        raise NotAllowed(told, code=self.codes.invalid, field="to")

    def _converted(self, record: Record, target: str) -> dict[str, Value]:
        """What the document made of another takes from it."""
        named = ("line_items", "salesperson_name", "reference_number", "notes", "terms", *self.parties, *POTENTIAL)
        named += tuple([each for each in self.schema if each.partition(".")[0] in ADDRESSES])
        held = {name: record.fields[name] for name in named if record.fields.get(name) is not None}
        return {**held, origin_field(self.type): record.ref.id}

    def _pay(self, record: Record, given: Mapping[str, Any], actor: str, cause: int | None) -> Record:
        told = f"{self.name}: {with_article(self.singular)} is not paid; convert it and pay what that gives"
        raise NotAllowed(told, code=self.codes.invalid)

    def _check_delete(self, record: Record) -> None:
        check_unpaid(self, self.said(record), record.fields, "deleted")

    def _remove_related(self, record: Record, actor: str, cause: int | None) -> None:
        """Let nothing point to a document that goes; what it was made of, or into, stays as it is."""
        for name, module in self.origins.items():
            self._unlink(module, record.fields.get(name), record.ref.id, actor, cause)
        for module, name in self.links.items():
            for each in texts_in(record.fields.get(name)):
                made = self.context.module(module)
                found = made.table.get(RecordId(each))
                if found is not None:
                    made.put(found, {origin_field(self.type): None}, actor, cause)

    def _unlink(self, module: str, source_id: Value, gone: str, actor: str, cause: int | None) -> None:
        if not isinstance(source_id, str):
            return
        sources = self.context.module(module)
        source = sources.table.get(RecordId(source_id))
        for name in LINK_FIELDS if source is not None else ():
            held = texts_in(source.fields.get(name)) if source is not None else ()
            if source is not None and gone in held:
                sources.put(source, {name: tuple([each for each in held if each != gone])}, actor, cause)
