"""What becomes of a record whose name exists on the other side already: clone, overwrite or skip."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from zsim import World, given, scenario, then, when

CRM_PHONE, FINANCE_PHONE = "111", "999"
EXTENT = {"fetch": "fetched from the CRM", "both_ways": "synced both ways"}
COMES_IN = {
    "finance": "the account view lists Acme, so the account comes in and meets the customer",
    "crm": "the account view leaves Acme out, so it is the customer that comes in and meets the account",
}


class Case(NamedTuple):
    """One row of the table: what is chosen, who comes in, and what must come of it.

    The ``existing`` side holds the name already and the other side's record comes in. ``accounts`` and ``customers``
    are the phones of all records of that name afterwards, oldest first; ``links`` says how many pairs there are.
    ``outcome`` is that of the incoming record.
    """

    duplicates: str
    extent: str
    existing: str
    outcome: str
    accounts: tuple[str, ...]
    customers: tuple[str, ...]
    links: int


# An existing account takes in finance's record only where it is outside the account view: those inside are read first.
TABLE = (
    Case("clone", "fetch", "finance", "cloned", ("111",), ("999", "111"), 1),
    Case("clone", "fetch", "crm", "excluded", ("111",), ("999",), 0),
    Case("clone", "both_ways", "finance", "cloned", ("111",), ("999", "111"), 1),
    Case("clone", "both_ways", "crm", "cloned", ("111", "999"), ("999",), 1),
    Case("overwrite", "fetch", "finance", "overwritten", ("111",), ("111",), 1),
    Case("overwrite", "fetch", "crm", "excluded", ("111",), ("999",), 0),
    Case("overwrite", "both_ways", "finance", "overwritten", ("111",), ("111",), 1),
    Case("overwrite", "both_ways", "crm", "overwritten", ("999",), ("999",), 1),
    Case("skip", "fetch", "finance", "skipped", ("111",), ("999",), 0),
    Case("skip", "fetch", "crm", "excluded", ("111",), ("999",), 0),
    Case("skip", "both_ways", "finance", "skipped", ("111",), ("999",), 0),
    Case("skip", "both_ways", "crm", "skipped", ("111",), ("999",), 0),
)


@pytest.mark.parametrize("case", TABLE, ids=lambda case: f"{case.duplicates}-{case.extent}-exists_in_{case.existing}")
@scenario(covers=["CUS-07", "CUS-09", "CUS-11", "CUS-12", "CUS-13"], tags=["duplicates"])
def test_the_table_of_duplicates_holds(world: World, product: str, case: Case) -> None:
    """Each choice for duplicates, in each direction, does what its name says.

    Clone adds a record beside the existing one, overwrite lays the incoming values over it and leaves one pair, skip
    leaves both as they were. Under 'fetch from CRM' nothing of finance comes in, so nothing can be a duplicate there.
    Finance allows equal names here.
    """
    with given("Acme stands on both sides with different phones, and is linked on neither"):
        world[product].preferences.update(allow_equal_names=True)
        account = world.crm.accounts.create(Account_Name="Acme", Phone=CRM_PHONE)
        customer = world[product].customers.create(contact_name="Acme", phone=FINANCE_PHONE)
    with given(COMES_IN[case.existing]):
        listed = "is" if case.existing == "finance" else "isn't"
        view = world.crm.accounts.views.create("For the sync", ("Account_Name", listed, "Acme"))
    with when(f"accounts are {EXTENT[case.extent]} with {case.duplicates!r}"):
        sync = world.connect(product)
        sync.customers.configure(
            module="accounts", extent=case.extent, duplicates=case.duplicates, account_view=view
        ).save_and_sync()
        world.settle()
    with then("each side holds just the records, with just the values, that the table gives"):
        assert tuple(each.Phone for each in world.crm.accounts.find(Account_Name="Acme")) == case.accounts
        assert tuple(each.phone for each in world[product].customers.find(contact_name="Acme")) == case.customers
    with then("the incoming record had that outcome, and so many pairs are linked"):
        incoming = account if case.existing == "finance" else customer
        assert world.why(incoming).outcomes[0] == case.outcome
        assert len(sync.links) == case.links
        assert sync.customers.history[-1].grade == "done"


@scenario(covers=["CUS-11"])
def test_only_the_clone_is_linked(world: World, product: str) -> None:
    """After a clone it is the copy that follows the CRM; the customer typed in by hand is left alone for good."""
    with given("finance allows equal names and has an Acme of its own, and the CRM has one, too"):
        world[product].preferences.update(allow_equal_names=True)
        native = world[product].customers.create(contact_name="Acme", phone="999")
        account = world.crm.accounts.create(Account_Name="Acme", Phone="111")
    with when("accounts are fetched with 'clone', and later the account's phone changes"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="fetch", duplicates="clone").save_and_sync()
        world.settle()
        world.crm.accounts.update(account, Phone="222")
        world.advance(hours=2)
    with then("the clone took both values, the native customer none"):
        (clone,) = world[product].customers.from_crm()
        assert clone != native
        assert (clone.phone, native.phone) == ("222", "999")
        assert world.why(account).outcomes == ("cloned", "updated")


@scenario(covers=["CUS-12"])
def test_overwrite_replaces_the_existing_customer(world: World, product: str) -> None:
    """A customer typed into finance by hand takes the CRM's values at the first sync and follows the CRM afterwards."""
    with given("Acme stands in the CRM and, with another phone, in finance"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        twin = world[product].customers.create(contact_name="Acme", phone="999")
    with when("accounts are fetched with 'overwrite'"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="fetch", duplicates="overwrite").save_and_sync()
        world.settle()
    with then("the one customer carries the CRM's phone"):
        assert world[product].customers.all() == [twin]
        assert twin.phone == "111"
        assert world.why(acme).outcome == "overwritten"
    with when("the account's phone changes"):
        world.crm.accounts.update(acme, Phone="222")
        world.advance(hours=2)
    with then("the customer follows, as the two are linked now"):
        assert world[product].customers.from_crm() == [twin]
        assert twin.phone == "222"
        assert world.why(acme).outcome == "updated"


@scenario(covers=["CUS-13", "CUS-16"])
def test_a_skipped_pair_is_skipped_again_in_every_run(world: World, product: str) -> None:
    """A skipped pair is not linked: each later run looks at it again, skips it again and says so in the history."""
    with given("Acme stands on both sides with different phones"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        twin = world[product].customers.create(contact_name="Acme", phone="999")
    with when("accounts are fetched with 'skip', and six hours pass without an edit"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="fetch", duplicates="skip").save_and_sync()
        world.advance(hours=6)
    with then("the two were never linked, and the customer is as it was"):
        assert sync.links == ()
        assert world[product].customers.from_crm() == []
        assert twin.phone == "999"
    with then("the history tells of one skipped record in each of the four runs"):
        assert [run.count("skipped") for run in sync.customers.history] == [1, 1, 1, 1]
        assert world.why(acme).outcomes == ("skipped",) * 4


@scenario(covers=["CUS-16"])
def test_both_records_of_a_skipped_pair_are_told_in_a_two_way_run(world: World, product: str) -> None:
    """In a two-way sync both the account and the customer come in, and each is skipped because of the other."""
    with given("Acme stands on both sides"):
        account = world.crm.accounts.create(Account_Name="Acme")
        customer = world[product].customers.create(contact_name="Acme")
    with when("accounts are synced both ways with 'skip', and two hours pass"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="both_ways", duplicates="skip").save_and_sync()
        world.advance(hours=2)
    with then("each run skipped two records, and nothing was added anywhere"):
        assert [run.counts for run in sync.customers.history] == [{"skipped": 2}] * 2
        assert world.why(account).outcome == world.why(customer).outcome == "skipped"
        assert len(world.crm.accounts) == len(world[product].customers) == 1


@scenario(covers=["CUS-16"])
def test_a_skipped_account_comes_in_once_the_name_is_free(world: World, product: str) -> None:
    """When the customer in the way gets another name, the next run creates the account it had skipped so far."""
    with given("the account Acme is skipped, as finance has an Acme already"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        native = world[product].customers.create(contact_name="Acme")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="fetch", duplicates="skip").save_and_sync()
        world.settle()
    with when("the customer is renamed in finance and two hours pass"):
        world[product].customers.update(native, contact_name="Acme (old)")
        world.advance(hours=2)
    with then("the account has a customer of its own"):
        assert [each.contact_name for each in world[product].customers.from_crm()] == ["Acme"]
        assert world.why(acme).outcomes == ("skipped", "created")


@pytest.mark.parametrize("extent", ["fetch", "both_ways"])
@scenario(covers=["CUS-17"])
def test_a_clone_is_made_only_once(world: World, product: str, extent: str) -> None:
    """Later runs make no further copies, not even one that reads everything again: the clone is linked."""
    with given("Acme was cloned into finance, which allows equal names"):
        world[product].preferences.update(allow_equal_names=True)
        world[product].customers.create(contact_name="Acme")
        account = world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent=extent, duplicates="clone").save_and_sync()
        world.settle()
        held = world.snapshot()
    with when("the account is edited, two hours pass, and everything is saved and synced again"):
        world.crm.accounts.update(account, Phone="222")
        world.advance(hours=2)
        sync.customers.save_and_sync()
        world.settle()
    with then("finance has two of that name as before, and the CRM as many as before"):
        assert len(world[product].customers) == len(held[product]["customers"]) == 2
        assert len(world.crm.accounts) == len(held["crm"]["Accounts"])
        assert [run.count("cloned") for run in sync.customers.history[1:]] == [0, 0]


@scenario(covers=["CUS-18"], policies={"clone_name": "refuse"})
def test_a_clone_of_a_taken_name_fails_alone(world: World, product: str) -> None:
    """Finance keeps display names unique by default, so the clone is refused (code 3062) and the rest is synced."""
    with given("finance has Acme already, the CRM has Acme and Globex"):
        world[product].customers.create(contact_name="Acme", phone="999")
        acme = world.crm.accounts.create(Account_Name="Acme")
        globex = world.crm.accounts.create(Account_Name="Globex")
    with when("accounts are fetched with 'clone'"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="fetch", duplicates="clone").save_and_sync()
        world.settle()
    with then("Acme failed because its name is taken"):
        assert world.why(acme).outcome == "failed"
        assert "name taken" in world.why(acme).reason
        assert [getattr(each.detail, "code", "") for each in world.journal if each.kind == "failure"] == ["3062"]
    with then("Globex came in, and the run is graded partial"):
        assert world.why(globex).outcome == "created"
        assert [each.contact_name for each in world[product].customers.from_crm()] == ["Globex"]
        assert sync.customers.history[-1].grade == "partial"
        assert (sync.customers.history[-1].added, sync.customers.history[-1].count("failed")) == (1, 1)


@scenario(covers=["CUS-18"], policies={"clone_name": "refuse"})
def test_a_clone_succeeds_once_equal_names_are_allowed(world: World, product: str) -> None:
    """The failed clone is tried again by itself, and succeeds after the preference for equal names was switched on."""
    with given("the clone of Acme failed, as finance keeps names unique"):
        world[product].customers.create(contact_name="Acme")
        acme = world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="fetch", duplicates="clone").save_and_sync()
        world.settle()
    with when("equal names are allowed in finance and two hours pass"):
        world[product].preferences.update(allow_equal_names=True)
        world.advance(hours=2)
    with then("finance has two customers of that name, one of them from the CRM"):
        assert [each.contact_name for each in world[product].customers.all()] == ["Acme", "Acme"]
        assert len(world[product].customers.from_crm()) == 1
        assert world.why(acme).outcome == "cloned"
        assert [run.grade for run in sync.customers.history] == ["partial", "done"]


