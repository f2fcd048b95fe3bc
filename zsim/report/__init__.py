"""Reports on what a recorded run proves: Markdown to be committed, HTML to be read."""

from __future__ import annotations

from zsim.kernel.errors import OtherVersion
from zsim.report.evidence import AreaTally, Evidence, State
from zsim.report.files import changes, write_html, write_markdown
from zsim.report.recording import Result, ScenarioRun, read_recording

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
