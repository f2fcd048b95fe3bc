"""``zsim explore --interrupt``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.cli.suite import Suite
from tests.unit.explore.interruptions.samples import ACME, RUN, case, connected
from tests.unit.explore.interruptions.test_sweep import CLONED, forgetful
from zsim.cli import main
from zsim.cli.exits import Exit
from zsim.cli.explore import interrupt
from zsim.explore.script import Script, Start, plain
from zsim.explore.traces import save, trace_of_script
from zsim.kernel.errors import UsageError
from zsim.sync import EngineFunctions

SYNCED = """
@scenario(products=["books"], call_ms=1000)
def test_acme_is_synced(world, product):
    '''One account arrives.'''
    with given("Acme"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="1")
    with when("it is synced"):
        world.connect(product).customers.configure(module="accounts").save_and_sync()
        world.advance(minutes=20)
    with then("it is there"):
        assert world.why(acme).outcome == "created"
"""


def written(folder: Path, script: Script) -> str:
    """A file that holds the script."""
    path = folder / "script.json"
    path.write_text(json.dumps(plain(script)))
    return str(path)


def test_a_script_is_interrupted_and_what_was_met_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, case(ACME, *connected(), *RUN).script)
    assert main(["explore", path, "--interrupt", "--sample", "30"]) == Exit.OK
    out = capsys.readouterr().out.splitlines()
    assert out[-1] == "1 case, 12 calls, 30 plays: nothing was found."
    assert any(line.startswith("renamed ") and "plays" in line for line in out)


def test_what_is_found_is_told_in_words_and_saved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, folder = written(tmp_path, CLONED.script), tmp_path / "found"
    assert interrupt(path, "", 200, folder, EngineFunctions(traced=forgetful)) == Exit.FAILED
    out = capsys.readouterr().out
    assert "write of Accounts at crm:\n  there is crm's Accounts 'Cora'" in out
    assert "finding" in out.splitlines()[-1]
    assert json.loads((folder / "finding-1.json").read_text())["format"] == "zsim-script"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, CLONED.script)
    with pytest.raises(UsageError, match="a folder that can be written"):
        interrupt(path, "", 200, Path(path) / "found", EngineFunctions(traced=forgetful))


def test_a_script_that_cannot_be_played_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = Script(Start("books", quirks_off=["NO-01"]), CLONED.script.steps)
    assert main(["explore", written(tmp_path, broken), "--interrupt"]) == Exit.USAGE
    assert "NO-01" in capsys.readouterr().err


def test_cases_are_chosen_by_their_names(capsys: pytest.CaptureFixture[str]) -> None:
    name = "books vendor both ways overwrite edited there"
    assert main(["explore", "--interrupt", "--case", name, "--sample", "5"]) == Exit.OK
    assert "1 case, " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["explore", "--interrupt", "--case", "nowhere"], "no case has that in its name"),
        (["explore", "missing.json", "--interrupt"], "a file that can be read"),
        (["explore", "missing.json", "--interrupt", "--case", "books"], "a script is one case"),
        (["explore", "--interrupt", "--", "-x"], "this command does not call pytest"),
    ],
)
def test_what_cannot_be_interrupted_is_refused(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == Exit.USAGE
    assert words in capsys.readouterr().err


def test_a_file_that_holds_no_script_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "script.json"
    path.write_text("[")
    assert main(["explore", str(path), "--interrupt"]) == Exit.USAGE
    assert "no JSON" in capsys.readouterr().err


def test_a_scenario_is_interrupted_in_its_last_runs(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    suite.write(SYNCED)
    arguments = ("explore", "customers/acme_is_synced", "--interrupt", "--sample", "20")
    assert suite.zsim(*arguments) == Exit.OK
    assert capsys.readouterr().out.splitlines()[-1] == "1 case, 12 calls, 20 plays: nothing was found."


def test_a_trace_is_interrupted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "trace.json"
    save(trace_of_script(case(ACME, *connected(), *RUN).script), path)
    assert main(["explore", str(path), "--interrupt", "--sample", "5"]) == Exit.OK
    assert "1 case, 12 calls, 5 plays" in capsys.readouterr().out
