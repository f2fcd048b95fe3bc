"""Mistakes in setting up vendors, items and fields: each is refused with the reason, and nothing is changed."""

from __future__ import annotations

import pytest

from zsim import World, given, in_words, scenario, then, when
from zsim.kernel.errors import UsageError
from zsim.ports.errors import InvalidData, LimitExceeded, NotAllowed, VendorError
from zsim.sync import ModuleName

ITEM_PRODUCTS = ["invoice", "books", "billing"]


def synced(world: World, product: str, *modules: ModuleName) -> None:
    """A record of each module in the CRM, synced under 'fetch'."""
    world.crm.accounts.create(Account_Name="Acme")
    world.crm.products.create(Product_Name="Bolt")
    world.crm.vendors.create(Vendor_Name="Mill")
    sync = world.connect(product)
    for module in modules:
        sync.module(module).configure(extent="fetch").save_and_sync()
    world.settle()


def unchanged(world: World, product: str, module: str, before: object, preferences: object) -> bool:
    """Whether records and preferences are the former ones, also after the next run."""
    sync = world.integration(product).module(module)
    world.advance(hours=2)
    return (world.snapshot(), sync.preferences, sync.history[-1].grade) == (before, preferences, "done")


@pytest.mark.parametrize(
    ("module", "option", "right"),
    [
        ("vendors", "vendor_view", "a view of Vendors (VIW-05)"),
        ("items", "product_view", "a view of Products (VIW-05)"),
    ],
    ids=["vendors", "items"],
)
@scenario(covers=["VIW-05", "VIW-06"], products=["books"])
def test_a_view_of_another_module_is_refused(
    world: World, product: str, module: ModuleName, option: str, right: str
) -> None:
    """A view of accounts chosen for vendors or items is refused, and the run goes on with what was chosen before."""
    with given(f"synced {module}, and a view of accounts"):
        synced(world, product, module)
        view = world.crm.accounts.views.create("Indian", ("Billing_Country", "is", "India"))
        sync = world.integration(product).module(module)
        before, preferences = world.snapshot(), sync.preferences
    with when("that view is chosen"), pytest.raises(UsageError) as refusal:
        sync.edit(**{option: view})
    with then("it is told which module's views there are, and nothing has changed"):
        assert refusal.value.asked == f"{option}='Indian'"
        assert refusal.value.found == "a view of Accounts"
        assert refusal.value.right == right
        assert unchanged(world, product, module, before, preferences)


@pytest.mark.parametrize(
    ("module", "choice", "found", "right"),
    [
        ("vendors", {"vendor_view": "All Vendor"}, "Vendors has no such view", "All Vendors"),
        ("vendors", {"product_view": "All Products"}, "Books has no such choice", "vendor_view"),
        ("items", {"product_view": "All Accounts"}, "Products has no such view", "All Products"),
        ("items", {"account_view": "All Accounts"}, "Books has no such choice", "product_view"),
        ("items", {"module": "accounts"}, "Books has no such choice", "product_view"),
        ("items", {"sku": "ignore"}, "Books has no such choice", "mapping"),
        ("items", {"duplicates": "merge"}, "there is no such option", "one of clone, overwrite, skip"),
        ("vendors", {"extent": "push"}, "there is no such option", "one of fetch, both_ways"),
    ],
    ids=lambda each: next(iter(each)) if isinstance(each, dict) else None,
)
@scenario(covers=[], products=["books"])
def test_a_choice_that_does_not_exist_names_those_there_are(
    world: World, product: str, module: ModuleName, choice: dict[str, str], found: str, right: str
) -> None:
    """A view, a choice or an option that there is none of is refused with what could have been meant."""
    with given(f"synced {module}"):
        synced(world, product, module)
        sync = world.integration(product).module(module)
        before, preferences = world.snapshot(), sync.preferences
    with when(f"somebody chooses {in_words(choice)}"), pytest.raises(UsageError) as refusal:
        sync.edit(**choice)
    with then("it is told what there is, and nothing has changed"):
        assert refusal.value.found.startswith(found)
        assert right in refusal.value.right
        assert unchanged(world, product, module, before, preferences)


