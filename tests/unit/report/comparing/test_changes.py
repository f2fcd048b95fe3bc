"""What changed, as a page shows it."""

from __future__ import annotations

from dataclasses import replace

from zsim.report.comparing.changes import ROWS_MAX, TextPiece, pieces, shown_changes, totals
from zsim.report.releases import Matter, ReleaseChange, ReleaseDifference


def differing(count: int) -> ReleaseDifference:
    changes = tuple([ReleaseChange("new", f"Story {number}") for number in range(count)])
    return ReleaseDifference("old", "new", {**dict.fromkeys(Matter, ()), Matter.STORIES: changes}, ())


def test_words_that_one_text_alone_has_are_set_apart() -> None:
    one, other = pieces("it stays in finance", "it goes in finance")
    assert one == (TextPiece("it", apart=False), TextPiece("stays", apart=True), TextPiece("in finance", apart=False))
    assert [each.words for each in other if each.apart] == ["goes"]


def test_a_page_holds_so_many_and_counts_the_others() -> None:
    *_, stories = shown_changes(differing(ROWS_MAX + 5))
    assert (len(stories.shown), stories.more) == (ROWS_MAX, 5)


def test_totals_are_told_in_words() -> None:
    assert totals(differing(2)) == "2 changes of stories"


def test_nothing_changed_only_where_all_was_compared() -> None:
    assert totals(replace(differing(0), in_stories=True)) == "nothing changed"
    assert totals(differing(0)) == "no rule, state, line of the decision table, step or result of a story changed"
