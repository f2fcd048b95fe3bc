"""A script under other choices for its syncs: each direction, and each answer to duplicates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from zsim.explore.script import Script, ScriptStep
from zsim.sync import Duplicates, Extent

CHOOSING = ("configure", "edit")
CHOICES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "extent": ("direction", tuple([each.value for each in Extent])),
    "duplicates": ("duplicates", tuple([each.value for each in Duplicates])),
}
"""What is chosen differently: its name in words, and all that can be chosen."""


def other_choices(script: Script) -> Iterator[tuple[str, Script]]:
    """The script with every sync that says something of a choice told another, by the name of that."""
    for choice, (words, options) in CHOICES.items():
        for option in options:
            steps = tuple([_chosen(step, choice, option) for step in script.steps])
            if steps != script.steps:
                yield f"{words} = {option}", replace(script, steps=steps)


def _chosen(step: ScriptStep, choice: str, option: str) -> ScriptStep:
    if step.verb not in CHOOSING or choice not in step.given["choices"]:
        return step
    return ScriptStep(step.verb, {**step.given, "choices": {**step.given["choices"], choice: option}})
