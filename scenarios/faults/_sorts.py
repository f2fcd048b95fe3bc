"""The sorts of record that the scenarios about faults play with: which a product syncs, and what each is called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from zsim import World
from zsim.fakes.store.handle import Handle
from zsim.sync import ModuleName


class Sort(NamedTuple):
    """One sort of record: whose sync carries it, where it stands in either app, its name there and another field.

    The CRM's face is named in Python's way; ``crm_module``, like all names of finance, is the vendor's. ``noted`` is
    the field of finance that holds the CRM's id.
    """

    module: ModuleName
    crm: str
    crm_module: str
    crm_name: str
    crm_text: str
    finance: str
    finance_name: str
    finance_text: str
    noted: str

    def in_crm(self, world: World) -> Any:
        """The CRM's records of this sort."""
        return getattr(world.crm, self.crm)

    def in_finance(self, world: World, product: str) -> Any:
        """Finance's records of this sort."""
        return getattr(world[product], self.finance)

    def add_to_crm(self, world: World, name: str, **fields: object) -> Handle:
        """A record of that name in the CRM; a contact is an Ann of Acme."""
        if self.crm == "contacts":
            fields = {"Account_Name": world.crm.accounts.one(Account_Name="Acme"), "First_Name": "Ann", **fields}
        added: Handle = self.in_crm(world).create(**{self.crm_name: name, **fields})
        return added

    def add_to_finance(self, world: World, product: str, name: str, **fields: object) -> Handle:
        """A record of that name in finance; a contact person is an Ann of Acme."""
        if self.finance == "contact_persons":
            fields = {"contact_id": world[product].customers.one(contact_name="Acme"), "first_name": "Ann", **fields}
        added: Handle = self.in_finance(world, product).create(**{self.finance_name: name, **fields})
        return added

    def edit_in_crm(self, world: World, record: Handle, text: str) -> None:
        """Fill the other field of a record of the CRM."""
        self.in_crm(world).update(record, **{self.crm_text: text})

    def edit_in_finance(self, world: World, product: str, record: Handle, text: str) -> None:
        """Fill the other field of a record of finance."""
        self.in_finance(world, product).update(record, **{self.finance_text: text})

    def delete_in_crm(self, world: World, record: Handle) -> None:
        """Delete a record of the CRM."""
        self.in_crm(world).delete(record)

    def names(self, world: World, product: str) -> tuple[list[str], list[str]]:
        """The names of all its records in the CRM and in finance, each sorted."""
        ours = [getattr(each, self.crm_name) for each in self.in_crm(world).all()]
        theirs = [getattr(each, self.finance_name) for each in self.in_finance(world, product).all()]
        return sorted(ours), sorted(theirs)


CUSTOMER = Sort(
    "customers",
    "accounts",
    "Accounts",
    "Account_Name",
    "Phone",
    "customers",
    "contact_name",
    "phone",
    "zcrm_account_id",
)
PERSON = Sort(
    "customers",
    "contacts",
    "Contacts",
    "Last_Name",
    "Phone",
    "contact_persons",
    "last_name",
    "phone",
    "zcrm_contact_id",
)
ITEM = Sort(
    "items", "products", "Products", "Product_Name", "Description", "items", "name", "description", "zcrm_product_id"
)
VENDOR = Sort(
    "vendors", "vendors", "Vendors", "Vendor_Name", "Phone", "vendors", "contact_name", "phone", "zcrm_vendor_id"
)
SORTS: Mapping[str, tuple[Sort, ...]] = {
    "invoice": (CUSTOMER, PERSON, ITEM),
    "import": (CUSTOMER, PERSON),
    "books": (CUSTOMER, PERSON, VENDOR, ITEM),
    "billing": (CUSTOMER, PERSON, ITEM),
}
"""What each product syncs."""

NAMES = {CUSTOMER: "Acme", PERSON: "Lee", ITEM: "Anvil", VENDOR: "Steel"}
"""The first record of each sort."""
OTHERS = {CUSTOMER: "Bolt", PERSON: "Ray", ITEM: "Bellows", VENDOR: "Timber"}
"""A second one."""
THIRDS = {CUSTOMER: "Cora", PERSON: "Sen", ITEM: "Crowbar", VENDOR: "Union"}
"""A third one."""

Records = dict[Sort, Handle]


def modules(product: str) -> list[ModuleName]:
    """The modules that a product syncs."""
    return list(dict.fromkeys([each.module for each in SORTS[product]]))


def first_of(product: str, module: str) -> Sort:
    """The sort of record that the sync of a module carries first."""
    return next(each for each in SORTS[product] if each.module == module)


def firsts(product: str) -> list[Sort]:
    """The sort of record that each module's sync carries first."""
    return [first_of(product, module) for module in modules(product)]


def single(product: str) -> list[Sort]:
    """The sorts of record that belong to no other, and are recognised by their names in the whole module."""
    return [sort for sort in SORTS[product] if sort.finance != "contact_persons"]
