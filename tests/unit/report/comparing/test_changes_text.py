"""What changed, as Markdown."""

from __future__ import annotations

from zsim.report.comparing.changes import ROWS_MAX
from zsim.report.comparing.changes_text import changes_text
from zsim.report.releases import Matter, ReleaseChange, ReleaseDifference
from zsim.report.wrapping import WIDTH


def differing(*rules: ReleaseChange, in_stories: bool = False) -> ReleaseDifference:
    changes = {**dict.fromkeys(Matter, ()), Matter.RULES: rules}
    return ReleaseDifference("the reports committed at 0badc0ffee12", "this run", changes, (), in_stories)


def test_each_change_is_an_item_with_the_words_of_both_times() -> None:
    told = changes_text(differing(ReleaseChange("says something else", "CUS-12 Overwrite", "It is.", "It is *not*.")))
    assert "\n- **CUS-12 Overwrite**: says something else; before: It is.; now: It is \\*not\\*.\n" in told
    assert "Since the reports committed at 0badc0ffee12: 1 change of a rule." in told
    assert "**May this be released: yes.**" in told


def test_it_tells_all_that_the_page_cuts_off_in_lines_that_are_not_long() -> None:
    many = [ReleaseChange("new", f"Rule {number}", "", "word " * 80) for number in range(ROWS_MAX + 5)]
    told = changes_text(differing(*many))
    assert told.count("\n- **Rule ") == ROWS_MAX + 5
    assert max(map(len, told.splitlines())) <= WIDTH


def test_what_was_not_compared_is_said() -> None:
    assert "was not compared" in changes_text(differing()).replace("\n", " ")
    assert "was not compared" not in changes_text(differing(in_stories=True)).replace("\n", " ")


def test_without_a_baseline_it_says_so() -> None:
    assert changes_text(None) == "# What changed\n\nThere is no baseline to compare with.\n"
