"""A pytest plugin that plants a bug of the bank in each scenario's world; ``--zsim-bug NAME`` loads it."""

from __future__ import annotations

import pytest

from zsim.catalogue import did_you_mean
from zsim.explore.bank import BUGS, Bug
from zsim.kernel.errors import UsageError
from zsim.testing.plugin import BUG
from zsim.testing.running import Planted


def pytest_configure(config: pytest.Config) -> None:
    """Have each world made with the bug; an unknown name is refused with pytest's own usage error."""
    try:
        config.stash[BUG] = Planted(config.option.zsim_bug, bug_named(config.option.zsim_bug).make)
    except UsageError as refusal:
        raise pytest.UsageError(str(refusal)) from None


def bug_named(name: str) -> Bug:
    """The bug of the bank that is called so; any other name raises ``UsageError``."""
    found = next((each for each in BUGS if each.name == name), None)
    if found is None:
        right = did_you_mean(name, [each.name for each in BUGS])
        raise UsageError(asked=f"the planted bug {name!r}", found="the bank holds none of that name", right=right)
    return found
