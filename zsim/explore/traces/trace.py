"""A trace: a script with all that came of it, in one versioned form, so that playing it again can be compared.

>>> from zsim.explore.script import Script, Start, do
>>> trace = trace_of_script(Script(Start("books"), (do("generate_zsc_key", app="crm"),)))
>>> trace.entries[0].told
'2026-01-05 09:00:00  Administrator generated a ZSC key in the CRM'
>>> read_trace(text_of(trace)) == trace
True
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from zsim.explore.failures import Comparison, comparison_of
from zsim.explore.failures.comparing import plain as plain_comparison
from zsim.explore.script import Player, Script, script_of
from zsim.explore.script import plain as plain_script
from zsim.explore.traces.entries import WithoutStory, digest_of
from zsim.faults import EngineKilled
from zsim.kernel.errors import OtherVersion, UsageError
from zsim.testing.project import replace_text
from zsim.world import Functions, World

FORMAT = "zsim-trace"
VERSION = 1
PARTS = ("format", "version", "name", "script", "entries", "failure", "expects")


class TracedEntry(NamedTuple):
    """One entry: its digest, and what it tells in words."""

    digest: str
    told: str


@dataclass(frozen=True, slots=True)
class Trace:
    """A script and its journal; ``failure`` is what it failed with in words, if it did.

    ``expects`` is the comparison that a scenario failed with. ``name`` is that of what was recorded.
    """

    name: str
    script: Script
    entries: tuple[TracedEntry, ...]
    failure: str = ""
    expects: Comparison | None = None


def entries_of(world: World) -> tuple[TracedEntry, ...]:
    """The entries of a world's journal without its story."""
    lines = {line.number: f"{line.moment}  {line.text}" for line in world.lines()}
    filtering = WithoutStory()
    return tuple(
        [
            TracedEntry(digest_of(kept), lines.get(each.number, each.kind))
            for each in world.journal
            for kept in filtering.take([each])
        ]
    )


def trace_of_script(script: Script, name: str = "a script", functions: Functions | None = None) -> Trace:
    """What comes of a script."""
    player = Player(script.start, functions, faults=script.faults)
    failure = ""
    try:
        for step in script.steps:
            player.do(step)
        player.world.check()
    except (Exception, EngineKilled) as error:  # noqa: BLE001  a script that fails is traced for just that
        failure = told_failure(error)
    return Trace(name, script, entries_of(player.world), failure)


def told_failure(error: BaseException) -> str:
    """What something failed with, in words."""
    return f"{type(error).__name__}: {error}"


def text_of(trace: Trace) -> str:
    """The trace as the text of a file."""
    head = {
        "format": FORMAT,
        "version": VERSION,
        "name": trace.name,
        "script": plain_script(trace.script),
        "failure": trace.failure,
        "expects": None if trace.expects is None else plain_comparison(trace.expects),
    }
    lines = ",\n".join([json.dumps(list(each), ensure_ascii=False) for each in trace.entries])
    opened = json.dumps(head, ensure_ascii=False).removesuffix("}")
    return f'{opened}, "entries": [\n{lines}\n]}}\n'


def save(trace: Trace, path: Path) -> None:
    """Write a trace into a file, whole or not at all; a folder that cannot be written raises ``UsageError``."""
    write_whole(path, text_of(trace))


def write_whole(path: Path, text: str) -> None:
    """Write a file whole or not at all; where that cannot be, ``UsageError`` says so."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_text(path, text)
    except OSError as error:
        raise UsageError(
            asked=f"write {path}", found=error.strerror or str(error), right="a folder that can be written"
        ) from None


def read_trace(text: str, where: str = "a trace") -> Trace:
    """The trace in a text; ``UsageError`` for what is none, ``OtherVersion`` for one of another format version."""
    held = _parsed(text, where)
    if held.get("format") != FORMAT:
        found = f"its format is {held.get('format')!r}" if "format" in held else "it says no format"
        raise UsageError(asked=f"read {where}", found=found, right=f"a trace, of the format {FORMAT}")
    if held.get("version") != VERSION:
        raise OtherVersion(
            asked=f"read {where}", found=f"its format version is {held.get('version')}", right=f"version {VERSION}"
        )
    for each in PARTS:
        if each not in held:
            raise UsageError(asked=f"read {where}", found=f"it has no {each!r}", right="the whole trace")
    expects = None if held["expects"] is None else comparison_of(held["expects"])
    entries = tuple(_entries(held["entries"], where))
    return Trace(str(held["name"]), script_of(held["script"]), entries, str(held["failure"]), expects)


def _parsed(text: str, where: str) -> Mapping[str, Any]:
    try:
        held = json.loads(text)
    except json.JSONDecodeError as error:
        raise UsageError(
            asked=f"read {where}",
            found=f"no JSON at line {error.lineno} ({error.msg})",
            right="the whole file as it was written; it may be cut short",
        ) from None
    if not isinstance(held, dict):
        raise UsageError(asked=f"read {where}", found="it is no object", right="a trace or a script as it was written")
    return held


def _entries(data: Any, where: str) -> Iterable[TracedEntry]:
    if not isinstance(data, list):
        raise UsageError(asked=f"read {where}", found="its entries are no list", right="the whole trace")
    for number, each in enumerate(data, 1):
        if not isinstance(each, list) or len(each) != 2 or not all(isinstance(one, str) for one in each):
            raise UsageError(
                asked=f"read {where}, entry {number}", found="it is none", right="a digest and what the entry tells"
            )
        yield TracedEntry(*each)
