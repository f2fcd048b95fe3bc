"""Which way customers travel: from the CRM only, or both ways, and who is read first."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


@scenario(covers=["CUS-06"])
def test_business_and_individual_customers_find_their_modules(world: World, product: str) -> None:
    """A Business customer born in finance becomes an account of the CRM, an Individual one a contact.

    The contact gets the last word of the customer's name as its last name, the rest as its first.
    """
    with given("finance has the Business customer Acme and the Individual customer Ann Maria Lee"):
        acme = world[product].customers.create(contact_name="Acme", phone="111")
        ann = world[product].customers.create(
            contact_name="Ann Maria Lee", customer_sub_type="individual", email="ann@lee.example"
        )
    with when("accounts and their contacts are synced both ways"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts", extent="both_ways").save_and_sync()
        world.settle()
    with then("the CRM has the account Acme"):
        (account,) = world.crm.accounts.all()
        assert (account.Account_Name, account.Phone) == ("Acme", "111")
        assert world.why(acme).outcome == "created"
    with then("and the contact Ann Maria Lee, without an account"):
        (contact,) = world.crm.contacts.all()
        assert (contact.First_Name, contact.Last_Name) == ("Ann Maria", "Lee")
        assert (contact.Email, contact.Account_Name) == ("ann@lee.example", None)
        assert world.why(ann).outcome == "created"
    with then("both are linked, and neither counts as come from the CRM"):
        assert {each.finance_id for each in sync.links} == {acme.id, ann.id}
        assert world[product].customers.from_crm() == []


@scenario(covers=["CUS-06"])
def test_an_individual_of_one_word_has_it_as_last_name(world: World, product: str) -> None:
    """A contact needs a last name, so the only word of an Individual customer's name becomes that."""
    with given("finance has the Individual customer Cher"):
        cher = world[product].customers.create(contact_name="Cher", customer_sub_type="individual")
    with when("contacts are synced both ways, and two quiet hours pass"):
        sync = world.connect(product)
        sync.customers.configure(module="contacts", extent="both_ways").save_and_sync()
        world.advance(hours=2)
    with then("the contact has a last name only, and the customer is called as before"):
        (contact,) = world.crm.contacts.all()
        assert (contact.First_Name, contact.Last_Name) == (None, "Cher")
        assert cher.contact_name == "Cher"
        assert sync.customers.history[0].counts == {"created": 1}


@scenario(covers=["CUS-06"])
def test_a_pushed_customer_is_followed_both_ways(world: World, product: str) -> None:
    """Once pushed, a customer and its account are one pair: an edit on either side reaches the other."""
    with given("Acme was born in finance and pushed to the CRM"):
        customer = world[product].customers.create(contact_name="Acme", phone="111", fax="7")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="both_ways").save_and_sync()
        world.settle()
        account = world.crm.accounts.one(Account_Name="Acme")
    with when("its phone changes in the CRM and, after a run, its fax in finance"):
        world.crm.accounts.update(account, Phone="222")
        world.advance(hours=2)
        world[product].customers.update(customer, fax="8")
        world.advance(hours=2)
    with then("both sides hold both values, and nobody was added"):
        assert (customer.phone, customer.fax) == ("222", "8")
        assert (account.Phone, account.Fax) == ("222", "8")
        assert len(world.crm.accounts) == len(world[product].customers) == 1


@scenario(covers=["CUS-03", "CUS-06"])
def test_a_contact_person_born_in_finance_reaches_the_crm(world: World, product: str) -> None:
    """Under two-way 'Accounts & their Contacts' a contact person added in finance becomes a contact of the account."""
    with given("Acme is synced both ways with its contacts"):
        account = world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts", extent="both_ways").save_and_sync()
        world.settle()
    with when("Ann Lee is added to the customer in finance and two hours pass"):
        customer = world[product].customers.one(contact_name="Acme")
        ann = world[product].contact_persons.create(
            contact_id=customer, first_name="Ann", last_name="Lee", email="ann@acme.example"
        )
        world.advance(hours=2)
    with then("she is a contact of Acme in the CRM"):
        (contact,) = world.crm.contacts.all()
        assert (contact.Full_Name, contact.Email) == ("Ann Lee", "ann@acme.example")
        assert contact.Account_Name == account
        assert world.why(ann).outcome == "created"


