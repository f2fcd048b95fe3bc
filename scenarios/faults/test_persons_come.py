"""Contact persons come to a customer just before it goes: nobody stays linked with a person who is gone."""

from __future__ import annotations

from collections.abc import Callable

from scenarios.faults._setup import connected
from zsim import World, given, scenario, then, when

ALL = ["invoice", "import", "books", "billing"]


def merging(world: World, product: str, *, into: str) -> Callable[[], object]:
    """Somebody merges Acme's customer, with its persons, into that one in finance."""

    def act() -> None:
        customers = world[product].customers
        customers.merge(customers.one(contact_name=into), customers.one(contact_name="Acme"))

    return act


def paired(world: World, product: str) -> list[str]:
    """The last names of the contact persons who are linked."""
    ids = [link.finance_id for link in world.integration(product).links]
    return sorted([each.last_name for each in world[product].contact_persons.all() if each.id in ids])


@scenario(covers=["FLT-22"], products=ALL)
def test_persons_who_come_to_a_customer_just_before_it_is_deleted(world: World, product: str) -> None:
    """Bolt's account is deleted; just before its customer goes, a person comes to it: she goes, and no link stays."""
    with given("Acme with Lee and Bolt with Ray, synced; Bolt is deleted in the CRM"):
        acme, bolt = [world.crm.accounts.create(Account_Name=each) for each in ("Acme", "Bolt")]
        lee = world.crm.contacts.create(Last_Name="Lee", Account_Name=acme)
        world.crm.contacts.create(Last_Name="Ray", Account_Name=bolt)
        world.advance(minutes=5)
        sync = connected(world, product)
        world.advance(minutes=5)
        world.crm.accounts.delete(bolt)
    with when("the next run comes, and just before finance deletes Bolt, Acme is merged into it"):
        act = merging(world, product, into="Bolt")
        world.faults.meanwhile(product, act, of="write", module="customers")
        sync.customers.instant_sync()
        world.settle()
    with then("Bolt is gone with both persons in that one run, and nobody is linked"):
        assert world[product].customers.find(contact_name="Bolt") == []
        assert sync.customers.history[-1].grade == "done"
        assert paired(world, product) == []
    with when("Lee is edited in the CRM, and the next slot comes"):
        world.crm.contacts.update(lee, Phone="7")
        world.advance(days=1)
    with then("Lee is a contact person of Acme, and linked"):
        (person,) = world[product].contact_persons.find(last_name="Lee")
        assert (person.contact_id.contact_name, person.phone) == ("Acme", "7")
        assert paired(world, product) == ["Lee"]


@scenario(covers=["FLT-22"], products=["import", "books", "billing"])
def test_persons_who_come_to_a_customer_just_before_it_gives_way(world: World, product: str) -> None:
    """Lee gains an account; just before her own customer goes, linked persons come to it: it turns inactive."""
    with given("Acme with Ray, and Lee without an account, synced; Lee gains Acme"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.crm.contacts.create(Last_Name="Ray", Account_Name=acme)
        lee = world.crm.contacts.create(Last_Name="Lee")
        sync = world.connect(product)
        chosen = {"module": "accounts_and_contacts", "include_contacts_without_account": True}
        sync.customers.configure(**({"auto_update": True} if product == "import" else chosen)).save_and_sync()
        world.advance(minutes=5)
        world.crm.contacts.update(lee, Account_Name=acme)
    with when("the next run comes, and just before finance deletes Lee's customer, Acme is merged into it"):
        act = merging(world, product, into="Lee")
        world.faults.meanwhile(product, act, of="write", module="customers")
        sync.customers.instant_sync()
        world.settle()
    with then("it is inactive, and both are contact persons as before"):
        assert world[product].customers.one(contact_name="Lee").status == "inactive"
        assert sync.customers.history[-1].grade == "done"
        assert paired(world, product) == ["Lee", "Ray"]


@scenario(covers=["FLT-22"], products=["invoice", "books", "billing"])
def test_persons_who_come_to_a_customer_just_before_another_module_replaces_it(world: World, product: str) -> None:
    """The same where another module is chosen, so that contacts who were customers go with their account."""
    with given("Lee and Ray of Acme, synced with contacts alone; accounts are chosen with them"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        for name in ("Lee", "Ray"):
            world.crm.contacts.create(Last_Name=name, Account_Name=acme)
        sync = world.connect(product)
        sync.customers.configure(module="contacts").save_and_sync()
        world.advance(minutes=5)
        sync.customers.edit(module="accounts_and_contacts")
    with when("all is synced, and just before finance deletes the customers, Acme is merged into Lee's"):
        act = merging(world, product, into="Lee")
        world.faults.meanwhile(product, act, call=2, of="write", module="customers")
        sync.customers.save_and_sync()
        world.settle()
    with then("Lee's is inactive, Ray's is gone, and both are contact persons"):
        assert [(each.contact_name, each.status) for each in world[product].customers.all()] == [
            ("Lee", "inactive"),
            ("Acme", "inactive"),
        ]
        assert paired(world, product) == ["Lee", "Ray"]


@scenario(covers=["FLT-22"], products=["books", "billing"])
def test_a_customer_with_linked_persons_of_others_does_not_go_when_it_gives_way(world: World, product: str) -> None:
    """Nobody need hurry: where Acme was merged into Lee's customer a day before, it turns inactive as well."""
    with given("Acme with Ray, and Lee without an account, synced; Acme was merged into Lee's customer a day ago"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.crm.contacts.create(Last_Name="Ray", Account_Name=acme)
        lee = world.crm.contacts.create(Last_Name="Lee")
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts", include_contacts_without_account=True).save_and_sync()
        world.advance(days=1)
        merging(world, product, into="Lee")()
        world.advance(days=1)
    with when("Lee gains Acme, and the next slot comes"):
        world.crm.contacts.update(lee, Account_Name=acme)
        world.advance(hours=3)
    with then("her customer is inactive, and both are contact persons"):
        assert world[product].customers.one(contact_name="Lee").status == "inactive"
        assert paired(world, product) == ["Lee", "Ray"]
