"""Complaint 32: somebody edits a customer in finance, and the edit is gone after the next run."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


def fetched_acme(world: World, product: str) -> None:
    """Acme with its phone, fetched from the CRM into an organisation with a custom field for the route."""
    world[product].customers.add_field("cf_route", label="Route")
    world.crm.accounts.create(Account_Name="Acme", Phone="111")
    sync = world.connect(product)
    sync.customers.configure(module="accounts", extent="fetch", duplicates="overwrite").save_and_sync()
    world.settle()


@scenario(covers=["CUS-07", "CUS-15"], tags=["complaint-32"])
def test_an_edit_of_a_fetched_field_is_undone_by_the_next_run(world: World, product: str) -> None:
    """Under 'fetch from CRM' the phone edited in finance is the CRM's again after the run; the custom field survives.

    What the user saw: 'I edited the customer and my change vanished.' This is correct behaviour: nothing goes back to
    the CRM, and mapped fields are the CRM's. The policy 'fetch_drift' decides when; by default at the next run.
    """
    with given("Acme, fetched from the CRM"):
        fetched_acme(world, product)
        (account,), (customer,) = world.crm.accounts.all(), world[product].customers.all()
    with when("phone and route are edited in finance, and the next slot comes"):
        world[product].customers.update(customer, phone="999", cf_route="North 7")
        world.advance(hours=2)
    with then("the phone is the CRM's again, the route stayed"):
        assert (customer.phone, customer.cf_route) == ("111", "North 7")
        assert world.why(customer).outcome == "updated"
    with then("nothing reached the CRM"):
        assert account.Phone == "111"


@scenario(covers=["CUS-07"], policies={"fetch_drift": "keep"}, tags=["complaint-32"])
def test_under_another_policy_the_edit_lasts_until_the_crm_changes_that_field(world: World, product: str) -> None:
    """With the policy 'fetch_drift' at 'keep' the edit vanishes later: when the CRM edits the same field.

    The documents say only that nothing goes back to the CRM; when the edit is lost is a policy.
    """
    with given("Acme, fetched, its phone edited in finance and left alone by a run"):
        fetched_acme(world, product)
        (account,), (customer,) = world.crm.accounts.all(), world[product].customers.all()
        world[product].customers.update(customer, phone="999")
        world.advance(hours=2)
        assert customer.phone == "999"
    with when("the CRM edits the fax, and two hours later the phone"):
        world.crm.accounts.update(account, Fax="112")
        world.advance(hours=2)
        after_fax = customer.phone
        world.crm.accounts.update(account, Phone="222")
        world.advance(hours=2)
    with then("the edit outlived the fax and gave way to the phone"):
        assert (after_fax, customer.phone, customer.fax) == ("999", "222", "112")


@scenario(covers=["CUS-21"], tags=["complaint-32"])
def test_both_ways_the_edit_is_kept(world: World, product: str) -> None:
    """With 'sync both ways' the same edit travels to the CRM instead of vanishing.

    What the user should have chosen.
    """
    with given("Acme, synced both ways"):
        world.crm.accounts.create(Account_Name="Acme", Phone="111")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="both_ways").save_and_sync()
        world.settle()
        (account,), (customer,) = world.crm.accounts.all(), world[product].customers.all()
    with when("the phone is edited in finance and the next slot comes"):
        world[product].customers.update(customer, phone="999")
        world.advance(hours=2)
    with then("both sides have it"):
        assert (account.Phone, customer.phone) == ("999", "999")


@scenario(covers=["IMP-06"], tags=["complaint-32"])
def test_the_import_puts_its_fields_back_and_leaves_the_others(world: World, product: str) -> None:
    """Name, phone and address edited in Invoice are the CRM's again after the next import; other fields survive.

    The product in which the complaint was first heard. The account itself was not touched in between.
    """
    with given("an account, imported"):
        world[product].customers.add_field("cf_route", label="Route")
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111", Billing_City="Pune")
        sync = world.connect(product).customers
        sync.configure(auto_update=True).save_and_sync()
        world.settle()
        (customer,) = world[product].customers.all()
    with when("imported fields and others are edited in Invoice"):
        goa = {"city": "Goa"}
        world[product].customers.update(customer, contact_name="Acme Limited", phone="999", billing_address=goa)
        world[product].customers.update(customer, website="acme.example", notes="pays late", cf_route="North 7")
        world.advance(hours=11)
    with then("the edits stand until the next import"):
        assert (customer.contact_name, customer.phone) == ("Acme Limited", "999")
    with when("the import is repeated"):
        world.advance(hours=1)
    with then("the imported fields are the CRM's, though nobody edited the account"):
        assert (customer.contact_name, customer.phone) == ("Acme", "111")
        assert customer.billing_address["city"] == "Pune"
        assert sync.history[-1].updated == 1
        assert world.why(acme).outcome == "updated"
    with then("the others are as they were edited"):
        assert (customer.website, customer.notes, customer.cf_route) == ("acme.example", "pays late", "North 7")
