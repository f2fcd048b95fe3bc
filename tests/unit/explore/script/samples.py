"""Scripts the tests play."""

from __future__ import annotations

from zsim.explore.script import Named, Script, ScriptStep, Start, do

ACME = do("create", name="acme", module="crm.accounts", fields={"Account_Name": "Acme", "Phone": "1"})
BOLT = do("create", name="bolt", module="crm.accounts", fields={"Account_Name": "Bolt"})
ADA = do("create", name="ada", module="crm.contacts", fields={"Last_Name": "Hill", "Account_Name": Named("acme")})
CORA = do("create", name="cora", module="finance.customers", fields={"contact_name": "Cora"})
SYNC = do("instant_sync", sync="customers")
CONNECTED = (
    do("connect"),
    do("configure", sync="customers", choices={"module": "accounts", "extent": "both_ways", "duplicates": "overwrite"}),
    do("save_and_sync", sync="customers"),
)


def script(*steps: ScriptStep, start: Start | None = None) -> Script:
    """A script about Books unless it starts otherwise."""
    return Script(start or Start("books"), steps)
