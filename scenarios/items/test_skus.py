"""SKUs and product codes: where they make duplicates, and how two of them are compared."""

from __future__ import annotations

import pytest

from zsim import World, given, in_words, scenario, then, when
from zsim.ports.errors import DuplicateValue

BOTH_EXTENTS = pytest.mark.parametrize("extent", ["fetch", "both_ways"])
SAME, DISTINCT = "Bolt", "Nut"


def synced(world: World, product: str, extent: str, duplicates: str = "overwrite") -> None:
    """Items configured and synced once."""
    world.connect(product).items.configure(extent=extent, duplicates=duplicates).save_and_sync()
    world.settle()


@BOTH_EXTENTS
@pytest.mark.parametrize(
    ("code", "sku", "name", "by"),
    [
        ("A-1", "A-1", SAME, "SKU"),
        ("A-1", "A-1", DISTINCT, "SKU"),
        ("A-1", None, SAME, "name"),
        (None, "A-1", SAME, "name"),
    ],
    ids=["SKU and name", "SKU only", "name, no SKU in finance", "name, no code in the CRM"],
)
@scenario(covers=["ITM-04", "ITM-11"])
def test_equal_skus_match_and_equal_names_where_a_sku_is_missing(
    world: World, product: str, code: str | None, sku: str | None, name: str, by: str, extent: str
) -> None:
    """Billing takes a product and an item for one by their SKU, else by their name where one of them has no SKU."""
    with given(
        f"the CRM's product {SAME} has the code {in_words(code)}, finance's item {name} the SKU {in_words(sku)}"
    ):
        bolt = world.crm.products.create(Product_Name=SAME, Product_Code=code, Unit_Price=10)
        item = world[product].items.create(name=name, sku=sku, rate=20)
    with when(f"items are synced with 'overwrite', extent {in_words(extent)}"):
        synced(world, product, extent)
    with then("they are one pair, with the values of the side that was carried first"):
        assert (world.crm.products.all(), world[product].items.all()) == ([bolt], [item])
        price, called = (10, SAME) if extent == "fetch" else (20, name)
        assert (bolt.Unit_Price, item.rate) == (price, price)
        assert (bolt.Product_Name, item.name) == (called, called)
        assert world[product].items.from_crm() == ([item] if extent == "fetch" else [])
    with then(f"the reason is the {by}"):
        assert world.why(item).outcome == "overwritten"
        assert "ITM-04" in world.why(item).behaviours
        assert ("SKU equals" in world.why(item).reason) is (by == "SKU")


@BOTH_EXTENTS
@pytest.mark.parametrize(
    ("code", "sku"),
    [("A-1", "B-2"), ("A-1", None), (None, "B-2"), (None, None)],
    ids=["different SKUs", "no SKU in finance", "no code in the CRM", "no SKU at all"],
)
@scenario(covers=["ITM-04", "ITM-11"])
def test_of_another_name_only_an_equal_sku_makes_a_duplicate(
    world: World, product: str, code: str | None, sku: str | None, extent: str
) -> None:
    """A product and an item of different names and no SKU in common are two things; each side gets what it lacks."""
    with given(
        f"the CRM's product {SAME} has the code {in_words(code)}, finance's item {DISTINCT} the SKU {in_words(sku)}"
    ):
        bolt = world.crm.products.create(Product_Name=SAME, Product_Code=code, Unit_Price=10)
        nut = world[product].items.create(name=DISTINCT, sku=sku, rate=20)
    with when(f"items are synced with 'overwrite', extent {in_words(extent)}"):
        synced(world, product, extent)
    with then("finance has both"):
        assert [(each.name, each.sku, each.rate) for each in world[product].items.all()] == [
            (DISTINCT, sku, 20),
            (SAME, code, 10),
        ]
        assert world.why(bolt).outcome == "created"
    with then("the CRM has its own, and under 'sync both ways' finance's too"):
        products = [(each.Product_Name, each.Product_Code) for each in world.crm.products.all()]
        assert products == [(SAME, code), *([(DISTINCT, sku)] if extent == "both_ways" else [])]
        assert world.why(nut).outcome == ("created" if extent == "both_ways" else "excluded")


