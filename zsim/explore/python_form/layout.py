"""How a scenario is laid out: its steps in blocks with a sentence each, and what its file imports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from zsim.explore.python_form.following import Following
from zsim.explore.script import VERBS, Script, ScriptStep
from zsim.explore.script.verb import On
from zsim.explore.script.wording import told

SENTENCE_MAX = 96
GIVEN = frozenset({On.MODULE, On.RECORD, On.LIST, On.APP, On.CRM, On.WORLD})
"""What is done before anything moves: at the apps alone."""

NAMES: dict[str, str] = {
    "date": "from datetime import date",
    "datetime": "from datetime import datetime",
    "Decimal": "from decimal import Decimal",
    "suppress": "from contextlib import suppress",
    "pytest": "import pytest",
}
"""What a scenario may use besides the words of every script, by the name it goes by."""


class Block(NamedTuple):
    """Steps by their numbers, told together; ``last`` is true of the last one."""

    keyword: str
    sentence: str
    steps: range
    last: bool


def blocks(script: Script, followed: Following) -> Iterator[Block]:
    """What stands before anything moves; then a block for all that is done until time passes, or until it is too long.

    What came to nothing is told of by no sentence.
    """
    steps, start, keyword = script.steps, 0, "given"
    while start < len(steps) or not start:
        end = _end(steps, start, keyword)
        loud = [steps[each] for each in range(start, end) if not followed.steps[each].silent]
        if end > start or keyword == "when":
            yield Block(keyword, _sentence(loud or steps[start:end]), range(start, end), end == len(steps))
        start, keyword = end, "when"
        if not steps:
            break


def _end(steps: Sequence[ScriptStep], start: int, keyword: str) -> int:
    """The number of the first step that no longer belongs to the block."""
    end = start
    while end < len(steps):
        verb = VERBS[steps[end].verb]
        before = keyword == "given"
        if before and verb.on not in GIVEN:
            return end
        if end > start and not before and len(told(steps[start : end + 1])) > SENTENCE_MAX:
            return end
        end += 1
        if not before and verb.on is On.TIME:
            return end
    return end


def _sentence(steps: Sequence[ScriptStep]) -> str:
    if not steps:
        return "nothing happens"
    whole = told(steps)
    for number in range(len(steps) - 1, 0, -1):
        if len(whole) <= SENTENCE_MAX:
            break
        whole = f"{told(steps[:number])} and so on"
    return whole if len(whole) <= SENTENCE_MAX else f"{whole[: SENTENCE_MAX - 3].rstrip()}..."


def imports_of(text: str, followed: Following) -> Iterable[str]:
    """The imports of a file with that text."""
    used = [line for name, line in NAMES.items() if re.search(rf"\b{name}\b(?!=)", text)]
    errors: dict[str, set[str]] = {}
    for each in [*[step.result for step in followed.steps], *followed.asides]:
        if each.refusal is not None and re.search(rf"\b{each.refusal.__name__}\b", text):
            errors.setdefault(each.refusal.__module__, set()).add(each.refusal.__name__)
    if "suppress(" in text:
        errors.setdefault("zsim.kernel.errors", set()).add("UsageError")
        errors.setdefault("zsim.ports.errors", set()).add("VendorError")
    standard = sorted(each for each in used if not each.endswith("pytest"))
    ours = [f"from {module} import {', '.join(sorted(names))}" for module, names in sorted(errors.items())]
    parts = [standard, [each for each in used if each.endswith("pytest")]]
    parts.append(["from zsim import World, given, scenario, then, when", *ours])
    if "with given(" not in text:
        parts[-1][0] = parts[-1][0].replace("given, ", "")
    if "with when(" not in text:
        parts[-1][0] = parts[-1][0].replace(", when", "")
    return "\n\n".join(["\n".join(each) for each in parts if each]).split("\n")
