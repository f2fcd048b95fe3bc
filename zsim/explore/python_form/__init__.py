r'''Scripts as Python scenarios that read as a colleague's, and back.

>>> from zsim.explore.script import Script, Start, do
>>> script = Script(
...     Start("books", seed=7),
...     (
...         do("create", name="acme", module="crm.accounts", fields={"Account_Name": "Acme", "Phone": "111"}),
...         do("connect"),
...         do("configure", sync="customers", choices={"module": "accounts", "duplicates": "overwrite"}),
...         do("save_and_sync", sync="customers"),
...         do("update", record="acme in books", fields={"phone": "222"}),
...     ),
... )
>>> text = python_of(script, ScenarioText("a_phone_changed_in_finance", "A phone is changed in finance."))
>>> print(text[text.index("@scenario") :])
@scenario(products="books", seed=7)
def test_a_phone_changed_in_finance(world: World, product: str) -> None:
    """A phone is changed in finance.
<BLANKLINE>
    What is due at once happens after each step.
    """
    with given("acme is created"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
    with when("finance is connected, customers are configured and customers are saved and synced"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", duplicates="overwrite")
        sync.customers.save_and_sync()
        world.settle()
    with when("acme's counterpart in books is updated"):
        world[product].customers.update(world.counterpart(acme, "books"), phone="222")
    with then("every rule held"):
        world.check()
<BLANKLINE>
>>> read_scenario(text).script == script
True
'''

from zsim.explore.python_form.reading import ReadScenario, read_scenario
from zsim.explore.python_form.writing import Expectation, ScenarioText, python_of

__all__ = ["Expectation", "ReadScenario", "ScenarioText", "python_of", "read_scenario"]
