"""Complaints 27 and 28: two different people are called John Smith, and only the name is compared."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


def two_john_smiths(world: World) -> None:
    """The baker and the lawyer, two contacts of one name."""
    world.crm.contacts.create(First_Name="John", Last_Name="Smith", Email="baker@smith.example", Phone="111")
    world.crm.contacts.create(First_Name="John", Last_Name="Smith", Email="lawyer@smith.example", Phone="222")


def sync_contacts(world: World, product: str, duplicates: str, extent: str = "fetch") -> None:
    """Contacts as customers, under a policy for duplicates."""
    sync = world.connect(product)
    sync.customers.configure(module="contacts", extent=extent, duplicates=duplicates).save_and_sync()
    world.settle()


@scenario(covers=["CUS-32", "CUS-13"], tags=["complaint-27"])
def test_under_skip_the_second_john_smith_never_arrives(world: World, product: str) -> None:
    """The first John Smith becomes a customer; the second is skipped as a duplicate of the first.

    What the user saw: one of two people missing in finance. This is correct behaviour: full names are all that is
    compared, e-mail and phone do not count.
    """
    with given("two people called John Smith"):
        two_john_smiths(world)
    with when("contacts are synced with 'skip'"):
        sync_contacts(world, product, "skip")
    with then("the baker is a customer, the lawyer was skipped"):
        (customer,) = world[product].customers.all()
        assert (customer.email, customer.phone) == ("baker@smith.example", "111")
        assert world.why(world.crm.contacts.one(Phone="111")).outcome == "created"
        assert world.why(world.crm.contacts.one(Phone="222")).outcome == "skipped"


@scenario(covers=["CUS-32"], tags=["complaint-27"])
def test_under_overwrite_two_people_become_one_customer(world: World, product: str) -> None:
    """The second John Smith is laid over the customer of the first: one customer with the lawyer's phone.

    What the user saw: two people fused. This is what 'overwrite' by name means; the history says which records were
    fused, so that it can be found out.
    """
    with given("two people called John Smith"):
        two_john_smiths(world)
    with when("contacts are synced with 'overwrite'"):
        sync_contacts(world, product, "overwrite")
    with then("there is one customer, with the values of the second"):
        (customer,) = world[product].customers.all()
        assert (customer.email, customer.phone) == ("lawyer@smith.example", "222")
        assert world.why(world.crm.contacts.one(Phone="222")).outcome == "merged"
    with then("the history says what was fused with what"):
        run = world.integration(product).customers.history[-1]
        assert run.counts["merged"] == 1
        assert "contact John Smith" in run.remarks[0]
        assert "customer John Smith" in run.remarks[0]


@scenario(covers=["CUS-32", "CUS-18"], tags=["complaint-27"])
def test_under_clone_both_arrive_where_equal_names_are_allowed(world: World, product: str) -> None:
    """The one setting under which both people are customers: 'clone', with equal names allowed in finance.

    What the user should have chosen.
    """
    with given("two people called John Smith, and finance allowing equal names"):
        two_john_smiths(world)
        world[product].preferences.update(allow_equal_names=True)
    with when("contacts are synced with 'clone'"):
        sync_contacts(world, product, "clone")
    with then("both are customers, each with its own phone"):
        assert [each.phone for each in world[product].customers.all()] == ["111", "222"]
        assert world.why(world.crm.contacts.one(Phone="222")).outcome == "cloned"


@scenario(covers=["CUS-18", "CUS-28"], tags=["complaint-28"], policies={"clone_name": "refuse"})
def test_a_taken_name_does_not_make_the_sync_adopt_the_other_customer(world: World, product: str) -> None:
    """Refused with the name-taken error, the sync reports the failure; it does not take the existing customer instead.

    What a client's author warned of: whoever adopts the customer already there, on error 3062, fuses the data of two
    people. Here the second John Smith fails, and the first one's customer with its invoice is left alone.
    """
    with given("the baker John Smith as a customer with an invoice, and the lawyer new in the CRM"):
        baker = world[product].customers.create(
            contact_name="John Smith", customer_sub_type="individual", email="baker@smith.example", phone="111"
        )
        invoice = world[product].invoices.create(customer_id=baker, lines=[{"name": "Work", "rate": 100}])
        lawyer = world.crm.contacts.create(First_Name="John", Last_Name="Smith", Phone="222")
    with when("contacts are synced with 'clone', which needs a second customer of that name"):
        sync_contacts(world, product, "clone")
    with then("the lawyer failed for the taken name"):
        assert world.why(lawyer).outcome == "failed"
        assert "name taken" in world.why(lawyer).reason
        assert world.integration(product).customers.history[-1].grade == "partial"
    with then("the baker's customer and invoice are as they were, and linked to nobody"):
        assert world[product].customers.all() == [baker]
        assert (baker.email, baker.phone) == ("baker@smith.example", "111")
        assert invoice.customer_id == baker
        assert world.integration(product).links == ()


@scenario(covers=["CUS-20"], tags=["complaint-28"])
def test_a_rename_onto_a_taken_name_does_not_fuse_either(world: World, product: str) -> None:
    """Jon Smith is corrected to John Smith, a name another customer has: the rename fails, and both stay apart.

    The same warning for renames: the clash is reported for this record alone and tried again at each run.
    """
    with given("Jon Smith and John Smith, two synced people, the latter with an invoice"):
        jon = world.crm.contacts.create(First_Name="Jon", Last_Name="Smith", Phone="222")
        world.crm.contacts.create(First_Name="John", Last_Name="Smith", Phone="111")
        sync_contacts(world, product, "overwrite")
        baker = world[product].customers.one(contact_name="John Smith")
        other = world[product].customers.one(contact_name="Jon Smith")
        invoice = world[product].invoices.create(customer_id=baker, lines=[{"name": "Work", "rate": 100}])
    with when("Jon is renamed to John and the next slot comes"):
        world.crm.contacts.update(jon, First_Name="John")
        world.advance(hours=2)
    with then("the rename failed, and each customer has its own name and phone"):
        assert world.why(jon).outcome == "failed"
        assert "name taken" in world.why(jon).reason
        assert (baker.contact_name, baker.phone) == ("John Smith", "111")
        assert (other.contact_name, other.phone) == ("Jon Smith", "222")
        assert invoice.customer_id == baker


@scenario(covers=["CUS-32"], tags=["complaint-28"])
def test_under_overwrite_the_invoices_of_one_end_up_beside_the_data_of_the_other(world: World, product: str) -> None:
    """Fused under 'overwrite', the baker's invoice hangs on a customer with the lawyer's address.

    What the warning means in figures. It is what the policy says, so it is correct behaviour; the history names it.
    """
    with given("the baker John Smith, synced and invoiced"):
        world.crm.contacts.create(First_Name="John", Last_Name="Smith", Email="baker@smith.example")
        sync_contacts(world, product, "overwrite")
        (customer,) = world[product].customers.all()
        invoice = world[product].invoices.create(customer_id=customer, lines=[{"name": "Work", "rate": 100}])
    with when("the lawyer John Smith is entered in the CRM and the next slot comes"):
        world.crm.contacts.create(First_Name="John", Last_Name="Smith", Email="lawyer@smith.example")
        world.advance(hours=2)
    with then("the one customer has the lawyer's address and the baker's invoice"):
        assert world[product].customers.all() == [customer]
        assert customer.email == "lawyer@smith.example"
        assert invoice.customer_id == customer
        assert "fused" in world.integration(product).customers.history[-1].remarks[0]
