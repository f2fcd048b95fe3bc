"""An edited mapping reaches forward: to records that change from then on, or to all by Save and Sync."""

from __future__ import annotations

from scenarios.faults._sorts import OTHERS, Sort
from scenarios.mapping._setup import REGION, by_hand, region_fields, regions, with_regions
from scenarios.schedule._setup import all_synced, texts
from zsim import World, given, scenario, then, when
from zsim.fakes.store.handle import Handle


def sync_two(world: World, product: str) -> dict[Sort, Handle]:
    """Two records for every module with regions, synced without them half an hour ago; gives the first."""
    region_fields(world, product)
    records = with_regions(world, product)
    with_regions(world, product, OTHERS)
    all_synced(world, product, by_hand(product))
    world.advance(minutes=30)
    return records


def map_regions(world: World, product: str) -> None:
    """Map the region in every module."""
    for sort in by_hand(product):
        world.integration(product).module(sort.module).map("Region_Code", "cf_region")


@scenario(covers=["MAP-09"])
def test_a_new_mapping_reaches_records_that_change_from_then_on(world: World, product: str) -> None:
    """The mapping moves nothing by itself; what is edited after it brings its region, the untouched does not."""
    with given("two records for every module, synced while the region was not mapped"):
        records = sync_two(world, product)
    with when("the region is mapped, and an hour passes"):
        map_regions(world, product)
        world.advance(hours=1)
    with then("no region arrived, and there was no run"):
        assert regions(world, product) == regions(world, product, OTHERS) == {None}
        assert {len(world.integration(product).module(sort.module).history) for sort in by_hand(product)} == {1}
    with when("another field of the first is edited, and the next slot comes"):
        for sort, record in records.items():
            sort.edit_in_crm(world, record, "222")
        world.advance(hours=2)
    with then("the first has its region, the second has none"):
        assert (regions(world, product), regions(world, product, OTHERS)) == ({"W1"}, {None})


@scenario(covers=["MAP-09"])
def test_save_and_sync_refreshes_all_records(world: World, product: str) -> None:
    """Pressing Save and Sync after the edit carries the new field of every record at once."""
    with given("two records for every module, synced while the region was not mapped"):
        sync_two(world, product)
    with when("the region is mapped and Save and Sync pressed"):
        map_regions(world, product)
        for sort in by_hand(product):
            world.integration(product).module(sort.module).save_and_sync()
        world.settle()
    with then("all have their region"):
        assert regions(world, product) == regions(world, product, OTHERS) == {"W1"}
        for sort in by_hand(product):
            assert world.integration(product).module(sort.module).history[-1].updated == 2


@scenario(covers=["MAP-09"])
def test_an_edit_before_the_mapping_does_not_count_as_one_after_it(world: World, product: str) -> None:
    """What was edited and synced before the field was mapped is not gone back to."""
    with given("two records for every module, and an edit of the first that was synced before the region was mapped"):
        for sort, record in sync_two(world, product).items():
            sort.edit_in_crm(world, record, "222")
        world.advance(hours=2, minutes=30)
    with when("the region is mapped and the next slot comes"):
        map_regions(world, product)
        world.advance(hours=2)
    with then("no region arrived"):
        assert regions(world, product) == regions(world, product, OTHERS) == {None}


@scenario(covers=["MAP-09"])
def test_an_unmapped_field_stays_as_it_was_from_the_next_run_on(world: World, product: str) -> None:
    """Taking a field out of the mapping leaves its last value in finance and stops its edits."""
    with given("a record for every module with its region synced"):
        region_fields(world, product)
        records = with_regions(world, product)
        sync = all_synced(world, product, by_hand(product), mapping=REGION)
        assert regions(world, product) == {"W1"}
    with when("the region is taken out, then edited in the CRM beside another field, and the next slot comes"):
        for sort, record in records.items():
            sync.module(sort.module).unmap("Region_Code")
            sort.in_crm(world).update(record, Region_Code="E2", **{sort.crm_text: "222"})
        world.advance(hours=2, minutes=1)
    with then("finance keeps the former region and has the other field's new text"):
        assert (regions(world, product), texts(world, product)) == ({"W1"}, {"222"})