@scenario(covers=["CUS-03", "CUS-06"], policies={"contact_persons": "hold"})
def test_contact_persons_can_be_held_back_in_finance(world: World, product: str) -> None:
    """With the policy 'hold' a contact person added in finance stays there, while customers are still pushed."""
    with given("finance has the customer Acme with Ann Lee"):
        customer = world[product].customers.create(contact_name="Acme")
        ann = world[product].contact_persons.create(contact_id=customer, first_name="Ann", last_name="Lee")
    with when("accounts and their contacts are synced both ways"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts", extent="both_ways").save_and_sync()
        world.settle()
    with then("Acme reached the CRM and Ann did not"):
        assert [each.Account_Name for each in world.crm.accounts.all()] == ["Acme"]
        assert world.crm.contacts.all() == []
        assert world.why(ann).outcome == "excluded"
        assert "policy contact_persons" in world.why(ann).reason


@scenario(covers=["CUS-07"])
def test_fetching_brings_nothing_of_finance_to_the_crm(world: World, product: str) -> None:
    """Under 'fetch from CRM' neither customers nor contact persons born in finance reach the CRM."""
    with given("the CRM has Acme; finance has Globex, Ann Lee and, at Globex, Bob Ray"):
        world.crm.accounts.create(Account_Name="Acme")
        globex = world[product].customers.create(contact_name="Globex")
        ann = world[product].customers.create(contact_name="Ann Lee", customer_sub_type="individual")
        bob = world[product].contact_persons.create(contact_id=globex, first_name="Bob", last_name="Ray")
    with when("accounts and their contacts are fetched from the CRM"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts", extent="fetch").save_and_sync()
        world.settle()
    with then("the CRM holds what it held, and finance has Acme besides"):
        assert [each.Account_Name for each in world.crm.accounts.all()] == ["Acme"]
        assert world.crm.contacts.all() == []
        assert [each.contact_name for each in world[product].customers.all()] == ["Globex", "Ann Lee", "Acme"]
    with then("all three are excluded for that reason"):
        assert [world.why(each).outcome for each in (globex, ann, bob)] == ["excluded"] * 3
        assert world.why(globex).behaviours == ("CUS-07",)
        assert sync.customers.history[-1].counts == {"created": 1, "excluded": 3}


@scenario(covers=["CUS-07"])
def test_records_pushed_earlier_stay_in_the_crm_untouched(world: World, product: str) -> None:
    """Turning a two-way sync into 'fetch from CRM' leaves what was pushed in the CRM, and no edit follows it."""
    with given("Acme was pushed to the CRM by a two-way sync"):
        customer = world[product].customers.create(contact_name="Acme", phone="111")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="both_ways").save_and_sync()
        world.settle()
        account = world.crm.accounts.one(Account_Name="Acme")
    with when("the extent becomes 'fetch from CRM' and Acme's phone is edited in finance"):
        sync.customers.edit(extent="fetch")
        world[product].customers.update(customer, phone="999")
        world.advance(hours=2)
    with then("the account is still there, as it was"):
        assert account.alive
        assert account.Phone == "111"


@scenario(covers=["CUS-07"])
def test_an_edit_in_finance_is_put_back_while_only_fetching(world: World, product: str) -> None:
    """Under 'fetch from CRM' the next run puts the CRM's value back, though nobody touched the CRM record.

    Fields without a counterpart keep what was typed into them. The policy fetch_drift decides this.
    """
    with given("Acme was fetched from the CRM"):
        account = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="fetch").save_and_sync()
        world.settle()
        customer = world[product].customers.one(contact_name="Acme")
    with when("its phone and notes are edited in finance and two hours pass"):
        world[product].customers.update(customer, phone="999", notes="Pays late")
        world.advance(hours=2)
    with then("the phone is the CRM's again, the notes are not touched"):
        assert (customer.phone, customer.notes) == ("111", "Pays late")
        assert world.why(customer).outcome == "updated"
    with then("nothing reached the CRM"):
        assert account.Phone == "111"


@scenario(covers=["CUS-07"], policies={"fetch_drift": "keep"})
def test_an_edit_in_finance_can_stay_until_the_crm_changes(world: World, product: str) -> None:
    """With the policy 'keep' an edit made in finance stays until that field changes in the CRM."""
    with given("Acme was fetched from the CRM"):
        account = world.crm.accounts.create(Account_Name="Acme", Phone="111", Fax="7")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="fetch").save_and_sync()
        world.settle()
        customer = world[product].customers.one(contact_name="Acme")
    with when("its phone is edited in finance, and another field in the CRM"):
        world[product].customers.update(customer, phone="999")
        world.crm.accounts.update(account, Fax="8")
        world.advance(hours=2)
    with then("the edit stands, and the other field was brought up to date"):
        assert (customer.phone, customer.fax) == ("999", "8")
    with when("the phone changes in the CRM, too"):
        world.crm.accounts.update(account, Phone="222")
        world.advance(hours=2)
    with then("the CRM's phone is taken over"):
        assert customer.phone == "222"
        assert account.Phone == "222"


