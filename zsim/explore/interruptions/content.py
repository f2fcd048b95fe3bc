"""What a world holds, told as people would: without ids, times and numbers, so that two ends can be held together.

Records are told by what stands in them, and what joins them, lookups and links, by the names of what they join. Two
worlds of equal content differ in nothing that anybody can see.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from zsim.explore.interruptions.beside import beside_documents, of_connection
from zsim.explore.interruptions.fact import Content, Fact
from zsim.explore.script.documents import CRM
from zsim.explore.script.names import HUB
from zsim.fakes.store.module import Module
from zsim.kernel.errors import UsageError
from zsim.ports.documents import NUMBERS as DOCUMENT_NUMBERS
from zsim.ports.documents import PROJECTED
from zsim.ports.records import Record, RecordId, Row, Value
from zsim.ports.schema import OWN_ID_FIELD, FieldType
from zsim.sync import KINDS, Integration, LinkState
from zsim.sync.leads import SyncServices
from zsim.world import World

NUMBERS = frozenset({*DOCUMENT_NUMBERS.values(), "bill_number", "payment_number"})

PARTIES = ("customer_id", "vendor_id", "Account_Name", "Contact_Name", "Vendor_Name")
"""The fields that say whom a document is for."""

UNTOLD = (FieldType.DATE_TIME, FieldType.OWNER)
ID_LENGTH = 18
GONE = "one that is gone"
REMEMBERED = (LinkState.KEPT, LinkState.DEACTIVATED)
"""The links that have ended whose memory decides what becomes of a live record."""

Modules = Mapping[str, Sequence[Module]]


def content_of(world: World, products: tuple[str, ...]) -> Content:
    """All that is so in a world with these products."""
    teller = _Teller(_modules(world, products))
    facts = Counter(teller.records())
    for integration in world.integrations:
        facts.update(_links(teller, integration))
        facts.update(of_connection(integration, teller.name, GONE))
    for key in _keys(world, products):
        facts.update(beside_documents(world[key], teller.name, GONE))
    facts.update([Fact("crm's report", repr(each.name)) for each in world.crm.reports.all()])
    for services in _services(world, products):
        facts.update(_leads(teller, services))
    return facts


def _modules(world: World, products: tuple[str, ...]) -> Modules:
    """The modules in use of all apps, by the key of the organisation."""
    finance: Modules = {key: world[key].modules.made() for key in _keys(world, products)}
    return {CRM: world.crm.modules.made(), **finance, HUB: world.marketinghub.modules.made()}


def _keys(world: World, products: tuple[str, ...]) -> Sequence[str]:
    return list(dict.fromkeys((*products, *[each.organisation_key for each in world.integrations])))


class _Teller:
    """Names the records of a world by their ids."""

    def __init__(self, modules: Modules) -> None:
        self._modules = modules
        self._names: dict[str, str] = {}
        found = [(module, record) for each in modules.values() for module in each for record in module.table]
        for module, record in sorted(found, key=lambda each: each[0].name_field in NUMBERS):  # parties first
            self._names.setdefault(record.ref.id, self._named(module, record))

    def records(self) -> Iterator[Fact]:
        """The live records."""
        for app, each in self._modules.items():
            for module in each:
                for record in module.table:
                    yield Fact(
                        f"{app}'s {module.name}", self._called(module, record), tuple(self._fields(module, record))
                    )

    def name(self, record_id: RecordId | str) -> str:
        """What the record of that id is called."""
        return self._names.get(record_id, GONE)

    def _named(self, module: Module, record: Record) -> str:
        """The name of a record; of a document, whom it is for."""
        if module.name_field not in NUMBERS:
            return module.name_of(record)
        party = next((str(record.fields[each]) for each in PARTIES if record.fields.get(each)), "")
        return f"{module.singular} for {self.name(party)}"

    def _called(self, module: Module, record: Record) -> str:
        return "" if module.name_field in NUMBERS else repr(module.name_of(record))

    def _fields(self, module: Module, record: Record) -> Iterator[tuple[str, str]]:
        for name in sorted(record.fields):
            field = module.schema.get(name)
            value = record.fields[name]
            if field is None or field.type in UNTOLD or name in NUMBERS or value in (None, "", ()):
                continue
            yield name, self._told(value)
        if record.ref.app == CRM and record.ref.module in PROJECTED.values():
            yield "showing", self.name(str(record.fields[OWN_ID_FIELD]).rpartition(":")[2])

    def _told(self, value: Value | Row) -> str:
        if isinstance(value, Mapping):
            return ", ".join([f"{name} {self._told(each)}" for name, each in value.items() if each is not None])
        if isinstance(value, tuple):
            return " and ".join(sorted([self._told(each) for each in value]))
        if isinstance(value, str) and len(value) == ID_LENGTH and value.isdigit():
            return f"-> {self.name(value)}"
        return repr(value)


def _links(teller: _Teller, integration: Integration) -> Iterator[Fact]:
    app = integration.organisation_key
    for link in integration.links:
        ends = f"{teller.name(link.crm_id)!r} and {teller.name(link.finance_id)!r}"
        yield Fact(f"{app}'s link of {link.kind}s", ends, (("born in", link.origin.value),))
    for link in integration.tombstones:
        if link.state in REMEMBERED and teller.name(link.finance_id) != GONE:
            module = KINDS[link.kind].finance.module
            yield Fact(f"{app}'s memory of {module}", repr(teller.name(link.finance_id)), (("is", link.state.value),))


def _leads(teller: _Teller, services: SyncServices) -> Iterator[Fact]:
    for sync in services:
        yield Fact(f"the sync {sync.description!r}", "", (("is", sync.state.value),))
        for contact, lead in sync.links:
            if teller.name(lead) != GONE:
                ends = f"{teller.name(contact)!r} and {teller.name(lead)!r}"
                yield Fact(f"the link of {sync.description!r}", ends, ())


def _services(world: World, products: tuple[str, ...]) -> Iterator[SyncServices]:
    for each in products:
        with suppress(UsageError):  # never connected with MarketingHub
            yield world.sync_services(each)


def difference(found: Content, expected: Content) -> tuple[str, ...]:
    """What differs between two ends, in words: first what is there too much, then what is not there."""
    more = [f"there is {_counted(each, count)}" for each, count in (found - expected).items()]
    less = [f"there is no {_counted(each, count)}" for each, count in (expected - found).items()]
    return (*sorted(more), *sorted(less))


def _counted(fact: Fact, count: int) -> str:
    return str(fact) if count == 1 else f"{count} times {fact}"
