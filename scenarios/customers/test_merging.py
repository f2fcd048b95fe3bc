"""Several records of one name: which of them a policy speaks of, and where they become one."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when


@scenario(covers=["CUS-14", "CUS-31"], products=["invoice"], quirks=["CUS-14"])
def test_overwrite_merges_duplicate_customers_in_invoice(world: World, product: str) -> None:
    """An oddity of Invoice: overwrite makes one customer of all that carry the name.

    The oldest takes the CRM's values and the invoices of the others, which turn inactive.
    """
    with given("Invoice has three customers Acme, one of them with an invoice, and the CRM one account"):
        world[product].preferences.update(allow_equal_names=True)
        oldest, second, third = (world[product].customers.create(contact_name="Acme", phone=each) for each in "789")
        invoice = world[product].invoices.create(customer_id=third, lines=[{"name": "Work", "rate": 100}])
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
    with when("accounts are fetched with 'overwrite'"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="fetch", duplicates="overwrite").save_and_sync()
        world.settle()
    with then("one active customer Acme is left, with the CRM's phone and the invoice"):
        assert [each for each in world[product].customers.all() if each.status == "active"] == [oldest]
        assert oldest.phone == "111"
        assert invoice.customer_id == oldest
    with then("the other two are inactive and keep their own values"):
        assert [(each.status, each.phone) for each in (second, third)] == [("inactive", "8"), ("inactive", "9")]
    with then("the history tells which were merged"):
        assert world.why(acme).outcome == "overwritten"
        assert world.why(acme).behaviours == ("CUS-14",)
        assert f"{second.id}, {third.id}" in sync.customers.history[0].remarks[0]


@scenario(covers=["CUS-38"], products=["invoice"])
def test_an_individual_in_another_currency_stays_apart(world: World, product: str) -> None:
    """Contacts that are customers of their own meet the same rule as accounts."""
    with given("Invoice has two individuals Ann Lee, one of them in dollars, and the CRM one contact"):
        world[product].preferences.update(allow_equal_names=True)
        ann = world[product].customers.create(contact_name="Ann Lee", customer_sub_type="individual")
        dollars = world[product].customers.create(
            contact_name="Ann Lee", customer_sub_type="individual", currency_code="USD"
        )
        world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Phone="111")
    with when("contacts are synced with 'overwrite'"):
        sync = world.connect(product)
        sync.customers.configure(module="contacts", duplicates="overwrite").save_and_sync()
        world.settle()
    with then("the one in rupees takes the contact's values, the one in dollars is as it was, and nothing failed"):
        assert (ann.phone, dollars.phone, dollars.status) == ("111", None, "active")
        assert str(sync.customers.history[0].grade) == "done"


@scenario(covers=["CUS-38"], products=["invoice"])
@pytest.mark.parametrize("extent", ["fetch", "both_ways"])
def test_a_namesake_in_another_currency_stays_apart(world: World, product: str, extent: str) -> None:
    """Overwrite merges no customer in dollars into one in rupees: it stays, and no run comes to grief over it."""
    with given("Invoice has three customers Acme, the last of them in dollars, and the CRM one account"):
        world[product].preferences.update(allow_equal_names=True)
        oldest, second = (world[product].customers.create(contact_name="Acme") for _ in range(2))
        dollars = world[product].customers.create(contact_name="Acme", currency_code="USD")
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
    with when("customers are synced with 'overwrite', and once more"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent=extent, duplicates="overwrite").save_and_sync()
        world.settle()
        sync.customers.instant_sync()
        world.settle()
    with then("the one in rupees is merged, the one in dollars is as it was"):
        assert (oldest.phone, oldest.status, second.status) == ("111", "active", "inactive")
        assert (dollars.phone, dollars.status, dollars.zcrm_account_id) == (None, "active", None)
        assert [(each.id, each.Phone) for each in world.crm.accounts.all()] == [(acme.id, "111")]
    with then("nothing failed, and why it stays apart is told where it would cross"):
        assert [str(run.grade) for run in sync.customers.history] == ["done", "done"]
        if extent == "both_ways":
            assert world.why(dollars).outcome == "skipped"
            assert world.why(dollars).behaviours == ("CUS-38",)


@scenario(covers=["CUS-14"], quirks=["CUS-14"])
def test_overwrite_merges_duplicate_accounts_in_a_two_way_sync(world: World, product: str) -> None:
    """In a two-way sync of Invoice, accounts of one name are merged in the CRM itself.

    The first to come in is the one that stays; the contacts of the other move to it.
    """
    with given("the CRM has two accounts Acme, the younger with the contact Ann Lee"):
        older = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        younger = world.crm.accounts.create(Account_Name="Acme", Phone="222")
        ann = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Account_Name=younger)
    with when("accounts and their contacts are synced both ways with 'overwrite'"):
        sync = world.connect(product)
        sync.customers.configure(
            module="accounts_and_contacts", extent="both_ways", duplicates="overwrite"
        ).save_and_sync()
        world.settle()
    with then("the CRM has one account Acme, the older, with the contact"):
        assert world.crm.accounts.all() == [older]
        assert ann.Account_Name == older
        assert world.why(younger).outcomes[0] == "merged"
    with then("Invoice has one customer Acme, and Ann, who moved in the same run, is its contact person"):
        (customer,) = world[product].customers.all()
        assert customer.contact_name == "Acme"
        assert [each.contact_id for each in world[product].contact_persons.all()] == [customer]
    with when("two quiet hours pass"):
        world.advance(hours=2)
    with then("nothing was left to do"):
        assert (sync.customers.history[-1].added, sync.customers.history[-1].updated) == (0, 0)


@scenario(covers=["CUS-14", "CUS-16"], quirks=["CUS-14"], products=["invoice"])
def test_contacts_of_an_account_merged_later_come_along_at_once(world: World, product: str) -> None:
    """An account skipped so far is merged once 'overwrite' is chosen, and its contacts join in the same run."""
    with given("of two accounts Acme the younger, with Ann Lee, is skipped in every run"):
        older = world.crm.accounts.create(Account_Name="Acme")
        younger = world.crm.accounts.create(Account_Name="Acme")
        ann = world.crm.contacts.create(First_Name="Ann", Last_Name="Lee", Account_Name=younger)
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts", extent="both_ways", duplicates="skip").save_and_sync()
        world.advance(hours=2)
        assert world.why(younger).outcome == "skipped"
    with when("the choice becomes 'overwrite' and two hours pass"):
        sync.customers.edit(duplicates="overwrite")
        world.advance(hours=2)
    with then("the accounts are one, and Ann, whom nobody touched, is a contact person of its customer"):
        assert world.crm.accounts.all() == [older]
        assert ann.Account_Name == older
        (person,) = world[product].contact_persons.all()
        assert person.contact_id.contact_name == "Acme"
    with when("two quiet hours pass"):
        world.advance(hours=2)
    with then("nothing was left to do"):
        assert (sync.customers.history[-1].added, sync.customers.history[-1].updated) == (0, 0)


@scenario(covers=["CUS-14"], quirks=["CUS-14"])
def test_overwrite_merges_customers_of_one_name_that_no_account_carries(world: World, product: str) -> None:
    """Customers of one name, all born in Invoice, are merged on their way to the CRM, where one account appears."""
    with given("Invoice has two customers Acme, and the CRM none"):
        world[product].preferences.update(allow_equal_names=True)
        older = world[product].customers.create(contact_name="Acme")
        younger = world[product].customers.create(contact_name="Acme")
    with when("accounts are synced both ways with 'overwrite'"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="both_ways", duplicates="overwrite").save_and_sync()
        world.settle()
    with then("the CRM has one account, linked to the one active customer"):
        assert [each.Account_Name for each in world.crm.accounts.all()] == ["Acme"]
        assert [each.status for each in (older, younger)] == ["active", "inactive"]
        assert world.why(older).outcome == "created"
        assert world.why(younger).outcomes[0] == "merged"


@scenario(covers=["CUS-14", "DEL-17"], quirks=["CUS-14"], products=["invoice"])
def test_the_people_of_a_merged_double_are_the_masters(world: World, product: str) -> None:
    """What a run merges it merges with all that hangs on it: the next run brings those people to the CRM, too."""
    with given("Invoice has two customers Acme, the younger with a contact person, and the CRM an account Acme"):
        world[product].preferences.update(allow_equal_names=True)
        older, younger = [world[product].customers.create(contact_name="Acme") for _ in range(2)]
        lake = world[product].contact_persons.create(contact_id=younger, last_name="Lake")
        acme = world.crm.accounts.create(Account_Name="Acme")
    with when("they are synced both ways with 'overwrite', and the next slot comes"):
        sync = world.connect(product)
        choices = {"extent": "both_ways", "duplicates": "overwrite"}
        sync.customers.configure(module="accounts_and_contacts", **choices).save_and_sync()
        world.advance(hours=2)
    with then("she is the older one's, and a contact of the account"):
        assert (lake.contact_id, younger.status) == (older, "inactive")
        assert [(each.Last_Name, each.Account_Name) for each in world.crm.contacts.all()] == [("Lake", acme)]


@scenario(covers=["CUS-14"])
def test_fetching_merges_nothing_inside_the_crm(world: World, product: str) -> None:
    """Under 'fetch from CRM' both accounts stay in the CRM as they are, and their values meet in one customer."""
    with given("the CRM has two accounts Acme"):
        older = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        younger = world.crm.accounts.create(Account_Name="Acme", Phone="222")
    with when("accounts are fetched with 'overwrite'"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="fetch", duplicates="overwrite").save_and_sync()
        world.settle()
    with then("the CRM has both accounts as they were"):
        assert world.crm.accounts.all() == [older, younger]
        assert (older.Phone, younger.Phone) == ("111", "222")
    with then("Invoice has one customer, linked with the older and holding what came in last"):
        (customer,) = world[product].customers.all()
        assert customer.phone == "222"
        assert world.why(older).outcome == "created"
        assert world.why(younger).outcome == "merged"
        assert world.quirks.fired == ()


@scenario(covers=["CUS-14"], quirks=["CUS-14"], policies={"merge_reach": "always"})
def test_fetching_can_merge_inside_the_crm(world: World, product: str) -> None:
    """With the policy 'always' duplicates in the CRM are merged there even while the sync only fetches."""
    with given("the CRM has two accounts Acme"):
        older = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        younger = world.crm.accounts.create(Account_Name="Acme", Phone="222")
    with when("accounts are fetched with 'overwrite'"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="fetch", duplicates="overwrite").save_and_sync()
        world.settle()
    with then("the CRM has the older account only, and Invoice its customer"):
        assert world.crm.accounts.all() == [older]
        (customer,) = world[product].customers.all()
        assert customer.phone == "111"
        assert world.why(younger).outcomes[0] == "merged"


@scenario(covers=["CUS-14", "CUS-31"], products=["invoice"], quirks_off=["CUS-14"])
def test_without_the_oddity_only_the_oldest_customer_is_touched(world: World, product: str) -> None:
    """With the oddity switched off, overwrite in Invoice does what it does elsewhere: one of several is overwritten."""
    with given("Invoice has two customers Acme, and the CRM one account"):
        world[product].preferences.update(allow_equal_names=True)
        older = world[product].customers.create(contact_name="Acme", phone="888")
        younger = world[product].customers.create(contact_name="Acme", phone="999")
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
    with when("accounts are fetched with 'overwrite'"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="fetch", duplicates="overwrite").save_and_sync()
        world.settle()
    with then("the older has the CRM's phone, the younger its own, and both are active"):
        assert (older.phone, younger.phone) == ("111", "999")
        assert (older.status, younger.status) == ("active", "active")
        assert world.why(acme).outcome == "overwritten"


@scenario(covers=["CUS-14"], quirks_off=["CUS-14"])
def test_without_the_oddity_accounts_of_one_name_stay_two(world: World, product: str) -> None:
    """With the oddity switched off a two-way sync of Invoice merges nothing in the CRM."""
    with given("the CRM has two accounts Acme"):
        older = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        younger = world.crm.accounts.create(Account_Name="Acme", Phone="222")
    with when("accounts are synced both ways with 'overwrite'"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="both_ways", duplicates="overwrite").save_and_sync()
        world.settle()
    with then("the CRM still has two accounts"):
        assert world.crm.accounts.all() == [older, younger]
    with then("Invoice has one customer, in which the values of both met"):
        assert len(world[product].customers) == 1
        assert world.why(younger).outcome == "merged"
        assert "CUS-32" in world.why(younger).behaviours


@scenario(covers=["CUS-31"], products=["books", "billing"])
def test_overwrite_takes_the_oldest_of_several_customers(world: World, product: str) -> None:
    """If several customers carry the account's name, the oldest is overwritten and linked, and no other."""
    with given("finance has two customers Acme, and the CRM one account"):
        world[product].preferences.update(allow_equal_names=True)
        older = world[product].customers.create(contact_name="Acme", phone="888")
        younger = world[product].customers.create(contact_name="Acme", phone="999")
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
    with given("the older was edited last"):
        world.advance(minutes=5)
        world[product].customers.update(older, phone="777")
    with when("accounts are fetched with 'overwrite'"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="fetch", duplicates="overwrite").save_and_sync()
        world.settle()
    with then("the older carries the CRM's phone and is linked, the younger is as it was"):
        assert (older.phone, younger.phone) == ("111", "999")
        assert world[product].customers.from_crm() == [older]
        assert world.why(acme).outcome == "overwritten"


