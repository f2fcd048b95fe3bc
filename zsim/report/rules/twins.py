"""Twins: a run, and the same run played once more without an oddity or by another policy, side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from zsim.catalogue import Behaviour, Catalogue, Policy
from zsim.recording.schema import RecordedFailure, Result, ScenarioRun
from zsim.recording.worlds import world_in
from zsim.report.records import in_users_words
from zsim.report.rules.examples import RuleExample, example_of
from zsim.report.site import Site
from zsim.report.switches import switch_of
from zsim.report.telling import ToldRun
from zsim.world import Line

RAISED = re.compile(r"(?P<error>\w+): (?P<message>[^\n]*)")
NOT_REFUSED = "DID NOT RAISE"
NOT_HOLDING = frozenset(
    {"AssertionError", "AttributeError", "Failed", "IndexError", "KeyError", "TypeError", "ValueError"}
)
"""What a script fails with whose statement does not hold, or which finds less than it goes on with."""

INSTEAD_MAX = 3
TOLD_KINDS = frozenset({"decision", "effect", "failure", "refusal"})
"""The kinds of journal lines that tell what came of something."""


class RuleTwin(NamedTuple):
    """A run and its twin: ``told`` says in words by what the run goes, ``switched`` by what the twin does.

    ``usual`` is the run, ``other`` the twin and ``came`` what came of it; ``ruled`` says that the run goes as rules do
    unless told otherwise.
    ``instead`` are the first lines of what happened in the twin's world alone, ``path`` is the page that compares the
    two in full.
    """

    told: str
    ruled: bool
    switched: str
    usual: RuleExample
    other: RuleExample
    came: str
    instead: tuple[str, ...]
    path: str

    @property
    def differs(self) -> bool:
        """Whether the story does not hold any more."""
        return self.other.run.result is not Result.PASSED


class Twins:
    """The twins of a recording, by the oddities and the policies that are switched in them."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._runs = {run.id: run for run in site.recording.scenarios}
        self._switched = tuple([run for run in site.recording.switched if run.id in self._runs])

    def of_quirk(self, quirk_id: str) -> ScenarioRun | None:
        """The run that was played without an oddity."""
        return next((run for run in self._switched if switch_of(run.switched).quirk == quirk_id), None)

    def of_fault(self, kind: str) -> ScenarioRun | None:
        """The run that was played without the faults of a kind."""
        return next((run for run in self._switched if switch_of(run.switched).fault == kind), None)

    def of_policy(self, policy: Policy) -> tuple[ScenarioRun, ...]:
        """The runs that were played by another option of a policy."""
        return tuple([run for run in self._switched if switch_of(run.switched).policy == policy.name])

    def of_rule(self, behaviour: Behaviour) -> Iterator[RuleTwin]:
        """The twins of a rule: without it, where it is an oddity, and by the policies that decide it."""
        quirk = self.of_quirk(behaviour.id) if behaviour.quirk else None
        if quirk is not None:
            yield self._twin(quirk)
        for policy in deciding(self._site.catalogue, behaviour):
            yield from [self._twin(run) for run in self.of_policy(policy)]

    def path(self, switched: ScenarioRun) -> str:
        """The page that compares a run with its twin."""
        return self._site.twin_path(switched.switched)

    def _twin(self, switched: ScenarioRun) -> RuleTwin:
        usual = self._runs[switched.id]
        (lines, looks), (other_lines, other_looks) = world_in(usual).told(), world_in(switched).told()
        told, by_policy = ToldRun(switched), switch_of(switched.switched).policy
        chosen = dict(usual.policies).get(by_policy, "")
        return RuleTwin(
            told=f"Decided otherwise: {_option(self._site.catalogue, by_policy, chosen)}" if chosen else "",
            ruled=not chosen,
            switched=told_switch(switched, self._site.catalogue, ruled=bool(chosen)),
            usual=example_of(usual, looks),
            other=example_of(switched, other_looks, broken_off=switched.result is not Result.PASSED),
            came=came_of(switched),
            instead=tuple([in_users_words(text, told) for text in islice(_instead(lines, other_lines), INSTEAD_MAX)]),
            path=self.path(switched),
        )


def deciding(catalogue: Catalogue, behaviour: Behaviour) -> tuple[Policy, ...]:
    """The policies that decide a behaviour."""
    return tuple([each for each in catalogue.policies if behaviour.id in each.decides])


def told_switch(switched: ScenarioRun, catalogue: Catalogue, *, ruled: bool = False) -> str:
    """What is otherwise in a twin's world, in words; a ``ruled`` twin goes as rules do unless told otherwise."""
    switch = switch_of(switched.switched)
    if switch.quirk:
        return f"Without the oddity {switch.quirk}"
    if not switch.policy:
        return switched.switched.capitalize()
    how = "As it is unless told otherwise" if ruled else "Decided otherwise"
    return f"{how}: {_option(catalogue, switch.policy, switch.value)}"


def _option(catalogue: Catalogue, policy: str, value: str) -> str:
    """What an option of a policy makes happen, as the end of a sentence."""
    meaning = catalogue.policy(policy).option(value).meaning
    return f"{meaning[:1].lower()}{meaning[1:].removesuffix('.')}"


def came_of(switched: ScenarioRun) -> str:
    """What came of a twin, in words."""
    if switched.result is Result.PASSED:
        return "All that the story says holds all the same."
    return _ended(switched.error) if switched.error is not None else "The story does not hold any more."


def _ended(error: RecordedFailure) -> str:
    found = RAISED.match(error.message)
    if NOT_REFUSED in error.message:
        return "Then nothing is refused."
    if found is None or found["error"] in NOT_HOLDING:
        return "Then this does not hold."
    return f"It is refused: {found['message']}"


def _instead(usual: Iterable[Line], other: Iterable[Line]) -> Iterator[str]:
    """What was decided, changed or refused in the other journal alone, as sentences, each once."""
    known = {line.text for line in usual}
    told = [line.text for line in other if line.kind in TOLD_KINDS and line.text not in known]
    return iter(dict.fromkeys([f"{text[:1].upper()}{text[1:]}" for text in told]))
