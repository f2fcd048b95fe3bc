"""Clone: a copy beside the existing record, numbered where its name is taken, and what becomes of the one cloned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest

from zsim import World, given, scenario, then, when


class Sort(NamedTuple):
    """One sort of record: its sync, its modules, names and a mapped field, and the side that receives first."""

    sync: str
    crm: str
    crm_name: str
    finance: str
    name: str
    text: tuple[str, str]
    receives: str = "finance"
    choices: Mapping[str, object] = {}
    fixed: Mapping[str, object] = {}

    def in_crm(self, world: World) -> Any:
        """The CRM's records."""
        return getattr(world.crm, self.crm)

    def in_finance(self, world: World, product: str) -> Any:
        """Finance's records."""
        return getattr(world[product], self.finance)

    def enter(self, world: World, product: str) -> tuple[Any, Any]:
        """Acme on both sides, unlinked; 1 is the CRM's, 9 finance's."""
        ours = self.in_crm(world).create(**{self.crm_name: "Acme", self.text[0]: "1"})
        theirs = self.in_finance(world, product).create(**{self.name: "Acme", self.text[1]: "9", **self.fixed})
        return ours, theirs

    def cloned(self, world: World, product: str, extent: str = "both_ways") -> Any:
        """Connect, sync with 'clone', and give the sync."""
        sync = world.connect(product).module(self.sync)
        sync.choose({"extent": extent, "duplicates": "clone", **self.choices}).save_and_sync()
        world.settle()
        return sync

    def held(self, world: World, product: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Name and value of all records on either side, oldest first."""
        ours = [(getattr(each, self.crm_name), getattr(each, self.text[0])) for each in self.in_crm(world).all()]
        all_ = self.in_finance(world, product).all()
        return ours, [(getattr(each, self.name), getattr(each, self.text[1])) for each in all_]


PHONE = ("Phone", "phone")
ACCOUNT = Sort(
    "customers", "accounts", "Account_Name", "customers", "contact_name", PHONE, choices={"module": "accounts"}
)
SORTS = {
    "account": ACCOUNT,
    "contact": ACCOUNT._replace(
        crm="contacts",
        crm_name="Last_Name",
        choices={"module": "contacts"},
        fixed={"customer_sub_type": "individual"},
    ),
    "vendor": ACCOUNT._replace(sync="vendors", crm="vendors", crm_name="Vendor_Name", finance="vendors", choices={}),
    "item": Sort("items", "products", "Product_Name", "items", "name", ("Description", "description"), "crm"),
}
COPIED = {
    "finance": ([("Acme", "1")], [("Acme", "9"), ("Acme 2", "1")]),
    "crm": ([("Acme", "1"), ("Acme", "9")], [("Acme", "9")]),
}


def the_copy_falls_where_it_is_received_first(world: World, product: str, sort: Sort) -> None:
    """Acme of either side: one copy in the app that receives first, whose own is excluded at each run."""
    with given("Acme on both sides"):
        ours, theirs = sort.enter(world, product)
        cloned, own = (ours, theirs) if sort.receives == "finance" else (theirs, ours)
    with when("both are synced both ways with 'clone', and four quiet hours pass"):
        sync = sort.cloned(world, product)
        held = world.snapshot()
        world.advance(hours=4)
    with then("there is one copy, and later runs wrote nothing"):
        assert sort.held(world, product) == COPIED[sort.receives]
        assert world.snapshot() == held
        assert world.why(cloned).outcomes[0] == "cloned"
    with then("the receiver's own is excluded at each run, which are all done"):
        assert world.why(own).outcomes == ("excluded",) * 3
        assert "its name was cloned" in world.why(own).reason
        assert [run.grade for run in sync.history] == ["done"] * 3
    with when("the copy's pair is edited on both sides, and everything is read again"):
        copy = (sort.in_finance(world, product) if sort.receives == "finance" else sort.in_crm(world)).all()[1]
        mine, copied = sort.text if sort.receives == "finance" else sort.text[::-1]
        faces = [sort.in_crm(world), sort.in_finance(world, product)]
        face, there = faces if sort.receives == "finance" else faces[::-1]
        face.update(cloned, **{mine: "2"})
        world.advance(hours=2)
        assert getattr(copy, copied) == "2"
        there.update(copy, **{copied: "3"})
        sync.save_and_sync()
        world.settle()
    with then("the edits crossed, the names are as they were, and so is the own record"):
        assert getattr(cloned, mine) == "3"
        names = [[name for name, _ in side] for side in sort.held(world, product)]
        assert names == [[name for name, _ in side] for side in COPIED[sort.receives]]
        assert getattr(own, copied) == COPIED[sort.receives][1 if sort.receives == "finance" else 0][0][1]


def the_own_record_counts_as_unlinked_again(world: World, product: str, sort: Sort, how: str) -> None:
    """The own record of the receiver comes in as any other once it is renamed, or once the copy's pair has ended."""
    with given("a copy of Acme, and the receiver's own Acme, which stays out"):
        ours, theirs = sort.enter(world, product)
        sync = sort.cloned(world, product)
        cloned, own = (ours, theirs) if sort.receives == "finance" else (theirs, ours)
        faces = [sort.in_crm(world), sort.in_finance(world, product)]
        face, there = faces if sort.receives == "finance" else faces[::-1]
        name = sort.name if sort.receives == "finance" else sort.crm_name
    with when(f"{how}, and the next slot comes"):
        match how:
            case "it is renamed":
                there.update(own, **{name: "Acme Old"})
            case "the cloned record is deleted":
                face.delete(cloned)
        world.advance(hours=2)
    with then("it is in a pair, and the next run has nothing to do for it"):
        ids = [each.finance_id if sort.receives == "finance" else each.crm_id for each in sync_links(world, product)]
        assert own.id in ids
        held = world.snapshot()
        world.advance(hours=2)
        assert world.snapshot() == held
        assert [run.grade for run in sync.history] == ["done"] * 3


def sync_links(world: World, product: str) -> Any:
    """The links of the product's integration."""
    return world.integration(product).links


@pytest.mark.parametrize("sort", ["account", "contact"])
@scenario(covers=["CUS-18", "CUS-36"])
def test_a_customers_copy_falls_in_finance_and_keeps_its_number(world: World, product: str, sort: str) -> None:
    """The CRM's record is cloned into finance as 'Acme 2'; finance's own is not cloned back, and no number crosses."""
    the_copy_falls_where_it_is_received_first(world, product, SORTS[sort])


@scenario(covers=["VEN-08"])
def test_a_vendors_copy_falls_in_finance_and_keeps_its_number(world: World, product: str) -> None:
    """Vendors are cloned as customers are."""
    the_copy_falls_where_it_is_received_first(world, product, SORTS["vendor"])


@scenario(covers=["ITM-13"])
def test_an_items_copy_falls_in_the_crm(world: World, product: str) -> None:
    """Items are pushed first, so the copy is a second product, and the CRM's own stays out."""
    the_copy_falls_where_it_is_received_first(world, product, SORTS["item"])


HOW = pytest.mark.parametrize("how", ["it is renamed", "the cloned record is deleted"])


@HOW
@pytest.mark.parametrize("sort", ["account", "contact"])
@scenario(covers=["CUS-36"])
def test_a_cloned_customer_comes_in_again(world: World, product: str, sort: str, how: str) -> None:
    """Finance's own customer is pushed once it is renamed, or once the copy went with its record in the CRM."""
    the_own_record_counts_as_unlinked_again(world, product, SORTS[sort], how)


@HOW
@scenario(covers=["VEN-08"])
def test_a_cloned_vendor_comes_in_again(world: World, product: str, how: str) -> None:
    """So is finance's own vendor."""
    the_own_record_counts_as_unlinked_again(world, product, SORTS["vendor"], how)


@HOW
@scenario(covers=["ITM-13"])
def test_a_cloned_product_comes_in_again(world: World, product: str, how: str) -> None:
    """The CRM's own product is fetched once it is renamed, or once the item that was cloned is deleted."""
    the_own_record_counts_as_unlinked_again(world, product, SORTS["item"], how)


@pytest.mark.parametrize("sort", ["account", "contact"])
@scenario(covers=["CUS-18"])
def test_a_number_is_put_back_not_taken_away(world: World, product: str, sort: str) -> None:
    """Under 'fetch' an edited name is put back with its number, and a rename in letter case alone keeps it."""
    chosen = SORTS[sort]
    with given("Acme, fetched as the clone Acme 2"):
        ours, _ = chosen.enter(world, product)
        sync = chosen.cloned(world, product, "fetch")
        copy = world[product].customers.one(contact_name="Acme 2")
    with when("the copy is renamed in finance, and the next slot comes"):
        world[product].customers.update(copy, contact_name="Bolt")
        world.advance(hours=2)
    with then("it is Acme 2 again"):
        assert copy.contact_name == "Acme 2"
    with when("the record is renamed in letter case alone, and the next slot comes"):
        chosen.in_crm(world).update(ours, **{chosen.crm_name: "ACME"})
        world.advance(hours=2)
    with then("the copy is ACME 2"):
        assert copy.contact_name == "ACME 2"
    with when("it is renamed altogether, and the next slot comes"):
        chosen.in_crm(world).update(ours, **{chosen.crm_name: "Crux"})
        world.advance(hours=2)
    with then("the copy has the new name, and every run was done"):
        assert copy.contact_name == "Crux"
        assert {run.grade for run in sync.history} == {"done"}


@scenario(covers=["CUS-18"])
def test_a_name_that_fills_its_field_is_cut_for_its_number(world: World, product: str) -> None:
    """Finance holds names of 200 characters: of a longer one with its number, the last characters go."""
    name = "A" * 200
    with given("a name of 200 characters on both sides"):
        world.crm.accounts.create(Account_Name=name)
        world[product].customers.create(contact_name=name)
    with when("it is cloned, and two quiet hours pass"):
        sync = ACCOUNT.cloned(world, product, "fetch")
        world.advance(hours=2)
    with then("the copy's name has the number at its end"):
        assert [each.contact_name for each in world[product].customers.all()] == [name, "A" * 198 + " 2"]
        assert [run.grade for run in sync.history] == ["done", "done"]


def each_app_gets_a_copy(world: World, product: str, sort: Sort) -> None:
    """The receiver's own record is cloned into the other app, too."""
    with given("Acme on both sides"):
        sort.enter(world, product)
    with when("both are synced with 'clone', and two quiet hours pass"):
        sync = sort.cloned(world, product)
        world.advance(hours=2)
    with then("each side has both"):
        both = ([("Acme", "1"), ("Acme", "9")], [("Acme", "9"), ("Acme 2", "1")])
        assert sort.held(world, product) == both
        assert [run.grade for run in sync.history] == ["done", "done"]


@pytest.mark.parametrize("sort", ["account", "contact"])
@scenario(covers=["CUS-36"], policies={"clone_reach": "both"})
def test_under_both_each_app_gets_a_copy(world: World, product: str, sort: str) -> None:
    """With the policy 'both' finance's own record is cloned into the CRM, too."""
    each_app_gets_a_copy(world, product, SORTS[sort])


@scenario(covers=["VEN-08"], policies={"clone_reach": "both"})
def test_under_both_each_app_gets_a_copy_of_the_vendor(world: World, product: str) -> None:
    """So it is with vendors."""
    each_app_gets_a_copy(world, product, SORTS["vendor"])


@scenario(covers=["ITM-13"], policies={"clone_reach": "both"})
def test_under_both_each_app_gets_a_copy_of_the_item(world: World, product: str) -> None:
    """With the policy 'both' the CRM's own product is cloned into finance, too."""
    each_app_gets_a_copy(world, product, SORTS["item"])


def a_new_connection_matches_anew(world: World, product: str, sort: Sort) -> None:
    """Deleted and connected again with 'overwrite', the CRM's Acme and finance's own, once cloned, are one pair."""
    with given("Acme cloned, and the integration deleted"):
        ours, theirs = sort.enter(world, product)
        sort.cloned(world, product)
        integration = world.integration(product)
        integration.disable()
        integration.delete()
        world.settle()
    with when("it is connected again with 'overwrite'"):
        sync = world.connect(product).module(sort.sync)
        sync.choose({"extent": "both_ways", "duplicates": "overwrite", **sort.choices}).save_and_sync()
        world.settle()
    with then("the CRM's record and finance's own are a pair, and the copy is a record like any other"):
        assert (ours.id, theirs.id) in [(each.crm_id, each.finance_id) for each in sync_links(world, product)]
        in_crm, in_finance = sort.held(world, product)
        assert (len(in_crm), [name for name, _ in in_finance]) == (2, [name for name, _ in COPIED[sort.receives][1]])
        assert sync.history[-1].grade == "done"


@pytest.mark.parametrize("sort", ["account", "contact"])
@scenario(covers=["CUS-36", "DIS-11"])
def test_a_new_connection_matches_the_cloned_record_anew(world: World, product: str, sort: str) -> None:
    """Nothing is known of clones any more: finance's own Acme is overwritten like any duplicate."""
    a_new_connection_matches_anew(world, product, SORTS[sort])


@scenario(covers=["VEN-08", "DIS-11"])
def test_a_new_connection_matches_the_cloned_vendor_anew(world: World, product: str) -> None:
    """So it is with vendors."""
    a_new_connection_matches_anew(world, product, SORTS["vendor"])


@scenario(covers=["ITM-13", "DIS-11"])
def test_a_new_connection_matches_the_cloned_product_anew(world: World, product: str) -> None:
    """So it is with items."""
    a_new_connection_matches_anew(world, product, SORTS["item"])


@pytest.mark.parametrize("sort", ["account", "contact"])
@scenario(covers=["CUS-18", "CUS-36", "FLT-03"], products=["invoice", "books", "billing"])
def test_a_clone_whose_answer_was_lost_keeps_its_number(world: World, product: str, sort: str) -> None:
    """The copy is recognised as made before, is not renamed, and finance's own still stays out."""
    with given("Acme on both sides, and finance's answer to the clone gets lost, once and again"):
        SORTS[sort].enter(world, product)
        world.faults.answer_lost(product, of="write", module="customers", times=2)
    with when("both are synced with 'clone', and four hours pass"):
        sync = SORTS[sort].cloned(world, product)
        world.advance(hours=4)
    with then("there is one copy, and the last run was done"):
        assert SORTS[sort].held(world, product) == COPIED["finance"]
        assert sync.history[-1].grade == "done"
        assert world.why(world[product].customers.one(contact_name="Acme")).outcome == "excluded"


@scenario(covers=["ITM-14"])
def test_a_fetched_clone_gets_numbers_for_name_and_sku(world: World, product: str) -> None:
    """Name and SKU are taken in finance: the copy has a number behind both, and neither crosses or is taken away."""
    with given("Bolt of SKU B-1 on both sides"):
        bolt = world.crm.products.create(Product_Name="Bolt", Product_Code="B-1", Unit_Price=10)
        own = world[product].items.create(name="Bolt", sku="B-1", rate=20)
    with when("items are fetched with 'clone', the price is edited, and everything is read again both ways"):
        sync = world.connect(product).items.configure(extent="fetch", duplicates="clone").save_and_sync()
        world.settle()
        world.crm.products.update(bolt, Unit_Price=11)
        world.advance(hours=2)
        sync.edit(extent="both_ways")
        sync.save_and_sync()
        world.settle()
    with then("the copy is Bolt 2 of SKU B-1 2, with the new price; the product is as it was"):
        (copy,) = world[product].items.from_crm()
        assert (copy.name, copy.sku, copy.rate) == ("Bolt 2", "B-1 2", 11)
        assert (bolt.Product_Name, bolt.Product_Code) == ("Bolt", "B-1")
        assert (world.crm.products.all(), own.rate) == ([bolt], 20)
        assert {run.grade for run in sync.history} == {"done"}


@scenario(covers=["ITM-13", "ITM-14", "ITM-04"])
def test_a_record_cloned_by_its_sku_comes_in_again_with_another(world: World, product: str) -> None:
    """Found by its SKU, the CRM's own product stays out until it has another."""
    with given("a product and an item of one SKU, of different names, and the item cloned into the CRM"):
        own = world.crm.products.create(Product_Name="Bolt", Product_Code="B-1")
        world[product].items.create(name="Nut", sku="B-1")
        sync = world.connect(product).items.configure(extent="both_ways", duplicates="clone").save_and_sync()
        world.advance(hours=2)
        assert world.why(own).outcomes == ("excluded", "excluded")
    with when("it gets another code, and the next slot comes"):
        world.crm.products.update(own, Product_Code="B-2")
        world.advance(hours=2)
    with then("it is fetched"):
        assert [(each.name, each.sku) for each in world[product].items.all()] == [("Nut", "B-1"), ("Bolt", "B-2")]
        assert {run.grade for run in sync.history} == {"done"}
