"""Finding records of the CRM from inside a finance product, and what is shown of them there.

Source: FND-02, FND-03, FND-05, VEN-05.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from zsim.catalogue import Product, catalogue
from zsim.kernel.errors import UsageError
from zsim.kernel.printed import Printed
from zsim.ports.app import Credentials
from zsim.ports.records import Fields, Record, RecordId, Ref
from zsim.sync.execution.connection_context import ConnectionContext
from zsim.sync.model.kinds import ACCOUNT, CONTACT, CRM, FINANCE, KINDS, PERSON, Kind
from zsim.sync.model.links import Link
from zsim.sync.runs.calls import Calls, at_once

POTENTIALS = "Deals"
KIND_OF = {"Accounts": "account", "Contacts": "contact", "Products": "product", "Vendors": "vendor"}
"""What a record of each module that is found is called."""
PERSON_NAMES = (CONTACT.crm.name_field, "First_Name", "Last_Name")
"""What a contact is found by: the whole name, or either part of it."""


class Found(NamedTuple):
    """A CRM record that a search found.

    ``ref`` is what selecting it fetches: the record itself, or for a contact listed under an account that account,
    which brings its contacts along where they are synced. ``under`` names that account. With ``itself`` the record
    becomes a customer whatever module is synced. Source: FND-10.
    """

    ref: Ref
    name: str
    under: str | None = None
    itself: bool = False

    def __str__(self) -> str:
        called = f"{KIND_OF[self.ref.module]} '{self.name}'"
        if self.under is not None:  # its own module is that of contacts, its ref the account's
            called = f"contact '{self.name}' of account '{self.under}'"
        return f"{called} in the CRM, fetched by id {self.ref.id}"


@dataclass(frozen=True, slots=True)
class CrmInformation:
    """What is shown of the CRM beside an invoice: the fields of the customer's account or contact, and its potentials.

    ``potentials`` are the fields of each, oldest first. Source: FND-05.
    """

    ref: Ref
    fields: Fields
    potentials: tuple[Fields, ...]


def search(
    calls: Calls, kinds: Iterable[Kind], text: str, *, includes: bool, everybody: bool = False
) -> Printed[Found]:
    """The CRM records of that name, as far as the kinds in play can be fetched.

    Accounts are found by their name and followed by their contacts; contacts alone by first and last name, or one of
    the two. ``includes`` says that contacts without an account are customers, too, ``everybody`` that accounts and
    contacts are found whatever is synced, each to be selected. Source: FND-10.
    """
    found: list[Found] = []
    chosen = tuple(kinds)
    if everybody and not {ACCOUNT.name, CONTACT.name}.isdisjoint([kind.name for kind in chosen]):
        return Printed(_everybody(calls, text))
    for kind in chosen:
        if kind is PERSON:
            continue
        records = _named(calls, kind, text)
        if kind is CONTACT and PERSON in chosen:
            records = tuple(each for each in records if includes and not each.fields.get("Account_Name"))
        found += [Found(each.ref, _name(kind, each)) for each in records]
        if kind is ACCOUNT:
            found += _contacts_of(calls, records)
    return Printed(dict.fromkeys(found))


def _everybody(calls: Calls, text: str) -> tuple[Found, ...]:
    """The accounts of that name with their contacts, and the contacts of that first or last name."""
    accounts = _named(calls, ACCOUNT, text)
    owners = {each.ref.id: _name(ACCOUNT, each) for each in accounts}
    listed = at_once(calls.search(CRM, CONTACT.crm.module, "Account_Name", list(owners))) if owners else ()
    found = {each.ref: Found(each.ref, _name(ACCOUNT, each), itself=True) for each in accounts}
    for each in (*listed, *_named(calls, CONTACT, text)):
        under = owners.get(RecordId(str(each.fields.get("Account_Name"))))
        found[each.ref] = Found(each.ref, _name(CONTACT, each), under, itself=True)
    return tuple(found.values())


def information_of(context: ConnectionContext, credentials: Credentials, customer: RecordId) -> CrmInformation:
    """What is shown of the CRM for a customer, over a connection."""
    ref, link = Ref(context.organisation_key, "customers", customer), context.links.live(FINANCE, customer)
    return crm_information(context.calls(credentials), context.product, ref, link)


def crm_information(calls: Calls, product: Product, customer: Ref, link: Link | None) -> CrmInformation:
    """The CRM record behind a customer, and its potentials; ``UsageError`` where there is nothing to show."""
    asked = f"the CRM information of {customer.module} {customer.id}"
    if not catalogue().behaviour("FND-05").holds_for(product.key):
        raise UsageError(
            asked=asked, found=f"{product.name} shows none beside its invoices", right="Invoice and Billing do"
        )
    kind = KINDS[link.kind] if link is not None else None
    records = (
        at_once(calls.read(CRM, kind.crm.module, [link.crm_id]))
        if link is not None and kind in (ACCOUNT, CONTACT)
        else ()
    )
    if link is None or not records:
        raise UsageError(asked=asked, found="it has no record in the CRM", right="a customer that came from the CRM")
    lookup = "Account_Name" if kind is ACCOUNT else "Contact_Name"
    potentials = at_once(calls.search(CRM, POTENTIALS, lookup, [link.crm_id]))
    return CrmInformation(records[0].ref, records[0].fields, tuple(each.fields for each in potentials))


def _named(calls: Calls, kind: Kind, text: str) -> tuple[Record, ...]:
    """The records of that name, oldest first."""
    fields = PERSON_NAMES if kind is CONTACT else (kind.crm.name_field,)
    found = {
        each.ref.id: each for field in fields for each in at_once(calls.search(CRM, kind.crm.module, field, [text]))
    }
    return tuple([found[each] for each in sorted(found)])


def _contacts_of(calls: Calls, accounts: Iterable[Record]) -> list[Found]:
    owners: Mapping[RecordId, Record] = {each.ref.id: each for each in accounts}
    if not owners:
        return []
    contacts = at_once(calls.search(CRM, CONTACT.crm.module, "Account_Name", list(owners)))
    listed = []
    for each in contacts:
        account = owners[RecordId(str(each.fields["Account_Name"]))]
        listed.append(Found(account.ref, _name(CONTACT, each), _name(ACCOUNT, account)))
    return listed


def _name(kind: Kind, record: Record) -> str:
    return str(record.fields.get(kind.crm.name_field) or record.ref.id)
