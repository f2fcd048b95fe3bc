"""``zsim new bug``: a scenario to fill in for something that went wrong, or one written from a trace."""

from __future__ import annotations

from pathlib import Path

import typer

from zsim.cli.exits import Exit
from zsim.cli.scripts import new_file, read_named
from zsim.explore.python_form import python_of
from zsim.explore.shrinking import Plays
from zsim.explore.shrinking.story import told_of
from zsim.explore.traces.trace import write_whole
from zsim.testing.project import seen_from_here

TO_FILL_IN = '''"""What went wrong, in one sentence."""

from __future__ import annotations

from zsim import World, given, scenario, then, when


@scenario(products="books")
def test_{name}(world: World, product: str) -> None:
    """What should happen instead, in one sentence."""
    with given("Acme stands in the CRM"):
        acme = world.crm.accounts.create(Account_Name="Acme")
    with when("customers are synced"):
        sync = world.connect(product)
        sync.customers.configure(module="accounts").save_and_sync()
        world.settle()
    with then("the customer is there"):
        assert world.why(acme).outcome == "created"
'''


def new_bug(name: str, trace: Path | None, into: Path | None = None) -> Exit:
    """Write the scenario file; one written from a trace does what was recorded."""
    path = new_file(name, into)
    if trace is None:
        text = TO_FILL_IN.format(name=name)
    else:
        found = read_named(trace)
        failing = Plays(expects=found.expects).failing(found.script)
        signature = failing.signature if failing is not None else None
        text = python_of(found.script, told_of(name, found.script, signature, found.name, found.expects))
    write_whole(path, text)
    typer.echo(seen_from_here(path))
    return Exit.OK
