"""A module of documents that have lines: what they come to, their numbers, and what people may do with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from zsim.catalogue.life_cycles import MovedBy, life_cycle
from zsim.fakes.finance.documents.documents import DocumentContext
from zsim.fakes.finance.documents.fields import ADDRESSES, ITEM_IDS, LINES, POTENTIAL, lined_fields
from zsim.fakes.finance.documents.lines import TEXTS, priced_lines, totals_of
from zsim.fakes.finance.documents.numbering import NumberSeries
from zsim.fakes.finance.documents.settings import DocumentSettings
from zsim.fakes.finance.linked import require_usable
from zsim.fakes.finance.module import INTEGRATION, FinanceModule, require_parent, require_unchanged
from zsim.fakes.store.table import Table
from zsim.kernel.read_only import ReadOnly
from zsim.ports.addresses import is_address
from zsim.ports.codec import Plain
from zsim.ports.errors import InvalidData, LimitExceeded, NotAllowed, VendorError
from zsim.ports.records import Fields, Record, RecordId, Row, Value, texts_in
from zsim.ports.schema import Field, FieldType

BY_HAND = (MovedBy.PERSON,)
DERIVED = frozenset({"status", "balance", *POTENTIAL, "sub_total", "tax_total", "total", "currency_code", ITEM_IDS})
"""What may change of a document whose content stays as it is; beside custom fields and links to other documents."""


class DocumentModule(FinanceModule):
    """The documents of one type; the life cycle is that of the catalogue by ``type``.

    ``party`` names the lookup of the customer or vendor, ``number_field`` that of the number, ``due_field`` the date
    after which a document is overdue or expired in one of the states ``open``, first as it is before that.
    ``links`` are the fields that point to what a document was converted into, ``origins`` those to what it was made
    of, with its module. Source: TXN-05, TXN-15, TXN-18 to TXN-24.
    """

    type: str
    party = "customer_id"
    number_field: str | None = None
    due_field: str | None = None
    own_fields: tuple[Field, ...] = ()
    open: tuple[str, ...] = ()
    past_due = ""
    links: Mapping[str, str] = MappingProxyType({})
    origins: Mapping[str, str] = MappingProxyType({})
    integration_only = frozenset(POTENTIAL)

    def __init__(self, table: Table, context: DocumentContext) -> None:
        self.cycle = life_cycle(self.type)
        self.context = context
        self.singular = self.cycle.called(context.product)
        self.name_field = self.number_field or "reference_number"
        self.defaults = MappingProxyType({"status": self.cycle.initial})
        self.settings = DocumentSettings()
        self.series = NumberSeries(self.cycle.prefix(context.product))
        fields = lined_fields(self.cycle, self.singular, self.party, context.items is not None)
        self.parties: tuple[str, ...] = (self.party,)
        super().__init__(table, (*self._number_fields(), *self._party_fields(fields), *self.own_fields))

    @classmethod
    def indexes(cls, with_items: bool) -> tuple[str, ...]:
        """The fields that documents are found by."""
        number = (cls.number_field,) if cls.number_field is not None else ()
        items = (ITEM_IDS,) if with_items else ()
        return (cls.party, *number, *POTENTIAL[:1], *items, "status", *cls.origins)

    def create(self, fields: Mapping[str, Value], actor: str, cause: int | None = None) -> Record:
        """Make a document under the next number; what is refused uses none up."""
        record = self.table.insert(self.prepare(fields, actor), actor, cause)
        if self.cycle.prefix(self.context.product):
            self.series.take()
        self._watch(record)
        return record

    def prepare(self, fields: Mapping[str, Value], actor: str) -> dict[str, Value]:
        """The whole fields that ``create`` would give a document, or its refusal; changes nothing."""
        self._check_plan()
        given = self._given(fields, actor)
        self._check_fields(given)
        self._check_required(given)
        whole = self._derive(dict(given), None)
        self._check(whole, None)
        return whole

    def update(self, record_id: RecordId, changes: Mapping[str, Value], actor: str, cause: int | None = None) -> Record:
        """Change the named fields; ``status`` only as a person's move may."""
        before = self.require(record_id)
        record = super().update(record_id, self._given(changes, actor, before), actor, cause)
        self._watch(record)
        return record

    def put(self, before: Record, changes: Fields, actor: str, cause: int | None) -> Record:
        """Change a document as a move, a payment or another document makes it change."""
        record = self.table.replace(before, {**before.fields, **changes}, actor, cause)
        self._watch(record)
        return record

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
                return self.update(record_id, given, actor, cause)
            case "delete":
                self.delete(record_id, actor, cause)
                return record
            case "send":
                return self._send(record, given.get("to"), actor, cause)
            case "convert":
                return self.convert(record, given.get("to"), actor, cause)
            case "record_payment":
                return self._pay(record, given, actor, cause)
            case _:
                return self._move(action, record, actor, cause)

    def convert(self, record: Record, to: str | None, actor: str, cause: int | None) -> Record:
        """Make another document of one, such as an invoice of an estimate, with links both ways. Source: TXN-06."""
        after = self.require_move("convert", record)
        target = self._target(to)
        made = self.context.module(target).create(self._converted(record, target), actor, cause)
        link = self.links[target]
        self.put(record, {link: (*texts_in(record.fields.get(link)), made.ref.id), "status": after}, actor, cause)
        return made

    def require_move(self, verb: str, record: Record) -> str:
        """The state that a verb leads a document to; ``NotAllowed`` says what can be done with it instead."""
        before = str(record.fields["status"])
        move = self.cycle.legal(verb, before, self.context.preferences.approvals)
        if move is None:
            raise self._illegal(verb.replace("_", " "), record)
        return move.after

    def settled(self, fields: Fields) -> str:
        """The status that a document's date leaves it in."""
        status = str(fields["status"])
        if status in (*self.open, self.past_due):
            return self.past_due if self._is_past(fields) else self.open[0]
        return status

    def fall_due(self, actor: str, cause: int) -> None:
        """Take documents past their date to the state that says so. Source: TXN-20."""
        for record in self.past():
            self.put(record, {"status": self.past_due}, actor, cause)

    def past(self) -> list[Record]:
        """The documents that are past their date and do not say so yet."""
        return [
            each for status in self.open for each in self.table.find("status", status) if self._is_past(each.fields)
        ]

    def rearm(self) -> None:
        """Set the alarms that documents need, after loading."""
        for status in self.open:
            for record in self.table.find("status", status):
                self._watch(record)

    def count_of(self, party: RecordId) -> int:
        """How many documents a customer or vendor has."""
        return sum(self.table.count(each, party) for each in self.parties)

    def move(self, loser: Record, winner: Record, actor: str, cause: int | None) -> None:
        """Hand a merged party's documents to the master. Source: DEL-10."""
        for name in self.parties:
            for record in self.table.find(name, loser.ref.id):
                self.table.replace(record, {**record.fields, name: winner.ref.id}, actor, cause)

    def count_with(self, item: RecordId) -> int:
        """How many documents are about an item."""
        return self.table.count(ITEM_IDS, item) if self.context.items is not None else 0

    def exchange_item(self, old: Record, new: Record, actor: str, cause: int | None) -> None:
        """Let the lines about one item be about another; they keep what they say and cost."""
        for record in self.table.find(ITEM_IDS, old.ref.id):
            rows = tuple([_about(each, old.ref.id, new.ref.id) for each in _rows(record.fields)])
            self.table.replace(record, {**record.fields, LINES.name: rows, ITEM_IDS: _item_ids(rows)}, actor, cause)

    def export(self) -> dict[str, Plain]:
        """The records, the changed fields, the numbers and the settings."""
        settings = self.settings
        kept: dict[str, Plain] = {"notes": settings.notes, "terms": settings.terms, "due_days": settings.due_days}
        return {**super().export(), "series": self.series.export(), "settings": kept}

    def load(self, data: Mapping[str, Any]) -> None:
        """Take over what ``export`` gave."""
        super().load(data)
        self.series.load(data["series"])
        self.settings = DocumentSettings(**data["settings"])

    # What a document is made of.

    def _number_fields(self) -> tuple[Field, ...]:
        if self.number_field is None:
            return ()
        given = not self.cycle.prefix(self.context.product)
        label = f"{self.singular.title()} Number"
        return (Field(self.number_field, label=label, unique=not given, read_only=not given),)

    def _party_fields(self, fields: tuple[Field, ...]) -> tuple[Field, ...]:
        return fields

    def _given(self, fields: Mapping[str, Value], actor: str, before: Record | None = None) -> Mapping[str, Value]:
        """What was given; an amount the integration writes becomes a line. To go with the pairs of invoices."""
        if actor != INTEGRATION or "total" not in fields:
            return fields
        rest = {name: value for name, value in fields.items() if name != "total"}
        amount = fields["total"]
        if before is not None and (amount is None or before.fields["total"] == amount):
            return rest
        rows: tuple[Row, ...] = ({"name": "Amount", "rate": amount if isinstance(amount, (int, Decimal)) else 0},)
        return {LINES.name: rows, **rest}

    def _check_required(self, given: Mapping[str, Value]) -> None:
        for name in self._required:
            value = given.get(name)
            if value is None or value == "":
                told = f"{self.name}: the required field {name} is missing"
                if name == LINES.name:
                    told += "; give at least one line, such as a name and a rate"
                raise InvalidData(told, code=self.codes.missing, field=name)

    def _derive(self, fields: dict[str, Value], before: Record | None) -> dict[str, Value]:
        fields = super()._derive(fields, before)
        if fields.get("date") is None:
            fields["date"] = self.context.clock.now.date()
        if before is None:
            self._begin(fields)
        if before is None or fields[LINES.name] != before.fields[LINES.name]:
            self._price(fields)
        self._check_status(fields, before)
        fields["status"] = self.settled(fields)
        return fields

    def _begin(self, fields: dict[str, Value]) -> None:
        """Fill in what a new document takes from its party and from the settings, as they stand now."""
        party = self._party_of(fields)
        fields["currency_code"] = party.get("currency_code") or self.context.details.currency
        for group in ADDRESSES:
            names = [each for each in self.schema if each.startswith(f"{group}.")]
            if all(fields.get(each) is None for each in names):
                fields.update({each: party.get(each) for each in names})
        for name in ("notes", "terms"):
            if fields.get(name) is None:
                fields[name] = getattr(self.settings, name) or None
        if self.due_field == "due_date" and fields.get("due_date") is None:
            fields["due_date"] = self._due_date(fields["date"], party)
        if self.number_field is not None and self.cycle.prefix(self.context.product):
            fields[self.number_field] = self.series.upcoming

    def _party_of(self, fields: Fields) -> Fields:
        if not fields.get(self.party):
            return {}
        return require_parent(self, self._parties(self.party), fields, self.party).fields

    def _parties(self, name: str) -> Table:
        return self.context.parties(str(self.schema[name].lookup))

    def _due_date(self, day: Value, party: Fields) -> date | None:
        days = party.get("payment_terms")
        days = self.settings.due_days if days is None else days
        return day + timedelta(days=days) if isinstance(day, date) and isinstance(days, int) else None

    def _price(self, fields: dict[str, Value]) -> None:
        rows, currency = fields[LINES.name], str(fields["currency_code"])
        assert isinstance(rows, tuple), "line_items passed validation"
        priced = priced_lines(
            self.name, [self._from_item(each) for each in rows if isinstance(each, Mapping)], currency
        )
        fields[LINES.name] = priced
        if self.context.items is not None:
            fields[ITEM_IDS] = _item_ids(priced)
        paid = self._paid(fields)
        fields.update(totals_of(priced, currency)._asdict())
        if "balance" in self.schema:
            total = fields["total"]
            fields["balance"] = total - paid if isinstance(total, Decimal) else total

    def _from_item(self, row: Row) -> Mapping[str, object]:
        """A line with what it leaves out taken from its item, as that stands now."""
        item_id = row.get("item_id")
        items = self.context.items
        if not item_id:
            return row
        if items is None:
            raise InvalidData(
                f"{self.name}: a line names the item {item_id!r}, and {self.table.app} has no items; give a name",
                code=self.codes.invalid,
                field=LINES.name,
            )
        item = items().get(RecordId(str(item_id)))
        if item is None:
            return row
        taken = {
            "name": item.fields["name"],
            "description": item.fields.get("description"),
            "rate": item.fields.get("rate"),
        }
        return {**taken, **{name: each for name, each in row.items() if each is not None}}

    def _paid(self, fields: Fields) -> Decimal:
        total, balance = fields.get("total"), fields.get("balance")
        return total - balance if isinstance(total, Decimal) and isinstance(balance, Decimal) else Decimal(0)

    def _is_past(self, fields: Fields) -> bool:
        day = fields.get(self.due_field or "")
        return isinstance(day, date) and day < self.context.clock.now.date()

    def _watch(self, record: Record) -> None:
        if self.due_field is not None and record.fields["status"] in self.open:
            self.context.due.need(record.fields.get(self.due_field))

    # What is refused.

    def _check(self, fields: Fields, before: Record | None) -> None:
        kind = "vendor" if self.party == "vendor_id" else "customer"
        for name in self.parties:
            require_unchanged(
                self, fields, before, name, f"create {self._article} {self.singular} for the other {kind}"
            )
            if fields.get(name):
                require_usable(self, self._parties(name), fields, before, name)
        self._check_items(fields, before)
        self._check_frozen(fields, before)
        self._check_dates(fields)
        self._check_tax(fields, before)
        balance = fields.get("balance")
        if isinstance(balance, Decimal) and balance < 0:
            told = f"{self.name}: the total {fields['total']} is less than the {self._paid(fields)} paid already"
            raise NotAllowed(f"{told}; delete payments first", code=self.codes.invalid, field=LINES.name)

    def _check_items(self, fields: Fields, before: Record | None) -> None:
        """Refuse a line that newly names an item which is not there or is inactive. Source: DEL-13."""
        if self.context.items is None:
            return
        known = texts_in(before.fields.get(ITEM_IDS)) if before is not None else ()
        for item_id in texts_in(fields.get(ITEM_IDS)):
            if item_id not in known:
                require_usable(self, self.context.items(), {"item_id": item_id}, None, "item_id")

    def _check_frozen(self, fields: Fields, before: Record | None) -> None:
        if before is None or before.fields["status"] not in self.cycle.frozen:
            return
        free = {*DERIVED, *self.links.values(), *self.origins, *self.parties, *self.integration_only}
        for name, field in self.schema.items():
            if name not in free and not field.custom and fields.get(name) != before.fields.get(name):
                status = str(before.fields["status"]).replace("_", " ")
                told = f"{self.name}: {self.name_of(before)!r} is {status}, so its {name} stays; make a new one"
                raise NotAllowed(told, code=self.codes.invalid, field=name)

    def _check_dates(self, fields: Fields) -> None:
        day, until = fields["date"], fields.get(self.due_field or "")
        if isinstance(day, date) and isinstance(until, date) and until < day:
            told = f"{self.name}: {self.due_field} {until} is before the date {day}; give that day or a later one"
            raise InvalidData(told, code=self.codes.invalid, field=self.due_field)

    def _check_tax(self, fields: Fields, before: Record | None) -> None:
        rows = _rows(fields)
        if not self.context.preferences.tax_mandatory or (before is not None and rows == _rows(before.fields)):
            return
        for number, row in enumerate(rows, 1):
            if row["tax_percentage"] is None:
                told = f"{self.name}: line {number} has no tax, and the preference tax_mandatory asks for one"
                raise InvalidData(f"{told}; give tax_percentage, or 0", code=self.codes.missing, field=LINES.name)

    def _check_status(self, fields: Fields, before: Record | None) -> None:
        """Refuse a status that no move of a person leads to."""
        former = self.cycle.initial if before is None else str(before.fields["status"])
        after = str(fields["status"])
        if after != former and not self.cycle.leads(former, after, BY_HAND, self.context.preferences.approvals):
            raise self._not_a_move(former, after)

    def _check_plan(self) -> None:
        """Refuse a document that the organisation's plan has no room for. Source: TXN-10."""
        most = self.context.details.documents_max
        if most is None:
            return
        held = sum(len(each.table) for each in self.context.made() if each.name != "payments")
        if held >= most:
            told = f"{self.name}: the plan of {self.context.details.name} holds {most} documents, and there are {held}"
            raise LimitExceeded(f"{told}; take a larger plan or delete some", code=self.codes.invalid)

    def _refuse_status(self, given: Mapping[str, Any], record: Record | None) -> None:
        if "status" in given and (record is None or given["status"] != record.fields["status"]):
            verbs = ", ".join(self._verbs(record)) or "nothing"
            told = f"{self.name}: the status is changed by what is done with a {self.singular}: {verbs}"
            raise NotAllowed(told, code=self.codes.invalid, field="status")

    @property
    def _article(self) -> str:
        return "an" if self.singular[0] in "aeiou" else "a"

    def _verbs(self, record: Record | None) -> tuple[str, ...]:
        status = self.cycle.initial if record is None else str(record.fields["status"])
        return tuple([each.replace("_", " ") for each in self.cycle.verbs(status, self.context.preferences.approvals)])

    def _illegal(self, verb: str, record: Record) -> VendorError:
        status = str(record.fields["status"]).replace("_", " ")
        can = ", ".join(self._verbs(record)) or "nothing any more"
        told = (
            f"{self.name}: {self.name_of(record)!r} is {status}, and one cannot {verb} it then; what can be done: {can}"
        )
        return NotAllowed(told, code=self.codes.invalid, field="status")

    def _not_a_move(self, former: str, after: str) -> VendorError:
        moves = [
            each for each in self.cycle.moves if each.before == former and each.by in BY_HAND and each.after != former
        ]
        allowed = ", ".join(dict.fromkeys([each.after for each in moves])) or "nothing else"
        article = "an" if former[0] in "aeiou" else "a"
        told = f"{self.name}: {article} {former} {self.singular} cannot become {after}, only {allowed}"
        return NotAllowed(told, code=self.codes.invalid, field="status")

    # What people do.

    def _create_by_hand(self, given: Mapping[str, Any], actor: str, cause: int | None) -> Record:
        fields = {name: value for name, value in given.items() if name not in ("send", "to")}
        self._refuse_status(fields, None)
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

    def called(self, record: Record) -> str:
        """The document with its number, as people speak of it."""
        return f"{self.singular} {self.name_of(record)}"

    def _send(self, record: Record, to: object, actor: str, cause: int | None) -> Record:
        after = self.require_move("send", record)
        address = self._address(record.fields, to)
        sent = self._moved(record, after, actor, cause)
        self.context.outbox.mail(self.called(sent), sent.ref.id, address)
        return sent

    def _move(self, verb: str, record: Record, actor: str, cause: int | None) -> Record:
        known = {each.verb for each in self.cycle.moves if each.by in BY_HAND}
        if verb not in known:
            told = f"{self.name}: one cannot {verb.replace('_', ' ')} {self._article} {self.singular}"
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
        told = f"{self.name}: a {self.singular} cannot be converted into {to!r}, only into {known}"
        raise NotAllowed(told, code=self.codes.invalid, field="to")

    def _converted(self, record: Record, target: str) -> dict[str, Value]:
        """What the document made of another takes from it."""
        named = ("line_items", "salesperson_name", "reference_number", "notes", "terms", *self.parties, *POTENTIAL)
        named += tuple([each for each in self.schema if each.partition(".")[0] in ADDRESSES])
        origin = next(name for name, module in ORIGINS.items() if module == self.type)
        held = {name: record.fields[name] for name in named if record.fields.get(name) is not None}
        return {**held, origin: record.ref.id}

    def _pay(self, record: Record, given: Mapping[str, Any], actor: str, cause: int | None) -> Record:
        told = f"{self.name}: a {self.singular} is not paid; convert it and pay what that gives"
        raise NotAllowed(told, code=self.codes.invalid)

    def _check_delete(self, record: Record) -> None:
        paid = self._paid(record.fields)
        if paid:
            told = f"{self.name}: {self.name_of(record)!r} has payments of {paid}; delete those first"
            raise NotAllowed(told, code=self.codes.invalid)

    def _remove_related(self, record: Record, actor: str, cause: int | None) -> None:
        """Let nothing point to a document that goes; what it was made of, or into, stays as it is."""
        for name, module in self.origins.items():
            self._unlink(module, record.fields.get(name), record.ref.id, actor, cause)
        for module, name in self.links.items():
            for each in texts_in(record.fields.get(name)):
                made = self.context.module(module)
                found = made.table.get(RecordId(each))
                if found is not None:
                    origin = next(own for own, source in ORIGINS.items() if source == self.type)
                    made.put(found, {origin: None}, actor, cause)

    def _unlink(self, module: str, source_id: Value, gone: str, actor: str, cause: int | None) -> None:
        if not isinstance(source_id, str):
            return
        sources = self.context.module(module)
        source = sources.table.get(RecordId(source_id))
        for name in LINK_FIELDS if source is not None else ():
            held = texts_in(source.fields.get(name)) if source is not None else ()
            if source is not None and gone in held:
                sources.put(source, {name: tuple([each for each in held if each != gone])}, actor, cause)