@scenario(covers=["CUS-31"])
def test_skip_names_the_oldest_of_several_customers(world: World, product: str) -> None:
    """Under skip, too, it is the oldest of several that the history names as the duplicate."""
    with given("finance has two customers Acme, and the CRM one account"):
        world[product].preferences.update(allow_equal_names=True)
        older = world[product].customers.create(contact_name="Acme")
        younger = world[product].customers.create(contact_name="Acme")
        world.crm.accounts.create(Account_Name="Acme")
    with when("accounts are fetched with 'skip'"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="fetch", duplicates="skip").save_and_sync()
        world.settle()
    with then("the account was skipped because of the older"):
        assert "skipped" in world.why(older).outcomes
        assert "skipped" not in world.why(younger).outcomes


@scenario(covers=["CUS-31"], products=["books", "billing"], policies={"candidates": "latest"})
def test_the_latest_of_several_can_be_the_duplicate(world: World, product: str) -> None:
    """With the policy 'latest' it is the customer created last, even if an older one was edited since."""
    with given("finance has two customers Acme, and the CRM one account"):
        world[product].preferences.update(allow_equal_names=True)
        older = world[product].customers.create(contact_name="Acme", phone="888")
        younger = world[product].customers.create(contact_name="Acme", phone="999")
        world.crm.accounts.create(Account_Name="Acme", Phone="111")
    with given("the older was edited last"):
        world.advance(minutes=5)
        world[product].customers.update(older, phone="777")
    with when("accounts are fetched with 'overwrite'"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="fetch", duplicates="overwrite").save_and_sync()
        world.settle()
    with then("the younger carries the CRM's phone and is linked, the older is as it was"):
        assert (older.phone, younger.phone) == ("777", "111")
        assert world[product].customers.from_crm() == [younger]


