"""Which fields of a product meet which of an item: by themselves in Invoice, by hand in Books and Billing."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError

MAPPING = {"Kind": "product_type"}


def kind_field(world: World, *options: str) -> None:
    """A pick list for the type of a product, which the CRM lacks by itself."""
    world.crm.products.add_field("Kind", "picklist", label="Kind", options=options or ("Goods", "Services"))


def synced(world: World, product: str, extent: str = "both_ways", **choices: object) -> None:
    """Items configured and synced once."""
    world.connect(product).items.configure(extent=extent, **choices).save_and_sync()
    world.settle()


@scenario(covers=["MAP-04"])
def test_products_need_no_mapping_in_invoice(world: World, product: str) -> None:
    """Without anybody mapping a field, an item has its product's name, code, price, unit and description."""
    with given("a product with all of these"):
        world.crm.products.create(
            Product_Name="Bolt", Product_Code="B-1", Unit_Price=10, Usage_Unit="Box", Description="Ten in a box"
        )
    with when("items are synced"):
        synced(world, product)
    with then("the item has them all"):
        (item,) = world[product].items.all()
        assert (item.name, item.sku, item.rate, item.unit) == ("Bolt", "B-1", 10, "Box")
        assert item.description == "Ten in a box"


@scenario(covers=["MAP-04"])
def test_fields_of_one_label_find_each_other_in_invoice(world: World, product: str) -> None:
    """A custom field of products and one of items with the same label are mapped before the sync, both ways."""
    with given("a field labelled Warranty on products and on items, and one of either side without counterpart"):
        world.crm.products.add_field("Warranty_Term", label="Warranty")
        world.crm.products.add_field("Shelf", label="Shelf")
        world[product].items.add_field("cf_warranty", label="Warranty")
        world[product].items.add_field("cf_colour", label="Colour")
        bolt = world.crm.products.create(Product_Name="Bolt", Warranty_Term="2 years", Shelf="A")
    with when("items are synced, and finance edits warranty and colour later"):
        synced(world, product)
        (item,) = world[product].items.all()
        assert (item.cf_warranty, item.cf_colour) == ("2 years", None)
        world[product].items.update(item, cf_warranty="3 years", cf_colour="red")
        world.advance(hours=2)
    with then("the warranty travelled back, and nothing else did"):
        assert (bolt.Warranty_Term, bolt.Shelf) == ("3 years", "A")
        assert item.cf_colour == "red"
        assert world.why(item).outcome == "updated"
    with then("the saved mapping tells it"):
        saved = world.integration(product).items.preferences
        assert saved is not None
        assert saved.mapping["Warranty_Term"] == "cf_warranty"
        assert "Shelf" not in saved.mapping


@scenario(covers=["MAP-04"])
def test_in_invoice_a_field_labelled_product_type_needs_no_mapping_either(world: World, product: str) -> None:
    """A pick list of products labelled Product Type, with Goods and Services, finds the item's type by itself."""
    with given("such a field, and a product of either kind"):
        world.crm.products.add_field("Kind", "picklist", label="Product Type", options=("Goods", "Services"))
        for name, kind in (("Bolt", "Goods"), ("Repair", "Services")):
            world.crm.products.create(Product_Name=name, Kind=kind)
    with when("items are synced"):
        synced(world, product)
    with then("the repair is a service"):
        assert [(each.name, each.product_type) for each in world[product].items.all()] == [
            ("Bolt", "goods"),
            ("Repair", "service"),
        ]


@scenario(covers=["MAP-04"])
def test_fields_of_one_label_and_different_types_stay_apart(world: World, product: str) -> None:
    """A date and a text do not fit, whatever their labels: they are not mapped, and the sync goes on without them."""
    with given("a date labelled Warranty on products, and a text labelled so on items"):
        world.crm.products.add_field("Warranty_Until", "date", label="Warranty")
        world[product].items.add_field("cf_warranty", label="Warranty")
        bolt = world.crm.products.create(Product_Name="Bolt", Unit_Price=10)
        world.crm.products.update(bolt, Warranty_Until=world.now.date())
    with when("items are synced"):
        synced(world, product)
    with then("the item is there without it"):
        (item,) = world[product].items.all()
        assert (item.rate, item.cf_warranty) == (10, None)
        assert world.integration(product).items.history[-1].grade == "done"


