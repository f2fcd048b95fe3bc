"""The Markdown reports are read back as they were written."""

from __future__ import annotations

from tests.report.made_up import small_evidence
from zsim.explore.decision_table import decision_table
from zsim.report.markdown import markdown_pages
from zsim.report.releases.committed import release_of_pages

TABLE = decision_table()[:12]
RELEASE = release_of_pages("reports", markdown_pages(small_evidence(TABLE)))


def test_each_rule_is_read_with_its_text_and_its_states() -> None:
    assert list(RELEASE.rules) == [
        *("CON-01", "CON-02", "CUS-09", "CUS-12", "CUS-13", "CUS-21", "CUS-27"),
    ]
    rule = RELEASE.rules["CUS-12"]
    assert (rule.title, rule.text) == ("Overwrite", "Overwrite, says the rule.")
    assert rule.states == {"Invoice": "proven", "Books": "proven", "Billing": "failing"}
    assert rule.basis.startswith("It rests on 000 ")


def test_each_story_is_read_with_its_steps_and_results() -> None:
    story = RELEASE.stories["Overwrite replaces what the CRM knows"]
    assert story.doc == (
        "A customer typed in by hand takes the CRM's values.",
        "The user saw two of them before.",
    )
    assert [each.told_for for each in story.tellings] == ["Invoice", "Books", "Billing"]
    assert story.tellings[1].steps[-1] == ("And", "books has no <b>other</b> & no *second* one")
    assert dict(story.results) == {"Invoice · Books": "passed", "Billing": "failed"}


def test_a_story_that_covers_nothing_is_read_from_the_summary() -> None:
    assert RELEASE.stories["Nothing in particular is shown"].results == (("", "passed"),)


def test_the_decision_table_is_read_by_policy_and_product() -> None:
    question = ("account", "in the CRM", "fetch from CRM", "clone", "Books")
    assert RELEASE.decisions[question][0] == "created"
    products = {name for *_, name in RELEASE.decisions}
    assert products == {"Invoice", "Books", "Billing"}


def test_wrapped_lines_read_as_one() -> None:
    text = "# X\n\n## Behaviours\n\n### CUS-12 Overwrite\n\nOne\nline.\n\n✓ proven for Books;\n✗ failing for Billing.\n"
    rule = release_of_pages("x", {"areas/CUS.md": text}).rules["CUS-12"]
    assert (rule.text, rule.states) == ("One line.", {"Books": "proven", "Billing": "failing"})


def test_no_pages_tell_nothing() -> None:
    empty = release_of_pages("x", {})
    assert [dict(each) for each in (empty.rules, empty.stories, empty.decisions)] == [{}, {}, {}]


def test_a_sentence_of_links_reads_alike_on_one_line_and_on_a_line_each() -> None:
    """The links of one sentence were once told on one line, as in the reports of older revisions."""
    start = "# X\n\n## Stories\n\n### It is so\n\nSaid once.\n\n- **Given** a customer\n\n"
    once = f"{start}Covers [CUS-01](#cus-01) and [CUS-02](#cus-02). Result: ✓ passed for Books.\n"
    now = f"{start}Covers [CUS-01](#cus-01)\nand [CUS-02](#cus-02). Result: ✓ passed for Books.\n"
    one, other = [release_of_pages("x", {"areas/CUS.md": each}).stories for each in (once, now)]
    assert one == other
    assert one["It is so"].results == (("Books", "passed"),)
