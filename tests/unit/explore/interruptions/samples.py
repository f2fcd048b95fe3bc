"""Cases the tests sweep."""

from __future__ import annotations

from zsim.explore.interruptions import SweepCase, case_of
from zsim.explore.script import Named, Script, ScriptStep, Start, do

ACME = do("create", name="acme", module="crm.accounts", fields={"Account_Name": "Acme", "Phone": "1"})
CORA = do("create", name="cora", module="finance.customers", fields={"contact_name": "Cora", "phone": "2"})
ADA = do("create", name="ada", module="crm.contacts", fields={"Last_Name": "Hill", "Account_Name": Named("acme")})
FINISH = do("advance", minutes=20)
RUN = (do("save_and_sync", sync="customers"), FINISH)
AGAIN = (do("instant_sync", sync="customers"), FINISH)


def connected(duplicates: str = "overwrite") -> tuple[ScriptStep, ...]:
    """Books is connected both ways."""
    choices = {"module": "accounts", "extent": "both_ways", "duplicates": duplicates}
    return do("connect"), do("configure", sync="customers", choices=choices)


def case(*steps: ScriptStep) -> SweepCase:
    """A case about Books in which a call takes a second."""
    return case_of("a case", Script(Start("books", call_ms=1000), steps))
