"""What the gate says of stories that are told twice."""

from __future__ import annotations

import runpy

from tests.repo.tree import TOP

told_twice = runpy.run_path(str(TOP / ".ci" / "told_once.py"))["told_twice"]


def run(
    name: str, text: str, *, product: str = "books", step: str = "some step", acted: bool = True
) -> dict[str, object]:
    lines = [{"at": "09:00", "kind": "step", "text": step}, {"at": "09:00", "kind": "effect", "text": text}]
    steps = [{"keyword": "when", "text": step, "from": 1, "to": 2 if acted else 1}]
    return {"id": name, "product": product, "journal": lines, "steps": steps, "runs": [{}]}


def test_two_that_differ_in_the_words_of_their_steps_alone_tell_the_same() -> None:
    assert told_twice([run("a", "x"), run("b", "x", step="other words"), run("c", "y")]) == [["a", "b"]]


def test_another_product_or_a_refusal_is_another_story() -> None:
    assert told_twice([run("a", "x"), run("b", "x", product="invoice"), run("c", "x", acted=False)]) == []
