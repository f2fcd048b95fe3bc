"""How the property tests are run: the same examples each time, or fresh ones that can be had again.

What ``pytest`` finds, ``pytest --hypothesis-profile=shrink`` finds again and makes as short as it can, which takes
minutes for a state machine. ``--hypothesis-profile=long`` draws many examples from a fresh seed and prints it.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, settings

PROFILE = "--hypothesis-profile"
SEED = "--hypothesis-seed"
LONG = "long"

settings.register_profile(
    "ci",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=100,
    stateful_step_count=25,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],  # another process may have the machine
)
settings.register_profile("shrink", settings.get_profile("ci"), phases=tuple(Phase))
settings.register_profile(
    LONG,
    database=None,
    deadline=None,
    max_examples=2000,
    stateful_step_count=50,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ci")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Draw the seed of a long run here, so that it can be told."""
    if config.getoption(PROFILE) == LONG and config.getoption(SEED) is None:
        config.option.hypothesis_seed = str(int.from_bytes(os.urandom(4)))


def pytest_report_header(config: pytest.Config) -> str | None:
    """The seed of a long run, and how to have it again."""
    seed = config.getoption(SEED)
    return None if seed is None else f"property tests drawn from seed {seed}; repeat with {SEED}={seed}"
