"""What the scenarios about deletions begin with: one pair of records of any kind, born on either side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from zsim import World
from zsim.sync import ModuleName


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of record as people know it: where it stands in either app, and how it is synced.

    ``text`` names a mapped field of the CRM and its counterpart in finance, ``used_in`` the document and its field that
    make a record one with transactions, ``view`` the choice of a view.
    """

    module: ModuleName
    crm: str
    crm_name: str
    finance: str
    name: str
    text: tuple[str, str]
    view: str
    used_in: tuple[str, str] | None = None
    choices: Mapping[str, object] = field(default_factory=dict)

    def in_crm(self, world: World) -> Any:
        """The CRM's records of this sort."""
        return getattr(world.crm, self.crm)

    def in_finance(self, world: World, product: str) -> Any:
        """Finance's records of this sort."""
        return getattr(world[product], self.finance)

    def sync(self, world: World, product: str, **choices: object) -> Any:
        """Connect if need be, sync this sort of record, and give its module's sync."""
        connected = [each for each in world.integrations if each.organisation_key == product]
        module = (connected[0] if connected else world.connect(product)).module(self.module)
        module.configure(**{"extent": "both_ways", "duplicates": "skip", **self.choices, **choices}).save_and_sync()
        world.settle()
        return module

    def born_in_crm(self, world: World, product: str, text: str = "111") -> Any:
        """A record called Acme typed into the CRM; a contact person's stands at an account called Home."""
        return self.in_crm(world).create(**{self.crm_name: "Acme", self.text[0]: text, **self._at_home(world)})

    def born_in_finance(self, world: World, product: str, text: str = "111") -> Any:
        """A record called Acme typed into finance; a contact person's stands at a customer called Home."""
        parent: dict[str, object] = {}
        if self.finance == "contact_persons":
            parent = {"contact_id": world[product].customers.create(contact_name="Home")}
        kind = {"customer_sub_type": "individual"} if self.crm == "contacts" and not parent else {}
        return self.in_finance(world, product).create(**{self.name: "Acme", self.text[1]: text, **parent, **kind})

    def pair(self, world: World, product: str, origin: str, **choices: object) -> tuple[Any, Any]:
        """Acme, born on one side and synced: its record in the CRM and its record in finance."""
        if origin == "crm":
            ours = self.born_in_crm(world, product)
            self.sync(world, product, **choices)
            return ours, self.in_finance(world, product).one(**{self.name: "Acme"})
        theirs = self.born_in_finance(world, product)
        self.sync(world, product, **choices)
        return self.in_crm(world).one(**{self.crm_name: "Acme"}), theirs

    def on_both_sides(self, world: World, product: str) -> tuple[Any, Any]:
        """Acme typed into the CRM and into finance, one duplicate of the other, and linked with nothing yet."""
        theirs, ours = self.born_in_finance(world, product), self.born_in_crm(world, product, "222")
        if self.finance == "contact_persons":
            self.in_crm(world).update(ours, Email="acme@home.example")
            self.in_finance(world, product).update(theirs, email="acme@home.example")
        return ours, theirs

    def use(self, world: World, product: str, record: Any) -> Any:
        """Give a record of finance a transaction."""
        assert self.used_in is not None, "nothing is made out for a contact person"
        document, lookup = self.used_in
        given: dict[str, object] = {lookup: record, "lines": [{"name": "Work", "rate": 100}]}
        if lookup == "item":
            buyer = world[product].customers.create(contact_name="Buyer")
            given = {"customer": buyer, "lines": [{"item": record, "rate": 100}]}
        return getattr(world[product], document).create(**given)

    def is_used(self, document: Any, record: Any) -> bool:
        """Whether a transaction is that record's, or about it."""
        assert self.used_in is not None, "nothing is made out for a contact person"
        if self.used_in[1] == "item":
            return bool(document.line_items[0]["item_id"] == record.id)
        return bool(getattr(document, self.used_in[1]) == record)

    def edit_crm(self, world: World, record: Any, text: str) -> None:
        """Edit the mapped field in the CRM."""
        self.in_crm(world).update(record, **{self.text[0]: text})

    def edit_finance(self, world: World, product: str, record: Any, text: str) -> None:
        """Edit the mapped field in finance."""
        self.in_finance(world, product).update(record, **{self.text[1]: text})

    def named(self, world: World, product: str) -> tuple[list[Any], list[Any]]:
        """The records called Acme in the CRM and in finance."""
        ours = self.in_crm(world).find(**{self.crm_name: "Acme"})
        return ours, self.in_finance(world, product).find(**{self.name: "Acme"})

    def text_of(self, record: Any) -> str | None:
        """What the mapped field of a record holds, on whichever side it is."""
        name = self.text[0] if record.ref.app == "crm" else self.text[1]
        value: str | None = getattr(record, name)
        return value

    def _at_home(self, world: World) -> dict[str, object]:
        at_home = self.finance == "contact_persons"
        return {"Account_Name": world.crm.accounts.create(Account_Name="Home")} if at_home else {}


PHONE = ("Phone", "phone")
SORTS: Mapping[str, Sort] = {
    "customer": Sort(
        "customers",
        "accounts",
        "Account_Name",
        "customers",
        "contact_name",
        PHONE,
        "account_view",
        ("invoices", "customer_id"),
        {"module": "accounts"},
    ),
    "individual": Sort(
        "customers",
        "contacts",
        "Last_Name",
        "customers",
        "contact_name",
        PHONE,
        "contact_view",
        ("invoices", "customer_id"),
        {"module": "contacts"},
    ),
    "contact person": Sort(
        "customers",
        "contacts",
        "Last_Name",
        "contact_persons",
        "last_name",
        PHONE,
        "contact_view",
        choices={"module": "accounts_and_contacts"},
    ),
    "vendor": Sort(
        "vendors",
        "vendors",
        "Vendor_Name",
        "vendors",
        "contact_name",
        PHONE,
        "vendor_view",
        ("bills", "vendor_id"),
    ),
    "item": Sort(
        "items",
        "products",
        "Product_Name",
        "items",
        "name",
        ("Description", "description"),
        "product_view",
        ("invoices", "item"),
    ),
}
EVERYWHERE = ("customer", "individual", "contact person", "item")
"""The sorts of record that each product has; Books has vendors, too."""
IN_TRANSACTIONS = ("customer", "individual", "item")
"""Those of them that transactions are made out for."""
