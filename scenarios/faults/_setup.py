"""What the scenarios about faults begin with: one record of every sort that a product syncs, on either side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from zsim import World
from zsim.fakes.store.handle import Handle
from zsim.sync import Integration, Run

TWO_WAY = ("invoice", "books", "billing")
"""The products that sync both ways; the import only fetches."""
WITH_KEY = ("invoice", "books")
"""Those of them that are connected with a key."""


class Sort(NamedTuple):
    """One sort of record: whose sync carries it, where it stands in either app, its name there and another field.

    The CRM's face is named in Python's way; ``crm_module``, like all names of finance, is the vendor's. ``noted`` is
    the field of finance that holds the CRM's id.
    """

    module: str
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

CALLS = {
    "fields": "the question for fields",
    "changed": "the page of changes",
    "deleted": "the page of deletions",
    "search": "the search",
    "write": "the write",
}
"""What each kind of call is to people."""


def in_crm(world: World, product: str, names: Mapping[Sort, str] = NAMES, **texts: str) -> Records:
    """A record of every sort, typed into the CRM; ``text`` fills its other field."""
    return {each: each.add_to_crm(world, names[each], **{each.crm_text: texts.get("text")}) for each in SORTS[product]}


def in_finance(world: World, product: str, names: Mapping[Sort, str] = NAMES, **texts: str) -> Records:
    """A record of every sort, typed into finance; ``text`` fills its other field."""
    return {
        each: each.add_to_finance(world, product, names[each], **{each.finance_text: texts.get("text")})
        for each in SORTS[product]
    }


def set_up(world: World, product: str, duplicates: str = "skip", email: str | None = None) -> Integration:
    """Connect a product and save the preferences of all it syncs, both ways where it can; nothing runs yet."""
    sync = world.connect(product, email=email)
    if product == "import":
        sync.customers.configure(auto_update=True).save_and_sync_later()
        return sync
    usual = {"extent": "both_ways", "duplicates": duplicates}
    for module in modules(product):
        more = {"module": "accounts_and_contacts"} if module == "customers" else {}
        sync.module(module).configure(**usual, **more).save_and_sync_later()
    return sync


def later(world: World, ms: int, deed: Callable[[], object]) -> None:
    """Have somebody do something after so many milliseconds."""

    def act() -> None:
        deed()

    world.schedule.after(ms, act)


def modules(product: str) -> list[str]:
    """The modules that a product syncs."""
    return list(dict.fromkeys([each.module for each in SORTS[product]]))


def run_all(world: World, product: str) -> None:
    """Run the syncs of all modules, one after the other, to their ends."""
    for module in modules(product):
        world.integration(product).module(module).instant_sync()
        world.settle()


def connected(world: World, product: str, duplicates: str = "skip") -> Integration:
    """Connect a product, and sync what is there."""
    sync = set_up(world, product, duplicates)
    run_all(world, product)
    return sync


def first_of(product: str, module: str) -> Sort:
    """The sort of record that the sync of a module carries first."""
    return next(each for each in SORTS[product] if each.module == module)


def history(world: World, product: str, module: str) -> tuple[Run, ...]:
    """The finished runs of a module."""
    return world.integration(product).module(module).history


def last_runs(world: World, product: str) -> list[Run]:
    """The last run of each module."""
    return [world.integration(product).module(each).history[-1] for each in modules(product)]


def grades(world: World, product: str) -> set[str]:
    """How the last runs of the modules ended."""
    return {each.grade.value for each in last_runs(world, product)}


def added(world: World, product: str) -> int:
    """How many records the last runs say they added."""
    return sum([each.added for each in last_runs(world, product)])


def all_noted(world: World, product: str) -> bool:
    """Whether every record of finance holds the id of its CRM record."""
    sync = world.integration(product)
    return all(
        getattr(each, sort.noted) == link.crm_id
        for sort in SORTS[product]
        for each in sort.in_finance(world, product).all()
        for link in sync.links
        if link.finance_id == each.id
    )


def stands(world: World, product: str) -> dict[str, object]:
    """The names of all records in the CRM and in finance, by their sort, and how many pairs there are."""
    pairs = len(world.integration(product).links)
    return {**{sort.finance: sort.names(world, product) for sort in SORTS[product]}, "pairs": pairs}


def each_once(product: str, *names: Mapping[Sort, str]) -> dict[str, object]:
    """What ``stands`` gives where there is one record of each of these names on either side, all in pairs."""
    wanted = {sort: sorted([each[sort] for each in names]) for sort in SORTS[product]}
    pairs = sum(map(len, wanted.values()))
    return {**{sort.finance: (each, each) for sort, each in wanted.items()}, "pairs": pairs}
