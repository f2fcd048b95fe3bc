"""The settings of one world."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from zsim.catalogue import Policies, catalogue
from zsim.kernel.errors import UsageError


def test_every_policy_has_its_default_unless_chosen_otherwise() -> None:
    policies = Policies()
    assert {each.name: getattr(policies, each.name) for each in catalogue().policies} == {
        each.name: each.default for each in catalogue().policies
    }


def test_a_chosen_value_stands_beside_the_defaults() -> None:
    policies = Policies({"conflicts": "last_modified"})
    assert policies.conflicts == "last_modified"
    assert policies.names == "fold"


def test_an_unknown_policy_is_refused_with_what_is_near() -> None:
    with pytest.raises(UsageError, match=r"policy 'blank': .*did you mean 'blanks'\?"):
        Policies({"blank": "erase"})


def test_an_unknown_value_is_refused_with_what_is_near() -> None:
    with pytest.raises(UsageError, match=r"policy blanks = 'eraze': .*did you mean 'erase'\?"):
        Policies({"blanks": "eraze"})


def test_a_value_like_no_other_is_refused_with_all_there_are() -> None:
    with pytest.raises(UsageError, match=r"policy recently_created = '14': .*there is '7', '30'"):
        Policies({"recently_created": "14"})


@pytest.mark.parametrize("name", ["names", "recently_created"])
def test_a_setting_cannot_be_changed_afterwards(name: str) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(Policies(), name, "exact")


def test_what_was_changed_makes_the_same_settings_again() -> None:
    policies = Policies({"recently_created": "30", "names": "fold", "candidates": "latest"})
    assert policies.changed == {"candidates": "latest", "recently_created": "30"}
    assert Policies(policies.changed) == policies
    assert Policies() != policies


def test_the_days_that_count_as_recent_are_a_number() -> None:
    assert Policies().recently_created_days == 7
    assert Policies({"recently_created": "30"}).recently_created_days == 30
