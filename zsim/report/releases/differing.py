"""What differs between two releases, and whether the later one may be released."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from zsim.recording.schema import BAD
from zsim.report.evidence import State
from zsim.report.releases.model import Outcomes, RecordOutcome, Release, ReleasedRule, ReleasedStory

NONE = "none"
RANK = {each.value: number for number, each in enumerate((State.PROVEN, State.PARTLY, State.KNOWN_GAP))}
"""How good a state is, the best first; all others are worse and alike."""


class Matter(StrEnum):
    """What a difference is of, in the order it is told."""

    RULES = "rules"
    STATES = "states"
    DECISIONS = "decisions"
    STORIES = "stories"


class ReleaseChange(NamedTuple):
    """One thing that is otherwise: what happened to it, its name, and what it was and is; either may be empty.

    ``rule`` is the id of the rule it is about, if it is about one; ``cases`` name each that it is of, where it is of
    several.
    """

    what: str
    name: str
    old: str = ""
    new: str = ""
    rule: str = ""
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReleaseDifference:
    """What differs between two releases, by the names of both, and why the later one may not be released.

    ``refusals`` are the reasons against a release, the weightiest first; none if it may be released. ``in_stories``
    says that what stories decide of records was compared, which only recordings tell; without, of decisions only those
    of the decision table were.
    """

    old: str
    new: str
    changes: Mapping[Matter, tuple[ReleaseChange, ...]]
    refusals: tuple[str, ...]
    in_stories: bool = False

    def __bool__(self) -> bool:
        return any(self.changes.values())

    @property
    def verdict(self) -> str:
        """Whether it may be released, in one line."""
        if not self.refusals:
            return "May this be released: yes."
        more = f" ({len(self.refusals) - 1} more)" if len(self.refusals) > 1 else ""
        return f"May this be released: no, {self.refusals[0]}{more}."


def compared(old: Release, new: Release) -> ReleaseDifference:
    """What differs between an older release and a newer one.

    Where only a part of the suite was run for one of them, only what both tell of is compared.
    """
    part = old.partial or new.partial
    changes = {
        Matter.RULES: tuple(_rules(old, new)),
        Matter.STATES: tuple(_states(old, new, part)),
        Matter.DECISIONS: (*_table(old, new), *_outcomes(old, new)),
        Matter.STORIES: tuple(_stories(old, new, part)),
    }
    in_stories = old.outcomes is not None and new.outcomes is not None
    return ReleaseDifference(old.name, new.name, changes, tuple(_refusals(old, new)), in_stories)


def _rules(old: Release, new: Release) -> Iterator[ReleaseChange]:
    for rule_id in sorted({*old.rules, *new.rules}):
        before, after = old.rules.get(rule_id), new.rules.get(rule_id)
        if after is None and before is not None:
            if not new.partial:
                yield ReleaseChange("gone", _rule_name(before), before.text, rule=rule_id)
        elif before is None and after is not None:
            if not old.partial:
                yield ReleaseChange("new", _rule_name(after), "", after.text, rule_id)
        elif before is not None and after is not None:
            for word, one, other in (
                ("called otherwise", before.title, after.title),
                ("says something else", before.text, after.text),
                ("rests on something else", before.basis, after.basis),
            ):
                if one != other:
                    yield ReleaseChange(word, _rule_name(after), one, other, rule_id)


def _states(old: Release, new: Release, part: bool) -> Iterator[ReleaseChange]:
    for rule_id in sorted({*old.rules} & {*new.rules}):
        before, after = old.rules[rule_id], new.rules[rule_id]
        for product in dict.fromkeys([*before.states, *after.states]):
            one, other = before.states.get(product, NONE), after.states.get(product, NONE)
            if one != other and not (part and State.MISSING.value in (one, other)):
                yield ReleaseChange(f"for {product}", _rule_name(after), one, other, rule_id)


def _table(old: Release, new: Release) -> Iterator[ReleaseChange]:
    """The lines of the decision table that are others; where a release has no table, nothing is told."""
    if not old.decisions or not new.decisions:
        return
    for question in sorted({*old.decisions, *new.decisions}):
        one, other = [each.decisions.get(question, ()) for each in (old, new)]
        if one != other:
            kind, exists, direction, policy, product = question
            name = f"{product}: {kind} {exists}, {direction}, {policy}"
            yield ReleaseChange(
                "changed" if one and other else "new" if other else "gone", name, _answer(one), _answer(other)
            )


def _outcomes(old: Release, new: Release) -> Iterator[ReleaseChange]:
    """Records that the same scenario decides about otherwise; those for the same reason are one, the most first."""
    found: defaultdict[tuple[str, str], list[ReleaseChange]] = defaultdict(list)
    for name, one, other in _otherwise(old.outcomes or {}, new.outcomes or {}):
        told = one.says if one is not None else "", other.says if other is not None else ""
        reason = one.general if one is not None else "", other.general if other is not None else ""
        found[reason].append(ReleaseChange("decided otherwise", name, *told))
    for reason, changes in sorted(found.items(), key=lambda each: -len(each[1])):
        first, *more = changes
        if more:
            names = tuple([each.name for each in changes])
            first = ReleaseChange(first.what, f"{len(changes):,} records, such as {first.name}", *reason, cases=names)
        yield first


def _otherwise(old: Outcomes, new: Outcomes) -> Iterator[tuple[str, RecordOutcome | None, RecordOutcome | None]]:
    """Each record, by its name and the run's, that became something else or for another reason."""
    for run_id in sorted({*old} & {*new}):
        before, after = old[run_id], new[run_id]
        for record in dict.fromkeys([*before, *after]):
            if before.get(record) != after.get(record):
                yield f"{record}: {run_id}", before.get(record), after.get(record)