@pytest.mark.parametrize(
    ("key", "name", "syncs"),
    [
        ("invoice", "vendors", "customers and items"),
        ("billing", "vendors", "customers and items"),
        ("import", "vendors", "customers"),
        ("import", "items", "customers"),
    ],
    ids=lambda each: each if isinstance(each, str) and " " not in each else None,
)
@scenario(covers=[])
def test_a_module_the_product_does_not_sync_is_refused(world: World, key: str, name: str, syncs: str) -> None:
    """Vendors in Invoice or Billing, and items in the one-way import, cannot even be asked for."""
    with given(f"{key} is connected"):
        synced(world, key, *(("customers",) if key != "import" else ()))
        before = world.snapshot()
    with when(f"somebody wants to sync its {name}"), pytest.raises(UsageError) as refusal:
        getattr(world.integration(key), name)
    with then("it is told what can be synced, and nothing has changed"):
        assert refusal.value.asked == f"sync {name} with {world[key].product.name}"
        assert refusal.value.found == f"it syncs {syncs} only"
        assert refusal.value.right.startswith("there is 'customers'")
        assert world.snapshot() == before


@pytest.mark.parametrize(
    ("what", "module", "found"),
    [
        ("contacts", "accounts", "customers as configured are not made of Contacts"),
        ("accounts", "contacts", "customers as configured are not made of Accounts"),
        ("products", "accounts_and_contacts", "customers as configured are not made of Products"),
    ],
    ids=["a contact under accounts", "an account under contacts", "a product"],
)
@scenario(covers=["SYN-09"])
def test_fetching_what_the_choice_leaves_out_is_refused(
    world: World, product: str, what: str, module: str, found: str
) -> None:
    """A record of a module that is not synced as customers cannot be fetched as one; it is not passed over silently."""
    with given(f"customers synced from {in_words(module)}, and one of the {what} in the CRM"):
        world.connect(product).customers.configure(module=module).save_and_sync()
        world.settle()
        customers = world.integration(product).customers
        fields = {"contacts": "Last_Name", "accounts": "Account_Name", "products": "Product_Name"}
        record = getattr(world.crm, what).create(**{fields[what]: "Acme"})
        before = world.snapshot()
    with when("it is fetched"), pytest.raises(UsageError) as refusal:
        customers.fetch(record)
    with then("it is told what customers are made of, and no run was made"):
        assert refusal.value.asked == f"fetch the CRM's record {record.id} of {record.ref.module}"
        assert refusal.value.found == found
        assert refusal.value.right.startswith("a record of ")
        world.settle()
        assert (world.snapshot(), len(customers.history)) == (before, 1)


@pytest.mark.parametrize("choice", [{"module": "contacts"}, {"extent": "both_ways"}, {"mapping": {"Fax": "fax"}}])
@scenario(covers=["IMP-01", "MAP-06"])
def test_the_import_has_no_choice_but_auto_update(world: World, product: str, choice: dict[str, object]) -> None:
    """The one-way import offers neither module, direction nor mapping; asking for one is refused."""
    with given("the import is connected"):
        synced(world, product)
        before = world.snapshot()
    with when(f"somebody chooses {in_words(choice)}"), pytest.raises(UsageError) as refusal:
        world.integration(product).customers.configure(**choice)
    with then("it is told the one choice there is, and nothing has changed"):
        assert refusal.value.asked == f"configure {next(iter(choice))}"
        assert refusal.value.found == "Invoice, one-way import has no such choice"
        assert refusal.value.right == "there is 'auto_update'"
        assert world.snapshot() == before


@scenario(covers=["MAP-04"])
def test_invoice_lets_nobody_map_products(world: World, product: str) -> None:
    """Invoice maps product fields by itself; a mapping made by hand is refused."""
    with given("synced items"):
        synced(world, product, "items")
        sync = world.integration(product).items
        before, preferences = world.snapshot(), sync.preferences
    with when("a product field is mapped by hand"), pytest.raises(UsageError) as refusal:
        sync.edit(mapping={"Qty_in_Stock": "rate"})
    with then("it is told to leave the mapping out, and nothing has changed"):
        assert refusal.value.asked == "map fields of items"
        assert refusal.value.found == "Invoice identifies and maps them by itself (MAP-04)"
        assert refusal.value.right == "leave the mapping out"
        assert unchanged(world, product, "items", before, preferences)


@pytest.mark.parametrize(
    ("mapping", "found"),
    [
        ({"Product_Code": "product_type"}, "Product_Code is text, product_type is picklist"),
        ({"Kind": "product_type"}, "there is no such field"),
        ({"Manufacturer": "sku"}, "items.sku takes Products.Product_Code already"),
        ({"Product_Name": ""}, "it names the item"),
    ],
    ids=["types", "unknown", "taken", "name"],
)
@scenario(covers=["MAP-10"], products=["books", "billing"])
def test_an_impossible_mapping_of_products_is_refused(
    world: World, product: str, mapping: dict[str, str], found: str
) -> None:
    """Types that do not fit, an unknown field, a target that is taken, or no name: refused when saved."""
    with given("synced items"):
        synced(world, product, "items")
        sync = world.integration(product).items
        before, preferences = world.snapshot(), sync.preferences
    with when(f"somebody maps {in_words(mapping)}"), pytest.raises(UsageError) as refusal:
        sync.edit(mapping=mapping)
    with then("the fields are named, and nothing has changed"):
        assert refusal.value.found.startswith(found)
        assert next(iter(mapping)) in refusal.value.asked
        assert unchanged(world, product, "items", before, preferences)


