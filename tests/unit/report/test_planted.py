"""What caught planted bugs, in words."""

from __future__ import annotations

from dataclasses import replace

from tests.report.made_up import recording, small_catalogue, small_run
from zsim.explore.selftest import Attempt, Verdict
from zsim.report.evidence import Evidence
from zsim.report.html import html_pages
from zsim.report.markdown import PLANTED, markdown_pages
from zsim.report.planted import HEADS, planted_lines, planted_totals

MISSED = Attempt(90, 60.0)
GOOD = Verdict(
    "write-again",
    Attempt(3, 0.1, "customers/acme_is_carried[books]", ("quiet-second-run",)),
    MISSED,
    Attempt(1_204, 30.0, "seed 1203 with faults", ("model",)),
    MISSED,
)
BAD = replace(GOOD, bug="never-match", scenarios=MISSED, green=("CUS-12",))


def test_a_line_tells_how_many_executions_each_means_took():
    (line,) = planted_lines([GOOD])
    assert len(line) == len(HEADS)
    assert line[0] == "write-again"
    assert line[2:] == (
        "3: customers/acme_is_carried[books]",
        "quiet-second-run",
        "yes",
        "1,204: seed 1203 with faults",
        "missed",
    )


def test_the_totals_count_what_each_means_caught():
    assert planted_totals([GOOD, BAD]) == (
        "2 bugs: 1 by scenarios, 1 by invariants, 2 by the model, 2 by random worlds, 0 by interruptions and "
        "2 by exploration alone"
    )


def test_both_reports_hold_what_was_saved_and_what_is_wrong_with_it():
    evidence = Evidence(small_catalogue(), recording(small_run()), verdicts=(GOOD, BAD))
    for page in (markdown_pages(evidence)[PLANTED], dict(html_pages(evidence))["lists/bank.html"]):
        assert "1,204: seed 1203 with faults" in page
        assert "never-match: no scenario catches it" in page
        assert "never-match: it breaks CUS-12, whose scenarios pass all the same" in page


def test_without_anything_saved_there_is_no_page():
    evidence = Evidence(small_catalogue(), recording(small_run()))
    assert PLANTED not in markdown_pages(evidence)
