"""What is told of a run afterwards: why a record is as it is, and the journal in words."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


@scenario(covers=["CUS-20", "CUS-28"])
def test_a_decision_that_failed_is_told_as_failed(world: World, product: str) -> None:
    """Acme is renamed as another customer is called: the journal says that the rename failed, not that it was done."""
    with given("Acme, synced, and a customer called Bolt"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.connect(product).customers.configure(module="accounts").save_and_sync()
        world.advance(minutes=1)
        world[product].customers.create(contact_name="Bolt")
    with when("Acme is renamed Bolt and two hours pass"):
        world.crm.accounts.update(acme, Account_Name="Bolt")
        world.advance(hours=2)
    with then("the last decision about it is told as failed"):
        decisions = [line for line in world.lines() if line.kind == "decision" and acme.id in line.about]
        assert [line.outcome for line in decisions] == ["created", "overtaken", "failed"]


@scenario(covers=["CON-15"])
def test_why_says_that_the_runs_fail_since(world: World, product: str) -> None:
    """The CRM's key is generated anew: why a customer is as it is comes with that its runs fail."""
    with given("Acme, synced"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.connect(product).customers.configure(module="accounts").save_and_sync()
        world.advance(minutes=1)
        assert not world.why(acme).failing
    with when("another key is generated, Acme is edited and two hours pass"):
        world.crm.generate_zsc_key()
        world.crm.accounts.update(acme, Phone="2")
        world.advance(hours=2)
    with then("it is told that the runs fail, and for which reason"):
        assert "invalid key" in world.why(acme).failing


@scenario(covers=["CUS-23", "CUS-21"])
def test_an_update_says_which_value_crossed(world: World, product: str) -> None:
    """Acme's phone is edited: the reason of the update names the field and the value."""
    with given("Acme, synced"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="1")
        world.connect(product).customers.configure(module="accounts").save_and_sync()
        world.advance(minutes=1)
    with when("its phone is edited and two hours pass"):
        world.crm.accounts.update(acme, Phone="2")
        world.advance(hours=2)
    with then("it is told that the phone is 2 now"):
        assert world.why(acme).outcome == "updated"
        assert "phone = 2" in world.why(acme).reason


@scenario(covers=["CUS-19"])
def test_each_of_two_renamed_accounts_is_told_by_itself(world: World, product: str) -> None:
    """Two accounts are renamed before one run: each customer's change goes back to the decision about its account."""
    with given("two synced accounts"):
        pair = [world.crm.accounts.create(Account_Name=each) for each in ("Acme", "Bolt")]
        world.connect(product).customers.configure(module="accounts").save_and_sync()
        world.advance(minutes=1)
    with when("both are renamed and two hours pass"):
        for each in pair:
            world.crm.accounts.update(each, Account_Name=f"{each.Account_Name} Ltd")
        world.advance(hours=2)
    with then("each customer changed because of the decision about its own account"):
        customers = [world.counterpart(each, product) for each in pair]
        assert [each.contact_name for each in customers] == ["Acme Ltd", "Bolt Ltd"]
        lines = {line.number: line for line in world.lines()}
        for account, customer in zip(pair, customers, strict=True):
            *_, change = [each for each in lines.values() if each.kind == "effect" and customer.id in each.about]
            assert account.id in lines[change.cause].about
