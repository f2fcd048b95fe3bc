"""Scripts: one format for what people do, whether written by hand, drawn at random, recorded or reported.

A script says how a world begins and lists user actions on *named* records. It is a value, and the same as JSON.
Dropping a step never changes what another one means: a name is given once, and a step whose record is not there does
nothing. ``VERBS`` is all that can be done.

>>> from zsim.explore.script import Named, Script, Start, do, plain, play, script_of
>>> script = Script(
...     Start("books"),
...     (
...         do("create", name="acme", module="crm.accounts", fields={"Account_Name": "Acme", "Phone": "111"}),
...         do("create", name="ada", module="crm.contacts", fields={"Last_Name": "Hi", "Account_Name": Named("acme")}),
...         do("connect"),
...         do("configure", sync="customers", choices={"module": "accounts", "duplicates": "overwrite"}),
...         do("save_and_sync", sync="customers"),
...         do("update", record="acme in books", fields={"phone": "222"}),
...         do("pause"),
...         do("instant_sync", sync="customers"),
...         do("delete", record="bolt"),
...     ),
... )
>>> played = play(script)
>>> for result in played.results[5:]:
...     print(result.step.verb, "-", result)
update - done
pause - done
instant_sync - refused: instant sync of customers: the sync is paused; resume it first
delete - nothing to do: there is no 'bolt'
>>> played["acme"].Phone, played.world.books.customers.one(contact_name="Acme").phone
('111', '222')

A document is acted on in finance, or in the CRM where its name leads there; what a trigger made is called by its deal:
``do("void", record="bill in crm", by="Rita")``, ``do("send", record="books.invoices of fit")``.

>>> plain(script)["steps"][1]["fields"]
{'Last_Name': 'Hi', 'Account_Name': {'ref': 'acme'}}
>>> script_of(plain(script)) == script
True
"""

from zsim.explore.script.forms import FORMAT, VERSION, plain, script_of
from zsim.explore.script.names import Names
from zsim.explore.script.naming import require_names
from zsim.explore.script.pinning import aside
from zsim.explore.script.player import DiffersFromModel, Player, SavedPlay, StepOutcome, StepResult
from zsim.explore.script.playing import Played, play
from zsim.explore.script.script import Script, ScriptStep, Start, do
from zsim.explore.script.values import Named
from zsim.explore.script.verbs import VERBS

__all__ = [
    "FORMAT",
    "VERBS",
    "VERSION",
    "DiffersFromModel",
    "Named",
    "Names",
    "Played",
    "Player",
    "SavedPlay",
    "Script",
    "ScriptStep",
    "Start",
    "StepOutcome",
    "StepResult",
    "aside",
    "do",
    "plain",
    "play",
    "require_names",
    "script_of",
]
