"""Scripts, traces and scenarios as people name them to a command: read from a file, or caught as pytest runs it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from zsim.cli.exits import Exit
from zsim.cli.in_process import IN_PROCESS, UNRECORDED
from zsim.cli.run import SessionOptions
from zsim.explore.catching import Catching
from zsim.explore.failures import Comparison
from zsim.explore.script import FORMAT, Script, require_names, script_of
from zsim.explore.traces import Trace, read_trace, script_of_world
from zsim.kernel.errors import UsageError
from zsim.testing.project import HOME, project_here

QUIET = ("-qq", "--no-header", "--no-summary", "--tb=no", "--show-capture=no", *IN_PROCESS, *UNRECORDED)
FOUND = "found"


@dataclass(frozen=True, slots=True)
class NamedScript:
    """What a person named: its script, what it fails with if that is a comparison, and its name in words."""

    name: str
    script: Script
    expects: Comparison | None = None


def named(asked: str, seed: int = 0) -> NamedScript:
    """The script of a file, of a trace, or of the scenario that fails; what is none raises ``UsageError``."""
    if is_file(asked):
        return read_named(Path(asked))
    trace = failing_scenario(asked, seed)
    return NamedScript(trace.name, trace.script, trace.expects)


def is_file(asked: str) -> bool:
    """Whether that names a script or a trace, and no scenario."""
    path = Path(asked)
    return path.suffix == ".json" or (path.is_file() and path.suffix != ".py")


def passing(asked: str, seed: int = 0) -> NamedScript:
    """The script of a file, of a trace, or of the first scenario of that id or path that passes."""
    if is_file(asked):
        return read_named(Path(asked))
    catching = _run(asked, seed)
    if not catching.passed:
        raise UsageError(asked=asked, found="it fails", right="a scenario that passes; 'zsim shrink' takes this one")
    case, world = catching.passed[0]
    return NamedScript(case.id, script_of_world(world))


def read_named(path: Path) -> NamedScript:
    """The script of a file that holds one, or a trace."""
    text = read_text(path)
    if _format(text) == FORMAT:
        return NamedScript(path.stem, checked(script_of(text), path))
    trace = read_trace(text, str(path))
    return NamedScript(trace.name, checked(trace.script, path), trace.expects)


def read_text(path: Path) -> str:
    """The text of a file; one that cannot be read raises ``UsageError``."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        found = error.strerror if isinstance(error, OSError) and error.strerror else "it is no text"
        raise UsageError(asked=f"read {path}", found=found, right="a file that can be read") from None


def checked(script: Script, path: Path) -> Script:
    """The script; one with a step about a record that no step makes is refused with the file's name."""
    try:
        require_names(script)
    except UsageError as refusal:
        raise UsageError(asked=f"{path}, {refusal.asked}", found=refusal.found, right=refusal.right) from None
    return script


def failing_scenario(asked: str, seed: int = 0) -> Trace:
    """The trace of the first scenario of that id or path that fails; one that passes raises ``UsageError``."""
    catching = _run(asked, seed)
    if catching.caught:
        return catching.caught[0].trace()
    found = "it passes" if catching.ran == 1 else f"all {catching.ran} of it pass"
    raise UsageError(asked=f"what fails in {asked}", found=found, right="a scenario that fails")


def _run(asked: str, seed: int) -> Catching:
    """Run scenarios by id or path; where none can be run, ``UsageError`` says so."""
    catching = Catching()
    options = replace(SessionOptions(), paths=(asked,), seed=seed)
    code = pytest.main([*QUIET, *options.for_pytest()], plugins=[catching])
    if catching.ran:
        return catching
    if code not in (Exit.OK, Exit.NOTHING):
        raise UsageError(asked=asked, found="it cannot be run", right=f"'zsim run {asked}' tells why")
    raise UsageError(asked=asked, found="no scenario is called so", right="one of 'zsim list', or the path of a file")


def new_file(name: str, into: Path | None) -> Path:
    """Where a new scenario goes; a name that is none of a test, and a file that is there, raise ``UsageError``.

    The scenario bears the name of the file where one is given.
    """
    name = into.stem.removeprefix("test_") if into is not None else name
    if not name.isidentifier():
        raise UsageError(asked=f"a scenario called {name!r}", found="it is no name", right="such as a_phone_is_lost")
    if name.count("_") < 2:
        found, right = "it is no sentence", "at least three words, such as a_phone_is_lost"
        raise UsageError(asked=f"a scenario called {name!r}", found=found, right=right)
    path = into or project_here() / HOME / FOUND / f"test_{name}.py"
    if path.exists():
        raise UsageError(asked=f"write {path}", found="it is there already", right="another name")
    return path


def _format(text: str) -> str:
    try:
        held = json.loads(text)
    except json.JSONDecodeError:
        return ""
    return str(held.get("format")) if isinstance(held, dict) else ""