@scenario(covers=["MAP-04"])
def test_a_mapping_by_hand_is_refused_in_invoice(world: World, product: str) -> None:
    """Item fields are mapped without user action: there is no mapping to choose, before the sync or later."""
    with given("a connection, and a custom field on either side"):
        world.crm.products.add_field("Shelf", label="Shelf")
        world[product].items.add_field("cf_place", label="Place")
        sync = world.connect(product)
    with when("a mapping is given"), pytest.raises(UsageError) as refusal:
        sync.items.configure(extent="fetch", mapping={"Shelf": "cf_place"})
    with then("it is refused, and nothing is saved"):
        assert "maps them by itself (MAP-04)" in str(refusal.value)
        assert sync.items.preferences is None
    with when("items are synced without one"):
        sync.items.configure(extent="fetch").save_and_sync()
        world.settle()
    with then("mapping or unmapping a field later is refused, too"):
        with pytest.raises(UsageError):
            sync.items.map("Shelf", "cf_place")
        with pytest.raises(UsageError):
            sync.items.unmap("Description")
        assert sync.items.preferences is not None
        assert "Shelf" not in sync.items.preferences.mapping


@pytest.mark.parametrize("extent", ["fetch", "both_ways"])
@scenario(covers=["MAP-05"])
def test_a_custom_field_of_products_tells_goods_from_services(world: World, product: str, extent: str) -> None:
    """A pick list of the CRM with Goods and Services, mapped to the product type, classifies the items."""
    with given("three products, one of either kind and one without"):
        kind_field(world)
        for name, kind in (("Bolt", "Goods"), ("Repair", "Services"), ("Nut", None)):
            world.crm.products.create(Product_Name=name, Kind=kind)
    with when("the field is mapped to the product type and items are synced"):
        synced(world, product, extent, mapping=MAPPING)
    with then("the repair is a service, the others are goods"):
        assert [(each.name, each.product_type) for each in world[product].items.all()] == [
            ("Bolt", "goods"),
            ("Repair", "service"),
            ("Nut", "goods"),
        ]
        assert world.integration(product).items.history[-1].counts == {"created": 3}
    with then("the next run finds nothing to do"):
        world.advance(hours=2)
        assert world.integration(product).items.history[-1].updated == 0


@scenario(covers=["MAP-05"])
def test_items_of_finance_bring_their_type_to_the_crm(world: World, product: str) -> None:
    """Pushed to the CRM, a service is among the Services there, and goods are Goods."""
    with given("finance has a service and goods, and the CRM's products have a field for it"):
        kind_field(world)
        world[product].items.create(name="Repair", product_type="service")
        world[product].items.create(name="Bolt")
    with when("the field is mapped to the product type and items are synced both ways"):
        synced(world, product, mapping=MAPPING)
    with then("the products have it"):
        assert [(each.Product_Name, each.Kind) for each in world.crm.products.all()] == [
            ("Repair", "Services"),
            ("Bolt", "Goods"),
        ]


@scenario(covers=["MAP-05"])
def test_a_type_edited_on_either_side_reaches_the_other(world: World, product: str) -> None:
    """A product made a service in the CRM is one in finance, and goods again there once finance says so."""
    with given("Bolt is synced as goods"):
        kind_field(world)
        bolt = world.crm.products.create(Product_Name="Bolt", Kind="Goods")
        synced(world, product, mapping=MAPPING)
        (item,) = world[product].items.all()
    with when("the CRM makes it a service"):
        world.crm.products.update(bolt, Kind="Services")
        world.advance(hours=2)
    with then("so is the item"):
        assert (bolt.Kind, item.product_type) == ("Services", "service")
        assert world.why(bolt).outcome == "updated"
    with when("finance makes it goods again"):
        world[product].items.update(item, product_type="goods")
        world.advance(hours=2)
    with then("so is the product"):
        assert (bolt.Kind, item.product_type) == ("Goods", "goods")


@scenario(covers=["MAP-05"])
def test_without_the_mapping_items_are_goods(world: World, product: str) -> None:
    """The field alone does nothing: until it is mapped, every product fetched becomes goods."""
    with given("the CRM's products have the field, and Repair is among the Services"):
        kind_field(world)
        repair = world.crm.products.create(Product_Name="Repair", Kind="Services")
    with when("items are fetched without mapping it"):
        synced(world, product, "fetch")
    with then("the item is goods"):
        (item,) = world[product].items.all()
        assert item.product_type == "goods"
    with when("it is mapped, and 'Save and Sync' refreshes all"):
        sync = world.integration(product)
        sync.items.map("Kind", "product_type").save_and_sync()
        world.settle()
    with then("it is a service"):
        assert (repair.Kind, item.product_type) == ("Services", "service")


