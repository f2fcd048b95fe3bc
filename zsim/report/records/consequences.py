"""What follows from one event, told by two worlds: one to which it happens, and one to which nothing does.

What the first journal has and the second has not follows from the event; what the second has alone happens no more.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from zsim.fakes.store import Effect
from zsim.ports.records import Fields, Ref
from zsim.recording.schema import ScenarioRun
from zsim.report.records.answers import in_users_words
from zsim.report.records.wording import Wording
from zsim.report.telling import ToldRun
from zsim.world import Line

NUMBERED = re.compile(r"\b(run|fetch) \d+ of\b|\b\d{9,}\b|\b[A-Z]{2,3}-\d{6}\b|\b[0-9a-f]{4}\.\.\.[0-9a-f]{4}\b")
"""What may differ between two journals where nothing else does: numbers of runs and documents, ids, keys."""
QUIET = re.compile(
    r" began$| ended (done|partial)|: CRM [\w ]+ ID nothing -> \S+$|nothing to refresh|not linked was deleted$"
)
"""Lines that tell nothing which others do not."""
FAILED_RUN = re.compile(r"^(?:run|fetch) \d+ of .+? ended failed(?: \((?P<why>.*?)\))?(?P<done>: [^:]*)?$")
EFFECT, DECISION, COMMAND, FAILED, MARK = "effect", "decision", "command", "failed", "mark"
NOTICE, SINCE = "notice", " since "


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that follows, once or several times; ``until`` is when it happened last, if again."""

    at: datetime
    who: str
    text: str
    kind: str
    times: int = 1
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ConsequenceMoment:
    """What happens at a time."""

    at: datetime
    called: str
    happenings: tuple[Happening, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How something stands before the event, and at the end with and without it."""

    what: str
    before: str
    after: str
    otherwise: str


@dataclass(frozen=True, slots=True)
class Consequence:
    """An event with all that follows.

    ``begins`` is the event itself, as the journal has it. ``connections`` and ``counts`` are those that end otherwise
    than without it, ``notices`` what people are told in the apps, ``oddities`` the ids of those that show for it.
    """

    run: ScenarioRun
    begins: tuple[str, ...]
    follows: tuple[ConsequenceMoment, ...]
    missing: tuple[ConsequenceMoment, ...]
    connections: tuple[Standing, ...]
    counts: tuple[Standing, ...]
    notices: tuple[str, ...]
    oddities: tuple[str, ...]

    @property
    def theme(self) -> str:
        """What it is grouped under."""
        return self.run.tags[0] if self.run.tags else ""

    @property
    def following(self) -> int:
        """How many things follow."""
        return sum(len(each.happenings) for each in self.follows)

    @property
    def lacking(self) -> int:
        """How many things happen no more."""
        return sum(len(each.happenings) for each in self.missing)


class Otherwise:
    """The world to which nothing happens; compares others with it."""

    def __init__(self, told: ToldRun, wording: Wording) -> None:
        self._told = told
        self._wording = wording
        self._lines = _lines(told)
        self._keys = Counter([_key(line) for line in self._lines])
        self._looks = _looked(told, wording)
        self._counts = _counted(told, len(told.lines), wording)

    def consequence(self, told: ToldRun) -> Consequence:
        """What follows in a world to which something happens."""
        run, lines = told.run, _lines(told)
        given, event = run.steps[0], run.steps[1]
        ours = Counter([_key(line) for line in lines])
        begins = [line for line in lines if line.kind == COMMAND and line.number <= event.last]
        more = [line for line in _beyond(lines, self._keys) if line not in begins]
        before, after = _before(_looked(told, self._wording), given.last), _looked(told, self._wording)
        counts = _counted(told, given.last, self._wording), _counted(told, len(told.lines), self._wording)
        return Consequence(
            run,
            tuple(dict.fromkeys([in_users_words(line.text, told) for line in begins])),
            tuple(self._moments(more, told)),
            tuple(self._moments(_beyond(self._lines, ours), self._told)),
            tuple(_standings(before, _last(after), _last(self._looks), "not there")),
            tuple(_standings(counts[0], counts[1], self._counts, "0")),
            tuple(dict.fromkeys([value for _, what, value in after if what.endswith(NOTICE)])),
            tuple([each for each in run.marks if each not in self._told.run.marks]),
        )

    def _moments(self, lines: Sequence[Line], told: ToldRun) -> Iterator[ConsequenceMoment]:
        folded, run = _folded([self._happening(line, told) for line in _without_carried_out(lines)]), told.run
        at_once = {line.at for line in lines if line.number <= run.steps[1].last}
        working = {line.at for line in lines if run.steps[2].first <= line.number <= run.steps[2].last}
        for at, group in groupby(folded, key=lambda each: each.at):
            when = ", at once" if at in at_once else ", as work goes on" if at in working else ""
            yield ConsequenceMoment(at, f"{at:%H:%M}{when}", tuple(group))

    def _happening(self, line: Line, told: ToldRun) -> Happening:
        failed = FAILED_RUN.match(line.text)
        text = f"the run failed: {failed['why'] or 'without a reason'}" if failed else self._wording.named(line.text)
        kind = "failure" if failed else line.kind
        return Happening(line.at, self._wording.who(line.actor), in_users_words(text, told), kind)


def _lines(told: ToldRun) -> tuple[Line, ...]:
    """What happens after the world was made, without what tells nothing."""
    made = told.run.steps[0].last
    return tuple(
        [
            line
            for line in told.folded
            if line.number > made and line.kind != MARK and line.outcome != "unchanged" and not QUIET.search(line.text)
        ]
    )


def _key(line: Line) -> tuple[str, str]:
    return line.actor, NUMBERED.sub("", line.text)


def _beyond(lines: Iterable[Line], others: Mapping[tuple[str, str], int]) -> list[Line]:
    """The lines that the others have not, or not as often."""
    left = Counter(others)
    found = []
    for line in lines:
        key = _key(line)
        if left[key] > 0:
            left[key] -= 1
        else:
            found.append(line)
    return found


def _without_carried_out(lines: Iterable[Line]) -> list[Line]:
    """The lines without changes that a decision or command among them tells, and decisions that a refusal tells."""
    told = {line.number for line in lines if line.kind in (DECISION, COMMAND)}
    return [
        line
        for line in lines
        if not (line.kind == EFFECT and line.cause in told) and not (line.kind == DECISION and line.outcome == FAILED)
    ]


def _folded(happenings: Sequence[Happening]) -> list[Happening]:
    """Each once, where it first happened, with how often it came again."""
    found: dict[tuple[str, str], Happening] = {}
    for each in happenings:
        key = each.who, each.text
        former = found.get(key)
        found[key] = each if former is None else replace(former, times=former.times + 1, until=_later(former, each))
    return list(found.values())


def _later(former: Happening, again: Happening) -> datetime | None:
    """When it happened last; nothing while that is the moment of the first time."""
    return again.at if again.at != former.at else former.until


def _looked(told: ToldRun, wording: Wording) -> list[tuple[int, str, str]]:
    """What was looked at: after which entry, what, and how it stood."""
    looks = told.world.looks
    return [
        (after, f"{wording.organisation(str(subject))}: {what}", str(value).partition(SINCE)[0])
        for after, subject, what, value in looks
    ]


def _before(looks: Iterable[tuple[int, str, str]], number: int) -> dict[str, str]:
    return {what: value for after, what, value in looks if after <= number}


def _last(looks: Iterable[tuple[int, str, str]]) -> dict[str, str]:
    return {what: value for _, what, value in looks}


def _standings(
    before: Mapping[str, str], after: Mapping[str, str], otherwise: Mapping[str, str], nothing: str
) -> Iterator[Standing]:
    """What ends otherwise than without the event."""
    for what in dict.fromkeys((*before, *otherwise, *after)):
        ends, usual = after.get(what, nothing), otherwise.get(what, nothing)
        if ends != usual and not what.endswith(NOTICE):
            yield Standing(what, before.get(what, nothing), ends, usual)


def _counted(told: ToldRun, upto: int, wording: Wording) -> dict[str, str]:
    """How many records of each kind live in each app, and are inactive, by the changes up to an entry."""
    counts: defaultdict[tuple[str, str], int] = defaultdict(int)
    inactive: defaultdict[tuple[str, str], int] = defaultdict(int)
    for entry in told.world.journal.since(0)[:upto]:
        if isinstance(entry.subject, Ref) and isinstance(entry.detail, Effect):
            come = (entry.detail.before is None) - (entry.detail.after is None)
            counts[entry.subject[:2]] += come
            inactive[entry.subject[:2]] += _inactive(entry.detail.after) - _inactive(entry.detail.before)
    names = {key: f"{wording.organisation(key[0])}: {key[1].replace('_', ' ').lower()}" for key in sorted(counts)}
    live = {name: f"{counts[key]:,}" for key, name in names.items()}
    return live | {f"{name}, inactive": f"{inactive[key]:,}" for key, name in names.items() if inactive[key]}


def _inactive(fields: Fields | None) -> bool:
    """Whether a record with these fields is there and inactive."""
    return fields is not None and fields.get("status") == "inactive"
