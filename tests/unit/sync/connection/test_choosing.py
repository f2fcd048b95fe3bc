"""What may be chosen is known to a type checker, module by module."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]

USE = """
from zsim import World

sync = World().connect("books")
sync.customers.configure(module="accounts", extent="both_ways", account_view="All").save_and_sync().edit(extent="fetch")
sync.vendors.configure(duplicates="clone", vendor_view="All")
sync.items.configure(mapping={"Unit_Price": "rate"}).save_and_sync_later()
sync.vendors.edit(vendor_view="All")
sync.items.edit(product_view="All")
sync.customers.configure(module="acounts")
sync.customers.configure(extent="both")
sync.customers.configure(modul="accounts")
sync.customers.edit(duplicates="skipp")
sync.vendors.configure(module="accounts")
sync.items.edit(vendor_view="All")
sync.customers.configure(module="accounts").save_and_sync().edit(module="acounts")
"""

BY_NAME = """
from zsim import World
from zsim.sync import ModuleName

def both_ways(name: ModuleName, text: str) -> None:
    sync = World().connect("books")
    sync.module(name).configure(extent="both_ways")
    sync.module("items").configure(product_view="All")
    sync.module(text).instant_sync()
    sync.module("vendors").configure(module="accounts")
    sync.module("invoices").configure(extent="fetch")
    sync.module(name).configure(extent="both")
    sync.module(text).pauze()
"""


def wrong_lines(use: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The lines of a script that mypy finds wrong."""
    pytest.importorskip("mypy")
    (folder / "use.py").write_text(use)
    monkeypatch.setenv("MYPYPATH", str(ROOT))
    command = [sys.executable, "-m", "mypy", "--strict", "use.py"]
    told = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout
    return sorted({int(each) for each in re.findall(r"^use\.py:(\d+): error", told, re.MULTILINE)})


def test_the_sync_of_a_name_has_the_choices_of_that_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = BY_NAME.splitlines().index('    sync.module("vendors").configure(module="accounts")') + 1
    assert wrong_lines(BY_NAME, tmp_path, monkeypatch) == [first + each for each in range(4)]


def test_a_wrong_choice_is_found_by_mypy_and_a_right_one_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = wrong_lines(USE, tmp_path, monkeypatch)
    assert found == [
        USE.splitlines().index('sync.customers.configure(module="acounts")') + 1 + each for each in range(7)
    ]


def test_the_package_says_that_it_is_typed() -> None:
    assert (ROOT / "zsim" / "py.typed").is_file()
