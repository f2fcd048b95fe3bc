"""Reports on what a recorded run proves: Markdown to be committed, HTML to be read."""

from __future__ import annotations

from zsim.kernel.errors import OtherVersion
from zsim.recording.file import read_recording
from zsim.recording.schema import Result, ScenarioRun
from zsim.report.evidence import AreaTally, Evidence, State
from zsim.report.files import changes, write_html, write_markdown

__all__ = [
    "AreaTally",
    "Evidence",
    "OtherVersion",
    "Result",
    "ScenarioRun",
    "State",
    "changes",
    "read_recording",
    "write_html",
    "write_markdown",
]
