"""Complaints 1, 2 and 9: the same client stands on both sides under names that are nearly, but not quite, the same."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when


def sync_both_ways(world: World, product: str) -> None:
    """The first sync, both ways, with duplicates to be overwritten."""
    sync = world.connect(product)
    sync.customers.configure(module="accounts", extent="both_ways", duplicates="overwrite").save_and_sync()
    world.settle()


def names(world: World, product: str) -> tuple[list[str], list[str]]:
    """What the accounts and the customers are called, in alphabetical order."""
    accounts = sorted(each.Account_Name for each in world.crm.accounts.all())
    return accounts, sorted(each.contact_name for each in world[product].customers.all())


@scenario(covers=["CUS-10"], tags=["complaint-1"])
def test_a_legal_suffix_doubles_the_client(world: World, product: str) -> None:
    """'Acme Ltd' in the CRM and 'Acme Limited' in finance are two clients to the sync, and each is doubled.

    What the user saw: after the first sync every client whose legal suffix was spelled differently stood twice on
    both sides. This is correct behaviour: names are compared as they are written, suffixes are never folded, and
    'overwrite' has nothing to overwrite.
    """
    with given("one client, 'Acme Ltd' in the CRM and 'Acme Limited' in finance"):
        account = world.crm.accounts.create(Account_Name="Acme Ltd", Phone="111")
        customer = world[product].customers.create(contact_name="Acme Limited", phone="222")
    with when("customers are synced both ways for the first time, with 'overwrite'"):
        sync_both_ways(world, product)
    with then("both names stand on both sides"):
        assert names(world, product) == (["Acme Limited", "Acme Ltd"], ["Acme Limited", "Acme Ltd"])
    with then("each of the two was simply created on the other side, none was overwritten"):
        assert world.why(account).outcomes[0] == "created"
        assert world.why(customer).outcomes[0] == "created"
        assert (account.Phone, customer.phone) == ("111", "222")
        assert world.integration(product).customers.history[0].counts == {"created": 2}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Smith & Sons", "Smith and Sons"),
        ("A.B. Tools", "AB Tools"),
        ("Mueller", "Müller"),
        ("Maße GmbH", "Masse GmbH"),
        ("Fin & Co", "ﬁn & Co"),
        ("Acme  Ltd", "Acme Ltd"),
    ],
)
@scenario(covers=["CUS-10"], tags=["complaint-2"])
def test_punctuation_and_spelling_keep_names_apart(world: World, product: str, ours: str, theirs: str) -> None:
    """'&' is not 'and', 'A.B.' is not 'AB', and 'Mueller' is not 'Müller': such names stay two clients.

    What the user saw: clients spelled with an ampersand on one side and with 'and' on the other were not matched.
    This is correct behaviour: punctuation and spelling are never folded.
    """
    with given("one client, spelled differently on either side"):
        world.crm.accounts.create(Account_Name=ours)
        world[product].customers.create(contact_name=theirs)
    with when("customers are synced both ways for the first time, with 'overwrite'"):
        sync_both_ways(world, product)
    with then("both spellings stand on both sides"):
        assert names(world, product) == (sorted([ours, theirs]), sorted([ours, theirs]))
        assert world.integration(product).customers.history[0].counts == {"created": 2}


@scenario(covers=["CUS-10"], tags=["complaint-2"])
def test_blanks_at_the_ends_and_case_do_not_keep_names_apart(world: World, product: str) -> None:
    """'ACME ltd ' and 'Acme Ltd' are one name: outer blanks and letter case do not count.

    What the user saw: names that look the same on the screen, one with a blank typed behind it. They are matched, and
    the customer takes over the spelling of the CRM. The policy 'names' decides.
    """
    with given("one client, 'Acme Ltd' in the CRM and 'ACME ltd ' in finance"):
        account = world.crm.accounts.create(Account_Name="Acme Ltd", Phone="111")
        customer = world[product].customers.create(contact_name="ACME ltd ", phone="222")
    with when("customers are synced both ways for the first time, with 'overwrite'"):
        sync_both_ways(world, product)
    with then("they are one pair, with the CRM's values"):
        assert world.crm.accounts.all() == [account]
        assert world[product].customers.all() == [customer]
        assert (customer.contact_name, customer.phone) == ("Acme Ltd", "111")
        assert world.why(account).outcome == "overwritten"


@scenario(covers=["CUS-10"], tags=["complaint-2"])
def test_case_is_folded_letter_by_letter(world: World, product: str) -> None:
    """'ΣΟΦΟΣ MAẞE' and 'σοφος maße' are one name: there is one sigma, and the capital ẞ is ß, not ss."""
    with given("one client in capitals in the CRM and in small letters in finance"):
        account = world.crm.accounts.create(Account_Name="ΣΟΦΟΣ MAẞE", Phone="111")
        customer = world[product].customers.create(contact_name="σοφος maße", phone="222")
    with when("customers are synced both ways for the first time, with 'overwrite'"):
        sync_both_ways(world, product)
    with then("they are one pair, with the CRM's values"):
        assert names(world, product) == (["ΣΟΦΟΣ MAẞE"], ["ΣΟΦΟΣ MAẞE"])
        assert world.why(account).outcome == "overwritten"
        assert customer.phone == "111"


@pytest.mark.parametrize(
    ("ours", "theirs", "told"),
    [
        (
            "M\u00fcller",
            "Mu\u0308ller",
            "LATIN SMALL LETTER U WITH DIAERESIS here, LATIN SMALL LETTER U, COMBINING DIAERESIS there",
        ),
        ("Ann\u00a0 Lee", "Ann Lee", "LATIN SMALL LETTER N, NO-BREAK SPACE here, LATIN SMALL LETTER N there"),
        ("Acme\u200b", "Acme", "ZERO WIDTH SPACE here"),
    ],
    ids=["composed", "blanks", "invisible"],
)
@scenario(covers=["CUS-10"], tags=["complaint-2"])
def test_where_two_names_look_alike_the_reason_tells_what_differs(
    world: World, product: str, ours: str, theirs: str, told: str
) -> None:
    """An 'ü' can be one character or two, and some blanks take no room: the sync shows what no eye can see.

    What the user saw: 'Müller' beside 'Müller', and no way to tell why they were not matched. They are two names, and
    the reason names the characters in which they differ.
    """
    with given("one client, whose name is written with other characters on either side"):
        account = world.crm.accounts.create(Account_Name=ours)
        world[product].customers.create(contact_name=theirs)
    with when("customers are synced both ways for the first time, with 'overwrite'"):
        sync_both_ways(world, product)
    with then("both stand on both sides"):
        assert names(world, product) == (sorted([ours, theirs]), sorted([ours, theirs]))
    with then("the reason of the account names the customer that looks like it, and the characters"):
        assert f"and '{theirs}' is another" in world.why(account).reasons[0]
        assert told in world.why(account).reasons[0]


@scenario(covers=["CUS-10", "VEN-03"], products=["books"], tags=["complaint-2"])
def test_vendors_are_two_where_their_spelling_differs(world: World) -> None:
    """What holds for customers holds for vendors: 'Maße' is not 'Masse', and case alone keeps none apart."""
    with given("three vendors in the CRM and in finance: one spelled otherwise, one but for case, one looking alike"):
        ours = [world.crm.vendors.create(Vendor_Name=each) for each in ("Maße", "Fin", "Acme\u200b")]
        theirs = [world.books.vendors.create(contact_name=each) for each in ("Masse", "FIN", "Acme")]
    with when("vendors are synced both ways, with 'overwrite'"):
        world.connect("books").vendors.configure(extent="both_ways", duplicates="overwrite").save_and_sync()
        world.settle()
    with then("one pair was made of those spelled alike, and the others stand on both sides"):
        assert [world.why(each).outcomes[0] for each in ours] == ["created", "overwritten", "created"]
        assert [world.why(each).outcomes[0] for each in theirs] == ["created", "overwritten", "created"]
        both = ["Acme", "Acme\u200b", "Fin", "Masse", "Maße"]
        assert sorted(each.contact_name for each in world.books.vendors.all()) == both
    with then("of two that look alike the reason names the characters"):
        assert "ZERO WIDTH SPACE here" in world.why(ours[2]).reasons[0]


@scenario(covers=["CUS-10", "ITM-03"], tags=["complaint-2"])
def test_items_are_two_where_their_spelling_differs(world: World, product: str) -> None:
    """What holds for customers holds for items: 'Maße' is not 'Masse', and case alone keeps none apart."""
    with given("three products and three items: one spelled otherwise, one but for case, one looking alike"):
        ours = [world.crm.products.create(Product_Name=each) for each in ("Maße", "Fin", "Acme\u200b")]
        for each in ("Masse", "FIN", "Acme"):
            world[product].items.create(name=each, rate=5)
    with when("items are synced both ways, with 'overwrite'"):
        world.connect(product).items.configure(extent="both_ways", duplicates="overwrite").save_and_sync()
        world.settle()
    with then("one pair was made of those spelled alike, and the others stand on both sides"):
        sides = [e.Product_Name for e in world.crm.products.all()], [e.name for e in world[product].items.all()]
        assert [sorted(each) for each in sides] == [["Acme", "Acme\u200b", "FIN", "Masse", "Maße"]] * 2
    with then("of two that look alike the reason names the characters"):
        assert "ZERO WIDTH SPACE here" in world.why(ours[2]).reasons[0]


@scenario(covers=["CUS-10"], policies={"names": "exact"}, tags=["complaint-2"])
def test_where_every_character_counts_blanks_and_case_do_too(world: World, product: str) -> None:
    """With the policy 'names' at 'exact', a blank typed behind the name is enough to double the client.

    The documents do not say whether blanks and case count. Here they do, and the complaint is reproduced.
    """
    with given("one client, 'Acme Ltd' in the CRM and 'ACME ltd ' in finance"):
        world.crm.accounts.create(Account_Name="Acme Ltd")
        world[product].customers.create(contact_name="ACME ltd ")
    with when("customers are synced both ways for the first time, with 'overwrite'"):
        sync_both_ways(world, product)
    with then("both spellings stand on both sides"):
        assert names(world, product) == (["ACME ltd ", "Acme Ltd"], ["ACME ltd ", "Acme Ltd"])


@scenario(covers=["CUS-09"], tags=["complaint-9"])
def test_the_company_name_of_a_customer_is_not_what_is_matched(world: World, product: str) -> None:
    """A customer shown as 'Acme' whose company name is 'Acme Holding' does not match the account 'Acme Holding'.

    What the user asked: which field decides, the display name or the company name? It is the display name alone, so
    this is correct behaviour: the client stands twice on both sides.
    """
    with given("a customer displayed as 'Acme' of the company 'Acme Holding', and the account 'Acme Holding'"):
        world.crm.accounts.create(Account_Name="Acme Holding", Phone="111")
        customer = world[product].customers.create(contact_name="Acme", company_name="Acme Holding", phone="222")
    with when("customers are synced both ways for the first time, with 'overwrite'"):
        sync_both_ways(world, product)
    with then("the customer was not touched, and the account came as a second one"):
        assert names(world, product) == (["Acme", "Acme Holding"], ["Acme", "Acme Holding"])
        assert (customer.contact_name, customer.phone) == ("Acme", "222")


@scenario(covers=["CUS-09"], tags=["complaint-9"])
def test_the_display_name_matches_whatever_the_company_name_is(world: World, product: str) -> None:
    """A customer shown as 'Acme Holding' matches the account of that name, though its company name is another.

    The other half of the answer: the display name decides, and the company name, which is not mapped, stays.
    """
    with given("a customer displayed as 'Acme Holding' of the company 'Acme', and the account 'Acme Holding'"):
        account = world.crm.accounts.create(Account_Name="Acme Holding", Phone="111")
        customer = world[product].customers.create(contact_name="Acme Holding", company_name="Acme", phone="222")
    with when("customers are synced both ways for the first time, with 'overwrite'"):
        sync_both_ways(world, product)
    with then("they are one pair"):
        assert names(world, product) == (["Acme Holding"], ["Acme Holding"])
        assert world.why(account).outcome == "overwritten"
        assert (customer.phone, customer.company_name) == ("111", "Acme")


@scenario(covers=["CUS-09"], tags=["complaint-9"])
def test_an_email_address_is_not_what_is_matched(world: World, product: str) -> None:
    """Two records of one person with one e-mail address, under two names, are not matched.

    The same user asked whether the address counts. It does not: full name and display name decide.
    """
    with given("Ann Lee in the CRM and 'A. Lee' in finance, with one address"):
        ann = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Email="ann@lee.example")
        customer = world[product].customers.create(contact_name="A. Lee", email="ann@lee.example")
    with when("contacts are fetched as customers, with 'overwrite'"):
        sync = world.connect(product)
        sync.customers.configure(module="contacts", duplicates="overwrite").save_and_sync()
        world.settle()
    with then("there are two customers with that address"):
        assert sorted(each.contact_name for each in world[product].customers.all()) == ["A. Lee", "Ann Lee"]
        assert customer.email == "ann@lee.example"
        assert world.why(ann).outcome == "created"
