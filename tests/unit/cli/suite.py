"""A small suite of scenarios in a folder of its own, for commands to run on."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zsim.cli import main
from zsim.recording.file import bytes_of, read_recording
from zsim.recording.schema import Recording
from zsim.testing.project import RUN_FILE

# Plugins that have no part in this and cost more than all the rest.
ALONE = ("--", "-p", "no:hypothesispytest", "-p", "no:faker")

INTERRUPTIBLE = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)"
INTERRUPTIBLE += "; from zsim.cli import main; sys.exit(main())"
"""The command as in a terminal: what a script runs in the background ignores interrupts, and so would all it begins."""

OPENING = """
from zsim import given, scenario, then, when

"""

PASSING = """
@scenario(covers=["CUS-09"], products=["invoice", "books"], tags=["smoke"])
def test_a_name_is_told(world, product):
    '''A customer has a name.'''
    with when("Acme is typed in"):
        acme = world[product].customers.create(contact_name="Acme")
    with then("it has that name"):
        assert acme.contact_name == "Acme"
"""

FAILING = """
@scenario(covers=["CUS-12"], products=["books"])
def test_too_much_is_expected(world):
    '''It fails.'''
    with then("there is an Acme"):
        assert world.books.customers.all() == ["Acme"]
"""

SYNCED = """
@scenario(covers=["CUS-12"], products=["books"])
def test_an_account_is_carried(world):
    '''An account becomes a customer, and nothing is written twice.'''
    with given("both are connected"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect("books").customers
        sync.configure(module="accounts")
    with when("the first sync has run"):
        sync.save_and_sync()
        world.advance(hours=3)
    with then("there is one"):
        assert len(world.books.customers.all()) == 1
"""

UNSTABLE = """
@scenario(covers=["CUS-13"], products=["books"])
def test_the_order_is_chance(world):
    '''Its journal hangs on the hash seed.'''
    with then("all is well"):
        pass
    world.journal.append("script", "note", ", ".join({"red", "green", "blue", "white", "black", "brown"}))
"""


class Suite:
    """Scripts in a folder, and the command line called there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, *scripts: str) -> None:
        """Make these the scenarios of the suite."""
        file = self.folder / "scenarios" / "customers" / "test_customers.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(OPENING + "\n".join(map(textwrap.dedent, scripts)), encoding="utf-8")
        (self.folder / "pyproject.toml").write_text(
            '[tool.pytest.ini_options]\ntestpaths = ["scenarios"]\naddopts = ["--import-mode=importlib", "-ra"]\n'
        )

    def zsim(self, *arguments: str) -> int:
        """Call a command that does not run pytest."""
        with own_scripts():
            return main(arguments)

    def run(self, *arguments: str) -> int:
        """Call ``zsim run``."""
        with own_scripts():
            return main(("run", *arguments, *ALONE))

    def record(self, recording: Recording | bytes) -> None:
        """Put a recording, or what else may stand there, where commands look for the last run."""
        file = self.folder / RUN_FILE
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(recording if isinstance(recording, bytes) else bytes_of(recording))

    def recorded(self) -> Recording:
        """The last recording."""
        return read_recording(self.folder / RUN_FILE)

    def text(self, path: str) -> str:
        """What a file of the suite holds."""
        return (self.folder / path).read_text(encoding="utf-8")

    def holds(self, path: str) -> bool:
        """Whether the suite has such a file."""
        return (self.folder / path).exists()


@contextmanager
def own_scripts() -> Iterator[None]:
    """Keep scripts imported inside apart from those of other suites, which have the same names."""
    others = {name: module for name, module in sys.modules.items() if name.partition(".")[0] == "scenarios"}
    for name in others:
        del sys.modules[name]
    try:
        yield
    finally:
        for name in [each for each in sys.modules if each.partition(".")[0] == "scenarios"]:
            del sys.modules[name]
        sys.modules.update(others)
