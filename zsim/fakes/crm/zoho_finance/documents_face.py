"""What CRM users do with finance's documents of one type: all of it is done by finance, and shown here.

Source: TXN-01, TXN-03, TXN-04, TXN-05, TXN-06, TXN-07, TXN-09.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NoReturn

from zsim.fakes.crm.attachments_face import AttachmentsFace, AttachmentsOf
from zsim.fakes.crm.module import CrmModule
from zsim.fakes.crm.module_face import CrmModuleFace
from zsim.fakes.crm.users import CrmUser
from zsim.fakes.crm.zoho_finance.shown import AwaitedDocument, Refreshed, ShownDocument, party_field
from zsim.fakes.store.face import CommandLog
from zsim.fakes.store.handle import Handle
from zsim.kernel.errors import UsageError
from zsim.kernel.read_only import ReadOnly
from zsim.ports.documents import PROJECTED
from zsim.ports.errors import InvalidData, NotAllowed, VendorError
from zsim.ports.records import Cell, Record, RecordId, Ref, Row, Value
from zsim.ports.refusals import tell_refusal, tells_refusals
from zsim.ports.relay import DocumentRelay, Remark
from zsim.ports.schema import OWN_ID_FIELD

if TYPE_CHECKING:
    from zsim.fakes.crm.state import CrmState

MAILS = ("send",)


@tells_refusals(
    "create refresh act update delete restore merge load_csv add_field set_options set_layout", "_recorder.journal"
)
class DocumentsFace(CrmModuleFace):
    """Finance's documents of one type, as one CRM user sees them and acts on them.

    ``type`` is finance's module ("invoices"). Fields of a document are finance's.
    """

    def __init__(self, type: str, state: CrmState, module: CrmModule, recorder: CommandLog, user: CrmUser) -> None:
        super().__init__(state, module, recorder, user)
        self._type = type

    def create(
        self,
        *,
        customer: Handle | None = None,
        deal: Handle | None = None,
        lines: Iterable[Mapping[str, Any]] = (),
        send: bool = False,
        organisation: str | None = None,
        **fields: Any,
    ) -> Handle:
        """Make a document for an account, contact or vendor, of a deal of theirs or of none; ``send`` mails it, too.

        ``lines`` are rows of an item or a name with quantity, rate, discount, tax and description. Where several
        organisations show such documents, ``organisation`` names one by its key. Source: TXN-01, TXN-03, TXN-04.
        """
        if customer is None and deal is None:
            told = f"{self._module.name}: a document is for an account or contact; name one as customer, or a deal"
            raise InvalidData(told, code=self._module.codes.missing, field="customer")
        given = {**self._given(fields), "line_items": self._rows(lines)}
        given |= self._for(customer) | self._of(deal, customer) | ({"send": True} if send else {})
        key = self._organisation(organisation)
        relay = self._relay(key)
        self._require("create_edit", *(("email",) if send else ()))
        subject = (self._module.table.app, self._module.name)
        cause = self._recorder.note(self._module.name, "create", subject, given)
        with self._recorder.journal.because(cause):
            made = relay.perform(self._type, "create", None, given, self._user.email)
        return self._shown(made)

    def update(self, record: Handle | str, **fields: Any) -> Handle:
        """Edit the named fields of a document; the edit is finance's. Source: TXN-09."""
        return self.act(record, "update", **fields)

    def delete(self, record: Handle | str) -> None:
        """Delete a document, as finance allows."""
        self.act(record, "delete")

    def act(self, record: Handle | str, action: str, **given: Any) -> Handle:
        """Have finance do something to a document: send, mark_sent, accept, ...; gives what came of it."""
        ref, (key, own) = self._ref(record), self._own(record)
        plain = self._given(given)
        if "lines" in given:
            plain["line_items"] = self._rows(given["lines"])
        relay = self._relay(key)
        self._require("email" if action in MAILS else "create_edit")
        if action == "convert":
            self._state.profiles.require(self._user.name, self._user.profile, "invoices", "create_edit")  # PRM-12
        cause = self._recorder.note(self._module.name, action, ref, plain)
        with self._recorder.journal.because(cause):
            came_of_it = relay.perform(self._type, action, own, plain, self._user.email)
        return self._shown(came_of_it if came_of_it.module in PROJECTED else Ref(key, self._type, own))

    def printed(self, record: Handle | str) -> str:
        """A document's content as text, as finance has it now. Source: TXN-06, TXN-08."""
        key, own = self._readable(record)
        return self._relay(key).printed(self._type, own)

    def pdf(self, record: Handle | str) -> bytes:
        """A document as a PDF, as finance has it now. Source: TXN-08."""
        key, own = self._readable(record)
        return self._relay(key).pdf(self._type, own)

    def attachments_of(self, record: Handle) -> AttachmentsOf:
        """The files beside a document in the CRM. Source: COL-08."""
        self._may_read()
        module = self._state.modules["Attachments"]
        return AttachmentsOf(AttachmentsFace(self._state, module, self._recorder, self._user), record)

    def timeline_of(self, record: Handle) -> list[Remark]:
        """What stands beside a document in the CRM, and finance's comments that were not lost, oldest first.

        Comments are asked for, through the integration; those from before it was disabled stay lost. Source: COL-02,
        DIS-03.
        """
        key, own = self._readable(record)
        entries = list(self._state.remarks_beside(record.ref.id))
        cleared = self._state.connections.cleared_ms(key)
        comments = self._relay(key).comments(self._type, own)
        entries += [each for each in comments if int(each.at.timestamp() * 1000) > cleared]
        here = self._state.clock.now.tzinfo
        return sorted([each._replace(at=each.at.astimezone(here)) for each in entries], key=lambda each: each.at)

    def refresh(self, party: Handle) -> Refreshed:
        """Fetch the documents of an account, contact or vendor, or fetch them anew; gives them.

        What refuses one organisation's is told in ``refused`` of what is given, and raised where there is no other.
        Source: TXN-07, TXN-36.
        """
        field = self._party_field(party)
        self._may_read()
        cause = self._recorder.note(self._module.name, "refresh", party.ref, {})
        with self._recorder.journal.because(cause):
            refused = self._refresh(party.ref, cause)
        return Refreshed(self.find(**{field: party}), refused)

    def _refresh(self, party: Ref, cause: int) -> dict[str, str]:
        """Have each organisation's list of a record made right; gives why some are not, if any is. Source: TXN-36."""
        refused: dict[str, VendorError] = {}
        keys = self._showing()
        for key in keys:
            try:
                self._relay(key).refresh(self._type, party)
            except VendorError as refusal:
                refused[key] = refusal
                tell_refusal(self._recorder.journal, cause, refusal)
        if refused and len(refused) == len(keys):
            raise next(iter(refused.values()))
        return {key: each.message for key, each in refused.items()}

    def restore(self, record: Handle | str) -> NoReturn:
        """Nothing deleted in finance comes back."""
        raise self._finance_owns("restored")

    def merge(self, master: Handle | str, *others: Handle | str) -> NoReturn:
        """Documents are not merged."""
        raise self._finance_owns("merged")

    def load_csv(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Documents are made one by one, or in finance."""
        raise self._finance_owns("loaded from a file")

    def add_field(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Custom fields are made in finance. Source: TXN-11."""
        raise self._finance_owns("given fields")

    def set_options(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Options are chosen in finance."""
        raise self._finance_owns("given options")

    def set_layout(self, *args: Any, **kwargs: Any) -> NoReturn:
        """What is shown stands on one layout."""
        raise self._finance_owns("laid out")

    def _may_read(self) -> None:
        super()._may_read()
        self._require("view")

    def _require(self, *rights: str) -> None:
        """Refuse whole what one of these rights of the user's profile, as it is now, is missing for. Source: PRM-05."""
        for right in rights:
            self._state.profiles.require(self._user.name, self._user.profile, self._type, right)

    def _readable(self, record: Handle | str) -> tuple[str, RecordId]:
        """The organisation of a document that the user may view, and its id there."""
        self._may_read()
        return self._own(record)

    def _own(self, record: Handle | str) -> tuple[str, RecordId]:
        """The organisation of a document, and its id there."""
        if isinstance(record, AwaitedDocument):
            mark: object = record.mark
        else:
            mark = self._module.require(self._ref(record).id).fields[OWN_ID_FIELD]
        key, _, own = str(mark).partition(":")
        return key, RecordId(own)

    def _finance_owns(self, what: str) -> NotAllowed:
        told = f"{self._module.name}: finance owns its documents, they are not {what} in the CRM; do it in finance"
        return NotAllowed(told, code="NOT_ALLOWED")

    def _showing(self) -> list[str]:
        return self._state.connections.showing(self._type)

    def _organisation(self, named: str | None) -> str:
        keys = self._showing()
        if named is None and len(keys) == 1:
            return keys[0]
        if named is None or named not in keys:
            raise UsageError(
                asked=f"make a document of {self._type} in the CRM" + ("" if named is None else f" for {named!r}"),
                found=f"{' and '.join(keys) or 'no organisation'} shows them there",
                right="name one of these as organisation" if keys else "enable them first: transactions.enable(...)",
            )
        return named

    def _relay(self, key: str) -> DocumentRelay:
        return self._state.connections.relay(key)

    def _for(self, customer: Handle | None) -> dict[str, Value]:
        return {} if customer is None else {self._party_field(customer): customer.ref.id}

    def _of(self, deal: Handle | None, customer: Handle | None) -> dict[str, Value]:
        """The deal, and its account or contact where nobody else is named; one of others is refused (POT-08)."""
        if deal is None:
            return {}
        if not isinstance(deal, Handle) or deal.ref.module != "Deals":
            raise UsageError(asked=f"a document of {deal!r}", found="it is no deal", right="a record of crm.deals")
        held = deal.record.fields
        parties = {name: held[name] for name in ("Account_Name", "Contact_Name") if held.get(name)}
        if customer is None:
            if not parties:
                told = f"{self._module.name}: the deal has neither account nor contact; name a customer"
                raise InvalidData(told, code=self._module.codes.missing, field="customer")
            return {"Deal_Name": deal.ref.id, **dict(list(parties.items())[:1])}
        field = self._party_field(customer)
        if held.get(field) != customer.ref.id:
            told = f"{self._module.name}: {deal} is no deal of {customer} (POT-08); take one of its own"
            raise NotAllowed(told, code="NOT_ALLOWED", field="deal")
        return {"Deal_Name": deal.ref.id}

    def _party_field(self, party: Handle) -> str:
        return party_field(f"a document for {party!r}", party)

    def _given(self, fields: Mapping[str, Any]) -> dict[str, Value]:
        return self._plain({name: value for name, value in fields.items() if name != "lines"})

    def _rows(self, lines: object) -> tuple[Row, ...]:
        if isinstance(lines, (str, Mapping)) or not isinstance(lines, Iterable):
            raise self._no_line(lines)
        return tuple([self._row(each) for each in lines])

    def _no_line(self, given: object) -> InvalidData:
        told = f"{self._module.name}: {given!r} is no line; a line has an item or a name, a quantity and a rate"
        return InvalidData(told, code=self._module.codes.invalid, field="lines")

    def _row(self, line: object) -> Row:
        """A line with the ids of its records: of finance's item, or of the CRM's product that is synced with it."""
        if not isinstance(line, Mapping):
            raise self._no_line(line)
        row: dict[str, Cell] = {}
        for name, value in line.items():
            if isinstance(value, Handle):
                row["product_id" if value.ref.app == self._module.table.app else "item_id"] = value.ref.id
            else:
                row[name] = self._cell(name, value)
        return ReadOnly(row)

    def _cell(self, name: str, value: Any) -> Cell:
        held = self._value(name, value)
        assert not isinstance(held, tuple), "lists are refused as values"
        return held

    def _shown(self, document: Ref) -> Handle:
        """A document as the section shows it, or will: what was made of another may stand in another module."""
        module = self._state.modules[PROJECTED[document.module]]
        face = DocumentsFace(document.module, self._state, module, self._recorder, self._user)
        mark = f"{document.app}:{document.id}"
        for found in module.table.find(OWN_ID_FIELD, mark):
            return face._handle(found)
        return AwaitedDocument(module, mark, self._find, face)

    def _handle(self, record: Record) -> Handle:
        return ShownDocument(self._module, record.ref, self._find, self)
