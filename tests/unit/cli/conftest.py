"""A suite to call commands on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.suite import Suite


@pytest.fixture
def suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Suite:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p no:randomly")  # it would shuffle what is listed
    return Suite(tmp_path)
