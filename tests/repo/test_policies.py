"""A policy is there because something hangs on it: the program asks for it, and scenarios tell each other option."""

from __future__ import annotations

import re

import pytest

from tests.repo.tree import files, modules_of_zsim, text_of
from zsim.catalogue import Policy, catalogue

PROGRAM = "\n".join(map(text_of, modules_of_zsim()))
SCENARIOS = [text_of(each) for each in files() if each.parts[0] == "scenarios" and each.suffix == ".py"]


@pytest.mark.parametrize("policy", [pytest.param(each, id=each.name) for each in catalogue().policies])
def test_every_policy_is_asked_for_and_told_under_another_option(policy: Policy) -> None:
    assert re.search(rf"policies\.{policy.name}(_days)?\b", PROGRAM)
    about_it = [text for text in SCENARIOS if f'"{policy.name}"' in text]
    for option in [each.value for each in policy.options if each.value != policy.default]:
        assert any(f'"{option}"' in text for text in about_it), f"no scenario is told under {policy.name}={option}"
