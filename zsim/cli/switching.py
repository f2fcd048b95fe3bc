"""The smallest scenario that shows each quirk, policy option and kind of fault, played once more with that switched.

What comes of these plays counts nowhere; it stands beside the scenarios in the recording, for reports to compare.
"""

from __future__ import annotations

import inspect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import pytest

from zsim.catalogue import Catalogue
from zsim.cli.in_process import IN_PROCESS, UNRECORDED
from zsim.explore.catching import Silent
from zsim.faults import KINDS, Fired
from zsim.recording.schema import Recording, Result, ScenarioRun
from zsim.recording.worlds import speaks_of, world_in
from zsim.testing.case import Case
from zsim.testing.plugin import case_of
from zsim.testing.result import failure
from zsim.testing.running import Running

CLASSIC = ("-o", "console_output_style=classic")
QUIET = ("-qq", "--no-header", "--no-summary", "--tb=no", "--show-capture=no", *CLASSIC, *UNRECORDED, *IN_PROCESS)

CANDIDATES_MAX = 6
"""How many scenarios are tried until one comes to something else when switched."""
CAME = frozenset({"decision", "effect", "failure"})
"""The kinds of journal lines that tell what became of records."""
Candidates = tuple[ScenarioRun, ...]


class Switch(NamedTuple):
    """What a scenario is played with instead of what it says: a quirk off, a policy's other value, no such fault."""

    name: str
    quirk_off: str = ""
    policy: str = ""
    value: str = ""
    fault_off: str = ""


def switches(recording: Recording, catalogue: Catalogue) -> Iterator[tuple[Candidates, Switch]]:
    """The passing runs in which each quirk fired, without it, and of each policy option, with another value.

    Where runs in which a quirk fired cover it, others are left out: their stories would hold without it as well.
    Of an option, these are runs in whose world it was chosen, played with the default; where there is none, those that
    cover a behaviour which the policy decides, played with the option. Of each kind of fault they are those in which
    one happened, played without. Of each there are a few, the smallest first. What no run shows is left out.
    """
    passed = [run for run in recording.scenarios if run.result is Result.PASSED]
    for quirk in catalogue.quirks:
        if fired := [run for run in passed if quirk.id in run.marks]:
            covering = [run for run in fired if quirk.id in run.covers]
            yield _candidates(covering or fired), Switch(f"without {quirk.id}", quirk_off=quirk.id)
    for policy in catalogue.policies:
        decided = frozenset(policy.decides)
        usual = [run for run in passed if policy.name not in dict(run.policies) and decided.intersection(run.covers)]
        for option in policy.options:
            chosen = [run for run in passed if (policy.name, option.value) in run.policies]
            if option.value != policy.default and (found := chosen or usual):
                value = policy.default if chosen else option.value
                yield _candidates(found), Switch(f"{policy.name} = {value}", policy=policy.name, value=value)
    for kind, runs in _with_faults(passed).items():
        yield _candidates(runs), Switch(f"without fault {kind.replace('_', ' ')}", fault_off=kind)


def _candidates(runs: Iterable[ScenarioRun]) -> Candidates:
    """The smallest run of each scenario, of the smallest scenarios, in order."""
    found: dict[str, ScenarioRun] = {}
    for run in sorted(runs, key=lambda run: (run.entries, run.id)):
        found.setdefault(run.id.partition("[")[0], run)
    return tuple(islice(found.values(), CANDIDATES_MAX))


def _with_faults(runs: Iterable[ScenarioRun]) -> dict[str, list[ScenarioRun]]:
    """The runs in which each kind of fault happened, in the order of kinds."""
    found: defaultdict[str, list[ScenarioRun]] = defaultdict(list)
    for run in runs:
        if speaks_of(run, Fired.__name__):
            happened = [each for each in world_in(run).journal.details(0) if isinstance(each, Fired)]
            for kind in dict.fromkeys([each.kind for each in happened]):
                found[kind].append(run)
    return {kind: found[kind] for kind in KINDS if kind in found}


def played_switched(recording: Recording, wanted: Iterable[tuple[Candidates, Switch]], project: Path) -> Recording:
    """The recording with a run for each switch played once more, switched, by the seed of its session.

    It is the smallest run whose twin comes to something else; where none of the candidates does, the smallest of all.
    """
    found = list(wanted)
    played = _plays([(runs[0], switch) for runs, switch in found], recording.seed, project)
    usual = {run.id: run for runs, _ in found for run in runs}
    alike = [(runs, switch) for runs, switch in found if not _differing(usual, played.get((switch.name, runs[0].id)))]
    more = [(run, switch) for runs, switch in alike for run in runs[1:]]
    played |= _plays(more, recording.seed, project)
    chosen = [_chosen(usual, [played.get((switch.name, run.id)) for run in runs]) for runs, switch in found]
    switched = sorted(filter(None, chosen), key=lambda run: (run.id, run.switched))
    return replace(recording, switched=tuple(switched))


def _chosen(usual: Mapping[str, ScenarioRun], twins: Iterable[ScenarioRun | None]) -> ScenarioRun | None:
    """The first twin that comes to something else, without one the first."""
    there = [twin for twin in twins if twin is not None]
    return next((twin for twin in there if _differing(usual, twin)), next(iter(there), None))


def _differing(usual: Mapping[str, ScenarioRun], twin: ScenarioRun | None) -> bool:
    """Whether the twin's story does not hold, or a record is decided about or changed otherwise in it."""
    if twin is None or twin.result is not Result.PASSED:
        return twin is not None
    return _what_became(usual[twin.id]) != _what_became(twin)


def _what_became(run: ScenarioRun) -> list[str]:
    return sorted([line.text for line in world_in(run).lines() if line.kind in CAME])


def _plays(
    wanted: Sequence[tuple[ScenarioRun, Switch]], seed: int, project: Path
) -> dict[tuple[str, str], ScenarioRun]:
    """What came of the plays, by the switch's name and the run's id."""
    by_id: dict[str, list[Switch]] = {}
    for run, switch in wanted:
        by_id.setdefault(run.id, []).append(switch)
    if not by_id:
        return {}
    player = _Player(by_id, seed)
    asked = [f"--zsim-scenario={each}" for each in by_id]
    files = dict.fromkeys(str(project / run.file) for run, _ in wanted)
    pytest.main([*QUIET, *files, *asked], plugins=[player])
    return {(each.switched, each.id): each for each in player.played}


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