@scenario(covers=["CUS-18"], policies={"clone_name": "suffix"})
def test_a_clone_can_take_the_first_free_number(world: World, product: str) -> None:
    """With the policy 'suffix' a clone gets the first number behind its name that finance has not given away."""
    with given("finance has Acme, Acme 2 and Globex already, the CRM has Acme and Globex"):
        for name in ("Acme", "Acme 2", "Globex"):
            world[product].customers.create(contact_name=name)
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        world.crm.accounts.create(Account_Name="Globex")
    with when("accounts are fetched with 'clone', and later the account's phone changes"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="fetch", duplicates="clone").save_and_sync()
        world.settle()
        world.crm.accounts.update(acme, Phone="222")
        world.advance(hours=2)
    with then("the clones are Acme 3 and Globex 2"):
        clone, other = world[product].customers.from_crm()
        assert (clone.contact_name, other.contact_name) == ("Acme 3", "Globex 2")
        assert len(world[product].customers) == 5
    with then("a clone keeps its number while it follows the account"):
        assert clone.phone == "222"
        assert acme.Account_Name == "Acme"
        assert world.why(acme).outcomes == ("cloned", "updated")


@scenario(covers=["CUS-11", "CUS-18"], policies={"clone_name": "suffix"})
def test_a_clone_in_the_crm_needs_no_number(world: World, product: str) -> None:
    """The CRM lets names be equal, so a clone made there keeps its name even under the policy 'suffix'."""
    with given("Acme stands on both sides, the account outside the account view"):
        world.crm.accounts.create(Account_Name="Acme", Phone="111")
        customer = world[product].customers.create(contact_name="Acme", phone="999")
        view = world.crm.accounts.views.create("All but Acme", ("Account_Name", "isn't", "Acme"))
    with when("accounts are synced both ways with 'clone'"):
        sync = world.connect(product)
        sync.customers.configure(
            module="accounts", extent="both_ways", duplicates="clone", account_view=view
        ).save_and_sync()
        world.settle()
    with then("the CRM has two accounts Acme, the second made from the customer"):
        assert [(each.Account_Name, each.Phone) for each in world.crm.accounts.all()] == [
            ("Acme", "111"),
            ("Acme", "999"),
        ]
        assert customer.contact_name == "Acme"
        assert world.why(customer).outcome == "cloned"


@pytest.mark.parametrize("duplicates", ["clone", "overwrite", "skip"])
@scenario(covers=["CUS-09"])
def test_without_a_duplicate_the_choice_makes_no_difference(world: World, product: str, duplicates: str) -> None:
    """An account whose name nobody in finance carries is created, whatever was chosen for duplicates."""
    with given("the CRM has Acme, and finance has Globex"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        globex = world[product].customers.create(contact_name="Globex", phone="111")
    with when(f"accounts are fetched with {duplicates!r}"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="fetch", duplicates=duplicates).save_and_sync()
        world.settle()
    with then("finance has both, and Globex is not linked"):
        assert [each.contact_name for each in world[product].customers.all()] == ["Globex", "Acme"]
        assert world.why(acme).outcome == "created"
        assert globex not in world[product].customers.from_crm()
