"""The views a module comes with, and those users make from criteria."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError


def names(world: World, product: str) -> list[str]:
    """What the customers are called, oldest first."""
    return [each.contact_name for each in world[product].customers.all()]


def sync_accounts(world: World, product: str, view: str) -> None:
    """Connect and fetch the accounts of a view."""
    sync = world.connect(product)
    sync.customers.configure(module="accounts", account_view=view).save_and_sync()
    world.settle()


def sync_contacts(world: World, product: str, view: str) -> None:
    """Connect and fetch the contacts of a view as customers."""
    sync = world.connect(product)
    sync.customers.configure(module="contacts", contact_view=view).save_and_sync()
    world.settle()


@scenario(covers=["VIW-02"])
def test_each_module_offers_three_predefined_views(world: World, product: str) -> None:
    """Accounts come with All, My and Recently Created; contacts with All, My and Unread."""
    with when("somebody looks for views nobody has made"):
        accounts = [each.name for each in world.crm.accounts.views.all()]
        contacts = [each.name for each in world.crm.contacts.views.all()]
    with then("the predefined ones are offered"):
        assert accounts == ["All Accounts", "My Accounts", "Recently Created Accounts"]
        assert contacts == ["All Contacts", "My Contacts", "Unread Contacts"]


@scenario(covers=["VIW-02"])
def test_all_accounts_lists_everybody_s_accounts(world: World, product: str) -> None:
    """Through 'All Accounts' every account arrives, whoever owns it."""
    with given("one account of the connecting administrator and one of Rita's"):
        world.crm.users.create("Rita", email="rita@crm.example")
        world.crm.accounts.create(Account_Name="Acme")
        world.crm.as_user("Rita").accounts.create(Account_Name="Bolt")
    with when("accounts are synced through 'All Accounts'"):
        sync_accounts(world, product, "All Accounts")
    with then("both are customers"):
        assert names(world, product) == ["Acme", "Bolt"]


@scenario(covers=["VIW-02"])
def test_my_accounts_are_those_of_the_connecting_user(world: World, product: str) -> None:
    """'My Accounts' is seen with the eyes of the user whose email made the connection."""
    with given("one account of the administrator, who connects, and one of Rita's"):
        world.crm.users.create("Rita", email="rita@crm.example")
        world.crm.accounts.create(Account_Name="Acme")
        bolt = world.crm.as_user("Rita").accounts.create(Account_Name="Bolt")
    with when("accounts are synced through 'My Accounts'"):
        sync_accounts(world, product, "My Accounts")
    with then("Rita's account stays behind"):
        assert names(world, product) == ["Acme"]
        assert world.why(bolt).outcome is None


@scenario(covers=["VIW-02"])
def test_recently_created_accounts_are_those_of_the_last_seven_days(world: World, product: str) -> None:
    """An account more than a week old is no longer 'recently created', and its last edit does not count."""
    with given("an account made eight days ago and edited today, and one made six days ago"):
        old = world.crm.accounts.create(Account_Name="Acme")
        world.advance(days=2)
        world.crm.accounts.create(Account_Name="Bolt")
        world.advance(days=6)
        world.crm.accounts.update(old, Phone="111")
    with when("accounts are synced through 'Recently Created Accounts'"):
        sync_accounts(world, product, "Recently Created Accounts")
    with then("only the younger one arrived"):
        assert names(world, product) == ["Bolt"]
        assert world.why(old).outcome is None


@scenario(covers=["VIW-02"], policies={"recently_created": "30"})
def test_how_long_an_account_is_recent_is_a_policy(world: World, product: str) -> None:
    """How many days count as recent is not documented; with the policy at 30 days an account of eight days is."""
    with given("an account made eight days ago, and one made 31 days ago"):
        world.crm.accounts.create(Account_Name="Acme")
        world.advance(days=23)
        world.crm.accounts.create(Account_Name="Bolt")
        world.advance(days=8)
    with when("accounts are synced through 'Recently Created Accounts'"):
        sync_accounts(world, product, "Recently Created Accounts")
    with then("the one of eight days arrived"):
        assert names(world, product) == ["Bolt"]


@scenario(covers=["VIW-02"])
def test_all_contacts_and_my_contacts_differ_by_owner(world: World, product: str) -> None:
    """'My Contacts' leaves out what belongs to others; once 'All Contacts' is chosen, they come as well."""
    with given("one contact of the administrator, who connects, and one of Rita's"):
        world.crm.users.create("Rita", email="rita@crm.example")
        world.crm.contacts.create(First_Name="Ann", Last_Name="Lee")
        world.crm.as_user("Rita").contacts.create(First_Name="Bob", Last_Name="Ray")
    with when("contacts are synced through 'My Contacts'"):
        sync_contacts(world, product, "My Contacts")
    with then("only the administrator's contact arrived"):
        assert names(world, product) == ["Ann Lee"]
    with when("'All Contacts' is chosen and the next slot comes"):
        world.integration(product).customers.edit(contact_view="All Contacts")
        world.advance(hours=2)
    with then("both are customers"):
        assert names(world, product) == ["Ann Lee", "Bob Ray"]


@scenario(covers=["VIW-02"])
def test_unread_contacts_are_those_nobody_opened(world: World, product: str) -> None:
    """A contact leaves 'Unread Contacts' when somebody opens it, and is then not fetched."""
    with given("two contacts, one of which was opened"):
        ann = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee")
        world.crm.contacts.create(First_Name="Bob", Last_Name="Ray")
        world.crm.contacts.open(ann)
    with when("contacts are synced through 'Unread Contacts'"):
        sync_contacts(world, product, "Unread Contacts")
    with then("the opened one stays behind"):
        assert names(world, product) == ["Bob Ray"]
        assert world.why(ann).outcome is None


@scenario(covers=["VIW-02"])
def test_users_make_views_over_custom_fields(world: World, product: str) -> None:
    """A criterion may ask for any field, those the users added included."""
    with given("a custom field for the tier, and a view of the accounts of tier Gold"):
        world.crm.accounts.add_field("Tier", "picklist", options=("Gold", "Silver"))
        world.crm.accounts.views.create("Gold", ("Tier", "is", "Gold"))
        world.crm.accounts.create(Account_Name="Acme", Tier="Gold")
        world.crm.accounts.create(Account_Name="Bolt", Tier="Silver")
        world.crm.accounts.create(Account_Name="Cope")
    with when("accounts are synced through that view"):
        sync_accounts(world, product, "Gold")
    with then("only the golden one arrived"):
        assert names(world, product) == ["Acme"]


@scenario(covers=["VIW-02"])
def test_criteria_are_joined_by_a_pattern(world: World, product: str) -> None:
    """Several criteria are joined by 'and' and 'or', in the order of the brackets."""
    with given("a view: large and in Pune, or a partner wherever it is"):
        world.crm.accounts.views.create(
            "Key accounts",
            ("Employees", ">", 100),
            ("Billing_City", "is", "Pune"),
            ("Account_Type", "is", "Partner"),
            pattern="((1 and 2) or 3)",
        )
        world.crm.accounts.create(Account_Name="Acme", Employees=500, Billing_City="Pune")
        world.crm.accounts.create(Account_Name="Bolt", Employees=500, Billing_City="Goa")
        world.crm.accounts.create(Account_Name="Cope", Employees=5, Billing_City="Pune")
        world.crm.accounts.create(Account_Name="Dune", Employees=5, Billing_City="Goa", Account_Type="Partner")
    with when("accounts are synced through that view"):
        sync_accounts(world, product, "Key accounts")
    with then("the large one in Pune and the partner arrived"):
        assert names(world, product) == ["Acme", "Dune"]


@scenario(covers=["VIW-02"])
def test_a_criterion_over_an_unknown_field_is_refused(world: World, product: str) -> None:
    """A view that asks for a field the module lacks is not made, and the refusal names a near one."""
    with when("a view asks for 'Biling_City'"), pytest.raises(UsageError) as refusal:
        world.crm.accounts.views.create("In Pune", ("Biling_City", "is", "Pune"))
    with then("the refusal points to the right name, and there is no such view"):
        assert "did you mean Billing_City" in str(refusal.value)
        assert [each.name for each in world.crm.accounts.views.all() if not each.predefined] == []