@scenario(covers=["CUS-08"])
def test_the_crm_is_read_first_in_a_two_way_run(world: World, product: str) -> None:
    """Where both sides hold an unlinked Acme, the CRM's record comes in first and its values stand.

    Had finance been read first, the account would have been overwritten by the customer instead.
    """
    with given("Acme stands on both sides, with different phones"):
        account = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        customer = world[product].customers.create(contact_name="Acme", phone="999")
    with when("accounts are synced both ways with 'overwrite'"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="both_ways", duplicates="overwrite").save_and_sync()
        world.settle()
    with then("both carry the CRM's phone"):
        assert (account.Phone, customer.phone) == ("111", "111")
        assert world.why(account).outcome == "overwritten"


@scenario(covers=["CUS-08"], call_ms=60_000)
def test_customers_are_fetched_before_they_are_pushed(world: World, product: str) -> None:
    """In one two-way run the CRM's account stands in finance before finance's customer stands in the CRM.

    Each call takes a minute here, so that the order shows in the times.
    """
    with given("the CRM has Acme, and finance, which was there first, has Globex"):
        world[product].customers.create(contact_name="Globex")
        world.advance(minutes=1)
        world.crm.accounts.create(Account_Name="Acme")
    with when("accounts are synced both ways"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="both_ways").save_and_sync()
        world.advance(hours=1)
    with then("Acme was created in finance before Globex was created in the CRM"):
        fetched = world[product].customers.one(contact_name="Acme")
        pushed = world.crm.accounts.one(Account_Name="Globex")
        assert fetched.record.created_ms < pushed.record.created_ms
        assert sync.customers.history[-1].counts == {"created": 2}


@scenario(covers=["CUS-35"])
def test_a_pushed_individual_is_synced_both_ways_without_the_include_option(world: World, product: str) -> None:
    """What finance pushed as a contact stays in step on both sides, though contacts without account are left out."""
    with given("an Individual of finance's own, pushed, and a contact without account of the CRM's own"):
        ann = world[product].customers.create(contact_name="Ann Lee", customer_sub_type="individual", phone="1")
        world.crm.contacts.create(First_Name="Bob", Last_Name="Ray")
        sync = world.connect(product)
        sync.customers.configure(module="accounts_and_contacts", extent="both_ways").save_and_sync()
        world.settle()
        contact = world.crm.contacts.one(Last_Name="Lee")
    with when("its contact is edited in the CRM, and the next slot comes"):
        world.crm.contacts.update(contact, Phone="2")
        world.advance(hours=2)
    with then("the edit is in finance"):
        assert ann.phone == "2"
        assert world.why(contact).outcome == "updated"
    with when("it is edited in finance, and the next slot comes"):
        world[product].customers.update(ann, phone="3")
        world.advance(hours=2)
    with then("the edit is in the CRM, and there was no conflict"):
        assert contact.Phone == "3"
        assert world.why(ann).outcome == "updated"
    with when("both sides edit different fields, and the next slot comes"):
        world.crm.contacts.update(contact, Email="ann@lee.example")
        world[product].customers.update(ann, mobile="4")
        world.advance(hours=2)
    with then("both edits crossed"):
        assert (ann.email, contact.Mobile) == ("ann@lee.example", "4")
    with then("the contact of the CRM's own is left out as before"):
        assert [each.contact_name for each in world[product].customers.all()] == ["Ann Lee"]
        assert {run.grade for run in sync.customers.history} == {"done"}


@scenario(covers=["CUS-35", "CUS-05"])
def test_switching_the_include_option_changes_nothing_for_a_pushed_individual(world: World, product: str) -> None:
    """Contacts fetched by the option stop with it; those that finance pushed go on."""
    with given("a pushed Individual, and a contact without account fetched by the option"):
        ann = world[product].customers.create(contact_name="Ann Lee", customer_sub_type="individual")
        bob = world.crm.contacts.create(First_Name="Bob", Last_Name="Ray")
        sync = world.connect(product)
        both = {"module": "accounts_and_contacts", "extent": "both_ways"}
        sync.customers.configure(**both, include_contacts_without_account=True).save_and_sync()
        world.settle()
    with when("the option is taken away, and both contacts are edited"):
        sync.customers.edit(include_contacts_without_account=False)
        for each in world.crm.contacts.all():
            world.crm.contacts.update(each, Phone="2")
        world.advance(hours=2)
    with then("the pushed one followed, and the fetched one did not"):
        assert (ann.phone, world[product].customers.one(contact_name="Bob Ray").phone) == ("2", None)
        assert world.why(bob).outcome == "excluded"
