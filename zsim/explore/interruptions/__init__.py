"""Interruptions: a script played again with everything that can happen at each call of its last runs.

The engine dies, an app does not answer, somebody edits what a run is about. Whatever it is, after a few more runs the
end must be that of the runs undisturbed, or of the same done before or after them.

>>> from zsim.explore.script import Script, Start, do
>>> script = Script(
...     Start("books", call_ms=1000),
...     (
...         do("create", name="acme", module="crm.accounts", fields={"Account_Name": "Acme", "Phone": "1"}),
...         do("connect"),
...         do("configure", sync="customers", choices={"module": "accounts"}),
...         do("save_and_sync", sync="customers"),
...         do("advance", minutes=20),
...     ),
... )
>>> swept = Sweep(case_of("a first sync", script)).run()
>>> swept.calls, swept.plays["killed before"], swept.findings
(12, 12, [])
"""

from zsim.explore.interruptions.case import SweepCase, case_of
from zsim.explore.interruptions.cases import all_cases
from zsim.explore.interruptions.sampling import sweep
from zsim.explore.interruptions.sweep import UNDISTURBED, Finding, Play, Sweep, Swept

__all__ = ["UNDISTURBED", "Finding", "Play", "Sweep", "SweepCase", "Swept", "all_cases", "case_of", "sweep"]
