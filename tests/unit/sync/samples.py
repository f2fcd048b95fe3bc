"""Small records, links, contexts and facts for the pure parts of the engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from zsim.catalogue import Policies
from zsim.ports.records import Record, RecordId, Ref, Value
from zsim.sync import KINDS, Base, Duplicates, Extent, Link, Links, LinkState, Preferences, System
from zsim.sync.model.kinds import Kind, ModuleChoice
from zsim.sync.model.mapping import FieldMap, MappedPair
from zsim.sync.planning.plan_context import PlanContext, PlanInput, name_key

ACCOUNT, CONTACT, PERSON, VENDOR, ITEM = (KINDS[name] for name in ("account", "contact", "person", "vendor", "item"))
APPS = {System.CRM: "crm", System.FINANCE: "books"}
ROWS: Mapping[str, tuple[MappedPair, ...]] = {
    "account": (MappedPair("Account_Name", "contact_name"), MappedPair("Phone", "phone")),
    "contact": (MappedPair("Full_Name", "contact_name"), MappedPair("Email", "email")),
    "vendor": (MappedPair("Vendor_Name", "contact_name"), MappedPair("Phone", "phone")),
    "item": (MappedPair("Product_Name", "name"), MappedPair("Product_Code", "sku")),
    "person": (
        MappedPair("First_Name", "first_name"),
        MappedPair("Last_Name", "last_name"),
        MappedPair("Email", "email"),
    ),
}


def record(system: System, module: str, number: int, **fields: Value) -> Record:
    """A record with an id of that number."""
    return Record(Ref(APPS[system], module, RecordId(f"{number:018}")), fields, 0, 0)


def account(number: int, name: str = "Acme", **fields: Value) -> Record:
    """An account of the CRM."""
    return record(System.CRM, "Accounts", number, Account_Name=name, **fields)


def contact(number: int, first: str | None = "Ada", last: str = "Hill", **fields: Value) -> Record:
    """A contact of the CRM."""
    full = f"{first or ''} {last}".strip()
    return record(System.CRM, "Contacts", number, First_Name=first, Last_Name=last, Full_Name=full, **fields)


def customer(number: int, name: str = "Acme", **fields: Value) -> Record:
    """An active Business customer, unless the fields say otherwise."""
    usual: dict[str, Value] = {"customer_sub_type": "business", "status": "active"}
    return record(System.FINANCE, "customers", number, **{"contact_name": name, **usual, **fields})


def person(number: int, parent: Record, first: str | None = "Ada", last: str = "Hill", **fields: Value) -> Record:
    """A contact person of a customer."""
    own: dict[str, Value] = {"contact_id": parent.id, "first_name": first, "last_name": last}
    return record(System.FINANCE, "contact_persons", number, **{**own, **fields})


def product(number: int, name: str = "Bolt", code: str | None = None) -> Record:
    """A product of the CRM."""
    return record(System.CRM, "Products", number, Product_Name=name, Product_Code=code)


def vendor(number: int, name: str = "Acme", **fields: Value) -> Record:
    """A vendor of finance."""
    return record(System.FINANCE, "vendors", number, contact_name=name, **{"status": "active", **fields})


def item(number: int, name: str = "Bolt", sku: str | None = None, status: str = "active") -> Record:
    """An item of finance."""
    return record(System.FINANCE, "items", number, name=name, sku=sku, status=status)


def field_map(kind: Kind) -> FieldMap:
    """Two or three mapped fields of a kind."""
    return FieldMap(ROWS[kind.name])


def link(
    kind: Kind, crm: Record, finance: Record, origin: System = System.CRM, state: LinkState = LinkState.LIVE
) -> Link:
    """A link of two records that agreed on what they hold now."""
    fields = field_map(kind)
    base = fields.base_of(fields.crm_values(crm.fields), fields.finance_values(finance.fields))
    return Link(kind.name, crm.id, finance.id, origin, base, state)


def links(*live: Link, ended: Iterable[Link] = ()) -> Links:
    """The links of a connection."""
    made = Links()
    made.load(live, ended)
    return made


def base(crm: Sequence[Value], finance: Sequence[Value] | None = None, kind: Kind = ACCOUNT) -> Base:
    """What was agreed on the fields of ``field_map``; one side's values serve for both unless told otherwise."""
    return field_map(kind).base_of(tuple(crm), tuple(crm if finance is None else finance))


def context(
    kind: Kind = ACCOUNT,
    known: Links | None = None,
    *,
    module: ModuleChoice = ModuleChoice.ACCOUNTS,
    extent: Extent = Extent.BOTH_WAYS,
    duplicates: Duplicates = Duplicates.OVERWRITE,
    merges: bool = False,
    by_secondary_key: bool = False,
    **policies: str,
) -> PlanContext:
    """The standing choices of a run."""
    return PlanContext(
        kind=kind,
        fields=field_map(kind),
        preferences=Preferences(module, extent, duplicates),
        policies=Policies(policies),
        links=Links() if known is None else known,
        may_merge=merges,
        merges=merges,
        yields_at=kind.yields_to[1] if kind.yields_to and module is ModuleChoice.ACCOUNTS_AND_CONTACTS else None,
        needs_it=False,
        product="books",
        by_secondary_key=by_secondary_key,
    )


def inputs(
    source: System,
    *records: Record,
    counterparts: Sequence[Record] = (),
    candidates: Sequence[Record] = (),
    own: Mapping[RecordId, Record] | None = None,
    children: Mapping[RecordId, tuple[Record, ...]] | None = None,
    joined: Sequence[Record] = (),
    busy: Sequence[RecordId] = (),
    out_of_view: Sequence[RecordId] = (),
    read: Sequence[Ref] = (),
    kind: Kind = ACCOUNT,
    secondary_keys: Mapping[str, tuple[Record, ...]] | None = None,
) -> PlanInput:
    """What was looked up about the records."""
    names: dict[str, tuple[Record, ...]] = {}
    for each in candidates:
        key = name_key(each.fields.get(kind.side(source.other).name_field))
        names[key] = (*names.get(key, ()), each)
    return PlanInput(
        source=source,
        records=records,
        counterparts={each.id: each for each in counterparts},
        candidates=names,
        secondary_keys=secondary_keys or {},
        numbers={},
        joined={each.id: each for each in joined},
        own=own or {},
        children=children or {},
        out_of_view=frozenset(out_of_view),
        busy=frozenset(busy),
        read=dict.fromkeys(read),
    )
