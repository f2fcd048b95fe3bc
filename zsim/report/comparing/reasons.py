"""Why two runs of one story differ, in words general enough that many pairs share them."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from zsim.report.comparing.difference import RecordOtherwise, RunDifference, SetApart


class Weight(IntEnum):
    """How much a reason tells, the most first: an outcome says more than what somebody did, and set-up the least."""

    DECIDED = 0
    DECIDED_ONCE = 1
    OTHER_REASON = 2
    KIND_ALONE = 3
    FIRED = 4
    REFUSED = 5
    DONE = 6
    FOLLOWED = 7
    ENDED = 8
    SET_UP = 9


OF_LINES = {
    "refusal": Weight.REFUSED,
    "mark": Weight.FIRED,
    "fault": Weight.FIRED,
    "command": Weight.DONE,
}
ALIKE = {Weight.REFUSED: "refused", Weight.DONE: "done", Weight.SET_UP: "set up"}
"""The weights of lines that are one reason however they read, and what stands for their texts."""


CALLED = {"product": "CRM product"}
"""What is called otherwise here, where products are those that are compared."""


class DifferenceReason(NamedTuple):
    """Why two runs differ: of one kind of record, what only the one run tells and what only the other, in general.

    Either is empty where the run tells nothing of it; of a kind that one run alone decides about, the text that is not
    empty is the kind. ``outcomes`` are those of decisions. What is refused, done or set up has no text of its own.
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
    for each, of_one in lines_of(found):
        reason = reason_of_line(each, of_one=of_one)
        if (reason.weight is Weight.FOLLOWED) == followed:
            yield reason


def lines_of(found: RunDifference) -> Iterator[tuple[SetApart, bool]]:
    """The lines of one run alone that are no decisions, and whether it is the first of the two."""
    yield from [(each, True) for each in found.only_one]
    yield from [(each, False) for each in found.only_other]


def reason_of_line(each: SetApart, *, of_one: bool) -> DifferenceReason:
    """The reason that a line gives which one run alone has; all that is refused, done or set up is one reason."""
    weight = Weight.SET_UP if each.set_up else OF_LINES.get(each.line.kind, Weight.FOLLOWED)
    told = ALIKE.get(weight) or each.general
    if weight is Weight.SET_UP:
        return DifferenceReason(weight, "", told, told)
    return DifferenceReason(weight, "", told if of_one else "", "" if of_one else told)


def reason_of(each: RecordOtherwise) -> DifferenceReason:
    """The reason that a record decided about otherwise gives."""
    one, other = [side.general if side is not None else "" for side in (each.one, each.other)]
    outcomes = (each.one.line.outcome if each.one else "", each.other.line.outcome if each.other else "")
    kind = each.record.kind
    if one and other:
        weight = Weight.OTHER_REASON if outcomes[0] == outcomes[1] else Weight.DECIDED
        return DifferenceReason(weight, kind, one, other, outcomes)
    if each.alone:
        return DifferenceReason(Weight.KIND_ALONE, kind, kind if one else "", kind if other else "")
    return DifferenceReason(Weight.DECIDED_ONCE, kind, one, other, outcomes)


def in_words(reason: DifferenceReason, names: tuple[str, str]) -> str:
    """The reason as a heading; ``names`` are those of the two runs, such as "Books" and "Billing"."""
    name = names[0] if reason.one else names[1]
    first, second = reason.outcomes
    kind = CALLED.get(reason.kind, f"{reason.kind[:1].upper()}{reason.kind[1:]}") or "Record"
    match reason.weight:
        case Weight.OTHER_REASON:
            return f"{kind} {first}, for another reason"
        case Weight.DECIDED:
            return f"{kind} {first} for {names[0]}, {second} for {names[1]}"
        case Weight.DECIDED_ONCE:
            return f"{kind} {first or second} for {name} only"
        case Weight.KIND_ALONE:
            return f"{kind[:-1] + 'ies' if kind.endswith('y') else kind + 's'} take part for {name} only"
        case Weight.REFUSED:
            return f"Somebody is refused for {name} only"
        case Weight.DONE:
            return f"Somebody does something for {name} only"
        case Weight.SET_UP:
            return "Nothing but how the connection is set up"
        case Weight.ENDED:
            return f"It {reason.one} for {names[0]}, and {reason.other} for {names[1]}"
        case _:
            return f"For {name} only: {reason.one or reason.other}"
