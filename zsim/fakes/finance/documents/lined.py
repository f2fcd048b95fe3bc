"""A module of documents that have lines: what they hold and come to, their numbers, and what of them is refused."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from zsim.catalogue.life_cycles import life_cycle
from zsim.fakes.finance.documents import checks
from zsim.fakes.finance.documents.documents import DocumentContext
from zsim.fakes.finance.documents.fields import ADDRESSES, ITEM_IDS, LINES, POTENTIAL, lined_fields
from zsim.fakes.finance.documents.pricing import item_ids_of, price, rows_about
from zsim.fakes.finance.documents.settings import DocumentSettings
from zsim.fakes.finance.linked import require_usable
from zsim.fakes.finance.module import FinanceModule, require_parent, require_unchanged
from zsim.fakes.store.table import Table
from zsim.kernel.article import with_article
from zsim.ports.codec import Plain
from zsim.ports.errors import InvalidData
from zsim.ports.records import Fields, Record, RecordId, Value
from zsim.ports.schema import Field

DERIVED = frozenset({"status", "balance", *POTENTIAL, "sub_total", "tax_total", "total", "currency_code", ITEM_IDS})
"""What may change of a document whose content stays as it is; beside custom fields and links to other documents."""


class LinedModule(FinanceModule):
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
        self.series = context.functions.series(self.cycle.prefix(context.product))
        self._numbers = self.series.prefix != ""
        fields = lined_fields(self.cycle, self.singular, self.party, context.items is not None)
        self.parties: tuple[str, ...] = (self.party,)
        super().__init__(table, (*self._number_fields(), *self._party_fields(fields), *self.own_fields))
        self._addresses = [[each for each in self.schema if each.startswith(f"{group}.")] for group in ADDRESSES]

    @classmethod
    def indexes(cls, with_items: bool) -> tuple[str, ...]:
        """The fields that documents are found by."""
        number = (cls.number_field,) if cls.number_field is not None else ()
        items = (ITEM_IDS,) if with_items else ()
        return (cls.party, *number, *POTENTIAL[:1], *items, "status", *cls.origins)

    def create(self, fields: Mapping[str, Value], actor: str, cause: int | None = None) -> Record:
        """Make a document under the next number; what is refused uses none up."""
        record = self.table.insert(self.prepare(fields, actor), actor, cause)
        if self._numbers:
            self.series.take()
        self._watch(record)
        return record

    def prepare(self, fields: Mapping[str, Value], actor: str) -> dict[str, Value]:
        """The whole fields that ``create`` would give a document, or its refusal; changes nothing."""
        checks.check_plan(self, self.context.details, self.context.made())
        self._check_fields(fields)
        self._check_required(fields)
        whole = self._derive(dict(fields), None)
        self._check(whole, None)
        return whole

    def update(self, record_id: RecordId, changes: Mapping[str, Value], actor: str, cause: int | None = None) -> Record:
        """Change the named fields; ``status`` only as a person's move may."""
        record = super().update(record_id, changes, actor, cause)
        self._watch(record)
        return record

    def name_of(self, record: Record) -> str:
        """Its number; a document without one is told by its date, such as "bill of 2026-01-05"."""
        return str(record.fields.get(self.name_field) or f"{self.singular} of {record.fields['date']}")

    def kind_and_name(self, record: Record) -> str:
        """The document as handles tell of it; one without a number by its date alone."""
        return super().kind_and_name(record) if record.fields.get(self.name_field) else self.name_of(record)

    def called(self, record: Record) -> str:
        """The document with its number, such as "quote QT-000001", or with its date."""
        name = self.name_of(record)
        return f"{self.singular} {name}" if record.fields.get(self.name_field) else name

    def said(self, record: Record) -> str:
        """The document in a sentence about its module: its number, or "a bill of 2026-01-05"."""
        name = self.name_of(record)
        return repr(name) if record.fields.get(self.name_field) else with_article(name)

    def put(self, before: Record, changes: Fields, actor: str, cause: int | None) -> Record:
        """Change a document as a move, a payment or another document makes it change."""
        record = self.table.replace(before, {**before.fields, **changes}, actor, cause)
        self._watch(record)
        return record

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
        """The documents that are past their date and do not say so yet; one that comes to nothing is owed by nobody."""
        found = [each for status in self.open for each in self.table.find("status", status)]
        return [each for each in found if self.settled(each.fields) == self.past_due]

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
            rows = rows_about(record.fields, old.ref.id, new.ref.id)
            self.table.replace(record, {**record.fields, LINES.name: rows, ITEM_IDS: item_ids_of(rows)}, actor, cause)

    def export(self) -> dict[str, Plain]:
        """The records, the changed fields, the numbers and the settings."""
        settings = {} if self.settings == DocumentSettings() else dataclasses.asdict(self.settings)
        return {**super().export(), "series": self.series.export(), "settings": settings}

    def load(self, data: Mapping[str, Any]) -> None:
        """Take over what ``export`` gave."""
        super().load(data)
        self.series.load(data["series"])
        self.settings = DocumentSettings(**data["settings"])

    def _number_fields(self) -> tuple[Field, ...]:
        if self.number_field is None:
            return ()
        label = f"{self.singular.title()} Number"
        return (Field(self.number_field, label=label, unique=self._numbers, read_only=self._numbers),)

    def _party_fields(self, fields: tuple[Field, ...]) -> tuple[Field, ...]:
        return fields

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
            price(self, self.context, fields)
        checks.check_status(self, self.cycle, self.context.preferences.approvals, fields, before)
        fields["status"] = self.settled(fields)
        return fields

    def _begin(self, fields: dict[str, Value]) -> None:
        """Fill in what a new document takes from its party and from the settings, as they stand now."""
        party = self._party_of(fields)
        fields["currency_code"] = party.get("currency_code") or self.context.details.currency
        for names in self._addresses:
            if {*map(fields.get, names)} == {None}:
                fields.update(zip(names, map(party.get, names), strict=True))
        for name in ("notes", "terms"):
            if fields.get(name) is None:
                fields[name] = getattr(self.settings, name) or None
        if self.due_field == "due_date" and fields.get("due_date") is None:
            fields["due_date"] = self._due_date(fields["date"], party)
        if self.number_field is not None and self._numbers:
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

    def _is_past(self, fields: Fields) -> bool:
        day = fields.get(self.due_field or "")
        return isinstance(day, date) and day < self.context.clock.now.date()

    def _watch(self, record: Record) -> None:
        if self.due_field is not None and record.fields["status"] in self.open:
            self.context.due.need(record.fields.get(self.due_field))

    def _check(self, fields: Fields, before: Record | None) -> None:
        kind = "vendor" if self.party == "vendor_id" else "customer"
        right = "" if before is None else f"create {with_article(self.singular)} for the other {kind}"
        for name in self.parties:
            require_unchanged(self, fields, before, name, right)
            if fields.get(name):
                require_usable(self, self._parties(name), fields, before, name)
        checks.check_items(self, self.context.items, fields, before)
        if before is not None and self.context.functions.keeps(self.cycle, str(before.fields["status"])):
            free = {*DERIVED, *self.links.values(), *self.origins, *self.parties, *self.integration_only}
            checks.check_frozen(self, self.said(before), fields, before, free)
        checks.check_dates(self, fields, self.due_field or "")
        if self.context.preferences.tax_mandatory:
            checks.check_tax(self, fields, before)
        checks.check_balance(self, fields)
