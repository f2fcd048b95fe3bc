"""The kinds of record that correspond between the CRM and finance, as data.

A kind says which modules meet, what a person calls the records, how duplicates are recognised, which finance field
remembers the CRM record, and which fields come mapped. The engine's code is the same for every kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from zsim.kernel.enums import WordEnum
from zsim.ports.records import Fields, Value
from zsim.sync.model.exchange import CURRENCY


class System(WordEnum):
    """One of the two apps an integration joins."""

    CRM = "crm"
    FINANCE = "finance"

    @property
    def other(self) -> System:
        """The side facing this one."""
        return OTHERS[self]


CRM, FINANCE = SYSTEMS = tuple(System)
"""The sides by name."""

OTHERS = {CRM: FINANCE, FINANCE: CRM}

MADE, OVERWRITTEN = "crm", "crm, over finance's own"  # what a record says that a fetch made, or overwrote


@dataclass(frozen=True, slots=True)
class KindSide:
    """One side of a kind: the module, its name field, and what a person calls a record of it.

    ``name_parts`` are the fields that its name is put together from, where no one field holds it.
    """

    module: str
    name_field: str
    noun: str
    name_parts: tuple[str, ...] = ()

    def name_of(self, fields: Fields) -> str:
        """What a record of this side is called; empty if it has no name."""
        if self.name_parts:
            return " ".join([str(fields[each]) for each in self.name_parts if fields.get(each)])
        return str(fields.get(self.name_field) or "")


@dataclass(frozen=True, slots=True)
class Parent:
    """The record a kind's records hang on: its kind and the lookup field on either side.

    ``owns`` says that they are its own: they come along when it is linked, move with the lookup, and go with it.
    """

    kind: str
    crm_field: str
    finance_field: str
    owns: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """What corresponds to what.

    ``fixed`` are finance fields given to every record the sync creates there; ``link_field`` is the finance field that
    holds the CRM record's id, ``source_field`` the one that says that a record came from the CRM (FND-01). With
    ``matched_by`` the duplicate is looked for among the parent's own records by those pairs of fields, in turn, instead
    of by name in the whole module. ``default_mapping`` maps CRM fields to finance fields; ``always_mapped`` are pairs
    that no choice takes away, where the CRM has the field.

    ``first`` is the side whose records are carried first under 'sync both ways', where the quirk ``first_by`` is not
    switched off. ``used_in`` names the finance documents of all products, and their field, that make a record one with
    transactions.
    ``secondary_key`` are the CRM and the finance field of a second duplicate key, for products that compare it.
    ``option_map`` translates the options of a finance pick list, by its field, from the CRM's. ``priced`` says that its
    currency fields are prices, which cross by the CRM's rate of the record (ITM-15). ``merged_by`` is the quirk under
    which overwrite merges duplicates inside an app, ``merged_alike`` the field of finance in which those must be equal
    (CUS-38). ``yields_to`` names the kind that takes a record over
    where that kind is in play and the CRM lookup is filled: a contact with an account is a contact person.
    ``created_code``, ``deleted_code`` and ``replaced_code`` are the reasons, where the kind has its own, for making a
    record, for deleting it after its CRM record, and for giving it up for one of another kind.
    """

    name: str
    crm: KindSide
    finance: KindSide
    fixed: Fields
    link_field: str
    default_mapping: Mapping[str, str]
    first: System = CRM
    first_by: str | None = None
    parent: Parent | None = None
    always_mapped: Mapping[str, str] = field(default_factory=dict)
    matched_by: tuple[tuple[tuple[str, str], ...], ...] = ()
    used_in: tuple[tuple[str, str], ...] = ()
    secondary_key: tuple[str, str] | None = None
    option_map: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    priced: bool = False
    merged_by: str = "CUS-14"
    merged_alike: str | None = None
    yields_to: tuple[str, str] | None = None
    created_code: str = "created"
    deleted_code: str | None = None
    replaced_code: str = ""
    source_field: str | None = "source"

    def source(self, value: str | None) -> dict[str, Value]:
        """The field of finance that says that a record came from the CRM, with that value. Source: FND-01, DEL-11."""
        return {self.source_field: value} if self.source_field is not None else {}

    def parted(self, finance: Fields) -> dict[str, Value]:
        """What a record of finance is to forget once its pair ends. Source: FND-01, DEL-11."""
        return self.source(None) if self.source_field and finance.get(self.source_field) else {}

    def side(self, system: System) -> KindSide:
        """This kind's end on one side."""
        return self.crm if system is CRM else self.finance


def _address(crm_prefix: str, crm_code: str, finance_prefix: str) -> dict[str, str]:
    return {
        f"{crm_prefix}_Street": f"{finance_prefix}.address",
        f"{crm_prefix}_City": f"{finance_prefix}.city",
        f"{crm_prefix}_State": f"{finance_prefix}.state",
        f"{crm_prefix}_{crm_code}": f"{finance_prefix}.zip",
        f"{crm_prefix}_Country": f"{finance_prefix}.country",
    }


def _each(field: str, *modules: str) -> tuple[tuple[str, str], ...]:
    return tuple([(module, field) for module in modules])


