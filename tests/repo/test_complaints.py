"""The complaints of the catalogue are told in scenarios/bugs, and nothing else is."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from zsim.catalogue import Complaint, catalogue

BUGS = Path(__file__).parents[2] / "scenarios" / "bugs"


def covered() -> dict[int, set[str]]:
    """The behaviours that scenarios of each complaint cover, by its number."""
    found: dict[int, set[str]] = {}
    for path in sorted(BUGS.glob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "scenario":
                given = {
                    each.arg: ast.literal_eval(each.value) for each in node.keywords if each.arg != "search_lag_ms"
                }
                numbers = [int(tag.removeprefix("complaint-")) for tag in given.get("tags", ())]
                assert numbers, f"{path.name}: a scenario without the number of a complaint"
                for number in numbers:
                    found.setdefault(number, set()).update(given["covers"])
    return found


def test_every_number_in_the_scripts_is_a_complaint_of_the_catalogue_and_the_other_way_round() -> None:
    numbers = [each.number for each in catalogue().complaints]
    assert numbers == sorted(covered())


@pytest.mark.parametrize("complaint", catalogue().complaints, ids=lambda complaint: str(complaint.number))
def test_the_rules_that_decide_a_complaint_are_covered_by_its_scenarios(complaint: Complaint) -> None:
    assert complaint.rules
    assert [each for each in complaint.rules if each not in covered()[complaint.number]] == []


def test_a_script_is_headed_by_the_numbers_its_scenarios_bear() -> None:
    for path in BUGS.glob("test_*.py"):
        text = path.read_text(encoding="utf-8")
        headed = re.findall(r"\d+", text.partition(":")[0])
        assert set(headed) <= set(re.findall(r"complaint-(\d+)", text)), path.name
