"""A pytest plugin that writes a trace of each scenario that fails; ``zsim run --traces DIR`` loads it by its name."""

from __future__ import annotations

import re
from collections.abc import Generator
from pathlib import Path

import pytest

from zsim.explore.catching import Caught, caught_in
from zsim.explore.traces import save
from zsim.kernel.errors import UsageError

OPTION = "--zsim-traces"
SECTION = "zsim: its trace"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The folder of the traces."""
    parser.getgroup("zsim").addoption(OPTION, metavar="DIR", help="write a trace of each scenario that fails")


def pytest_configure(config: pytest.Config) -> None:
    """Watch this process's scenarios."""
    folder = config.getoption(OPTION)
    if folder:
        config.pluginmanager.register(_Tracing(config.invocation_params.dir / folder), "zsim-tracing")


class _Tracing:
    """Writes what each failing scenario did, once it has failed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, object, object]:
        """Let the scenario run; a trace that cannot be made or written is told beside the failure."""
        try:
            return (yield)
        except (Exception, pytest.fail.Exception) as error:
            caught = caught_in(item, error)
            if caught is not None:
                self._write(item, caught)
            raise

    def _write(self, item: pytest.Item, caught: Caught) -> None:
        path = self._folder / f"{re.sub(r'[^A-Za-z0-9_-]+', '-', caught.case.id).strip('-')}.json"
        try:
            save(caught.trace(), path)
            item.add_report_section("call", SECTION, str(path))
        except UsageError as refusal:
            item.add_report_section("call", SECTION, f"none: {refusal}")
