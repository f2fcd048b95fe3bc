"""Situations: what random worlds are to meet, so that a campaign that found nothing cannot mean that nothing happened.

>>> from zsim.explore.script import Script, Start, do, play
>>> fields = {"Account_Name": "Acme"}
>>> steps = (
...     do("create", name="acme", module="crm.accounts", fields=fields),
...     do("connect"),
...     do("configure", sync="customers", choices={"module": "accounts"}),
...     do("save_and_sync", sync="customers"),
... )
>>> played = play(Script(Start("books"), steps))
>>> [name for name in met_in(played.world, played.results) if name.startswith("account")]
['account created']
>>> {each.name: each.says for each in situations()}["account created"]
'Account: A record was made for it on the other side.'
"""

from zsim.explore.situations.every import met_in, situations
from zsim.explore.situations.situation import Situation, SituationGroup

__all__ = ["Situation", "SituationGroup", "met_in", "situations"]