@scenario(covers=["CUS-31"], products=["invoice"], quirks=["CUS-14"], policies={"candidates": "latest"})
def test_the_latest_of_several_can_be_the_one_they_are_merged_into(world: World, product: str) -> None:
    """With the policy 'latest' Invoice merges the customers of one name into the one created last."""
    with given("Invoice has two customers Acme, and the CRM one account"):
        world[product].preferences.update(allow_equal_names=True)
        older = world[product].customers.create(contact_name="Acme")
        younger = world[product].customers.create(contact_name="Acme")
        world.crm.accounts.create(Account_Name="Acme")
    with when("accounts are fetched with 'overwrite'"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="fetch", duplicates="overwrite").save_and_sync()
        world.settle()
    with then("the younger is active and linked, the older inactive"):
        assert (older.status, younger.status) == ("inactive", "active")
        assert world[product].customers.from_crm() == [younger]


@scenario(covers=["CUS-31"], products=["books", "billing"])
def test_the_oldest_of_several_accounts_takes_the_pushed_values(world: World, product: str) -> None:
    """In the other direction, too: a pushed customer overwrites the oldest account of its name."""
    with given("the CRM has two accounts Acme outside the account view, and finance has one customer"):
        older = world.crm.accounts.create(Account_Name="Acme", Phone="888")
        younger = world.crm.accounts.create(Account_Name="Acme", Phone="999")
        view = world.crm.accounts.views.create("All but Acme", ("Account_Name", "isn't", "Acme"))
        customer = world[product].customers.create(contact_name="Acme", phone="111")
    with when("accounts are synced both ways with 'overwrite'"):
        sync = world.connect(product)
        sync.customers.configure(
            module="accounts", extent="both_ways", duplicates="overwrite", account_view=view
        ).save_and_sync()
        world.settle()
    with then("the older account carries finance's phone, the younger is as it was"):
        assert (older.Phone, younger.Phone) == ("111", "999")
        assert world.why(customer).outcome == "overwritten"


