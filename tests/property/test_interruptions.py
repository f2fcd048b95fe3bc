"""Whatever happens at whichever call, a few runs later all is as if it had not happened, or at another time.

A sample of the sweep, the same each time; the long profile plays all of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pytest

from zsim.explore.interruptions import SweepCase, Swept, all_cases, sweep

LONG = "long"
PARTS = 4
"""Into how many tests the cases of a group are split, so that they can run side by side."""

FINANCE = ("invoice", "books", "billing", "import")

ANYWHERE = (
    *("killed before", "killed after", "answer lost", "lost on its way", "broke down", "broke down after"),
    *("broken for long", "refused", "rate limited", "slow"),
)
OF_PAIRS = (*ANYWHERE, "paused and resumed", "disabled and enabled", "edited", "renamed", "deleted", "merged")

OF_LEADS = ("killed after", "deleted", "edited", "bounced", "deactivated and activated")


OF_SALES = (*ANYWHERE[:6], "refused", "edited", "deleted")

SALES = ("trigger", "command", "list", "enabled", "deleted")


class Group(NamedTuple):
    """Cases whose names begin so, how many plays are taken of each part, and what all of them must meet."""

    begins: tuple[str, ...]
    sample: int
    meets: Sequence[str]


GROUPS: Mapping[str, Group] = {
    "Invoice": Group(("invoice ",), 300, (*OF_PAIRS, "key regenerated")),
    "Books": Group(("books ",), 350, (*OF_PAIRS, "key regenerated")),
    "Billing": Group(("billing ",), 300, OF_PAIRS),
    "the import": Group(("import ",), 80, ("killed after", "deleted", "renamed")),
    "leads of Invoice": Group(("invoice leads ",), 150, OF_LEADS),
    "leads of Books": Group(("books leads ",), 150, OF_LEADS),
    **{f"sales with {key}": Group(tuple([f"{key} {each}" for each in SALES]), 150, OF_SALES) for key in FINANCE},
    "two products": Group((), 120, ("killed after", "synced alongside", "synced in between", "deleted")),
}


def cases_of(group: str, part: int) -> tuple[SweepCase, ...]:
    """Every fourth case of a group."""
    found = [each for each in all_cases() if _group_of(each) == group]
    return tuple(found[part::PARTS])


def _group_of(case: SweepCase) -> str:
    if len(case.products) > 1:
        return "two products"
    fitting = {len(each): name for name, group in GROUPS.items() for each in group.begins if case.name.startswith(each)}
    return fitting[max(fitting)]


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("group", GROUPS)
def test_every_interruption_comes_to_an_end_that_may_be(group: str, part: int, pytestconfig: pytest.Config):
    whole = pytestconfig.getoption("--hypothesis-profile") == LONG
    met = Swept()
    for each in sweep(cases_of(group, part), None if whole else GROUPS[group].sample):
        met.add(each)
    assert list(map(str, met.findings)) == []
    assert [each for each in GROUPS[group].meets if not met.fired[each]] == []
