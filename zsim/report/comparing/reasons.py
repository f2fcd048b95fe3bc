"""Why two runs of one story differ, in words general enough that many pairs share them."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from zsim.report.comparing.difference import RecordOtherwise, RunDifference


class Weight(IntEnum):
    """How much a reason tells, the most first: an outcome says more than what somebody did."""

    DECIDED = 0
    DECIDED_ONCE = 1
    KIND_ALONE = 2
    REFUSED = 3
    DONE = 4
    FOLLOWED = 5
    ENDED = 6


OF_LINES = {
    "refusal": Weight.REFUSED,
    "mark": Weight.REFUSED,
    "fault": Weight.REFUSED,
    "command": Weight.DONE,
}


CALLED = {"product": "CRM product"}
"""What is called otherwise here, where products are those that are compared."""


class DifferenceReason(NamedTuple):
    """Why two runs differ: of one kind of record, what only the one run tells and what only the other, in general.

    Either is empty where the run tells nothing of it; of a kind that one run alone decides about, the text that is not
    empty is the kind. ``outcomes`` are those of decisions.
    """

    weight: Weight
    kind: str
    one: str
    other: str
    outcomes: tuple[str, str] = ("", "")


def reasons_of(found: RunDifference) -> tuple[DifferenceReason, ...]:
    """The reasons of a difference, the one that tells most first; each once, none where there is no difference.

    What followed from something else is no reason, unless nothing else is there.
    """
    told = list(dict.fromkeys([*map(reason_of, found.decided), *_lines(found, followed=False)]))
    if not told:
        told = list(dict.fromkeys(_lines(found, followed=True)))
    if found.ended[0] is not found.ended[1]:
        told.append(DifferenceReason(Weight.ENDED, "", *found.ended))
    return tuple(sorted(told, key=lambda reason: reason.weight))


def _lines(found: RunDifference, *, followed: bool) -> Iterator[DifferenceReason]:
    for only, of_one in ((found.only_one, True), (found.only_other, False)):
        for each in only:
            weight = OF_LINES.get(each.line.kind, Weight.FOLLOWED)
            if (weight is Weight.FOLLOWED) == followed:
                told = each.general
                yield DifferenceReason(weight, "", told if of_one else "", "" if of_one else told)


def reason_of(each: RecordOtherwise) -> DifferenceReason:
    """The reason that a record decided about otherwise gives."""
    one, other = [side.general if side is not None else "" for side in (each.one, each.other)]
    outcomes = (each.one.line.outcome if each.one else "", each.other.line.outcome if each.other else "")
    kind = each.record.kind
    if one and other:
        return DifferenceReason(Weight.DECIDED, kind, one, other, outcomes)
    if each.alone:
        return DifferenceReason(Weight.KIND_ALONE, kind, kind if one else "", kind if other else "")
    return DifferenceReason(Weight.DECIDED_ONCE, kind, one, other, outcomes)


def in_words(reason: DifferenceReason, names: tuple[str, str]) -> str:
    """The reason as a heading; ``names`` are those of the two runs, such as "Books" and "Billing"."""
    name = names[0] if reason.one else names[1]
    first, second = reason.outcomes
    kind = CALLED.get(reason.kind, f"{reason.kind[:1].upper()}{reason.kind[1:]}") or "Record"
    match reason.weight:
        case Weight.DECIDED if first == second:
            return f"{kind} {first}, for another reason"
        case Weight.DECIDED:
            return f"{kind} {first} for {names[0]}, {second} for {names[1]}"
        case Weight.DECIDED_ONCE:
            return f"{kind} {first or second} for {name} only"
        case Weight.KIND_ALONE:
            return f"{kind[:-1] + 'ies' if kind.endswith('y') else kind + 's'} take part for {name} only"
        case Weight.ENDED:
            return f"It {reason.one} for {names[0]}, and {reason.other} for {names[1]}"
        case _:
            return f"For {name} only: {reason.one or reason.other}"
