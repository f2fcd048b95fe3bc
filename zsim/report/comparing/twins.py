"""A run beside its twin, which was played with one thing switched: what each saw, decided and came to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from zsim.catalogue import Product
from zsim.recording.schema import BAD, RecordedStep
from zsim.report.comparing.difference import (
    DECISION,
    ComparedRun,
    RecordOtherwise,
    RunDifference,
    SetApart,
    difference,
)
from zsim.report.comparing.standing import EndDifference, end_differences
from zsim.report.comparing.switching import SwitchTold
from zsim.report.phrases import counted
from zsim.report.records import in_users_words
from zsim.report.rules.twins import came_of
from zsim.report.stories import spoken
from zsim.report.telling import ToldRun

SHOWN_MAX = 40
"""How many lines and records a part of the page shows."""
SEEN_MAX = 12
HELD = "Everything held that the scenario says"
INSTEAD_MAX = 3
"""How much of what happened in the twin alone stands beside the step at which it ended."""


class ComparedStep(NamedTuple):
    """A step, and what was seen in it by either run; ``reached`` says whether the twin came to it.

    ``stopped`` says that the twin ended in it, for what it says does not hold there; ``instead`` is then what happened
    by then in the twin alone.
    """

    keyword: str
    text: str
    one: tuple[str, ...]
    other: tuple[str, ...]
    reached: bool
    stopped: bool
    instead: tuple[str, ...] = ()

    @property
    def apart(self) -> bool:
        """Whether the two saw something else."""
        return self.reached and self.one != self.other


class OtherwiseDecided(NamedTuple):
    """A record that the two runs decided about otherwise, with outcome and sentence of both."""

    called: str
    one: str
    one_says: str
    other: str
    other_says: str


class TwinPlay(NamedTuple):
    """One of the two plays: what it is called, what its choice makes happen, how it ended, whether it is the run."""

    name: str
    means: str
    ended: str
    usual: bool


class TwinPage:
    """Two plays of one scenario that differ in what was switched."""

    def __init__(self, switch: SwitchTold, usual: ToldRun, twin: ToldRun, product: Product | None) -> None:
        self.switch = switch
        self.run = usual.run
        self.twin = twin.run
        found = difference(ComparedRun(usual, product), ComparedRun(twin, product))
        self.decided = tuple(_decided(found.decided, product, usual, twin))
        self.ends = tuple(end_differences(usual, twin))
        self.only = _texts(found.only_one, usual), _texts(found.only_other, twin)
        self.came = came_of(twin.run)
        self.steps = tuple(_steps(usual, twin, found))

    @property
    def alike(self) -> bool:
        """Whether nothing at all is otherwise."""
        return not (self.decided or self.ends or any(self.only) or self.run.result is not self.twin.result)

    @property
    def in_vain(self) -> bool:
        """Whether all comes to the same: the story holds, and no record is otherwise."""
        return self.twin.result not in BAD and not self.decided and not self.ends

    @property
    def shown_ends(self) -> tuple[EndDifference, ...]:
        """The records at the end that are told of."""
        return self.ends[:SHOWN_MAX]

    @property
    def shown_decided(self) -> tuple[OtherwiseDecided, ...]:
        """The decisions that are told of."""
        return self.decided[:SHOWN_MAX]

    @property
    def amount(self) -> str:
        """How much is otherwise, as a clause."""
        if self.alike:
            return "nothing at all is otherwise"
        if self.in_vain:
            return "every record is decided about the same way and the same at the end"
        decided = f"{counted(len(self.decided), 'record is', 'records are')} decided otherwise"
        ends = f"{counted(len(self.ends), 'record is', 'records are')} not the same at the end"
        if self.decided or self.ends:
            return " and ".join([told for told, any_ in ((decided, self.decided), (ends, self.ends)) if any_])
        return "what it says does not hold, though no record is decided otherwise and all are the same at the end"

    @property
    def ended(self) -> tuple[str, str]:
        """How either play ended, in a sentence."""
        return self._usual_ended(), self._twin_ended()

    @property
    def plays(self) -> tuple[TwinPlay, ...]:
        """Both plays in the order they are shown: what was ruled before its alternative."""
        names, means, ended = (self.switch.usual, self.switch.twin), self.switch.means, self.ended
        both = tuple([TwinPlay(names[at], means[at], ended[at], at == 0) for at in (0, 1)])
        return both[::-1] if self.switch.turned else both

    def _usual_ended(self) -> str:
        held = "everything held that it says"
        return f"The scenario is written for this: {held}." if self.switch.turned else f"{HELD}."

    def _twin_ended(self) -> str:
        if self.twin.result not in BAD:
            return f"{HELD}, here too."
        if not self.twin.steps:
            return "What the scenario says does not hold here."
        *_, last = spoken([(step.keyword, step.text) for step in self.twin.steps])
        keyword = self.twin.steps[-1].keyword
        why = "does not hold here" if keyword == "then" else "cannot be done here"
        if self.switch.turned:
            return f"The scenario is written for the alternative: its step “{keyword} {last[1]}” {why}, as was ruled."
        return f"It ended at the step “{keyword} {last[1]}”, which {why}."


def _steps(usual: ToldRun, twin: ToldRun, found: RunDifference) -> Iterator[ComparedStep]:
    seen, other = _seen(usual), _seen(twin)
    said = spoken([(step.keyword, step.text) for step in usual.run.steps])
    pairs = zip_longest(said, twin.run.steps[: len(said)])
    failed = twin.run.result in BAD
    for index, ((keyword, text), reached) in enumerate(pairs):
        stopped = failed and index == len(twin.run.steps) - 1
        instead = _instead(found, reached, twin) if stopped and reached is not None else ()
        yield ComparedStep(keyword, text, seen[index], other[index], reached is not None, stopped, instead)


def _instead(found: RunDifference, step: RecordedStep, twin: ToldRun) -> tuple[str, ...]:
    """What happened in the twin alone until it ended: decisions before what else there was, the last of them."""
    decided = [each.other for each in found.decided if each.other is not None]
    apart = [each.line for each in (*decided, *found.only_other) if each.line.number <= step.last]
    texts = dict.fromkeys([line.text for line in apart if line.kind == DECISION])
    texts = texts or dict.fromkeys([line.text for line in apart])
    return tuple([in_users_words(text, twin) for text in tuple(texts)[-INSTEAD_MAX:]])


def _seen(told: ToldRun) -> defaultdict[int, tuple[str, ...]]:
    """What was seen in each step, by its number."""
    found: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
    for after, text in told.looks:
        index = _innermost(told.run.steps, after)
        if len(found[index]) < SEEN_MAX and text not in found[index]:
            found[index] += (text,)
    return found


def _innermost(steps: Sequence[RecordedStep], number: int) -> int:
    """The step that an entry belongs to; steps come in the order they began."""
    return max([index for index, step in enumerate(steps) if step.first <= number <= step.last], default=-1)


def _decided(
    found: Sequence[RecordOtherwise], product: Product | None, usual: ToldRun, twin: ToldRun
) -> Iterator[OtherwiseDecided]:
    for each in found:
        place = "the CRM" if each.record.in_crm else product.name if product is not None else "finance"
        told = [side.line.about[1] for side in (each.one, each.other) if side is not None and len(side.line.about) > 1]
        called = f"{each.record.kind} '{told[0] if told else each.record.name}' in {place}"
        yield OtherwiseDecided(called, *_outcome(each.one, usual), *_outcome(each.other, twin))


def _outcome(side: SetApart | None, told: ToldRun) -> tuple[str, str]:
    return (side.line.outcome, in_users_words(side.line.text, told)) if side is not None else ("no such decision", "")


def _texts(found: Sequence[SetApart], told: ToldRun) -> tuple[str, ...]:
    return tuple(dict.fromkeys([in_users_words(each.line.text, told) for each in found]))