ACCOUNT = Kind(
    name="account",
    crm=KindSide("Accounts", "Account_Name", "account"),
    finance=KindSide("customers", "contact_name", "customer"),
    fixed={"customer_sub_type": "business"},
    merged_alike="currency_code",
    link_field="zcrm_account_id",
    default_mapping={
        "Account_Name": "contact_name",
        "Phone": "phone",
        "Fax": "fax",
        **_address("Billing", "Code", "billing_address"),
        **_address("Shipping", "Code", "shipping_address"),
    },
    always_mapped={CURRENCY: "currency_code"},
    used_in=_each("customer_id", "invoices", "estimates", "sales_orders", "expenses"),
)

CONTACT = Kind(
    name="contact",
    crm=KindSide("Contacts", "Full_Name", "contact"),
    finance=KindSide("customers", "contact_name", "customer"),
    fixed={"customer_sub_type": "individual"},
    merged_alike="currency_code",
    link_field="zcrm_contact_id",
    default_mapping={
        "Full_Name": "contact_name",
        "Email": "email",
        "Phone": "phone",
        "Mobile": "mobile",
        **_address("Mailing", "Zip", "billing_address"),
    },
    always_mapped={CURRENCY: "currency_code"},
    used_in=_each("customer_id", "invoices", "estimates", "sales_orders", "expenses"),
    yields_to=("person", "Account_Name"),
    replaced_code="gained-account",
)

PERSON = Kind(
    name="person",
    crm=KindSide("Contacts", "Full_Name", "contact"),
    finance=KindSide("contact_persons", "last_name", "contact person", ("first_name", "last_name")),
    fixed={},
    link_field="zcrm_contact_id",
    default_mapping={
        "Salutation": "salutation",
        "First_Name": "first_name",
        "Last_Name": "last_name",
        "Email": "email",
        "Phone": "phone",
        "Mobile": "mobile",
    },
    parent=Parent("account", "Account_Name", "contact_id", owns=True),
    matched_by=((("Email", "email"),), (("First_Name", "first_name"), ("Last_Name", "last_name"))),
    created_code="created-person",
    deleted_code="person-deleted",
    replaced_code="lost-account",
)

VENDOR = Kind(
    name="vendor",
    crm=KindSide("Vendors", "Vendor_Name", "CRM vendor"),
    finance=KindSide("vendors", "contact_name", "vendor"),
    fixed={},
    link_field="zcrm_vendor_id",
    default_mapping={
        "Vendor_Name": "contact_name",
        "Email": "email",
        "Phone": "phone",
        "Website": "website",
        "Street": "billing_address.address",
        "City": "billing_address.city",
        "State": "billing_address.state",
        "Zip_Code": "billing_address.zip",
        "Country": "billing_address.country",
    },
    used_in=_each("vendor_id", "bills", "purchase_orders"),
)

ITEM = Kind(
    name="item",
    crm=KindSide("Products", "Product_Name", "product"),
    finance=KindSide("items", "name", "item"),
    fixed={},
    link_field="zcrm_product_id",
    default_mapping={
        "Product_Name": "name",
        "Product_Code": "sku",
        "Unit_Price": "rate",
        "Usage_Unit": "unit",
        "Description": "description",
    },
    first=FINANCE,
    first_by="ITM-02",
    used_in=_each("item_ids", "invoices", "estimates", "sales_orders", "purchase_orders", "bills", "expenses"),
    secondary_key=("Product_Code", "sku"),
    option_map={"product_type": {"Goods": "goods", "Services": "service"}},
    priced=True,
    merged_by="ITM-06",
)

KINDS: Mapping[str, Kind] = {kind.name: kind for kind in (ACCOUNT, CONTACT, PERSON, VENDOR, ITEM)}


def owned_kinds(kinds: Iterable[Kind]) -> tuple[Kind, ...]:
    """Those of the kinds whose records are the own of records of another among them."""
    chosen = {kind.name: kind for kind in kinds}
    return tuple([each for each in chosen.values() if each.parent and each.parent.owns and each.parent.kind in chosen])


class ModuleChoice(StrEnum):
    """What of the CRM becomes customers. Source: CUS-01, CUS-02, CUS-03."""

    ACCOUNTS = "accounts"
    CONTACTS = "contacts"
    ACCOUNTS_AND_CONTACTS = "accounts_and_contacts"


CUSTOMER_KINDS: Mapping[ModuleChoice, tuple[Kind, ...]] = {
    ModuleChoice.ACCOUNTS: (ACCOUNT,),
    ModuleChoice.CONTACTS: (CONTACT,),
    ModuleChoice.ACCOUNTS_AND_CONTACTS: (ACCOUNT, PERSON, CONTACT),
}

IMPORTED: Mapping[str, Mapping[str, str]] = {
    "account": ACCOUNT.default_mapping,
    "contact": {
        "Full_Name": "contact_name",
        "First_Name": "first_name",
        "Last_Name": "last_name",
        "Phone": "phone",
        "Mobile": "mobile",
    },
    "person": {source: target for source, target in PERSON.default_mapping.items() if source != "Email"},
}
"""What the one-way import carries, and nothing else; a contact's two names are its person's. Source: MAP-06, MAP-07."""
