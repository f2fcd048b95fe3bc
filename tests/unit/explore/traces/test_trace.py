"""Traces as files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.explore.script.samples import ACME, CONNECTED
from zsim.explore.failures import Comparison
from zsim.explore.script import Script, Start
from zsim.explore.traces import Trace, read_trace, save, text_of, trace_of_script
from zsim.kernel.errors import OtherVersion, UsageError

TRACE = trace_of_script(Script(Start("books"), (ACME, *CONNECTED)), "a case")


def test_a_trace_goes_out_and_back(tmp_path: Path):
    path = tmp_path / "traces" / "a.json"
    compared = Comparison("field", "acme", "==", "2", "1", "Phone")
    trace = Trace(TRACE.name, TRACE.script, TRACE.entries, "", compared)
    save(trace, path)
    assert read_trace(path.read_text(encoding="utf-8")) == trace
    assert [each.name for each in path.parent.iterdir()] == ["a.json"]


def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_left(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="a folder that can be written"):
        save(TRACE, tmp_path / "file" / "a.json")
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def changed(**parts: object) -> str:
    """The trace with other parts."""
    return json.dumps({**json.loads(text_of(TRACE)), **parts})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (text_of(TRACE)[:-200], "no JSON at line"),
        ("", "it may be cut short"),
        ("[]", "it is no object"),
        ("{}", "it says no format"),
        (changed(format="zsim-run"), "a trace, of the format zsim-trace"),
        (changed(entries=[["x"]]), "entry 1: it is none"),
        (changed(entries=None), "its entries are no list"),
        (changed(expects={"what": "luck"}), "it is no comparison"),
        (json.dumps({"format": "zsim-trace", "version": 1}), "it has no 'name'"),
    ],
)
def test_what_is_no_trace_is_refused_in_words(text: str, words: str):
    with pytest.raises(UsageError) as refusal:
        read_trace(text)
    assert words in str(refusal.value)


def test_another_version_is_an_error_of_its_own():
    with pytest.raises(OtherVersion, match="its format version is 2; version 1"):
        read_trace(changed(version=2))


def test_an_unknown_verb_is_told_with_its_step():
    script = json.loads(text_of(TRACE))["script"]
    script["steps"][1]["do"] = "conect"
    with pytest.raises(UsageError, match=r"step 2 of a script, .*no such verb; did you mean 'connect'"):
        read_trace(changed(script=script))
