"""Each pair of things that matter: its shortest script shows it, and shows it no more without any one of its steps.

The scripts stand in ``shown.json``, one for each function, by its name; shortening found most of them.
"""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

import pytest

from zsim.explore.failures import without
from zsim.explore.script import Player, Script, Start, plain, script_of
from zsim.explore.situations.pairs import RECOGNISERS, Recogniser, called
from zsim.explore.situations.reading import JournalReader

SHOWN = json.loads(Path(__file__).with_name("shown.json").read_text(encoding="utf-8"))

USUAL: dict[str, Any] = plain(Script(Start("books")))


def shown(recogniser: Recogniser) -> Script:
    """The script that shows it; of its start only what is not as usual is written down."""
    held = SHOWN[recogniser.__name__]
    return script_of({**USUAL, **held, "start": {**USUAL["start"], **held["start"]}})


def counted(recogniser: Recogniser, script: Script) -> int:
    """How often a script shows it, in the journals of all its worlds."""
    player, found = Player(script.start, faults=script.faults), 0
    for step in script.steps:
        if step.verb == "export_and_load":
            found += recogniser(JournalReader(player.world.journal).read())
        player.do(step)
    return found + recogniser(JournalReader(player.world.journal).read())


@pytest.mark.parametrize("recogniser", RECOGNISERS, ids=called)
def test_it_is_recognised_and_not_without_any_one_step_or_fault(recogniser: Recogniser) -> None:
    script = shown(recogniser)
    assert counted(recogniser, script)
    steps, faults = range(len(script.steps)), range(len(script.faults))
    beside = [without(script, [each]) for each in steps]
    beside += [without(script, [], [each for each in faults if each != one]) for one in faults]
    assert [each for each in beside if counted(recogniser, each)] == []


@pytest.mark.parametrize("recogniser", RECOGNISERS, ids=called)
def test_it_is_said_in_one_sentence(recogniser: Recogniser) -> None:
    told = inspect.getdoc(recogniser) or ""
    assert told.endswith(".")
    assert "\n" not in told


def test_there_is_no_script_of_anything_else() -> None:
    assert list(SHOWN) == [each.__name__ for each in RECOGNISERS]
