"""Several finance products and organisations on one CRM at once, each with its own links.

The CRM is what they share: a record that one of them pushes is a record of the CRM for all the others.
"""

from __future__ import annotations

from typing import Any

import pytest

from zsim import World, given, scenario, then, when
from zsim.ports.errors import CurrencyMismatch, NotAllowed

TWO_WAY = ("invoice", "books", "billing")


def sync_customers(world: World, *products: str) -> None:
    """Connect these products and sync accounts both ways, one after the other."""
    for product in products:
        choices = {"module": "accounts", "extent": "both_ways", "duplicates": "overwrite"}
        world.connect(product).customers.configure(**choices).save_and_sync()
        world.settle()


def a_further_one(world: World, product: str) -> Any:
    """A second organisation of the product, connected as support granted it: gives both integrations."""
    first = world.connect(product)
    world.crm.grant_multi_organisation(product)
    return first, world.connect(world.organisation(product, name="West"))


def names(organisation: Any, module: str = "customers") -> list[str]:
    """The names of an organisation's records, oldest first."""
    name = "name" if module == "items" else "contact_name"
    return [getattr(each, name) for each in getattr(organisation, module).all()]


def pairs(integration: Any) -> list[tuple[str, str]]:
    """The live pairs of a connection."""
    return [(link.crm_id, link.finance_id) for link in integration.links]


