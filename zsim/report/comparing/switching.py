"""What a run was played without or with instead, as a reader is told: an oddity, a policy's other value, a fault."""

from __future__ import annotations

import inspect
import re
from enum import StrEnum
from typing import NamedTuple

from zsim.catalogue import Catalogue
from zsim.faults import KINDS
from zsim.recording.schema import ScenarioRun
from zsim.report.switches import switch_of

AS_RULED, RULED_OTHERWISE = "As it was ruled", "Ruled otherwise"
OPENING = re.compile(r"[:;.] ")


class Switched(StrEnum):
    """The kinds of things that are switched, in the order the pages name them."""

    ODDITY = "An oddity and its twin"
    RULING = "A ruling and its alternative"
    FAULT = "A fault and none"


class SwitchTold(NamedTuple):
    """What was switched: its kind, what it is called, what it means; what each of the two runs is called.

    ``rules`` are the ids of behaviours it has to do with, ``note`` stands beside the title in a list. ``means`` is what
    the choice of either run makes happen.
    """

    kind: Switched
    title: str
    says: str
    usual: str
    twin: str
    rules: tuple[str, ...]
    note: str = ""
    means: tuple[str, str] = ("", "")

    @property
    def turned(self) -> bool:
        """Whether the run goes by the alternative to a ruling, and its twin as it was ruled."""
        return self.usual == RULED_OTHERWISE

    @property
    def heading(self) -> str:
        """The title of its page; of a ruling, its alternative as well."""
        return f"{self.title}, {self.note}" if self.kind is Switched.RULING else self.title


def switch_told(run: ScenarioRun, switched: str, catalogue: Catalogue) -> SwitchTold:
    """What ``switched`` says that was played instead of the run."""
    switch = switch_of(switched)
    if switch.fault:
        return _fault(switch.fault, catalogue)
    if switch.policy:
        return _policy(run, switch.policy, switch.value, catalogue)
    rule = catalogue.behaviour(switch.quirk)
    return SwitchTold(
        Switched.ODDITY, rule.title, rule.rule, f"With {rule.id}", f"Without {rule.id}", (rule.id,), rule.id
    )


def _policy(run: ScenarioRun, name: str, value: str, catalogue: Catalogue) -> SwitchTold:
    policy = catalogue.policy(name)
    chosen = dict(run.policies).get(name, policy.default)
    usual, other = [policy.option(each) for each in (chosen, value)]
    ruled, alternative = (usual, other) if chosen == policy.default else (other, usual)
    called = {ruled: AS_RULED, alternative: RULED_OTHERWISE}
    means = usual.meaning, other.meaning
    title, other_way = _opening(ruled.meaning), _opening(alternative.meaning)
    note = f"or {other_way[:1].lower()}{other_way[1:]}"
    return SwitchTold(Switched.RULING, title, policy.why, called[usual], called[other], policy.decides, note, means)


def _opening(meaning: str) -> str:
    """What an option means, up to where it goes into detail.

    >>> _opening("The side read first wins: the CRM for customers, finance for items.")
    'The side read first wins'
    """
    return OPENING.split(meaning, maxsplit=1)[0].removesuffix(".")


def _fault(name: str, catalogue: Catalogue) -> SwitchTold:
    kind = KINDS[name]
    title = (inspect.getdoc(kind) or "").partition("\n")[0].removesuffix(".")
    rule = catalogue.behaviour(kind.rule)
    return SwitchTold(
        Switched.FAULT, title, rule.rule, "As it happened", "Without the fault", (rule.id,), name.replace("_", " ")
    )