@BOTH_EXTENTS
@scenario(covers=["ITM-04", "ITM-11"])
def test_equal_names_with_two_different_skus_are_two_items(world: World, product: str, extent: str) -> None:
    """Where finance lets items be named alike, a product and an item of one name and two SKUs stand side by side."""
    with given("Bolt stands on both sides with different SKUs, and finance lets items be named alike"):
        bolt = world.crm.products.create(Product_Name=SAME, Product_Code="A-1", Unit_Price=10)
        world[product].preferences.update(sku_mandatory=True, allow_equal_item_names=True)
        item = world[product].items.create(name=SAME, sku="B-2", rate=20)
    with when(f"items are synced with 'overwrite', extent {in_words(extent)}"):
        synced(world, product, extent)
    with then("finance has two, and neither was overwritten"):
        assert [(each.sku, each.rate) for each in world[product].items.all()] == [("B-2", 20), ("A-1", 10)]
        assert (bolt.Product_Code, bolt.Unit_Price) == ("A-1", 10)
        assert world.why(bolt).outcome == "created"
        assert item.sku == "B-2"
    with then("under 'sync both ways' the CRM has two as well"):
        codes = [each.Product_Code for each in world.crm.products.all()]
        assert codes == (["A-1", "B-2"] if extent == "both_ways" else ["A-1"])


@BOTH_EXTENTS
@scenario(covers=["ITM-04"])
def test_where_item_names_are_unique_the_second_sku_is_refused(world: World, product: str, extent: str) -> None:
    """Two SKUs make two items, and the second of one name fails for that name; nothing is overwritten."""
    with given("Bolt stands on both sides with different SKUs; item names are unique"):
        bolt = world.crm.products.create(Product_Name=SAME, Product_Code="A-1", Unit_Price=10)
        item = world[product].items.create(name=SAME, sku="B-2", rate=20)
    with when(f"items are synced with 'overwrite', extent {in_words(extent)}"):
        synced(world, product, extent)
    with then("finance has its item as it was, and the product failed for the name"):
        assert world[product].items.all() == [item]
        assert (item.sku, item.rate) == ("B-2", 20)
        assert (bolt.Product_Code, bolt.Unit_Price) == ("A-1", 10)
        assert world.why(bolt).outcome == "failed"
        assert "name taken" in world.why(bolt).reason
        assert world.integration(product).items.history[-1].grade == "partial"


@BOTH_EXTENTS
@scenario(covers=["ITM-04", "ITM-05"])
def test_skip_goes_by_the_sku_as_well(world: World, product: str, extent: str) -> None:
    """Under 'skip' an item of the product's SKU is left alone, whatever its name."""
    with given("the CRM's Bolt and finance's Nut have one SKU"):
        bolt = world.crm.products.create(Product_Name=SAME, Product_Code="A-1", Unit_Price=10)
        nut = world[product].items.create(name=DISTINCT, sku="A-1", rate=20)
    with when(f"items are synced with 'skip', extent {in_words(extent)}"):
        synced(world, product, extent, "skip")
    with then("each side has its own, and the reason is the SKU"):
        assert (world.crm.products.all(), world[product].items.all()) == ([bolt], [nut])
        assert (bolt.Product_Name, nut.name) == (SAME, DISTINCT)
        assert world.why(bolt).outcome == "skipped"
        assert "carries the same SKU (ITM-04)" in world.why(bolt).reason