def _stories(old: Release, new: Release, part: bool) -> Iterator[ReleaseChange]:
    for heading in sorted({*old.stories, *new.stories}):
        before, after = old.stories.get(heading), new.stories.get(heading)
        if before is None or after is None:
            if not part:
                yield ReleaseChange("new" if before is None else "gone", heading)
            continue
        if before.doc != after.doc:
            yield ReleaseChange("says something else", heading, " ".join(before.doc), " ".join(after.doc))
        gone, new_steps = _apart(before, after), _apart(after, before)
        # A run that fails tells fewer steps, which is told as how it ended.
        if before.tellings != after.tellings and (gone or new_steps or before.results == after.results):
            yield ReleaseChange("has other steps", heading, gone, new_steps)
        if before.results != after.results and not part:
            yield ReleaseChange("ended otherwise", heading, _ended(before), _ended(after))


def _refusals(old: Release, new: Release) -> Iterator[str]:
    """Why the newer one may not be released, the weightiest first."""
    bad = {each.value for each in BAD}
    for story in new.stories.values():
        for names, result in story.results:
            if result in bad:
                yield f"“{story.heading}” {result}{f' for {names}' if names else ''}"
    if new.partial:
        yield "only a part of the suite was run"
        return
    for rule in new.rules.values():
        for product, state in rule.states.items():
            known = old.rules[rule.id].states.get(product) if rule.id in old.rules else None
            if _rank(state) > _rank(known or State.PROVEN):
                yield f"{_rule_name(rule)} is {state} for {product}" + (f", and was {known}" if known else "")


def _rank(state: str) -> int:
    return RANK.get(state, len(RANK))


def _rule_name(rule: ReleasedRule) -> str:
    return f"{rule.id} {rule.title}"


def _answer(cells: tuple[str, ...]) -> str:
    return "; ".join(cells)


def _ended(story: ReleasedStory) -> str:
    return "; ".join([f"{result} for {names}" if names else result for names, result in story.results])


def _apart(story: ReleasedStory, other: ReleasedStory) -> str:
    """The steps that the other has not."""
    known = {step for telling in other.tellings for step in telling.steps}
    steps = [f"{each[0]} {each[1]}" for telling in story.tellings for each in telling.steps if each not in known]
    return "; ".join(dict.fromkeys(steps))
