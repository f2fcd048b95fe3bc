"""What opens the CRM: the email of one of its users with its ZSC key, or the choice of an organisation."""

from __future__ import annotations

import pytest

from scenarios.faults._sorts import modules
from scenarios.schedule._setup import added, all_synced, outcomes, texts
from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError
from zsim.ports.errors import InvalidCredentials, NoPermission

STRANGER = "nobody@elsewhere.example"
MADE_UP_KEY = "0123456789abcdef" * 2


@scenario(covers=["CON-01"], products=["invoice", "import", "books"])
def test_email_and_key_of_the_crm_connect_a_product(world: World, product: str) -> None:
    """The email of a CRM user and the key generated in the CRM are all it takes to connect."""
    with given("an account and a ZSC key in the CRM"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        key = world.crm.generate_zsc_key()
    with when("the product is connected with the email and the key, and synced"):
        sync = world.connect(product, email="admin@crm.example", key=key)
        sync.customers.configure().save_and_sync()
        world.settle()
    with then("the account is a customer"):
        assert [each.contact_name for each in world[product].customers.all()] == ["Acme"]
        assert world.why(acme).outcome == "created"


@pytest.mark.parametrize("email", ["", "admin at crm", STRANGER], ids=["missing", "malformed", "unknown"])
@scenario(covers=["CON-01"], products=["invoice", "import", "books"])
def test_a_wrong_email_connects_nothing(world: World, product: str, email: str) -> None:
    """A missing, malformed or unknown email is refused although the key is right, and nothing is stored."""
    with given("records on both sides and a ZSC key in the CRM"):
        world.crm.accounts.create(Account_Name="Acme")
        world[product].customers.create(contact_name="Beta")
        key = world.crm.generate_zsc_key()
        before = world.snapshot()
    with when(f"somebody connects with the email {email!r}"), pytest.raises(InvalidCredentials) as refusal:
        world.connect(product, email=email, key=key)
    with then("the email is named as the fault, and neither side knows of a connection"):
        assert refusal.value.field == "email"
        assert world.crm.connected == ()
        assert world.integrations == ()
        assert world.snapshot() == before


@pytest.mark.parametrize("key", ["", "secret", MADE_UP_KEY], ids=["missing", "malformed", "unknown"])
@scenario(covers=["CON-01"], products=["invoice", "import", "books"])
def test_a_wrong_key_connects_nothing(world: World, product: str, key: str) -> None:
    """A missing, malformed or unknown key is refused although the email is right, and nothing is stored."""
    with given("records on both sides and a ZSC key in the CRM"):
        world.crm.accounts.create(Account_Name="Acme")
        world[product].customers.create(contact_name="Beta")
        world.crm.generate_zsc_key()
        before = world.snapshot()
    with when(f"somebody connects with the key {key!r}"), pytest.raises(InvalidCredentials) as refusal:
        world.connect(product, key=key)
    with then("the key is named as the fault, and neither side knows of a connection"):
        assert refusal.value.field == "key"
        assert world.crm.connected == ()
        assert world.integrations == ()
        assert world.snapshot() == before


@scenario(covers=["CON-02"])
def test_billing_takes_and_keeps_no_key(world: World, product: str) -> None:
    """A key given on connecting or afterwards is refused, and none is kept, though another product has one."""
    with given("a CRM with a key"):
        key = world.crm.generate_zsc_key()
    with when("Billing is connected with it"), pytest.raises(UsageError, match="it asks for none"):
        world.connect(product, key=key)
    with then("nothing is connected"):
        assert (world.integrations, world.crm.connected) == ((), ())
    with when("it is connected without, and given the key afterwards"):
        sync = world.connect(product)
        with pytest.raises(UsageError, match="it asks for none"):
            sync.update_credentials(key=key)
    with then("it has none, and syncs"):
        world.crm.accounts.create(Account_Name="Acme")
        sync.customers.configure(module="accounts").save_and_sync()
        world.settle()
        assert sync.credentials.key is None
        assert [each.contact_name for each in world[product].customers.all()] == ["Acme"]


@scenario(covers=["CON-02", "CON-20"])
def test_billing_chooses_among_the_organisations_of_the_crm(world: World, product: str) -> None:
    """They are listed by name; the one that is simulated can be chosen, and any other is refused. No key is needed."""
    with given("a CRM that lists two organisations"):
        live, other = world.crm.organisations
        world.crm.accounts.create(Account_Name="Acme")
    with when("another one is chosen, or one that is not in the list"):
        with pytest.raises(UsageError, match="it is not simulated") as refusal:
            world.connect(product, organisation=other)
        with pytest.raises(UsageError, match="there is none of that name"):
            world.connect(product, organisation="Acme Inc")
    with then("it is told which one to choose, and nothing is connected"):
        assert refusal.value.right == f"choose '{live}'"
        assert (world.integrations, world.crm.connected) == ((), ())
    with when("the live one is chosen and synced"):
        sync = world.connect(product, organisation=live)
        sync.customers.configure(module="accounts").save_and_sync()
        world.settle()
    with then("its account is a customer, and there is still no key"):
        assert (sync.credentials.key, world.crm.zsc_key) == (None, None)
        assert [each.contact_name for each in world[product].customers.all()] == ["Acme"]


@pytest.mark.parametrize("maker", ["invoice", "books"])
@scenario(covers=["CON-03"], products=["invoice", "books"])
def test_a_key_made_in_a_finance_product_does_not_open_the_crm(world: World, product: str, maker: str) -> None:
    """The key must come from the CRM: one generated in a finance product, be it the own one, is refused."""
    with given(f"a key generated in {world[maker].name} and another in the CRM"):
        world.crm.generate_zsc_key()
        foreign = world[maker].generate_zsc_key()
    with when("somebody connects with the key of the finance product"), pytest.raises(InvalidCredentials) as refusal:
        world.connect(product, key=foreign)
    with then("it is refused with the name of the product it belongs to, and nothing is connected"):
        assert f"was generated in {world[maker].name}" in refusal.value.message
        assert world.crm.connected == ()


@scenario(covers=["CON-03"], products=["invoice", "books"])
def test_one_crm_key_opens_the_crm_to_several_products(world: World, product: str) -> None:
    """The CRM's key gives its data to any product that presents it, also to two at a time."""
    with given("an account, and the other of the two products connected with the CRM's key"):
        world.crm.accounts.create(Account_Name="Acme")
        key = world.crm.generate_zsc_key()
        other = "books" if product == "invoice" else "invoice"
        world.connect(other, key=key).customers.configure(module="accounts").save_and_sync()
    with when("this product connects with the same key"):
        world.connect(product, key=key).customers.configure(module="accounts").save_and_sync()
        world.settle()
    with then("both have the account as a customer"):
        assert [each.contact_name for each in world[product].customers.all()] == ["Acme"]
        assert [each.contact_name for each in world[other].customers.all()] == ["Acme"]


@scenario(covers=["CON-04"])
def test_a_user_without_admin_rights_connects_with_what_the_admin_gave(world: World, product: str) -> None:
    """Rita may not generate a key, but connects with the admin's email and the key the admin handed her."""
    with given("Rita, who is no administrator and cannot generate a key"):
        world.crm.accounts.create(Account_Name="Acme")
        world.crm.users.create("Rita")
        with pytest.raises(NoPermission):
            world.crm.as_user("Rita").generate_zsc_key()
    with when("she connects with the admin's email and a key the admin generated"):
        key = world.crm.generate_zsc_key(by="Administrator")
        sync = world.connect(product, email="admin@crm.example", key=key)
        sync.customers.configure(module="accounts").save_and_sync()
        world.settle()
    with then("the sync works"):
        assert [run.grade for run in sync.customers.history] == ["done"]
        assert [each.contact_name for each in world[product].customers.all()] == ["Acme"]


@scenario(covers=["CON-17"])
def test_new_credentials_keep_links_and_preferences(world: World, product: str) -> None:
    """Email and key of a running connection are replaced; what was synced and chosen stays as it was."""
    with given("a synced record for every module and another user of the CRM"):
        records = added(world, product)
        rita = world.crm.users.create("Rita")
        sync = all_synced(world, product, extent="both_ways", duplicates="clone")
        links = sync.links
        preferences = {module: sync.module(module).preferences for module in modules(product)}
    with when("the connection gets Rita's email and a new key, and the records change"):
        sync.update_credentials(email=rita.email, key=world.crm.generate_zsc_key())
        for sort, record in records.items():
            sort.edit_in_crm(world, record, "222")
        world.advance(hours=2)
    with then("the same pairs went on, under the same preferences"):
        assert sync.credentials.email == rita.email
        assert {module: sync.module(module).preferences for module in modules(product)} == preferences
        assert [(link.crm_id, link.finance_id) for link in sync.links] == [
            (link.crm_id, link.finance_id) for link in links
        ]
        assert outcomes(world, records) == {"updated"}
        assert texts(world, product) == {"222"}


@pytest.mark.parametrize("changes", [{"email": STRANGER}, {"key": MADE_UP_KEY}], ids=["unknown email", "unknown key"])
@scenario(covers=["CON-17"])
def test_wrong_new_credentials_leave_the_old_ones_working(world: World, product: str, changes: dict[str, str]) -> None:
    """A typing error in the new credentials is refused at once, and the connection goes on with the old ones."""
    with given("a working connection"):
        sync = all_synced(world, product)
        credentials = sync.credentials
    with when("wrong credentials are entered"), pytest.raises(InvalidCredentials):
        sync.update_credentials(**changes)
    with when("a record for every module is added and the next slot comes"):
        records = added(world, product)
        world.advance(hours=2)
    with then("they are synced with the old credentials"):
        assert sync.credentials == credentials
        assert outcomes(world, records) == {"created"}


@scenario(covers=["CON-17"], products=["invoice", "books"])
def test_a_disabled_integration_takes_a_new_key(world: World, product: str) -> None:
    """The key is generated anew while the integration is disabled, and entered before it is enabled: it goes on."""
    with given("a disabled integration with one link"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect(product)
        sync.customers.configure(module="accounts").save_and_sync()
        world.advance(minutes=1)
        sync.disable()
    with when("another key is generated and entered, the integration enabled, and the account edited"):
        sync.update_credentials(key=world.crm.generate_zsc_key())
        sync.enable()
        world.crm.accounts.update(acme, Phone="2")
        world.advance(hours=2)
    with then("the edit arrives by the link there was"):
        assert [each.phone for each in world[product].customers.all()] == ["2"]