@scenario(covers=["ITM-04", "ITM-05"], policies={"clone_name": "refuse", "clone_reach": "both"})
def test_a_clone_by_sku_stands_beside_in_the_crm_and_is_refused_in_finance(world: World, product: str) -> None:
    """The CRM takes a second product of one code; finance, where a SKU is one item's, refuses the clone."""
    with given("the CRM's Bolt and finance's Nut have one SKU"):
        bolt = world.crm.products.create(Product_Name=SAME, Product_Code="A-1", Unit_Price=10)
        nut = world[product].items.create(name=DISTINCT, sku="A-1", rate=20)
    with when("items are synced both ways with 'clone'"):
        synced(world, product, "both_ways", "clone")
    with then("the CRM has two products of the code"):
        assert [(each.Product_Name, each.Product_Code) for each in world.crm.products.all()] == [
            (SAME, "A-1"),
            (DISTINCT, "A-1"),
        ]
        assert world.why(nut).outcome == "cloned"
    with then("finance has one item of the SKU, and the refusal names it"):
        assert world[product].items.all() == [nut]
        assert world.why(bolt).outcome == "failed"
        assert "an item with the SKU 'A-1' exists already" in world.why(bolt).reason


@scenario(covers=["ITM-04", "CUS-32"], products=["billing"])
def test_a_second_product_of_the_sku_is_fused_and_the_history_says_so(world: World, product: str) -> None:
    """Two products of one code under 'overwrite': both go into the one item of that SKU, and a remark names them."""
    with given("the CRM has Bolt and Long bolt of one code, finance an item of that SKU"):
        first = world.crm.products.create(Product_Name=SAME, Product_Code="A-1", Unit_Price=10)
        second = world.crm.products.create(Product_Name="Long bolt", Product_Code="A-1 ", Unit_Price=11)
        item = world[product].items.create(name=DISTINCT, sku="A-1", rate=20)
    with when("items are fetched with 'overwrite'"):
        synced(world, product, "fetch")
    with then("there is one item, with the values of the product that came last"):
        assert world[product].items.all() == [item]
        assert (item.name, item.rate) == ("Long bolt", 11)
        assert [each.Product_Name for each in world.crm.products.all()] == [SAME, "Long bolt"]
    with then("the history names both products"):
        assert (world.why(first).outcomes[0], world.why(second).outcome) == ("overwritten", "merged")
        (remark,) = world.integration(product).items.history[-1].remarks
        assert f"{second.id} into {first.id}" in remark
        assert "(ITM-04, CUS-32)" in remark


@scenario(covers=["ITM-04", "ITM-11"])
def test_of_an_item_by_sku_and_one_by_name_that_of_the_sku_is_meant(world: World, product: str) -> None:
    """Where one item has the product's SKU and another its name, the SKU decides."""
    with given("the CRM's Bolt; in finance another name has its SKU, and a Bolt has none"):
        bolt = world.crm.products.create(Product_Name=SAME, Product_Code="A-1", Unit_Price=10)
        by_name = world[product].items.create(name=SAME, rate=20)
        by_sku = world[product].items.create(name=DISTINCT, sku="A-1", rate=30)
    with when("items are fetched with 'skip'"):
        synced(world, product, "fetch", "skip")
    with then("it is the one of the SKU that was taken for a duplicate"):
        assert "item Nut carries the same SKU (ITM-04)" in world.why(bolt).reason
        assert world.why(bolt).outcome == "skipped"
        assert "skipped" in world.why(by_sku).outcomes
        assert world.why(by_name).outcomes == ("excluded",)


@pytest.mark.parametrize("blanks", ["A-1 ", " A-1", "  A-1  "])
@scenario(covers=["ITM-04", "ITM-10"])
def test_blanks_around_a_code_do_not_hide_the_duplicate(world: World, product: str, blanks: str) -> None:
    """A product code with a trailing blank is the SKU without it: no second item comes of it."""
    with given(f"the CRM's product has the code {blanks!r}, finance's item of another name the SKU 'A-1'"):
        bolt = world.crm.products.create(Product_Name=SAME, Product_Code=blanks, Unit_Price=10)
        item = world[product].items.create(name=DISTINCT, sku="A-1", rate=20)
    with when("items are synced both ways with 'overwrite'"):
        synced(world, product, "both_ways")
    with then("they are one pair"):
        assert (world.crm.products.all(), world[product].items.all()) == ([bolt], [item])
        assert (bolt.Product_Name, bolt.Unit_Price) == (DISTINCT, 20)
        assert "SKU equals" in world.why(item).reason


