"""The smallest scenario of each quirk, policy option and kind of fault, played once more with that switched.

What comes of these plays counts nowhere; it stands beside the scenarios in the recording, for reports to compare.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from zsim.catalogue import Catalogue
from zsim.cli.in_process import IN_PROCESS, UNRECORDED
from zsim.explore.catching import Silent
from zsim.faults import KINDS, Fired
from zsim.recording.schema import Recording, Result, ScenarioRun, smallest
from zsim.recording.worlds import speaks_of, world_in
from zsim.testing.case import Case
from zsim.testing.plugin import case_of
from zsim.testing.result import failure
from zsim.testing.running import Running

CLASSIC = ("-o", "console_output_style=classic")
QUIET = ("-qq", "--no-header", "--no-summary", "--tb=no", "--show-capture=no", *CLASSIC, *UNRECORDED, *IN_PROCESS)


class Switch(NamedTuple):
    """What a scenario is played with instead of what it says: a quirk off, a policy's other value, no such fault."""

    name: str
    quirk_off: str = ""
    policy: str = ""
    value: str = ""
    fault_off: str = ""


def switches(recording: Recording, catalogue: Catalogue) -> Iterator[tuple[ScenarioRun, Switch]]:
    """The smallest passing run in which each quirk fired, without it, and of each policy option, with another value.

    Of an option, that is a run in whose world it was chosen, played with the default; where there is none, one that
    covers a behaviour which the policy decides, played with the option. Of each kind of fault it is the smallest in
    which one happened, played without. What no run shows is left out.
    """
    passed = [run for run in recording.scenarios if run.result is Result.PASSED]
    for quirk in catalogue.quirks:
        if fired := [run for run in passed if quirk.id in run.marks]:
            yield smallest(fired), Switch(f"without {quirk.id}", quirk_off=quirk.id)
    for policy in catalogue.policies:
        decided = frozenset(policy.decides)
        usual = [run for run in passed if policy.name not in dict(run.policies) and decided.intersection(run.covers)]
        for option in policy.options:
            chosen = [run for run in passed if (policy.name, option.value) in run.policies]
            if option.value != policy.default and (found := chosen or usual):
                value = policy.default if chosen else option.value
                yield smallest(found), Switch(f"{policy.name} = {value}", policy=policy.name, value=value)
    for kind, run in _with_faults(passed).items():
        yield run, Switch(f"without fault {kind.replace('_', ' ')}", fault_off=kind)


def _with_faults(runs: Iterable[ScenarioRun]) -> dict[str, ScenarioRun]:
    """The smallest run in which each kind of fault happened, in the order of kinds; few runs need to be read for it."""
    found: dict[str, ScenarioRun] = {}
    for run in sorted(runs, key=lambda run: (run.entries, run.id)):
        if len(found) == len(KINDS):
            break
        if speaks_of(run, Fired.__name__):
            happened = [each for each in world_in(run).journal.details(0) if isinstance(each, Fired)]
            found = {each.kind: run for each in happened} | found
    return {kind: found[kind] for kind in KINDS if kind in found}


def played_switched(recording: Recording, wanted: Iterable[tuple[ScenarioRun, Switch]], project: Path) -> Recording:
    """The recording with those runs played once more, switched, by the seed of its session."""
    by_id: dict[str, list[Switch]] = {}
    found = list(wanted)
    for run, switch in found:
        by_id.setdefault(run.id, []).append(switch)
    if not by_id:
        return recording
    player = _Player(by_id, recording.seed)
    asked = [f"--zsim-scenario={each}" for each in by_id]
    files = dict.fromkeys(str(project / run.file) for run, _ in found)
    pytest.main([*QUIET, *files, *asked], plugins=[player])
    return replace(recording, switched=tuple(sorted(player.played, key=lambda run: (run.id, run.switched))))


class _Player(Silent):
    """A pytest plugin that plays scenarios switched, in the place of the usual run."""

    def __init__(self, wanted: Mapping[str, list[Switch]], seed: int) -> None:
        self.played: list[ScenarioRun] = []
        self._wanted = wanted
        self._seed = seed

    @pytest.hookimpl(tryfirst=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool | None:
        """Play what is wanted of a scenario."""
        case = case_of(pyfuncitem)
        if case is None:
            return None
        self.played += [_played(pyfuncitem, case, switch, self._seed) for switch in self._wanted.get(case.id, ())]
        return True


def _played(item: pytest.Function, case: Case, switch: Switch, seed: int) -> ScenarioRun:
    """What comes of one play; an error ends it, and is what came of it."""
    setting = case.declaration.setting
    if switch.quirk_off:
        setting = replace(setting, quirks_off=(*setting.quirks_off, switch.quirk_off))
    elif switch.policy:
        setting = replace(setting, policies={**setting.policies, switch.policy: switch.value})
    running = Running(replace(case, declaration=replace(case.declaration, setting=setting)), item.nodeid, seed)
    result, error = Result.PASSED, None
    with running.telling() as world:
        if switch.fault_off:
            world.faults.ignore(switch.fault_off)
        given = {name: item.funcargs[name] for name in inspect.signature(item.obj).parameters if name != "world"}
        try:
            item.obj(world=world, **given)
            world.check()
        except (Exception, pytest.fail.Exception) as raised:  # noqa: BLE001  whatever it raises is what came of it
            result, error = Result.FAILED, failure(f"{type(raised).__name__}: {raised}", case.file)
    return replace(running.recorded(result, error), switched=switch.name)
