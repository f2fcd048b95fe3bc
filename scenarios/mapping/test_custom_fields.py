"""CRM fields without a counterpart need a custom field in finance first; Invoice allows ten of them."""

from __future__ import annotations

import pytest

from scenarios.mapping._setup import REGION, by_hand, region_fields, regions, with_regions
from scenarios.schedule._setup import all_synced
from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError
from zsim.ports.errors import LimitExceeded


@scenario(covers=["MAP-02"])
def test_a_custom_field_cannot_be_mapped_to_before_it_exists(world: World, product: str) -> None:
    """Mapping to a finance custom field nobody has made is refused in every module, and nothing is saved."""
    with given("a record for every module, of a region, which finance has no field for"):
        for sort in by_hand(product):
            sort.in_crm(world).add_field("Region_Code", label="Region Code")
        with_regions(world, product)
        sync, held = world.connect(product), [sort.module for sort in by_hand(product)]
        before = world.snapshot()
    with when("the region is mapped to a custom field that does not exist"):
        refusals = {}
        for module in held:
            with pytest.raises(UsageError) as refusal:
                sync.module(module).configure(mapping=REGION)
            refusals[module] = str(refusal.value)
    with then("the refusal names the field and says to make it first"):
        for module in held:
            assert f"{module}.cf_region" in refusals[module]
            assert "make the custom field first" in refusals[module]
    with then("nothing was saved or moved"):
        assert {sync.module(module).preferences for module in held} == {None}
        assert world.snapshot() == before


@scenario(covers=["MAP-02"])
def test_custom_fields_of_both_apps_meet_both_ways(world: World, product: str) -> None:
    """Once the custom field was made in finance, it can be mapped, and edits of either side reach the other."""
    with given("a custom field on either side of every module, mapped to each other in a two-way sync"):
        region_fields(world, product)
        records = with_regions(world, product)
        all_synced(world, product, by_hand(product), extent="both_ways", mapping=REGION)
        assert regions(world, product) == {"W1"}
    with when("the region is edited in finance and the next slot comes"):
        for sort in records:
            (twin,) = sort.in_finance(world, product).all()
            sort.in_finance(world, product).update(twin, cf_region="E2")
        world.advance(hours=2)
    with then("the CRM follows"):
        assert {each.Region_Code for each in records.values()} == {"E2"}
    with when("it is edited in the CRM"):
        for sort, record in records.items():
            sort.in_crm(world).update(record, Region_Code="N3")
        world.advance(hours=2)
    with then("finance follows"):
        assert regions(world, product) == {"N3"}


@scenario(covers=["MAP-02"])
def test_a_mapping_to_a_new_custom_field_is_accepted_while_syncing(world: World, product: str) -> None:
    """A running sync refuses the field today and takes it tomorrow, when it was made; the rest is untouched."""
    with given("a running sync, in which mapping to a field not made yet was refused"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111", Industry="Technology")
        sync = world.connect(product)
        sync.customers.configure(module="accounts").save_and_sync()
        world.settle()
        with pytest.raises(UsageError):
            sync.customers.map("Industry", "cf_industry")
        assert sync.customers.preferences is not None
        assert sync.customers.preferences.mapping == {}
    with when("the field is made, mapped, and the account edited before the next slot"):
        world[product].customers.add_field("cf_industry", label="Industry")
        sync.customers.map("Industry", "cf_industry")
        world.crm.accounts.update(acme, Phone="222")
        world.advance(hours=2)
    with then("phone and industry arrived"):
        customer = world[product].customers.one(contact_name="Acme")
        assert (customer.phone, customer.cf_industry) == ("222", "Technology")


def make_ten(world: World, product: str) -> None:
    """Ten custom fields on contacts."""
    for number in range(1, 11):
        world[product].customers.add_field(f"cf_number_{number}", label=f"Number {number}")


@scenario(covers=["MAP-03"], quirks=["MAP-03"])
def test_an_eleventh_custom_field_on_contacts_is_refused(world: World, product: str) -> None:
    """Invoice takes ten custom fields on contacts and refuses the eleventh."""
    with given("ten custom fields"):
        make_ten(world, product)
    with when("an eleventh is made"), pytest.raises(LimitExceeded) as refusal:
        world[product].customers.add_field("cf_number_11", label="Number 11")
    with then("the refusal tells the limit"):
        assert "at most 10 custom fields" in refusal.value.message
    with then("there is nothing to map to, so what the CRM has in an eleventh field cannot come"):
        world.crm.accounts.create(Account_Name="Acme", Industry="Technology")
        sync = world.connect(product)
        with pytest.raises(UsageError):
            sync.customers.configure(module="accounts", mapping={"Industry": "cf_number_11"})


@scenario(covers=["MAP-03"])
def test_all_ten_custom_fields_can_be_mapped(world: World, product: str) -> None:
    """The tenth custom field is as good as the first: mapped, it takes the CRM's values."""
    with given("ten custom fields, the first and the last mapped"):
        make_ten(world, product)
        world.crm.accounts.create(Account_Name="Acme", Industry="Technology", Rating="Active")
        sync = world.connect(product)
        mapping = {"Industry": "cf_number_1", "Rating": "cf_number_10"}
    with when("accounts are synced"):
        sync.customers.configure(module="accounts", mapping=mapping).save_and_sync()
        world.settle()
    with then("both values arrived"):
        (customer,) = world[product].customers.all()
        assert (customer.cf_number_1, customer.cf_number_10) == ("Technology", "Active")


@scenario(covers=["MAP-03"], quirks_off=["MAP-03"])
def test_without_the_oddity_an_eleventh_custom_field_is_made(world: World, product: str) -> None:
    """Where the limit is switched off, the eleventh custom field is made and can be mapped."""
    with given("ten custom fields, and an account with an industry"):
        make_ten(world, product)
        world.crm.accounts.create(Account_Name="Acme", Industry="Technology")
    with when("an eleventh is made and mapped"):
        world[product].customers.add_field("cf_number_11", label="Number 11")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", mapping={"Industry": "cf_number_11"}).save_and_sync()
        world.settle()
    with then("the industry arrived in it"):
        assert world[product].customers.one(contact_name="Acme").cf_number_11 == "Technology"
