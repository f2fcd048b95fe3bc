"""Lines that count on are folded, and no others."""

from __future__ import annotations

from zsim.report.story.counting_on import LINES_MIN, folded_counts


def added(*numbers: int) -> list[str]:
    return [f"{number} sync added Person {number + 7} Lee (CUS-03)" for number in numbers]


def test_of_lines_that_count_on_the_first_and_the_last_are_told_with_how_many_are_between() -> None:
    lines = added(*range(10, 90, 2))
    assert list(folded_counts(lines)) == [
        lines[0],
        "… 38 more such lines, whose numbers count on, up to",
        lines[-1],
    ]


def test_a_few_lines_are_told_each() -> None:
    lines = added(*range(1, LINES_MIN))
    assert list(folded_counts(lines)) == lines


def test_a_line_that_skips_a_number_begins_anew() -> None:
    lines = added(*range(1, 7), *range(8, 14))
    assert [line for line in folded_counts(lines) if line in lines] == [lines[0], lines[5], lines[6], lines[11]]


def test_a_line_of_other_words_is_told_where_it_stands() -> None:
    lines = [*added(*range(1, 7)), "7 sync left Ann Ray", *added(*range(8, 14))]
    told = list(folded_counts(lines))
    assert told[2:5] == [lines[5], lines[6], lines[7]]


def test_lines_whose_numbers_go_no_common_way_are_told_each() -> None:
    lines = added(1, 2, 4, 7, 11, 16, 22)
    assert list(folded_counts(lines)) == lines
