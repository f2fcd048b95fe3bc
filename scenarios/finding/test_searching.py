"""Searching the CRM from inside finance: by account name, or by first and last name."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError


def saved(world: World, product: str, module: str, **choices: object) -> None:
    """A connection with saved preferences under which nothing has moved yet."""
    sync = world.connect(product)
    sync.customers.configure(module=module, extent="fetch", **choices).save_and_sync_later()


@pytest.mark.parametrize("module", ["accounts", "accounts_and_contacts"])
@scenario(covers=["FND-02"])
def test_a_search_by_account_name_lists_the_contacts_under_it(world: World, product: str, module: str) -> None:
    """The account found is listed with its contacts beneath it; other accounts and their contacts are not."""
    with given("Acme with two contacts, and Globex with one"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        globex = world.crm.accounts.create(Account_Name="Globex")
        world.crm.contacts.create(First_Name="Anna", Last_Name="Berg", Account_Name=acme)
        world.crm.contacts.create(First_Name="Bo", Last_Name="Falk", Account_Name=acme)
        world.crm.contacts.create(First_Name="Carl", Last_Name="Dahl", Account_Name=globex)
        saved(world, product, module)
        customers = world.integration(product).customers
    with when("somebody searches the CRM for 'Acme'"):
        before = world.snapshot()
        found = customers.search("Acme")
    with then("Acme and its two contacts are listed"):
        assert [(each.name, each.under) for each in found] == [
            ("Acme", None),
            ("Anna Berg", "Acme"),
            ("Bo Falk", "Acme"),
        ]
    with then("searching alone has changed nothing, and nothing was synced"):
        assert world.snapshot() == before
        assert customers.history == ()


@scenario(covers=["FND-02", "CUS-10"])
def test_the_search_compares_account_names_as_the_sync_does(world: World, product: str) -> None:
    """Letter case and outer blanks do not count; another spelling finds nothing."""
    with given("an account 'Acme Ltd'"):
        acme = world.crm.accounts.create(Account_Name="Acme Ltd")
        saved(world, product, "accounts")
        customers = world.integration(product).customers
    with when("it is searched for in other letter case, and by another spelling"):
        folded, spelt = customers.search("  acme LTD "), customers.search("Acme Limited")
    with then("the first finds it, the second finds nothing"):
        assert [each.ref for each in folded] == [acme.ref]
        assert spelt == ()


@scenario(covers=["FND-02"], products=["invoice", "books"])
def test_two_accounts_of_one_name_are_both_listed(world: World, product: str) -> None:
    """Each account of the name is listed with contacts of its own, so the right one can be selected."""
    with given("two accounts Acme, the younger with a contact"):
        older, younger = (world.crm.accounts.create(Account_Name="Acme", Phone=phone) for phone in ("111", "222"))
        world.crm.contacts.create(First_Name="Anna", Last_Name="Berg", Account_Name=younger)
        saved(world, product, "accounts")
        customers = world.integration(product).customers
    with when("somebody searches the CRM for 'Acme'"):
        found = customers.search("Acme")
    with then("both are listed, and the contact leads to the account it belongs to"):
        assert [(each.name, each.under) for each in found] == [("Acme", None), ("Acme", None), ("Anna Berg", "Acme")]
        assert [each.ref for each in found] == [older.ref, younger.ref, younger.ref]


@scenario(covers=["FND-02"], products=["invoice", "books"])
def test_with_accounts_synced_a_contact_s_name_finds_nothing(world: World, product: str) -> None:
    """Under 'Accounts' the search takes account names; the name of a person leads nowhere."""
    with given("Acme and its contact Anna Berg"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.crm.contacts.create(First_Name="Anna", Last_Name="Berg", Account_Name=acme)
        saved(world, product, "accounts")
        customers = world.integration(product).customers
    with when("somebody searches the CRM for 'Anna Berg'"):
        found = customers.search("Anna Berg")
    with then("the list is empty"):
        assert found == ()


@scenario(covers=["FND-03"])
def test_a_search_by_first_and_last_name_lists_contacts(world: World, product: str) -> None:
    """With contacts synced alone, each contact of the name is listed, with or without an account."""
    with given("two people called Anna Berg, one of them at Acme, and an Anna Dahl"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        free = world.crm.contacts.create(First_Name="Anna", Last_Name="Berg")
        employed = world.crm.contacts.create(First_Name="Anna", Last_Name="Berg", Account_Name=acme)
        world.crm.contacts.create(First_Name="Anna", Last_Name="Dahl")
        saved(world, product, "contacts")
        customers = world.integration(product).customers
    with when("somebody searches the CRM for 'anna berg'"):
        before = world.snapshot()
        found = customers.search("anna berg")
    with then("both are listed, under no account"):
        assert [(each.name, each.under) for each in found] == [("Anna Berg", None)] * 2
        assert [each.ref for each in found] == [free.ref, employed.ref]
        assert world.snapshot() == before


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Anna", ["Anna Berg", "Anna Dahl"]),
        ("berg", ["Anna Berg", "Bo Berg"]),
        ("Bo Berg", ["Bo Berg"]),
        ("Dahl Anna", []),
        ("Ann", []),
    ],
    ids=["first name", "last name", "both", "the wrong way round", "a part of one"],
)
@scenario(covers=["FND-03"])
def test_either_name_alone_lists_everybody_who_has_it(world: World, product: str, text: str, names: list[str]) -> None:
    """A first name or a last name is enough; both together narrow the list down; parts of a name find nothing."""
    with given("Anna Berg, Bo Berg and Anna Dahl"):
        for first, last in (("Anna", "Berg"), ("Bo", "Berg"), ("Anna", "Dahl")):
            world.crm.contacts.create(First_Name=first, Last_Name=last)
        saved(world, product, "contacts")
    with when(f"somebody searches the CRM for {text!r}"):
        found = world.integration(product).customers.search(text)
    with then("just those of the name are listed, oldest first"):
        assert [each.name for each in found] == names


@scenario(covers=["FND-03"], products=["invoice", "books"])
def test_with_contacts_synced_alone_an_account_name_finds_nothing(world: World, product: str) -> None:
    """Under 'Contacts' accounts cannot be fetched, so the search does not offer them."""
    with given("Acme and its contact Anna Berg"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.crm.contacts.create(First_Name="Anna", Last_Name="Berg", Account_Name=acme)
        saved(world, product, "contacts")
        customers = world.integration(product).customers
    with when("somebody searches the CRM for 'Acme', and then for the contact"):
        by_account, by_name = customers.search("Acme"), customers.search("Anna Berg")
    with then("only the second finds anything"):
        assert by_account == ()
        assert [(each.name, each.under) for each in by_name] == [("Anna Berg", None)]


@scenario(covers=["CUS-05", "FND-02"], products=["books"])
def test_included_contacts_without_account_are_found_by_their_name(world: World, product: str) -> None:
    """Where contacts without account are customers too, the search finds them by name, beside accounts."""
    with given("a contact without account and one of Acme, of one name"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.crm.contacts.create(First_Name="Anna", Last_Name="Berg", Account_Name=acme)
        free = world.crm.contacts.create(First_Name="Anna", Last_Name="Berg")
        saved(world, product, "accounts_and_contacts", include_contacts_without_account=True)
        customers = world.integration(product).customers
    with when("somebody searches the CRM for 'Anna Berg', and then for 'Acme'"):
        by_name, by_account = customers.search("Anna Berg"), customers.search("Acme")
    with then("by name just the one without account is found"):
        assert [each.ref for each in by_name] == [free.ref]
    with then("the other one stands under its account"):
        assert [(each.name, each.under) for each in by_account] == [("Acme", None), ("Anna Berg", "Acme")]


@scenario(covers=["FND-02", "SYN-13"])
def test_the_search_works_while_the_sync_is_paused(world: World, product: str) -> None:
    """Searching is somebody's own action; pausing the schedule does not take it away."""
    with given("a paused sync of accounts, and Acme in the CRM"):
        world.crm.accounts.create(Account_Name="Acme")
        saved(world, product, "accounts")
        customers = world.integration(product).customers
        customers.pause()
    with when("somebody searches the CRM for 'Acme'"):
        found = customers.search("Acme")
    with then("it is listed"):
        assert [(each.name, each.under) for each in found] == [("Acme", None)]


@scenario(covers=["FND-02", "DIS-01"])
def test_a_disabled_integration_searches_nothing(world: World, product: str) -> None:
    """Once the integration is disabled, the CRM cannot be looked into from finance any more."""
    with given("Acme in the CRM, and an integration that was disabled"):
        world.crm.accounts.create(Account_Name="Acme")
        saved(world, product, "accounts")
        customers = world.integration(product).customers
        world.integration(product).disable()
        before = world.snapshot()
    with when("somebody searches the CRM"), pytest.raises(UsageError) as refusal:
        customers.search("Acme")
    with then("the way back is named, and nothing has changed"):
        assert refusal.value.asked == "search the CRM"
        assert refusal.value.found == f"the integration of {product} is disabled"
        assert refusal.value.right == "connect or enable it first"
        assert world.snapshot() == before
