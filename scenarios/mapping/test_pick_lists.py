"""Values pushed to a pick list of the CRM: those it holds are written, others are not."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


def sync_terms(world: World, product: str) -> None:
    """A two-way sync with payment terms: a pick list of whole numbers in the CRM, a number in finance."""
    world.crm.accounts.add_field("Terms", "picklist", label="Payment Terms", options=("15", "30", "45"))
    sync = world.connect(product)
    sync.customers.configure(module="accounts", extent="both_ways", mapping={"Terms": "payment_terms"}).save_and_sync()
    world.settle()


@scenario(covers=["MAP-08"])
def test_a_value_the_pick_list_lacks_is_not_written(world: World, product: str) -> None:
    """Sixty days, entered in finance, are no option in the CRM: the account keeps its thirty, the history says so."""
    with given("Acme with terms of 30 days on both sides"):
        sync_terms(world, product)
        acme = world.crm.accounts.create(Account_Name="Acme", Terms="30")
        world.advance(hours=2)
        customer = world[product].customers.one(contact_name="Acme")
        assert customer.payment_terms == 30
    with when("finance changes them to 60 days and the next slot comes"):
        world[product].customers.update(customer, payment_terms=60)
        world.advance(hours=2)
    with then("the account keeps 30, the customer 60"):
        assert (acme.Terms, customer.payment_terms) == ("30", 60)
    with then("the history names the field, and the run did not fail"):
        run = world.integration(product).customers.history[-1]
        assert (run.grade, run.updated) == ("done", 0)
        assert "pick list Terms lacks the value" in run.remarks[0]
        assert "MAP-08" in world.why(customer).behaviours


@scenario(covers=["MAP-08"])
def test_a_value_the_pick_list_holds_is_written(world: World, product: str) -> None:
    """Forty-five days are an option in the CRM, so they are written."""
    with given("Acme with terms of 30 days on both sides"):
        sync_terms(world, product)
        acme = world.crm.accounts.create(Account_Name="Acme", Terms="30")
        world.advance(hours=2)
        customer = world[product].customers.one(contact_name="Acme")
    with when("finance changes them to 45 days and the next slot comes"):
        world[product].customers.update(customer, payment_terms=45)
        world.advance(hours=2)
    with then("the account follows, and there is nothing to remark"):
        assert acme.Terms == "45"
        assert world.why(customer).outcome == "updated"
        assert world.integration(product).customers.history[-1].remarks == ()


@scenario(covers=["MAP-08"])
def test_other_fields_edited_with_it_are_written(world: World, product: str) -> None:
    """Of two fields edited in finance, the one with an unknown value stays, the other travels."""
    with given("Acme with terms of 30 days on both sides"):
        sync_terms(world, product)
        acme = world.crm.accounts.create(Account_Name="Acme", Terms="30", Phone="111")
        world.advance(hours=2)
        customer = world[product].customers.one(contact_name="Acme")
    with when("finance changes the phone and, to 60 days, the terms"):
        world[product].customers.update(customer, payment_terms=60, phone="222")
        world.advance(hours=2)
    with then("the account has the new phone and the old terms"):
        assert (acme.Phone, acme.Terms) == ("222", "30")
        assert world.why(customer).outcome == "updated"
        assert "pick list Terms lacks the value" in world.why(customer).reason


@scenario(covers=["MAP-08"])
def test_a_customer_with_an_unknown_value_is_pushed_without_it(world: World, product: str) -> None:
    """A customer made in finance with terms the CRM lacks becomes an account without terms."""
    with given("a two-way sync with payment terms"):
        sync_terms(world, product)
    with when("a customer with 60 days is made in finance and the next slot comes"):
        bolt = world[product].customers.create(contact_name="Bolt", payment_terms=60)
        world.advance(hours=2)
    with then("the account is there without terms, and the history says so"):
        assert world.crm.accounts.one(Account_Name="Bolt").Terms is None
        assert world.why(bolt).outcome == "created"
        assert "pick list Terms lacks the value" in world.integration(product).customers.history[-1].remarks[0]
        assert bolt.payment_terms == 60


@scenario(covers=["MAP-08"])
def test_a_unit_that_the_crm_lacks_is_not_written(world: World, product: str) -> None:
    """An item measured in hogsheads, a unit that no product of the CRM can have: the product keeps its box."""
    with given("Rope, sold by the box in both apps"):
        items = world.connect(product).items
        items.configure(extent="both_ways").save_and_sync()
        rope = world.crm.products.create(Product_Name="Rope", Usage_Unit="Box")
        world.advance(hours=2)
        item = world[product].items.one(name="Rope")
    with when("finance measures it in hogsheads, and the next slot comes"):
        world[product].items.update(item, unit="hogshead", rate=5)
        world.advance(hours=2)
    with then("the product has the new price and the old unit, and the history says so"):
        assert (rope.Usage_Unit, rope.Unit_Price, item.unit) == ("Box", 5, "hogshead")
        assert "pick list Usage_Unit lacks the value" in items.history[-1].remarks[0]
