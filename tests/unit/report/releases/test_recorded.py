"""A release as a recording tells it."""

from __future__ import annotations

from tests.report.made_up import overwritten, recording, result, small_catalogue, small_evidence
from zsim.report import Evidence
from zsim.report.markdown import markdown_pages
from zsim.report.releases import Matter, compared, known_to, release_of, release_of_pages, with_outcomes
from zsim.sync import DecisionEntry, Outcome


def test_a_recording_tells_what_its_markdown_does() -> None:
    evidence = small_evidence()
    written = release_of_pages("reports", markdown_pages(evidence))
    assert not compared(written, release_of("run.zip", evidence))


def test_a_part_of_the_suite_is_told_as_one() -> None:
    assert release_of("run.zip", small_evidence(selection=["--product books"])).partial


def test_rules_and_products_that_are_known_no_more_are_left_out() -> None:
    old = recording(
        {"scenarios": [result("customers/a_b_c[books]", ("CUS-12", "XYZ-01")), result("x/y_z[sheets]", ())]}
    )
    (run,) = known_to(old, small_catalogue()).scenarios
    assert run.covers == ("CUS-12",)


def test_outcomes_are_told_of_runs_whose_journals_are_not_the_same() -> None:
    other = overwritten("books", digest="other")
    decided = [each.detail for each in other["journal"] if isinstance(each.detail, DecisionEntry)]
    skipped = decided[0]._replace(outcome=Outcome.SKIPPED, code="skip")
    entries = [each._replace(detail=skipped) if each.detail is decided[0] else each for each in other["journal"]]
    before = recording({"scenarios": [overwritten("books"), overwritten("invoice")]})
    after = recording({"scenarios": [{**other, "journal": entries}, overwritten("invoice")]})
    releases = [release_of(name, Evidence(small_catalogue(), each)) for name, each in (("old", before), ("new", after))]
    old, new = with_outcomes(releases[0], before, releases[1], after, small_catalogue())
    (changed,) = compared(old, new).changes[Matter.DECISIONS]
    assert changed.name == "account 'Acme' in the CRM: Overwrite replaces what the CRM knows (Books)"
    assert "overwrote" in changed.old
    assert "skipped" in changed.new
