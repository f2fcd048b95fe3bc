"""What corresponds to what, and which records of either app a choice of modules takes in.

Source: CUS-01 to CUS-06, CUS-29, CUS-35, IMP-02 to IMP-05, VEN-01, ITM-01.
"""

from __future__ import annotations

from typing import NamedTuple

from zsim.catalogue import Inclusion
from zsim.checks.model.told import CRM, CUSTOMERS, ITEMS, VENDORS, Terms, account_of
from zsim.ports.folding import folded
from zsim.ports.records import Fields, Ref

BUSINESS, INDIVIDUAL = "business", "individual"
TOGETHER = "accounts_and_contacts"


class Correspondence(NamedTuple):
    """A module of the CRM and one of finance, the fields that hold their names, and the one that notes the CRM's id."""

    name: str
    module: str
    crm: str
    crm_name: str
    finance: str
    finance_name: str
    note: str
    sub_type: str = ""


KINDS = {
    each.name: each
    for each in (
        Correspondence(
            "account", CUSTOMERS, "Accounts", "Account_Name", "customers", "contact_name", "zcrm_account_id", BUSINESS
        ),
        Correspondence(
            "contact", CUSTOMERS, "Contacts", "Full_Name", "customers", "contact_name", "zcrm_contact_id", INDIVIDUAL
        ),
        Correspondence("person", CUSTOMERS, "Contacts", "Full_Name", "contact_persons", "", "zcrm_contact_id"),
        Correspondence("vendor", VENDORS, "Vendors", "Vendor_Name", "vendors", "contact_name", "zcrm_vendor_id"),
        Correspondence("item", ITEMS, "Products", "Product_Name", "items", "name", "zcrm_product_id"),
    )
}
MODULES = {
    module: frozenset([each.crm for each in KINDS.values() if each.module == module])
    | frozenset([each.finance for each in KINDS.values() if each.module == module])
    for module in (CUSTOMERS, VENDORS, ITEMS)
}


def chosen_kinds(terms: Terms) -> tuple[str, ...]:
    """The kinds whose pairs the module choice looks after."""
    if terms.module != CUSTOMERS:
        return tuple([each.name for each in KINDS.values() if each.module == terms.module])
    if terms.choice == TOGETHER or terms.product == "import":
        return ("account", "contact", "person")
    return ("contact",) if terms.choice == "contacts" else ("account",)


def included(terms: Terms) -> bool:
    """Whether contacts without an account come along with accounts and their contacts. Source: CUS-04, CUS-05."""
    always = terms.rules.includes_contacts_without_account is Inclusion.ALWAYS
    return always or (terms.include and not terms.quirk("CUS-04"))


def kind_of_crm(terms: Terms, ref: Ref, fields: Fields) -> str | None:
    """What a record of the CRM becomes in finance; ``None`` if the choice leaves it out."""
    kinds = chosen_kinds(terms)
    if ref.module == "Contacts" and "person" in kinds:
        if fields.get("Account_Name"):
            return "person"
        return "contact" if included(terms) else None
    return next((each for each in kinds if KINDS[each].crm == ref.module), None)


def kind_of_finance(terms: Terms, ref: Ref, fields: Fields) -> str | None:
    """What a record of finance becomes in the CRM; ``None`` if the choice leaves it out. Source: CUS-06, CUS-29."""
    kinds = chosen_kinds(terms)
    if ref.module == "customers":
        wanted = "contact" if fields.get("customer_sub_type") == INDIVIDUAL else "account"
        return wanted if wanted in kinds else None
    return next((each for each in kinds if KINDS[each].finance == ref.module), None)


def in_view(terms: Terms, ref: Ref, fields: Fields) -> bool:
    """Whether the views list a record; a contact of an account needs that one listed as well. Source: VIW-04."""
    account = account_of(fields) if ref.module == "Contacts" and terms.choice == TOGETHER else None
    return terms.listed(ref) and (account is None or terms.listed(account))


def name_of(ref: Ref, fields: Fields) -> str:
    """The name by which a record is known in its app."""
    if ref.module == "contact_persons":
        parts = [str(fields.get(each) or "").strip() for each in ("first_name", "last_name")]
        return " ".join([each for each in parts if each])
    if ref.module in ("Leads", "Suppressions"):
        return str(fields.get("email") or "")
    fields_of = {each.crm if ref.app == CRM else each.finance: each for each in KINDS.values() if each.finance_name}
    kind = fields_of.get(ref.module)
    if kind is None:
        return ""
    return str(fields.get(kind.crm_name if ref.app == CRM else kind.finance_name) or "")


def comparable_name(terms: Terms, name: str) -> str:
    """A name as names are compared. Source: CUS-10."""
    return name if terms.policy("names") == "exact" else folded(name)
