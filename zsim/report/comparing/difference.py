"""What two told runs have in common, and what not: decisions about the same record, lines, and how they ended.

Both journals are compared without what is only called otherwise. Few pairs differ in many lines, so all that costs time
is done to lines that the other journal has not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from typing import NamedTuple, TypeVar

from zsim.catalogue import Product
from zsim.kernel.journal import Command
from zsim.ports.records import Ref
from zsim.recording.schema import Result
from zsim.report.neutral import QUOTED, general, neutral
from zsim.report.telling import ToldRun
from zsim.sync import DecisionEntry, Failure
from zsim.world import Line

DECISION, FAILURE = "decision", "failure"
OVERTAKEN = "overtaken"
DECIDED = frozenset({DECISION, FAILURE})
"""The kinds of lines that say what was decided about a record; a decision that failed is told with why."""
CRM = "crm"
COMMAND = "command"
SET_UP = frozenset(
    {
        "generate_zsc_key",
        "connect",
        "configure",
        "save_and_sync",
        "save_and_sync_later",
        "grant_multi_organisation",
        "enable_transactions",
    }
)
"""The commands by which a connection is made and its syncs are chosen and begun."""

Each = TypeVar("Each")


class SetApart(NamedTuple):
    """A line of one journal that the other has not: as it is told, and without what is only called otherwise.

    ``set_up`` says that it only tells how a connection is made.
    """

    line: Line
    neutral: str
    set_up: bool = False

    @property
    def said(self) -> tuple[str, str]:
        """What it says of any record: its kind of line and outcome, and the sentence."""
        return f"{self.line.kind} {self.line.outcome}", self.general

    @property
    def general(self) -> str:
        """The line as it would read of any record."""
        return general(self.neutral, self.line.about[1:])


class AboutRecord(NamedTuple):
    """A record by its kind and name, and where it is."""

    kind: str
    name: str
    in_crm: bool


@dataclass(frozen=True, slots=True)
class RecordOtherwise:
    """A record that was decided about otherwise: the first such decision of each run, ``None`` where it has none.

    ``alone`` says that the other run decided about no record of that kind at all.
    """

    record: AboutRecord
    one: SetApart | None
    other: SetApart | None
    alone: bool = False


@dataclass(frozen=True, slots=True)
class RunDifference:
    """What two runs of one story do not have in common.

    ``only_one`` and ``only_other`` are the lines of one journal alone, but for decisions.
    """

    decided: tuple[RecordOtherwise, ...]
    only_one: tuple[SetApart, ...]
    only_other: tuple[SetApart, ...]
    ended: tuple[Result, Result]

    def __bool__(self) -> bool:
        return bool(self.decided or self.only_one or self.only_other or self.ended[0] is not self.ended[1])


class ComparedRun:
    """A told run that is compared, often with several others."""

    def __init__(self, told: ToldRun, product: Product | None) -> None:
        self.told = told
        self.product = product

    @cached_property
    def counted(self) -> Counter[str]:
        """How often each line comes in its journal."""
        return Counter(self.told.plain)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of records it decided about."""
        details = self.told.world.journal.details(0)
        decided = [each for each in details if isinstance(each, (DecisionEntry, Failure)) and each.covers]
        modules = dict.fromkeys([each.covers[0][:2] for each in decided])
        return frozenset([self._kind(*each) for each in modules])

    def record_of(self, line: Line) -> AboutRecord:
        """The record that a decision is about in the first place."""
        detail = self.told.world.journal[line.number].detail
        if not isinstance(detail, (DecisionEntry, Failure)) or not detail.covers:
            return AboutRecord("", "", in_crm=False)
        subject: Ref = detail.covers[0]
        name = neutral(line.about[1], self.product) if len(line.about) > 1 else ""
        return AboutRecord(self._kind(subject.app, subject.module), name, subject.app == CRM)

    def surplus(self, other: ComparedRun) -> list[SetApart]:
        """The lines that the other journal has not, or not as often; of what comes again, the last."""
        pairs = list(zip(self.told.folded, self.told.plain, strict=True))
        left = [line for line, _ in _last(pairs, lambda pair: pair[1], self.counted - other.counted)]
        told = frozenset([line.number for line in left if line.kind == DECISION])
        lines = [self._with_why(line) for line in left if line.kind != FAILURE or line.cause not in told]
        return [SetApart(line, neutral(line.text, self.product), self._sets_up(line)) for line in lines]

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all records that its journal speaks of."""
        return frozenset([name for line in self.told.folded for name in line.about])

    def unknown_in(self, other: ComparedRun, apart: Sequence[SetApart]) -> Iterator[tuple[str, str]]:
        """What these lines say of records by whose names the other journal knows none.

        Names that are made up at random differ between two runs, and nothing else need be otherwise for that.
        """
        for each in apart:
            called = each.line.about[1:] or [quoted[1:-1] for quoted in QUOTED.findall(each.line.text)]
            if called and not any(name in other.names for name in called):
                yield each.said

    def _with_why(self, line: Line) -> Line:
        """A decision that failed as its refusal, or the end of its run, tells of it; any other line as it is."""
        why = self.told.why_failed.get(line.number)
        return line._replace(text=why) if why else line

    def _sets_up(self, line: Line) -> bool:
        if line.kind != COMMAND:
            return False
        detail = self.told.world.journal[line.number].detail
        return isinstance(detail, Command) and detail.name in SET_UP

    def _kind(self, app: str, module: str) -> str:
        return neutral(self.told.world.resolver.kind(app, module), None)


def difference(one: ComparedRun, other: ComparedRun) -> RunDifference:
    """What the two runs do not have in common."""
    ended = one.told.run.result, other.told.run.result
    if one.told.plain == other.told.plain:
        return RunDifference((), (), (), ended)
    ones, others = one.surplus(other), other.surplus(one)
    words = Counter([each.neutral for each in ones]), Counter([each.neutral for each in others])
    ones = _last(ones, lambda each: each.neutral, words[0] - words[1])
    others = _last(others, lambda each: each.neutral, words[1] - words[0])
    strange = Counter(one.unknown_in(other, ones)) & Counter(other.unknown_in(one, others))
    ones, others = _without(ones, strange), _without(others, strange)
    return RunDifference(
        tuple(_decided(one, other, ones, others)),
        tuple([each for each in ones if each.line.kind not in DECIDED]),
        tuple([each for each in others if each.line.kind not in DECIDED]),
        ended,
    )


def _last(found: Sequence[Each], word: Callable[[Each], str], more: Counter[str]) -> list[Each]:
    """Of each text as many as asked for, the last of them, in order."""
    left, kept = more.copy(), []
    for each in reversed(found):
        if left[word(each)] > 0:
            left[word(each)] -= 1
            kept.append(each)
    return kept[::-1]


def _without(found: Sequence[SetApart], said: Counter[tuple[str, str]]) -> list[SetApart]:
    """The lines but for as many as both runs have that say the same of records called otherwise."""
    left, kept = said.copy(), []
    for each in found:
        if left and left[each.said] > 0:
            left[each.said] -= 1
        else:
            kept.append(each)
    return kept


def _decided(
    one: ComparedRun, other: ComparedRun, ones: Sequence[SetApart], others: Sequence[SetApart]
) -> Iterator[RecordOtherwise]:
    found = _by_record(one, ones), _by_record(other, others)
    for record in dict.fromkeys([*found[0], *found[1]]):
        first, second = next(zip_longest(found[0].get(record, ()), found[1].get(record, ())))
        silent = other if second is None else one if first is None else None
        yield RecordOtherwise(record, first, second, silent is not None and record.kind not in silent.kinds)


def _by_record(run: ComparedRun, apart: Sequence[SetApart]) -> Mapping[AboutRecord, list[SetApart]]:
    found: defaultdict[AboutRecord, list[SetApart]] = defaultdict(list)
    for each in apart:
        if each.line.kind in DECIDED:
            found[run.record_of(each.line)].append(each)
    return {record: _standing(each) for record, each in found.items()}


def _standing(decisions: list[SetApart]) -> list[SetApart]:
    """The decisions without those that another one took the place of, unless there are no others."""
    return [each for each in decisions if each.line.outcome != OVERTAKEN] or decisions
