"""One bug, and its own script."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.explore.selftest.samples import ENDLESS, HARMLESS, WRITE_AGAIN
from zsim.explore.selftest.judging import by_its_script


def test_the_script_of_a_bug_catches_it():
    assert by_its_script(WRITE_AGAIN).checks == ("quiet-second-run",)


def test_a_bug_without_a_script_is_not_caught_by_it():
    assert not by_its_script(ENDLESS).caught


def test_a_script_that_passes_all_the_same_catches_nothing():
    assert not by_its_script(replace(HARMLESS, script=WRITE_AGAIN.script)).caught