@scenario(covers=["MAP-05"])
def test_without_the_mapping_an_item_s_type_stays_in_finance(world: World, product: str) -> None:
    """A service of finance is pushed without its type, and stays a service."""
    with given("the CRM's products have the field, and finance has a service"):
        kind_field(world)
        repair = world[product].items.create(name="Repair", product_type="service")
    with when("items are synced both ways without mapping it, and the product is edited"):
        synced(world, product)
        (pushed,) = world.crm.products.all()
        world.crm.products.update(pushed, Kind="Goods", Unit_Price=10)
        world.advance(hours=2)
    with then("the price crossed, and the types did not"):
        assert (pushed.Kind, repair.product_type, repair.rate) == ("Goods", "service", 10)


@scenario(covers=["MAP-05"])
def test_an_unknown_kind_leaves_the_item_goods(world: World, product: str) -> None:
    """Of a pick list with further values only Goods and Services mean something in finance; others count as blank."""
    with given("a pick list with Rental besides, and a product of it"):
        kind_field(world, "Goods", "Services", "Rental")
        crane = world.crm.products.create(Product_Name="Crane", Kind="Rental", Unit_Price=10)
    with when("the field is mapped and items are synced both ways, and the price is edited"):
        synced(world, product, mapping=MAPPING)
        world.crm.products.update(crane, Unit_Price=11)
        world.advance(hours=2)
    with then("the item is goods, and the product keeps its kind"):
        (item,) = world[product].items.all()
        assert (item.product_type, item.rate) == ("goods", 11)
        assert crane.Kind == "Rental"
        assert world.integration(product).items.history[-1].grade == "done"


@scenario(covers=["MAP-05"])
def test_an_erased_kind_leaves_no_edit_behind(world: World, product: str) -> None:
    """A kind emptied in the CRM leaves the item what it was; that finance always has a type is no edit of it."""
    with given("Repair is synced both ways as a service, and Nut without a kind"):
        kind_field(world)
        repair = world.crm.products.create(Product_Name="Repair", Kind="Services")
        nut = world.crm.products.create(Product_Name="Nut")
        synced(world, product, mapping=MAPPING)
        service, goods = world[product].items.all()
    with when("Repair's kind is emptied in the CRM, finance edits Nut's rate, and two slots come"):
        world.crm.products.update(repair, Kind=None)
        world[product].items.update(goods, rate=5)
        world.advance(hours=4)
    with then("both items have their type, both products no kind, and the rate crossed"):
        assert (service.product_type, goods.product_type) == ("service", "goods")
        assert (repair.Kind, nut.Kind) == (None, None)
        assert nut.Unit_Price == 5


@scenario(covers=["MAP-05"], policies={"blanks": "erase"})
def test_where_blanks_erase_a_service_without_kind_is_goods(world: World, product: str) -> None:
    """With the policy 'erase' an emptied kind empties the type, and finance takes that for goods."""
    with given("Repair is synced both ways as a service"):
        kind_field(world)
        repair = world.crm.products.create(Product_Name="Repair", Kind="Services")
        synced(world, product, mapping=MAPPING)
        (item,) = world[product].items.all()
    with when("its kind is emptied in the CRM, and two slots come"):
        world.crm.products.update(repair, Kind=None)
        world.advance(hours=4)
    with then("the item is goods, and the product has no kind"):
        assert (item.product_type, repair.Kind) == ("goods", None)


@scenario(covers=["MAP-05"])
def test_a_text_cannot_be_mapped_to_the_product_type(world: World, product: str) -> None:
    """The product type takes a pick list: a text field of the CRM is refused for it, and nothing is saved."""
    with given("a text field on products"):
        world.crm.products.add_field("Kind", label="Kind")
        sync = world.connect(product)
    with when("it is mapped to the product type"), pytest.raises(UsageError) as refusal:
        sync.items.configure(mapping=MAPPING)
    with then("it is refused"):
        assert "Kind is text, product_type is picklist" in str(refusal.value)
        assert sync.items.preferences is None
