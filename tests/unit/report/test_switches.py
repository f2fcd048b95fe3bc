"""What a run was played without is read back from its name."""

from __future__ import annotations

import pytest

from zsim.report.switches import SwitchOf, switch_of


@pytest.mark.parametrize(
    ("switched", "says"),
    [
        ("without CON-02", SwitchOf(quirk="CON-02")),
        ("without fault page drift", SwitchOf(fault="page_drift")),
        ("conflicts = last", SwitchOf(policy="conflicts", value="last")),
        ("", SwitchOf()),
    ],
)
def test_a_switch_is_an_oddity_a_policy_with_its_value_or_a_fault(switched: str, says: SwitchOf) -> None:
    assert switch_of(switched) == says
