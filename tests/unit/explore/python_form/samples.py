"""Python forms as the tests run them."""

from __future__ import annotations

import inspect
from typing import Any

from zsim import World
from zsim.explore.python_form import ScenarioText, python_of, read_scenario
from zsim.explore.script import Player, Script
from zsim.explore.traces.entries import digest_of, without_story
from zsim.testing import telling
from zsim.testing.declare import declaration_in
from zsim.testing.running import world_of

TOLD = ScenarioText("a_case", "A case.")


def run(text: str) -> World:
    """Run the scenario of a file as the plugin does, and give its world."""
    names: dict[str, Any] = {}
    exec(compile(text, "a_case", "exec"), names)
    function = names[f"test_{TOLD.name}"]
    declaration = declaration_in(function.pytestmark)
    assert declaration is not None
    assert declaration.products is not None
    assert declaration.seed is not None
    world = world_of(declaration.setting, declaration.seed)
    given = {"world": world, "product": declaration.products[0]}
    with telling(world):
        function(**{name: given[name] for name in inspect.signature(function).parameters})
    return world


def digests(world: World) -> list[str]:
    """The digests of what happened in a world, without its story."""
    return [digest_of(each) for each in without_story(world.journal)]


def there_and_back(script: Script) -> str:
    """The Python form of a script, once it is shown to be read as the same."""
    text = python_of(script, TOLD)
    assert read_scenario(text).script == script
    return text


def same_journal(script: Script) -> None:
    """Hold that the script, its Python form, and what is read of that are one and the same."""
    world = run(there_and_back(script))
    player = Player(script.start, faults=script.faults)
    first = player.world
    for step in script.steps:
        player.do(step)
    assert digests(world) == digests(first)
