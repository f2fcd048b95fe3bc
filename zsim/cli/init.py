"""``zsim init``: a first scenario to begin with, in a project that has none."""

from __future__ import annotations

from pathlib import Path

import typer

from zsim.kernel.errors import UsageError
from zsim.testing.project import HOME, SETTINGS, seen_from_here

FIRST = '''"""The first scenario: change it, or write your own beside it."""

from zsim import World, given, scenario, then, when


@scenario(covers=["CUS-09", "CUS-12"], products=["invoice", "books", "billing"])
def test_overwrite_replaces_the_existing_customer(world: World, product: str) -> None:
    """A customer typed into finance by hand takes the CRM's values at the first sync."""
    with given("Acme stands in the CRM and, with another phone, in finance"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        twin = world[product].customers.create(contact_name="Acme", phone="999")
    with when("customers are synced with 'overwrite'"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="fetch", duplicates="overwrite").save_and_sync()
        world.settle()
    with then("the one customer carries the CRM's phone"):
        assert world[product].customers.all() == [twin]
        assert twin.phone == "111"
        assert world.why(acme).outcome == "overwritten"
'''
PYTEST = f"[pytest]\ntestpaths = {HOME}\naddopts = --import-mode=importlib\n"


def begin(folder: Path) -> None:
    """Write a first scenario into a folder, and settings of pytest if it has none; tell what was written.

    Raises ``UsageError``, with nothing written, where there are scenarios already.
    """
    home = folder / HOME
    if home.exists():
        raise UsageError(
            asked="zsim init",
            found=f"there is {seen_from_here(home)} already",
            right="'zsim run' runs what is there; a new scenario is a function in a file test_*.py below it",
        )
    files = {home / "customers" / "test_first.py": FIRST}
    if not any((folder / each).exists() for each in SETTINGS):
        files[folder / "pytest.ini"] = PYTEST
    for file, text in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        typer.echo(f"Written: {seen_from_here(file)}")
    typer.echo("Next: 'zsim run' runs it and writes the reports.")