@scenario(covers=[], products=ITEM_PRODUCTS)
def test_an_unknown_product_type_is_refused(world: World, product: str) -> None:
    """An item is goods or a service; a third type is refused on making and on changing an item."""
    with given("an item"):
        bolt = world[product].items.create(name="Bolt", product_type="goods")
        before = world.snapshot()
    with when("an item of another type is made, and the first one changed to it"):
        with pytest.raises(InvalidData) as on_creating:
            world[product].items.create(name="E-book", product_type="digital")
        with pytest.raises(InvalidData) as on_changing:
            world[product].items.update(bolt, product_type="digital")
    with then("both times the types there are are named, and nothing has changed"):
        for refusal in (on_creating, on_changing):
            assert "product_type has no option 'digital'; its options are goods, service" in refusal.value.message
            assert refusal.value.field == "product_type"
        assert world.snapshot() == before


@scenario(covers=["ITM-10"], products=ITEM_PRODUCTS)
def test_a_sku_that_is_taken_or_missing_is_refused(world: World, product: str) -> None:
    """A SKU is given once, outer blanks aside; where SKUs are mandatory an item without one is refused."""
    with given("an item with the SKU AB-1, and SKUs mandatory"):
        world[product].items.create(name="Lamp", sku="AB-1")
        world[product].preferences.update(sku_mandatory=True)
        before = world.snapshot()
    with when("one with 'AB-1 ' and one without SKU are made"):
        with pytest.raises(VendorError) as taken:
            world[product].items.create(name="Desk lamp", sku="AB-1 ")
        with pytest.raises(InvalidData) as missing:
            world[product].items.create(name="Chair")
    with then("each refusal names the SKU, and nothing has changed"):
        assert "an item with the SKU 'AB-1' exists already: 'Lamp'" in taken.value.message
        assert "sku is missing" in missing.value.message
        assert (taken.value.field, missing.value.field) == ("sku", "sku")
        assert world.snapshot() == before


@scenario(covers=[], products=ITEM_PRODUCTS)
def test_preferences_of_skus_that_cannot_be_are_refused(world: World, product: str) -> None:
    """An unknown preference, and equal names without mandatory SKUs, are refused."""
    with given("the preferences as they come"):
        preferences = world[product].preferences
        former = preferences.sku_mandatory, preferences.allow_equal_item_names
    with when("both are tried"):
        with pytest.raises(UsageError) as unknown:
            preferences.update(sku_required=True)
        with pytest.raises(NotAllowed) as alone:
            preferences.update(allow_equal_item_names=True)
    with then("each is told what would be right, and the preferences are the former ones"):
        assert unknown.value.found == "there is no such preference"
        assert "'sku_mandatory'" in unknown.value.right
        assert "set sku_mandatory=True with allow_equal_item_names, or neither" in alone.value.message
        assert (preferences.sku_mandatory, preferences.allow_equal_item_names) == former == (False, False)


@scenario(covers=["MAP-03"], quirks=["MAP-03"])
def test_a_refused_eleventh_custom_field_changes_nothing(world: World, product: str) -> None:
    """Ten custom fields on contacts are taken; the eleventh is refused, cannot be mapped, and the sync goes on."""
    with given("ten custom fields, and synced customers"):
        for number in range(1, 11):
            world[product].customers.add_field(f"cf_{number}")
        synced(world, product, "customers")
        sync = world.integration(product).customers
        before, preferences = world.snapshot(), sync.preferences
    with when("an eleventh is made, and mapped all the same"):
        with pytest.raises(LimitExceeded) as too_many:
            world[product].customers.add_field("cf_11")
        with pytest.raises(UsageError) as unknown:
            sync.edit(mapping={"Industry": "cf_11"})
    with then("the limit and the missing field are named, and nothing has changed"):
        assert "holds at most 10 custom fields and has 10" in too_many.value.message
        assert too_many.value.field == "cf_11"
        assert unknown.value.asked == "map the field customers.cf_11"
        assert unchanged(world, product, "customers", before, preferences)
