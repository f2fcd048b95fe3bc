"""The pictures of life cycles: states in layers, a row for each move, the same every time."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.report.made_up import small_evidence
from zsim.report.drawing import BOX_HEIGHT, COLUMN_MAX, COLUMN_MIN, LETTER, ROW, Arrow, Drawing, drawing_of
from zsim.report.html import html_pages
from zsim.report.life_cycles import MovesMade, ProductCycle

CYCLES = [pytest.param(each, id=each.key) for each in MovesMade(small_evidence())]
HEAD = 4
"""How far the head of an arrow reaches to either side of its line."""
LABEL_ABOVE, LABEL_BELOW = 9, 3
"""How far letters of 12 pixels reach above and below the line they stand on."""
PRINT = """
from tests.report.made_up import small_evidence
from zsim.report.html import html_pages
print(dict(html_pages(small_evidence()))["lists/life-cycles.html"], end="")
"""


def drawn(key: str) -> tuple[ProductCycle, Drawing]:
    (shown,) = [each for each in MovesMade(small_evidence()) if each.key == key]
    return shown, drawing_of(shown)


@pytest.mark.parametrize("shown", CYCLES)
def test_there_is_a_box_for_each_state_and_an_arrow_between_two_of_them_for_each_move(shown: ProductCycle) -> None:
    drawing = drawing_of(shown)
    columns = dict(zip([each.x for each in drawing.boxes], shown.steps, strict=True))
    assert len(columns) == len(shown.steps)
    ends = [(each.tally.move, columns[each.start], columns[each.end]) for each in drawing.arrows]
    assert sorted(ends, key=str) == sorted(
        [(each.move, each.move.before, each.move.after) for each in shown.tallies], key=str
    )


@pytest.mark.parametrize("shown", CYCLES)
def test_states_stand_in_layers_by_their_moves_from_the_first_and_moves_below_where_they_begin(
    shown: ProductCycle,
) -> None:
    drawing = drawing_of(shown)
    by_step: dict[int, set[int]] = {}
    for box, step in zip(drawing.boxes, shown.steps.values(), strict=True):
        by_step.setdefault(step, set()).add(box.y)
    heights = [each for (each,) in map(tuple, by_step.values())]
    assert heights == sorted(heights)
    tops = {box.x: box.y for box in drawing.boxes}
    assert all(each.y > tops[each.start] + BOX_HEIGHT // 2 for each in drawing.arrows)


@pytest.mark.parametrize("shown", CYCLES)
def test_rows_lie_apart_and_all_of_it_is_inside(shown: ProductCycle) -> None:
    drawing = drawing_of(shown)
    heights = sorted([each.y for each in drawing.arrows])
    assert all(after - before >= ROW for before, after in itertools.pairwise(heights))
    assert heights[-1] < drawing.height
    assert max(each.right for each in drawing.arrows) < drawing.width
    for box in drawing.boxes:
        touching = [each.y for each in drawing.arrows if box.x in (each.start, each.end)]
        assert (box.top, box.bottom) == (min([box.y, *touching]), max([box.y, *touching]))


@pytest.mark.parametrize("shown", CYCLES)
def test_no_label_lies_on_an_arrow_its_head_or_the_label_of_another_row(shown: ProductCycle) -> None:
    arrows = drawing_of(shown).arrows
    lines = [each.y for each in arrows]
    loops = [each.y - 14 for each in arrows if each.start == each.end]
    for each in arrows:
        if each.start != each.end:
            reached = range(each.label_y - LABEL_ABOVE, each.label_y + LABEL_BELOW + 1)
            assert not [y for line in (*lines, *loops) for y in range(line - HEAD, line + HEAD + 1) if y in reached]


def test_columns_stand_as_far_apart_as_the_labels_between_neighbours_need() -> None:
    _, drawing = drawn("sales_orders-books")
    column = drawing.boxes[1].x - drawing.boxes[0].x
    near = [each for each in drawing.arrows if abs(each.start - each.end) == column]
    assert COLUMN_MIN <= column <= COLUMN_MAX
    assert column == COLUMN_MAX or all(len(each.label) * LETTER < column for each in near)


def look(drawing: Drawing, verb: str, before: str = "sent") -> Arrow:
    return next(each for each in drawing.arrows if (each.tally.move.verb, each.tally.move.before) == (verb, before))


def test_who_makes_a_move_and_whether_it_was_made_can_be_seen() -> None:
    _, billing = drawn("estimates-billing")
    _, orders = drawn("sales_orders-books")
    assert look(billing, "expire").look == "clock"
    assert look(billing, "accept").look == "never"
    assert look(orders, "void", "draft").look == "person"
    assert look(orders, "void", "draft").label == "void 1,208, 7 by triggers"


def test_a_move_back_to_its_state_is_a_loop() -> None:
    _, orders = drawn("sales_orders-books")
    loop = look(orders, "send", "open")
    assert loop.start == loop.end
    assert loop.middle > loop.start
    assert "a7 7" in loop.path


def test_the_page_is_the_same_in_another_process() -> None:
    page = dict(html_pages(small_evidence()))["lists/life-cycles.html"]
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[3])}
        told = subprocess.run([sys.executable, "-c", PRINT], env=environment, capture_output=True, check=True)
        assert told.stdout.decode() == page
