"""What is shown where: colours and bars only for a person who wants them."""

from __future__ import annotations

import io

import pytest

from zsim.cli.terminal import Terminal, terminal_of


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "live", "colour"),
    [
        ({}, True, True),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"CI": "true"}, False, True),
        ({"CI": "false"}, True, True),
        ({"TERM": "dumb"}, False, False),
    ],
)
def test_a_terminal_obeys_its_environment(environment: dict[str, str], live: bool, colour: bool) -> None:
    assert terminal_of(Screen(), environment) == Terminal(live=live, colour=colour)


def test_a_file_gets_neither_colours_nor_bars() -> None:
    assert terminal_of(io.StringIO(), {}) == Terminal(live=False, colour=False)


def test_colours_are_left_out_where_they_are_not_wanted() -> None:
    assert Terminal(live=False, colour=False).paint("failed", "bad") == "failed"
    assert Terminal(live=False, colour=True).paint("failed", "bad") == "\x1b[1;31mfailed\x1b[0m"
