"""``zsim explore SCENARIO --whatif``: one scenario under each policy option and choice, without each oddity."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import pytest
import typer

from zsim.catalogue import AppName, catalogue
from zsim.cli.exits import Exit
from zsim.cli.in_process import IN_PROCESS
from zsim.cli.run import SessionOptions
from zsim.explore.catching import Silent
from zsim.explore.other_choices import other_choices
from zsim.explore.script import Player, Script, StepOutcome
from zsim.explore.traces import NoScript, script_of_world
from zsim.kernel.columns import columns
from zsim.kernel.errors import UsageError
from zsim.report.phrases import counted
from zsim.testing import telling
from zsim.testing.case import Case
from zsim.testing.plugin import case_of
from zsim.testing.running import world_of, world_seed
from zsim.world import World

CLASSIC = ("-o", "console_output_style=classic")
QUIET = (
    "-qq",
    "--no-header",
    "--no-summary",
    "--tb=no",
    "--show-capture=no",
    "-p",
    "no:zsim-recorder",
    *CLASSIC,
    *IN_PROCESS,
)
CHATTER = frozenset({"unchanged"})


@dataclass(frozen=True, slots=True)
class Variation:
    """What a scenario is played under instead of what it says: ``name`` in words, else as in its own setting."""

    name: str
    product: str | None
    policies: dict[str, str] = field(default_factory=dict)
    quirks_off: tuple[str, ...] = ()


class HowItEnded(NamedTuple):
    """How a play ended: what was raised, if anything, and what was decided of whom, without what stays as it is."""

    error: str
    decided: Counter[str]

    def beside(self, usual: HowItEnded) -> str:
        """What differs from the usual ending, in words; empty when nothing does."""
        more, less = self.decided - usual.decided, usual.decided - self.decided
        words = [f"no longer {', '.join(sorted(less))}"] if less else []
        words += [f"instead {', '.join(sorted(more))}" if less else f"also {', '.join(sorted(more))}"] if more else []
        if self.error != usual.error:
            words.append(f"fails: {self.error}" if self.error else "does not fail")
        return "; ".join(words)


def variations(case: Case) -> Iterator[Variation]:
    """Every other option of a policy, every oddity switched off, every other product of finance or the scenario."""
    known, setting = catalogue(), case.declaration.setting
    for policy in known.policies:
        usual = setting.policies.get(policy.name, policy.default)
        for option in policy.options:
            if option.value != usual:
                yield Variation(f"policy {policy.name} = {option.value}", case.product, {policy.name: option.value})
    for quirk in known.quirks:
        if quirk.id not in setting.quirks_off:
            yield Variation(f"without {quirk.id} {quirk.title}", case.product, quirks_off=(quirk.id,))
    if case.product is not None:
        finance = [each.key for each in known.products if each.app is AppName.FINANCE]
        for product in dict.fromkeys((*case.products, *(finance if case.product in finance else ()))):
            if product != case.product:
                yield Variation(f"product {product}", product)


def play(item: pytest.Function, case: Case, variation: Variation, seed: int) -> tuple[HowItEnded, World]:
    """Play the scenario of an item once more, in a world of its own, and give that, too."""
    setting = case.declaration.setting
    varied = replace(
        setting,
        quirks_off=(*setting.quirks_off, *variation.quirks_off),
        policies={**setting.policies, **variation.policies},
    )
    world = world_of(varied, world_seed(case.id, seed, case.declaration))
    given = {"world": world, "product": variation.product}
    error = ""
    with telling(world):
        try:
            item.obj(**{name: given.get(name, item.funcargs[name]) for name in inspect.signature(item.obj).parameters})
            world.check()
        except (Exception, pytest.fail.Exception) as raised:  # noqa: BLE001  whatever a script raises is how it ends
            error = _first_line(raised)
    return _ended(world, error), world


def played(script: Script) -> HowItEnded:
    """How a script ends; an action that is refused ends it as an error ends a scenario."""
    player = Player(script.start, faults=script.faults)
    error = ""
    try:
        for step in script.steps:
            result = player.do(step)
            error = error or (result.why if result.outcome is StepOutcome.REFUSED else "")
        player.world.check()
    except Exception as raised:  # noqa: BLE001  whatever it raises is how it ends
        error = _first_line(raised)
    return _ended(player.world, error)


def chosen_otherwise(world: World) -> Iterator[tuple[str, str]]:
    """What changes with another direction or answer to duplicates, by the name of that, in words."""
    try:
        script = script_of_world(world)
    except NoScript as refusal:
        yield "other directions and duplicates", f"not played: {refusal}"
        return
    usual = played(script)
    for name, other in other_choices(script):
        yield name, played(other).beside(usual)


def _first_line(raised: BaseException) -> str:
    return str(raised).partition("\n")[0] or type(raised).__name__


def _ended(world: World, error: str) -> HowItEnded:
    lines = [line for line in world.lines() if line.outcome and line.outcome not in CHATTER]
    names = [" and ".join([word for word in line.about if not word.isdigit()]) for line in lines]
    told = [f"{name}: {line.outcome}" for name, line in zip(names, lines, strict=True) if name]
    return HowItEnded(error, Counter(told))


class WhatIf(Silent):
    """A pytest plugin that plays each scenario anew under every variation, beside the usual run."""

    def __init__(self, seed: int) -> None:
        self.cases: list[str] = []
        self._seed = seed

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, object, object]:
        """Play and tell; the usual run goes on as always."""
        case = case_of(item)
        if case is not None and isinstance(item, pytest.Function):
            self.cases.append(case.id)
            self._tell(item, case)
        return (yield)

    def _tell(self, item: pytest.Function, case: Case) -> None:
        usual, world = play(item, case, Variation("as it is", case.product), self._seed)
        told = [(each.name, play(item, case, each, self._seed)[0].beside(usual)) for each in variations(case)]
        told += chosen_otherwise(world)
        changed = [(f"  {name}", difference) for name, difference in told if difference]
        capturing = item.config.pluginmanager.getplugin("capturemanager")
        with capturing.global_and_fixture_disabled():
            typer.echo(f"\n{case.id}: {f'fails: {usual.error}' if usual.error else 'passes'} as it is")
            typer.echo("\n".join(columns(changed) if changed else []))
            same = len(told) - len(changed)
            typer.echo(f"{counted(len(told), 'variation')}: {len(changed)} end otherwise, {same} the same")


def what_if(asked: str, seed: int = 0) -> Exit:
    """Play a scenario, by id or path, under every variation; print which change its ending, as a table.

    Raises ``UsageError`` where no scenario is called so.
    """
    watch = WhatIf(seed)
    options = replace(SessionOptions(), paths=(asked,), seed=seed)
    code = pytest.main([*QUIET, *options.for_pytest()], plugins=[watch])
    if not watch.cases and code in (Exit.OK, Exit.NOTHING):
        raise UsageError(asked=f"--whatif {asked}", found="no scenario is called so", right="one of 'zsim list'")
    return Exit.OK if watch.cases else Exit(int(code))
