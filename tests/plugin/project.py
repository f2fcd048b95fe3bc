"""A project of somebody else, in which zsim's plugin is one of several, each loaded by its name."""

from __future__ import annotations

import textwrap
from importlib.util import find_spec
from pathlib import Path

import pytest

from zsim.recording.file import read_recording
from zsim.recording.schema import ScenarioRun
from zsim.testing.project import RUN_FILE

NAMES = {
    "asyncio": ("pytest_asyncio.plugin",),
    "bdd": ("pytest_bdd.plugin",),
    "django": ("pytest_django.plugin",),
    "freezer": ("pytest_freezer",),
    "html": ("pytest_metadata.plugin", "pytest_html.plugin"),
    "json": ("pytest_metadata.plugin", "pytest_jsonreport.plugin"),
    "randomly": ("pytest_randomly",),
    "rerun": ("pytest_rerunfailures",),
    "time_machine": ("time_machine",),
    "timeout": ("pytest_timeout",),
    "xdist": ("xdist.plugin",),
}

LONG = ("pytest_asyncio", "pytest_django", "pytest_jsonreport", "pytest_rerunfailures", "pytest_timeout")
"""Those that only the extra ``long`` brings; any other that is missing is a failure."""

# What the tests of a project may ask: the time as the file system knows it, which nobody freezes.
REAL = """
import pathlib, tempfile, time

def is_real():
    with tempfile.NamedTemporaryFile() as file:
        pathlib.Path(file.name).touch()
        return abs(time.time() - pathlib.Path(file.name).stat().st_mtime) < 5
"""


class Project:
    """Files in a folder of their own, and what pytest makes of them."""

    def __init__(self, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
        self._pytester = pytester
        self.folder = pytester.path
        monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
        monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
        self.write("real.py", REAL)
        self.write("pytest.ini", "[pytest]\npythonpath = .\naddopts = --strict-markers\n")

    def write(self, file: str, *parts: str) -> None:
        """Make a file of parts, each moved to the left margin."""
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(map(textwrap.dedent, parts)), encoding="utf-8")

    def run(self, *options: str, beside: tuple[str, ...] = ()) -> pytest.RunResult:
        """Run pytest with our plugin and those beside it, which are loaded first."""
        names = [name for each in beside for name in NAMES[each]]
        for name in names:
            if name.partition(".")[0] in LONG and find_spec(name.partition(".")[0]) is None:
                pytest.skip(f"{name} is not installed")
        loaded = [word for name in (*names, "zsim.testing.plugin") for word in ("-p", name)]
        return self._pytester.runpytest_subprocess(*loaded, "-p", "no:cacheprovider", *options)

    def holds(self, file: str) -> bool:
        """Whether there is such a file."""
        return (self.folder / file).exists()

    def text(self, file: str) -> str:
        """What a file holds."""
        return (self.folder / file).read_text(encoding="utf-8")

    def results(self) -> dict[str, str]:
        """What became of each scenario by the recording, by its id."""
        return {each.id: each.result for each in self.recorded()}

    def recorded(self) -> tuple[ScenarioRun, ...]:
        """The scenarios of the recording."""
        return read_recording(self.folder / RUN_FILE).scenarios