@scenario(covers=["CON-21"])
def test_one_account_is_a_customer_in_each_product_with_its_own_pair(world: World, product: str) -> None:
    """Three products and the import share a CRM: an account is a customer in each, and each remembers its own."""
    with given("an account in the CRM"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
    with when("all three products sync both ways, and the import runs"):
        sync_customers(world, product, *[each for each in TWO_WAY if each != product])
        world.connect("import").customers.configure(auto_update=True).save_and_sync()
        world.settle()
    with then("each has one customer, in a pair of its own with the one account"):
        for key in (*TWO_WAY, "import"):
            (customer,) = world[key].customers.all()
            assert (customer.contact_name, customer.phone) == ("Acme", "111")
            assert pairs(world.integration(key)) == [(acme.id, customer.id)]
        assert world.crm.accounts.all() == [acme]
        assert world.crm.connected[0].product == product


@scenario(covers=["CON-21"])
def test_what_one_product_pushes_the_others_fetch(world: World, product: str) -> None:
    """A customer typed into one product becomes an account, and with it a customer of the others."""
    with given("Acme, typed into one product, and two others on the same CRM"):
        others = [each for each in TWO_WAY if each != product]
        sync_customers(world, product, *others)
        acme = world[product].customers.create(contact_name="Acme", phone="111")
    with when("all slots come twice"):
        world.advance(hours=4)
    with then("there is one account, and one customer in each product"):
        (account,) = world.crm.accounts.all()
        assert [names(world[each]) for each in TWO_WAY] == [["Acme"]] * 3
        assert pairs(world.integration(product)) == [(account.id, acme.id)]
        for each in others:
            assert world[each].customers.one(contact_name="Acme").phone == "111"
    with then("where it was typed it was born in finance, for the others in the CRM"):
        births = {each: world.integration(each).links[0].origin for each in TWO_WAY}
        assert births == {product: "finance", others[0]: "crm", others[1]: "crm"}


@scenario(covers=["CON-21"])
def test_an_edit_in_one_product_reaches_the_others_and_comes_to_rest(world: World, product: str) -> None:
    """An edit travels through the CRM to all; nobody sends it back, and after that nothing is written any more."""
    with given("Acme in three products and the CRM"):
        world.crm.accounts.create(Account_Name="Acme", Phone="111")
        sync_customers(world, product, *[each for each in TWO_WAY if each != product])
    with when("its phone is edited in one product, and all slots come twice"):
        world[product].customers.update(world[product].customers.one(contact_name="Acme"), phone="222")
        world.advance(hours=4)
    with then("all have it"):
        assert world.crm.accounts.one(Account_Name="Acme").Phone == "222"
        assert [world[each].customers.one(contact_name="Acme").phone for each in TWO_WAY] == ["222"] * 3
    with when("a day passes in which nobody edits anything"):
        before = world.snapshot()
        world.advance(days=1)
    with then("nothing was written, in any of them"):
        assert world.snapshot() == before
        for each in TWO_WAY:
            assert [run.updated + run.added for run in world.integration(each).customers.history[-10:]] == [0] * 10


@scenario(covers=["DEL-01"], quirks=["DEL-01"])
def test_where_a_record_was_born_is_told_by_each_connection(world: World, product: str) -> None:
    """Deleted in the CRM, a customer stays in the product it was typed into, and goes from the others."""
    with given("Acme, typed into one product, pushed into the CRM, and fetched by the two others"):
        others = [each for each in TWO_WAY if each != product]
        acme = world[product].customers.create(contact_name="Acme")
        sync_customers(world, product, *others)
        assert [names(world[each]) for each in TWO_WAY] == [["Acme"]] * 3
    with when("its account is deleted in the CRM, and all slots come"):
        world.crm.accounts.delete(world.crm.accounts.one(Account_Name="Acme"))
        world.advance(hours=2)
    with then("it is left where it was born only"):
        assert world[product].customers.all() == [acme]
        assert [names(world[each]) for each in others] == [[], []]


@scenario(covers=["DIS-01"])
def test_disabling_one_product_leaves_the_others_alone(world: World, product: str) -> None:
    """Each connection is switched off by itself: its links rest, and those of the others go on."""
    with given("Acme in three products and the CRM, one of the connections disabled"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        sync_customers(world, product, *[each for each in TWO_WAY if each != product])
        world.integration(product).disable()
    with when("its phone is edited in the CRM, and all slots come"):
        world.crm.accounts.update(acme, Phone="222")
        world.advance(hours=2)
    with then("all but the disabled one have it, and no links were lost"):
        phones = {each: world[each].customers.one(contact_name="Acme").phone for each in TWO_WAY}
        assert phones == {each: "111" if each == product else "222" for each in TWO_WAY}
        assert [len(world.integration(each).links) for each in TWO_WAY] == [1, 1, 1]


@scenario(covers=["CON-15"], quirks=["CON-15"])
def test_a_new_key_stops_every_product_that_connects_by_key(world: World, product: str) -> None:
    """The CRM's key opens it to several products at once; a new one stops all of them, and not Billing."""
    with given("an account, and three products connected with the CRM's one key, or none"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        sync_customers(world, product, *[each for each in TWO_WAY if each != product])
    with when("the CRM generates a new key, the account is edited, and all slots come"):
        key = world.crm.generate_zsc_key()
        world.crm.accounts.update(acme, Phone="222")
        world.advance(hours=2)
    with then("the runs of Invoice and Books failed, and Billing, which has no key, is up to date"):
        grades = {each: world.integration(each).customers.history[-1].grade for each in TWO_WAY}
        assert grades == {"invoice": "failed", "books": "failed", "billing": "done"}
        assert world.billing.customers.one(contact_name="Acme").phone == "222"
        assert world[product].customers.one(contact_name="Acme").phone == "111"
    with when("one of them is given the new key, and all slots come"):
        world.integration(product).update_credentials(key=key)
        world.advance(hours=2)
    with then("that one has caught up, and the other still waits"):
        other = "books" if product == "invoice" else "invoice"
        assert world[product].customers.one(contact_name="Acme").phone == "222"
        assert world[other].customers.one(contact_name="Acme").phone == "111"


@scenario(covers=["ITM-01"], products=["books"])
def test_items_of_several_products_meet_in_the_crm(world: World, product: str) -> None:
    """An item made in any product becomes a CRM product, and with it an item of the others; each has its own pairs."""
    with given("an item in each product, and one product of the CRM"):
        world.crm.products.create(Product_Name="Lamp", Product_Code="L-1", Unit_Price=100)
        for number, each in enumerate(TWO_WAY, 1):
            world[each].items.create(name=f"Desk {number}", sku=f"D-{number}", rate=number)
    with when("all sync items both ways, and all slots come"):
        for each in (product, *[each for each in TWO_WAY if each != product]):
            world.connect(each).items.configure(extent="both_ways", duplicates="overwrite").save_and_sync()
            world.settle()
        world.advance(hours=2)
    with then("all have all four, once each"):
        every = ["Desk 1", "Desk 2", "Desk 3", "Lamp"]
        assert sorted(each.Product_Name for each in world.crm.products.all()) == every
        for each in TWO_WAY:
            assert sorted(names(world[each], "items")) == every
            assert len(world.integration(each).links) == 4
    with then("each item was born in finance for its own product alone"):
        for each in TWO_WAY:
            births = [link.origin.value for link in world.integration(each).links]
            assert (births.count("finance"), births.count("crm")) == (1, 3)


@scenario(covers=["VEN-01", "VEN-02"])
def test_vendors_are_the_matter_of_books_alone(world: World, product: str) -> None:
    """Books syncs vendors with the CRM both ways; the other products on the same CRM never hear of them."""
    with given("a vendor in the CRM, one in Books, and customers synced by all products"):
        world.crm.vendors.create(Vendor_Name="Mill")
        world[product].vendors.create(contact_name="Press")
        sync_customers(world, *TWO_WAY)
    with when("Books syncs vendors both ways, and all slots come"):
        sync = world.integration(product).vendors
        sync.configure(extent="both_ways", duplicates="overwrite").save_and_sync()
        world.advance(hours=2)
    with then("the CRM and Books have both, the others have no customer of either"):
        assert sorted(each.Vendor_Name for each in world.crm.vendors.all()) == ["Mill", "Press"]
        assert sorted(names(world[product], "vendors")) == ["Mill", "Press"]
        assert [names(world[each]) for each in TWO_WAY] == [[], [], []]
        assert [len(world.integration(each).links) for each in TWO_WAY] == [0, 2, 0]


@scenario(covers=["CON-10"], quirks=["CON-10"])
def test_a_further_organisation_has_pairs_of_its_own(world: World, product: str) -> None:
    """Two organisations of a product have each a customer and an item of a CRM record, and each its own pairs."""
    with given("an account and a product in the CRM, and two organisations of one product"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        lamp = world.crm.products.create(Product_Name="Lamp")
        first, further = a_further_one(world, product)
    with when("the first syncs both ways, the further one fetches"):
        for sync, extent in ((first, "both_ways"), (further, "fetch")):
            sync.customers.configure(module="accounts", extent=extent).save_and_sync()
            sync.items.configure(extent=extent).save_and_sync()
            world.settle()
    with then("both have both, in pairs of their own"):
        for sync in (first, further):
            organisation = world[sync.organisation_key]
            assert (names(organisation), names(organisation, "items")) == (["Acme"], ["Lamp"])
            (customer,), (item,) = organisation.customers.all(), organisation.items.all()
            assert pairs(sync) == [(acme.id, customer.id), (lamp.id, item.id)]
    with when("the further one deletes its customer, and all slots come"):
        west = world[further.organisation_key]
        west.customers.delete(west.customers.one(contact_name="Acme"))
        world.advance(hours=2)
    with then("that ended its own pair and no other"):
        assert names(west) == []
        assert (len(further.links), len(first.links)) == (1, 2)
        assert names(world[product]) == ["Acme"]
        assert world.crm.accounts.all() == [acme]


@scenario(covers=["CON-10"], quirks=["CON-10"])
def test_items_of_a_further_organisation_stay_with_it(world: World, product: str) -> None:
    """The further organisation fetches products; 'sync both ways' is refused, and its own items never reach the CRM."""
    with given("a further organisation with an item of its own, and a product in the CRM"):
        lamp = world.crm.products.create(Product_Name="Lamp")
        _, further = a_further_one(world, product)
        west = world[further.organisation_key]
        desk = west.items.create(name="Desk")
    with when("it asks to sync items both ways"), pytest.raises(NotAllowed, match="only fetches from the CRM"):
        further.items.configure(extent="both_ways")
    with then("nothing was saved"):
        assert further.items.preferences is None
    with when("it fetches instead, edits the fetched item, and the next slot comes"):
        further.items.configure(extent="fetch").save_and_sync()
        world.settle()
        west.items.update(west.items.one(name="Lamp"), description="bright")
        world.advance(hours=2)
    with then("the CRM has its own product only, unedited"):
        assert names(west, "items") == ["Desk", "Lamp"]
        assert world.crm.products.all() == [lamp]
        assert lamp.Description is None
        assert world.why(desk).outcome == "excluded"


@scenario(covers=["CON-10"], products=["books"], quirks=["CON-10"])
def test_vendors_of_a_further_organisation_stay_with_it(world: World, product: str) -> None:
    """The further Books organisation fetches vendors; 'sync both ways' is refused, and its own stay with it."""
    with given("a further organisation with a vendor of its own, and a vendor in the CRM"):
        mill = world.crm.vendors.create(Vendor_Name="Mill")
        _, further = a_further_one(world, product)
        west = world[further.organisation_key]
        press = west.vendors.create(contact_name="Press")
    with when("it asks to sync vendors both ways"), pytest.raises(NotAllowed, match="only fetches from the CRM"):
        further.vendors.configure(extent="both_ways")
    with when("it fetches instead"):
        further.vendors.configure(extent="fetch").save_and_sync()
        world.settle()
    with then("it has both, the CRM and the first organisation what they had"):
        assert names(west, "vendors") == ["Press", "Mill"]
        assert world.crm.vendors.all() == [mill]
        assert world[product].vendors.all() == []
        assert world.why(press).outcome == "excluded"


@scenario(covers=["CON-11"])
def test_a_further_billing_organisation_syncs_items_beside_no_transactions(world: World, product: str) -> None:
    """Refused its transactions, the further organisation still fetches customers and items."""
    with given("a further organisation, an account and a product"):
        world.crm.accounts.create(Account_Name="Acme")
        world.crm.products.create(Product_Name="Lamp")
        _, further = a_further_one(world, product)
    with when("it enables invoices"), pytest.raises(NotAllowed, match="syncs no transactions"):
        further.transactions.enable("invoices")
    with when("it syncs customers and items"):
        further.customers.configure(module="accounts").save_and_sync()
        further.items.configure(extent="fetch").save_and_sync()
        world.settle()
    with then("it has both, and no transactions"):
        west = world[further.organisation_key]
        assert (names(west), names(west, "items")) == (["Acme"], ["Lamp"])
        assert further.transactions.enabled == ()


@scenario(covers=["CON-12"])
def test_the_import_stands_beside_the_other_products(world: World, product: str) -> None:
    """Other products on the CRM do not count: the import's first organisation connects, its second does not."""
    with given("Invoice, Books and Billing, connected and synced, and an account"):
        world.crm.accounts.create(Account_Name="Acme")
        sync_customers(world, *TWO_WAY)
    with when("an organisation for the one-way import connects, and another one tries"):
        sync = world.connect(product)
        with pytest.raises(NotAllowed):
            world.connect(world.organisation(product, name="West"))
    with then("the first imports, and nothing changed for the others"):
        sync.customers.configure(auto_update=False).save_and_sync()
        world.settle()
        assert names(world[product]) == ["Acme"]
        assert [shared.product for shared in world.crm.connected] == [*TWO_WAY, product]
        assert [each.organisation_key for each in world.integrations] == [*TWO_WAY, product]


@scenario(covers=["CON-13"])
def test_a_differing_base_currency_stops_only_its_own_organisation(world: World, product: str) -> None:
    """With multi-currency on, each product is measured by its own base currency; the others map and sync."""
    with given("a CRM in dollars with multi-currency on, and products of which all but one are in dollars"):
        world.crm.enable_multi_currency()
        world.crm.set_base_currency("USD")
        others = [each for each in TWO_WAY if each != product]
        for each in others:
            world[each].set_base_currency("USD")
        world.crm.accounts.create(Account_Name="Acme")
    with when("the one in rupees is mapped"), pytest.raises(CurrencyMismatch):
        world.connect(product).customers.configure(module="accounts", mapping={"Website": "website"})
    with then("the others sync"):
        sync_customers(world, *others)
        assert [names(world[each]) for each in others] == [["Acme"]] * 2
        assert names(world[product]) == []


@scenario(covers=["CON-14"])
def test_differing_currencies_rule_out_items_of_one_organisation_only(world: World, product: str) -> None:
    """A further organisation in another base currency fetches customers and vendors, and no items; the first does."""
    with given("a CRM and a Books organisation in rupees, and a further one in dollars"):
        world.crm.accounts.create(Account_Name="Acme")
        world.crm.vendors.create(Vendor_Name="Mill")
        world.crm.products.create(Product_Name="Lamp")
        first, further = a_further_one(world, product)
        west = world[further.organisation_key]
        west.set_base_currency("USD")
    with when("both configure items"):
        first.items.configure(extent="both_ways").save_and_sync()
        with pytest.raises(CurrencyMismatch, match="items cannot be configured"):
            further.items.configure(extent="fetch")
        world.settle()
    with then("the first has the item, the further one neither item nor preferences"):
        assert names(world[product], "items") == ["Lamp"]
        assert (west.items.all(), further.items.preferences) == ([], None)
    with when("the further one syncs customers and vendors"):
        further.customers.configure(module="accounts").save_and_sync()
        further.vendors.configure(extent="fetch").save_and_sync()
        world.settle()
    with then("it has them"):
        assert (names(west), names(west, "vendors")) == (["Acme"], ["Mill"])
