"""Lines of Markdown are cut where that changes nothing."""

from __future__ import annotations

import pytest

from zsim.report.wrapping import WIDTH, one_link_a_line, shortened, wrapped

LONG = "word " * 80


def test_a_sentence_is_cut_at_blanks() -> None:
    lines = list(wrapped([LONG.strip()]))
    assert max(map(len, lines)) <= WIDTH
    assert " ".join(lines) == LONG.strip()


def test_what_belongs_to_a_list_item_is_indented() -> None:
    first, second, *_ = wrapped([f"- {LONG}"])
    assert first.startswith("- word")
    assert second.startswith("  word")


@pytest.mark.parametrize("line", [f"| {LONG}|", f"## {LONG}", f"    {LONG}"])
def test_a_table_a_heading_and_what_is_indented_stay(line: str) -> None:
    assert list(wrapped([line])) == [line]


@pytest.mark.parametrize("sign", ["-", "+", "#", "1.", ">"])
def test_no_line_begins_with_what_would_begin_a_list(sign: str) -> None:
    lines = list(wrapped(["a " * 5 + f"{sign} b", "c"], 11))
    assert not any(line.startswith(sign) for line in lines)
    assert " ".join(lines) == "a " * 5 + f"{sign} b c"


def test_a_long_row_of_a_table_tells_its_links_by_name() -> None:
    rows = ["| [one](a.md#one) | [two](b.md) |", "| [one](a.md#one) |"]
    assert list(shortened(rows, 30)) == ["| [one] | [two] |", rows[1], "", "[one]: a.md#one", "[two]: b.md"]


def test_one_name_that_leads_to_two_places_is_told_with_its_place() -> None:
    row = "| [one](a.md) | [one](b.md) |"
    assert list(shortened([row], 10)) == ["| [one] | [one](b.md) |", "", "[one]: a.md"]


@pytest.mark.parametrize(("start", "indent"), [("", ""), ("- ", "  ")])
def test_each_link_of_a_sentence_stands_on_a_line_of_its_own(start: str, indent: str) -> None:
    told = f"{start}It covers [A](a.md), [B](b.md) and [C](#c). It ended well."
    lines = [f"{start}It covers [A](a.md),", f"{indent}[B](b.md)", f"{indent}and [C](#c). It ended well."]
    assert list(one_link_a_line([told])) == lines


def test_a_row_of_a_table_with_two_links_stays_a_row() -> None:
    assert list(one_link_a_line(["| [A](a.md) | [B](b.md) |"])) == ["| [A](a.md) | [B](b.md) |"]
