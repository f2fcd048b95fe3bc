"""What a user chooses, and what is said to one who chooses what there is not."""

from __future__ import annotations

import pytest

from zsim.catalogue.suggest import choose
from zsim.kernel.errors import UsageError
from zsim.sync import Duplicates, Extent, Preferences
from zsim.sync.model.kinds import ModuleChoice


def test_nothing_chosen_is_fetched_with_duplicates_skipped():
    preferences = Preferences()
    assert (preferences.module, preferences.extent, preferences.duplicates) == (None, "fetch", "skip")


@pytest.mark.parametrize("value", ["clone", Duplicates.CLONE])
def test_an_option_is_named_by_its_value_or_is_itself(value):
    assert choose(Duplicates, value, "duplicates") is Duplicates.CLONE


def test_an_unknown_option_is_refused_with_the_options_there_are():
    with pytest.raises(UsageError, match=r"did you mean 'overwrite'.*one of clone, overwrite, skip"):
        choose(Duplicates, "overwrit", "duplicates")


@pytest.mark.parametrize("value", [None, 3, "", "both ways"])
def test_what_is_near_to_nothing_is_refused_all_the_same(value):
    with pytest.raises(UsageError, match=r"extent=.*one of fetch, both_ways"):
        choose(Extent, value, "extent")


def test_the_module_choices_are_those_of_the_screens():
    assert list(ModuleChoice) == ["accounts", "contacts", "accounts_and_contacts"]