@pytest.mark.parametrize("extent", ["fetch", "both_ways"])
@scenario(covers=["CUS-32"], products=["books", "billing"])
def test_two_people_of_one_name_fuse_under_overwrite(world: World, product: str, extent: str) -> None:
    """Two different people of one full name meet in one customer, and the history says which were fused.

    This is what users fear of 'overwrite', and it is how matching by name works. Both stay in the CRM.
    """
    with given("the CRM has two people called John Smith"):
        one = world.crm.contacts.create(First_Name="John", Last_Name="Smith", Email="john@acme.example")
        other = world.crm.contacts.create(First_Name="John", Last_Name="Smith", Email="john@globex.example")
    with when("contacts are synced with 'overwrite'"):
        sync = world.connect(product)
        sync.customers.configure(module="contacts", extent=extent, duplicates="overwrite").save_and_sync()
        world.settle()
    with when("two quiet hours pass"):
        world.advance(hours=2)
    with then("finance has one John Smith, with the address that came in last"):
        (customer,) = world[product].customers.all()
        assert customer.email == "john@globex.example"
    with then("the history names the second as fused with the customer of the first"):
        assert world.why(one).outcomes[0] == "created"
        assert world.why(other).outcomes in [("merged",), ("merged", "unchanged")]
        (remark,) = sync.customers.history[0].remarks
        assert f"({other.id} into {one.id})" in remark
        assert "CUS-32" in remark
    with then("both people are still in the CRM as they were"):
        assert [each.Email for each in world.crm.contacts.all()] == ["john@acme.example", "john@globex.example"]


