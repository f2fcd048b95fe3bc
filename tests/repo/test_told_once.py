"""What the gate says of stories that are told twice."""

from __future__ import annotations

import runpy

from tests.repo.tree import TOP
from tests.report.made_up import Data, entry, recording, result
from zsim.sync import Grade, RunEnded

told_twice = runpy.run_path(str(TOP / ".ci" / "told_once.py"))["told_twice"]


def told(*runs: Data) -> list[list[str]]:
    """What is told twice among these."""
    found: list[list[str]] = told_twice(recording({"scenarios": list(runs)}).scenarios)
    return found


def run(name: str, text: str, *, product: str = "books", step: str = "some step", acted: bool = True) -> Data:
    journal = [
        entry(1, "step", ("when", step), actor="script"),
        entry(2, "effect", text),
        entry(3, "run", RunEnded(1, "customers", Grade.DONE, None, {})),
    ]
    steps = [{"keyword": "when", "text": step, "first": 1, "last": 2 if acted else 1}]
    return result(name, (), product=product, journal=journal, steps=steps)


def test_two_that_differ_in_the_words_of_their_steps_alone_tell_the_same() -> None:
    assert told(run("a", "x"), run("b", "x", step="other words"), run("c", "y")) == [["a", "b"]]


def test_another_product_or_a_refusal_is_another_story() -> None:
    assert told(run("a", "x"), run("b", "x", product="invoice"), run("c", "x", acted=False)) == []
