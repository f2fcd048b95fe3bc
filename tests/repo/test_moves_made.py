"""What the committed reports say of documents: scenarios made every legal move, and none besides."""

from __future__ import annotations

import re

import pytest

from tests.repo.tree import TOP
from zsim.catalogue import catalogue
from zsim.catalogue.life_cycles import LifeCycle, life_cycles
from zsim.report.life_cycles import BY, in_words

PAGE = (TOP / "reports" / "life_cycles.md").read_text(encoding="utf-8")
CYCLES = [pytest.param(each, id=each.type) for each in life_cycles().values() if each.moves]
COUNT = re.compile(r"\d[\d,]*(, \d[\d,]* by triggers)?")


@pytest.mark.parametrize("cycle", CYCLES)
def test_every_legal_move_is_made_by_a_scenario_for_every_product(cycle: LifeCycle) -> None:
    section = PAGE.split(f"\n## {in_words(cycle.type).capitalize()}\n")[1].split("\n## ")[0]
    heads, _, *rows = [line[2:-2].split(" | ") for line in section.splitlines() if line.startswith("|")]
    for move in cycle.moves:
        ends = [*map(in_words, (move.verb, move.before, move.after)), BY[move.by]]
        (row,) = [each for each in rows if each[:4] == ends]
        cells = dict(zip(heads, row, strict=True))
        for key in cycle.products:
            had = move in cycle.moves_in(key)
            assert bool(COUNT.fullmatch(cells[catalogue().product(key).name])) is had, f"{ends} in {key}"
    assert len(rows) == len(cycle.moves)


def test_no_document_makes_a_move_that_no_life_cycle_has() -> None:
    assert "In no life cycle" not in PAGE


def test_the_summary_and_the_area_of_documents_lead_to_the_page() -> None:
    reports = TOP / "reports"
    (area,) = (reports / "areas").glob("TXN-*.md")
    assert "(life_cycles.md)" in (reports / "behaviours.md").read_text(encoding="utf-8")
    assert "(../life_cycles.md)" in area.read_text(encoding="utf-8")
