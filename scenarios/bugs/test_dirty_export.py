"""Complaint 36: a real organisation's records, as dirty as they are exported."""

from __future__ import annotations

from pathlib import Path

from zsim import World, given, scenario, then, when

DATA = Path(__file__).parent / "data"


def load(world: World) -> None:
    """The accounts and contacts of the organisation, as far as they can be loaded."""
    world.crm.accounts.load_csv(DATA / "accounts.csv")
    world.crm.contacts.load_csv(DATA / "contacts.csv")


def sync_with_contacts(world: World, product: str, duplicates: str, extent: str = "fetch") -> None:
    """Accounts with their contacts and the account type, mapped to a custom field."""
    world[product].customers.add_field("cf_type", label="Type")
    sync = world.connect(product)
    sync.customers.configure(
        module="accounts_and_contacts", extent=extent, duplicates=duplicates, mapping={"Account_Type": "cf_type"}
    ).save_and_sync()
    world.settle()


@scenario(covers=[], tags=["complaint-36"])
def test_bad_rows_of_an_export_are_reported_with_line_and_reason(world: World) -> None:
    """Of ten exported accounts five load; each of the others is named by its line, with what is wrong with it.

    What the user had: an export nobody had cleaned. A name is missing, a type is not in the pick list, a number is
    written in words, an owner has left, a row is cut off. A quoted line break and doubled quotes are no fault.
    And contacts that name their account in yet another spelling, or in one that fits two accounts.
    """
    with when("the exported accounts are loaded"):
        report = world.crm.accounts.load_csv(DATA / "accounts.csv")
    with then("the good rows are there"):
        assert report.loaded == 5
        names = [each.Account_Name for each in world.crm.accounts.all()]
        assert names == ["Acme Ltd", "Acme Limited", "ACME LTD", "Smith & Sons, Bakers", "Fern\nGardens"]
    with then("the bad ones are reported with their lines"):
        assert [each.line for each in report.rejected] == [6, 7, 8, 9, 10]
    with then("each with its reason"):
        reasons = [each.reason for each in report.rejected]
        assert "Account_Name is missing" in reasons[0]
        assert "no option 'Kunde'" in reasons[1]
        assert "takes a whole number such as 1,250, not 'about 40'" in reasons[2]
        assert "there is no user 'A. Gone'" in reasons[3]
        assert "5 cells under 9 labels" in reasons[4]
    with when("the exported contacts are loaded"):
        report = world.crm.contacts.load_csv(DATA / "contacts.csv")
    with then("two are there, each under its account"):
        assert report.loaded == 2
        homes = [(each.First_Name, each.Account_Name.Account_Name) for each in world.crm.contacts.all()]
        assert homes == [("Ann", "Smith & Sons, Bakers"), ("Bob", "Acme Limited")]
    with then("the others are reported with line and reason"):
        assert [each.line for each in report.rejected] == [4, 5, 6, 7]
        reasons = [each.reason for each in report.rejected]
        assert "2 Accounts are called 'Acme Ltd'" in reasons[0]
        assert "no account is called 'Smith and Sons'" in reasons[1]
        assert "Last_Name is missing" in reasons[2]
        assert "takes true or false, 1 or 0, not 'perhaps'" in reasons[3]


@scenario(covers=["CUS-10", "CUS-13", "MAP-02"], tags=["complaint-36"])
def test_of_one_client_in_three_spellings_two_arrive_under_skip(world: World, product: str) -> None:
    """'Acme Ltd' and 'ACME LTD' are one name, 'Acme Limited' another: two of the three accounts become customers.

    What the user saw: one client several times over. This is correct behaviour: blanks and case do not count, the
    legal suffix does.
    """
    with given("the dirty export, with one client in three spellings"):
        load(world)
    with when("accounts and contacts are fetched with 'skip'"):
        sync_with_contacts(world, product, "skip")
    with then("the third spelling was skipped as a duplicate of the first"):
        first, second, third = (
            each for each in world.crm.accounts.all() if each.Account_Name.casefold().startswith("acme")
        )
        assert (world.why(first).outcomes[0], world.why(second).outcomes[0]) == ("created", "created")
        assert world.why(third).outcome == "skipped"
    with then("everybody else came once, the contacts under their customers"):
        names = [each.contact_name for each in world[product].customers.all()]
        assert names == ["Acme Ltd", "Acme Limited", "Smith & Sons, Bakers", "Fern\nGardens"]
        homes = [(each.first_name, each.contact_id.contact_name) for each in world[product].contact_persons.all()]
        assert homes == [("Ann", "Smith & Sons, Bakers"), ("Bob", "Acme Limited")]
    with then("blanks behind pick list values were cut off when the file was loaded, and reach finance neither"):
        acme = world[product].customers.one(contact_name="Acme Ltd")
        assert (acme.cf_type, acme.billing_address["city"]) == ("Customer", "Köln")


@scenario(covers=["CUS-14"], quirks=["CUS-14"], tags=["complaint-36"])
def test_invoice_merges_the_equal_spellings_in_the_crm_under_overwrite(world: World, product: str) -> None:
    """Invoice, syncing both ways with 'overwrite', merges the two accounts whose names are equal; two are left.

    What cleaned the user's CRM in passing, whether wanted or not.
    """
    with given("the dirty export, with one client in three spellings"):
        load(world)
    with when("accounts and contacts are synced both ways with 'overwrite'"):
        sync_with_contacts(world, product, "overwrite", "both_ways")
    with then("'ACME LTD' was merged into 'Acme Ltd', 'Acme Limited' stayed"):
        spellings = [each.Account_Name for each in world.crm.accounts.all() if "cm" in each.Account_Name.casefold()]
        assert spellings == ["Acme Ltd", "Acme Limited"]
        assert sorted(each.contact_name for each in world[product].customers.all()) == [
            "Acme Limited",
            "Acme Ltd",
            "Fern\nGardens",
            "Smith & Sons, Bakers",
        ]