@scenario(covers=["CUS-14", "CUS-32"], quirks=["CUS-14"])
def test_two_people_of_one_name_become_one_even_in_the_crm(world: World, product: str) -> None:
    """A two-way sync of Invoice goes further: it merges the two people in the CRM, and one of them is gone."""
    with given("the CRM has two people called John Smith"):
        one = world.crm.contacts.create(First_Name="John", Last_Name="Smith", Email="john@acme.example")
        other = world.crm.contacts.create(First_Name="John", Last_Name="Smith", Email="john@globex.example")
    with when("contacts are synced both ways with 'overwrite'"):
        sync = world.connect(product)
        sync.customers.configure(module="contacts", extent="both_ways", duplicates="overwrite").save_and_sync()
        world.settle()
    with then("one contact and one customer are left, with the first one's address"):
        assert world.crm.contacts.all() == [one]
        (customer,) = world[product].customers.all()
        assert customer.email == "john@acme.example"
        (remark,) = sync.customers.history[0].remarks
        assert f"({other.id} into {one.id})" in remark


@scenario(covers=["CUS-32"])
def test_two_people_of_one_name_collide_under_skip(world: World, product: str) -> None:
    """Under 'skip' the first John Smith becomes a customer, and the second is skipped in every run."""
    with given("the CRM has two people called John Smith"):
        one = world.crm.contacts.create(First_Name="John", Last_Name="Smith", Email="john@acme.example")
        other = world.crm.contacts.create(First_Name="John", Last_Name="Smith", Email="john@globex.example")
    with when("contacts are fetched with 'skip', and two hours pass"):
        sync = world.connect(product)
        sync.customers.configure(module="contacts", extent="fetch", duplicates="skip").save_and_sync()
        world.advance(hours=2)
    with then("finance has the first one only"):
        assert [each.email for each in world[product].customers.all()] == ["john@acme.example"]
        assert world.why(one).outcomes[0] == "created"
        assert world.why(other).outcomes == ("skipped", "skipped")


@scenario(covers=["CUS-32"], products=["invoice"])
def test_two_people_of_one_name_fuse_in_invoice_when_only_fetching(world: World, product: str) -> None:
    """Where Invoice only fetches, two people of one name fuse in one customer and both stay in the CRM."""
    with given("the CRM has two people called John Smith"):
        one = world.crm.contacts.create(First_Name="John", Last_Name="Smith", Email="john@acme.example")
        other = world.crm.contacts.create(First_Name="John", Last_Name="Smith", Email="john@globex.example")
    with when("contacts are fetched with 'overwrite'"):
        sync = world.connect(product)
        sync.customers.configure(module="contacts", extent="fetch", duplicates="overwrite").save_and_sync()
        world.settle()
    with then("Invoice has one customer, and the CRM both people"):
        (customer,) = world[product].customers.all()
        assert customer.email == "john@globex.example"
        assert world.crm.contacts.all() == [one, other]
    with then("the history says who was fused"):
        assert world.why(other).outcome == "merged"
        assert "CUS-32" in world.why(other).behaviours
