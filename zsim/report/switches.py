"""What a run was played without, or with instead, read back from the name that its recording gives it.

>>> switch_of("without CON-02").quirk, switch_of("conflicts = last").value, switch_of("without fault page drift").fault
('CON-02', 'last', 'page_drift')
"""

from __future__ import annotations

from typing import NamedTuple

WITHOUT, WITHOUT_FAULT, CHOSEN = "without ", "without fault ", " = "


class SwitchOf(NamedTuple):
    """The id of an oddity that was off, a policy with its value, or a kind of fault that was ignored; others are ""."""

    quirk: str = ""
    policy: str = ""
    value: str = ""
    fault: str = ""


def switch_of(switched: str) -> SwitchOf:
    """What ``ScenarioRun.switched`` says."""
    if switched.startswith(WITHOUT_FAULT):
        return SwitchOf(fault=switched.removeprefix(WITHOUT_FAULT).replace(" ", "_"))
    if switched.startswith(WITHOUT):
        return SwitchOf(quirk=switched.removeprefix(WITHOUT))
    policy, _, value = switched.partition(CHOSEN)
    return SwitchOf(policy=policy, value=value)