@scenario(covers=["ITM-04", "ITM-10"])
def test_a_code_in_other_case_is_another_sku(world: World, product: str) -> None:
    """Letter case counts in SKUs, though not in names: 'a-1' and 'A-1' are two items."""
    with given("the CRM's product has the code 'a-1', finance's item of another name the SKU 'A-1'"):
        bolt = world.crm.products.create(Product_Name=SAME, Product_Code="a-1")
        world[product].items.create(name=DISTINCT, sku="A-1")
    with when("items are synced both ways with 'overwrite'"):
        synced(world, product, "both_ways")
    with then("both stand on both sides"):
        assert [each.sku for each in world[product].items.all()] == ["A-1", "a-1"]
        assert [each.Product_Code for each in world.crm.products.all()] == ["a-1", "A-1"]
        assert world.why(bolt).outcome == "created"


@pytest.mark.parametrize(("held", "given_next"), [("A-1", "A-1 "), ("A-1", " A-1"), ("A-1 ", "A-1")])
@scenario(covers=["ITM-10"])
def test_blanks_do_not_make_another_sku(world: World, product: str, held: str, given_next: str) -> None:
    """A SKU is one item's: with or without blanks around it, it is refused to a second item, and nothing is added."""
    with given(f"an item with the SKU {held!r}"):
        item = world[product].items.create(name="Bolt", sku=held)
    with when(f"another item is entered with the SKU {given_next!r}"), pytest.raises(DuplicateValue) as refusal:
        world[product].items.create(name="Nut", sku=given_next)
    with then("the refusal names the item that has it"):
        assert "'Bolt'" in refusal.value.message
        assert refusal.value.field == "sku"
        assert world[product].items.all() == [item]


@scenario(covers=["ITM-10"], products=["invoice", "books"])
def test_a_product_whose_code_differs_in_blanks_only_is_refused(world: World, product: str) -> None:
    """Where names alone make duplicates, a product of another name and the same code, but for blanks, fails alone."""
    with given("an item with the SKU 'A-1', and a product of another name with the code 'A-1 ' beside a third"):
        world[product].items.create(name="Bolt", sku="A-1")
        nut = world.crm.products.create(Product_Name="Nut", Product_Code="A-1 ")
        screw = world.crm.products.create(Product_Name="Screw", Product_Code="A-2 ")
    with when("items are fetched"):
        synced(world, product, "fetch")
    with then("Nut failed for the SKU, and Screw arrived"):
        assert [each.name for each in world[product].items.all()] == ["Bolt", "Screw"]
        assert (world.why(nut).outcome, world.why(screw).outcome) == ("failed", "created")
        assert "an item with the SKU 'A-1' exists already" in world.why(nut).reason
        assert world.integration(product).items.history[-1].grade == "partial"


@scenario(covers=["ITM-10"])
def test_a_product_whose_code_differs_in_case_arrives(world: World, product: str) -> None:
    """'a-1' and 'A-1' are two SKUs: the product of the one comes beside the item of the other."""
    with given("an item with the SKU 'A-1', and a product of another name with the code 'a-1'"):
        world[product].items.create(name="Bolt", sku="A-1")
        nut = world.crm.products.create(Product_Name="Nut", Product_Code="a-1")
    with when("items are fetched"):
        synced(world, product, "fetch")
    with then("finance has both"):
        assert [(each.name, each.sku) for each in world[product].items.all()] == [("Bolt", "A-1"), ("Nut", "a-1")]
        assert world.why(nut).outcome == "created"