ORIGINS: Mapping[str, str] = MappingProxyType(
    {
        "estimate_id": "estimates",
        "salesorder_id": "sales_orders",
        "purchaseorder_id": "purchase_orders",
        "expense_id": "expenses",
    }
)
"""The fields that say what a document was made of, each with the module it points to."""

LINK_FIELDS = ("invoice_ids", "bill_ids")


def link_field(name: str, module: str) -> Field:
    """The field of a document that points to those it was converted into."""
    return Field(name, FieldType.MULTI_LOOKUP, module.replace("_", " ").title(), lookup=module, read_only=True)


def origin_fields(*names: str) -> tuple[Field, ...]:
    """The fields that point to what a document was made of."""
    return tuple(
        [
            Field(
                each, FieldType.LOOKUP, ORIGINS[each].removesuffix("s").replace("_", " ").title(), lookup=ORIGINS[each]
            )
            for each in names
        ]
    )


def _rows(fields: Fields) -> tuple[Row, ...]:
    held = fields.get(LINES.name)
    return tuple([each for each in held if isinstance(each, Mapping)]) if isinstance(held, tuple) else ()


def _item_ids(rows: tuple[Row, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([str(each["item_id"]) for each in rows if each["item_id"]]))


def _about(row: Row, old: str, new: str) -> Row:
    return ReadOnly({**row, TEXTS[0]: new}) if row["item_id"] == old else row
