"""Failing scripts, padded with steps that have nothing to do with it."""

from __future__ import annotations

from zsim import World
from zsim.checks import InvariantViolated
from zsim.explore import BUGS, Bug
from zsim.explore.script import Script, ScriptStep, do
from zsim.explore.shrinking.passes import replace_start
from zsim.explore.traces import script_of_world
from zsim.kernel.streams import Streams


def bug_called(name: str) -> Bug:
    """A planted bug by its name."""
    return next(each for each in BUGS if each.name == name)


def script_of_bug(bug: Bug) -> Script:
    """The script that shows a planted bug."""
    functions = bug.make()
    world = World(functions=functions)
    try:
        bug.script(world)
    except InvariantViolated:
        return script_of_world(world, functions=functions)
    raise AssertionError(f"{bug.name} is not shown by its script")


def padded(script: Script, length: int, seed: int) -> Script:
    """A script of that length with the steps of another in their order, and between them what is of no account."""
    streams = Streams(seed)
    draw = streams["padding"]
    steps = list(script.steps)
    made: list[str] = []
    while len(steps) < length:
        place = draw.randrange(len(steps) + 1)
        earlier = [name for name in made if any(each.makes == name for each in steps[:place])]
        steps.insert(place, _padding(streams, len(made), earlier))
        made += [each.makes for each in steps if each.makes and each.makes.startswith("pad") and each.makes not in made]
    return replace_start(Script(script.start, tuple(steps), script.faults), seed=seed)


def _padding(streams: Streams, number: int, earlier: list[str]) -> ScriptStep:
    """Something that somebody does to records of no account, or time that passes."""
    draw = streams["padding"]
    kind = draw.choice(("account", "vendor", "product", "edit", "deleted", "time", "view"))
    name = f"pad {number}"
    if earlier and kind == "edit":
        return do("update", record=draw.choice(earlier), fields={"Description": str(number)})
    if earlier and kind == "deleted":
        return do("delete", record=draw.choice(earlier))
    if kind == "time":
        return do("advance", minutes=draw.randrange(1, 30))
    module, field = {"vendor": ("vendors", "Vendor_Name"), "product": ("products", "Product_Name")}.get(
        kind, ("accounts", "Account_Name")
    )
    return do("create", name=name, module=f"crm.{module}", fields={field: f"Pad {number}"})
