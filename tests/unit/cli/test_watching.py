"""Following a session on a terminal: a bar instead of letters."""

from __future__ import annotations

import pytest

from tests.unit.cli.suite import ALONE, FAILING, PASSING, Suite, own_scripts
from zsim.cli.run import QUIET
from zsim.cli.terminal import Terminal
from zsim.cli.watching import SessionWatch


def test_a_bar_stands_for_the_letters_on_a_terminal(suite: Suite, capfd: pytest.CaptureFixture[str]) -> None:
    suite.write(PASSING, FAILING)
    watch = SessionWatch(Terminal(live=True, colour=False))
    with own_scripts():
        assert pytest.main([*QUIET, "scenarios", *ALONE[1:]], plugins=[watch]) == 1
    printed = capfd.readouterr().out
    assert "..F" not in printed
    assert watch.project == suite.folder
    assert not watch.cut_short
    assert [each.title for each in watch.troubles] == [
        "scenarios/customers/test_customers.py::test_too_much_is_expected[books]"
    ]
