"""What stands in comments and docstrings of a script's Python form, for what no statement says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from zsim.explore.script import ScriptStep, Start
from zsim.explore.script.forms import plain_step, step_of
from zsim.kernel.errors import UsageError

NAMED = "named: "
"""The name of what a statement makes, where no variable is called so."""
NOTHING = "nothing to do: "
"""A step that does nothing, for what it names is not there."""
REFUSED = "refused: "
"""A step that is refused before anybody is asked."""
FAULT = "fault: "
"""A fault that a statement pins, where it could be read as another."""
STEP = "step: "
"""The step that a statement does, where it could be read as another."""

SETTLING = "What is due at once happens after each step."
OTHERS = "Its products are {products}."
PRODUCTS_TOLD = re.compile(r"Its products are ([\w, -]+)\.")


def noted(kind: str, step: ScriptStep) -> str:
    """A step in a comment."""
    return f"{kind}{json.dumps(plain_step(step), ensure_ascii=False)}"


def step_in(comment: str, *kinds: str) -> ScriptStep | None:
    """The step that a comment of one of these kinds holds; ``None`` for any other comment."""
    text = comment.removeprefix("#").strip()
    for kind in kinds:
        if text.startswith(kind):
            try:
                return step_of(json.loads(text.removeprefix(kind)))
            except json.JSONDecodeError:
                raise UsageError(
                    asked=f"read the comment {text!r}", found="it holds no step", right="the comment as it was written"
                ) from None
    return None


def start_notes(start: Start) -> Iterator[str]:
    """What a docstring says of a start that the decorator cannot."""
    if start.settles:
        yield SETTLING
    if len(start.products) > 1:
        yield OTHERS.format(products=", ".join(start.products))


def start_in(docstring: str, product: str) -> tuple[tuple[str, ...], bool]:
    """The products, and whether all that is due happens after each step, as a docstring says."""
    text = " ".join(docstring.split())
    told = PRODUCTS_TOLD.search(text)
    products = tuple([each.strip() for each in told[1].split(",")]) if told else (product,)
    return products, SETTLING in text
