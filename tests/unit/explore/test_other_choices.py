"""A script under other choices for its syncs."""

from __future__ import annotations

from tests.unit.explore.script.samples import ACME, CONNECTED, script
from zsim.explore.other_choices import other_choices
from zsim.explore.script import do


def test_what_a_sync_says_is_said_otherwise():
    told = dict(other_choices(script(ACME, *CONNECTED)))
    assert list(told) == ["direction = fetch", "duplicates = clone", "duplicates = skip"]
    assert told["duplicates = skip"].steps[2].given["choices"]["duplicates"] == "skip"
    assert told["duplicates = skip"].steps[0] == ACME


def test_what_it_does_not_say_stays_unsaid():
    assert list(other_choices(script(do("connect"), do("configure", sync="customers", choices={})))) == []
