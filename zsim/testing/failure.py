"""What a failing scenario prints: its story, what of its journal helps, and the command that repeats it.

A journal is mostly the chatter of runs that find nothing to do. Those that follow each other are folded into one line,
and the calls of a run that changed nothing are left out; what concerns the records that the failing statement speaks of
comes first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from zsim.testing.case import Case
from zsim.testing.steps import Story

if TYPE_CHECKING:
    from zsim.world.journal_words.line import Line

LAST_ENTRIES = 15
TOLD = frozenset({"command", "decision", "effect", "mark"})


class FailingStatement(NamedTuple):
    """The statement of a script that raised, the error's words, the variables it could see, and its line."""

    source: str = ""
    message: str = ""
    variables: Mapping[str, object] = {}
    line: int = 0

    @property
    def text(self) -> str:
        """All that may speak of records."""
        return f"{self.source}\n{self.message}"

    def concerned(self, lines: Sequence[Line]) -> list[Line]:
        """What was done, decided and changed about the records it names and what they were decided together with."""
        return _about(self.names(lines), lines)

    def names(self, lines: Iterable[Line]) -> frozenset[str]:
        """The ids and names, as the journal has them, of the records it names or holds in a variable."""
        known = {word for line in lines for word in line.about}
        near = [each for each in known if each in self.text]  # a pattern for each word of a long journal would be dear
        words = {each for each in near if re.search(rf"(?<!\w){re.escape(each)}(?!\w)", self.text)}
        held = [self.variables[each] for each in re.findall(r"\w+", self.text) if each in self.variables]
        return frozenset(words) | frozenset(_ids(held))


def told(
    case: Case, story: Story, lines: Sequence[Line], seed: int, statement: FailingStatement, asked: str = ""
) -> str:
    """All that is printed of a failure but the error itself."""
    options = f"{f' --seed {seed}' if seed else ''}{asked}"
    about = statement.concerned(lines)
    rest = [_shown(line) for line in without_chatter(lines, {line.number for line in about})]
    steps = [f"  {span.keyword:<5} {span.text}" for span in story.spans]
    parts = [
        [case.title],
        ["the story so far:", *(steps or ["  (no step was begun)"])],
        *(
            [_last("what concerns the records that the failing statement names", list(map(_shown, about)))]
            if about
            else []
        ),
        _last("what else happened" if about else "the journal", rest),
        [f"repeat: {case.repeat}{options}"],
    ]
    return "\n\n".join(["\n".join(each) for each in parts])


def without_chatter(lines: Sequence[Line], left_out: Collection[int] = ()) -> Iterator[Line]:
    """The entries without the calls of runs that changed nothing, and with runs that did nothing folded.

    A line stands for all the idle runs of one module that came to the same with nothing but such runs in between.
    Entries of the numbers ``left_out`` are told elsewhere.
    """
    runs = _runs(lines)
    idle = {number: entries for number, entries in runs.items() if _is_idle(entries)}
    of_run = {line.number: number for number, entries in runs.items() for line in entries}
    quiet = {number for number, entries in runs.items() if _has_ended(entries)}
    quiet -= {of_run.get(line.cause, 0) for line in lines if line.kind == "effect"}
    for is_idle, group in groupby(lines, key=lambda line: of_run.get(line.number) in idle):
        if is_idle:
            yield from _folded([idle[line.number] for line in group if line.number in idle])
        else:
            for line in group:
                needless = line.kind == "call" and of_run.get(line.number) in quiet
                if not needless and line.number not in left_out:
                    yield line


def _runs(lines: Iterable[Line]) -> dict[int, list[Line]]:
    """The entries of each run, by the number of the first."""
    runs: dict[int, list[Line]] = {}
    under_way: dict[str, int] = {}  # by actor; what a run causes later is none of its own
    for line in lines:
        if line.cause and line.cause == under_way.get(line.actor):
            runs[line.cause].append(line)
            if line.kind == "run":
                del under_way[line.actor]
        elif line.kind == "run":
            runs[line.number] = [line]
            under_way[line.actor] = line.number
    return runs


def _is_idle(entries: Sequence[Line]) -> bool:
    """Whether a run ended with nothing but calls made."""
    return _has_ended(entries) and {each.kind for each in entries[1:-1]} <= {"call"}


def _has_ended(entries: Sequence[Line]) -> bool:
    return len(entries) > 1 and entries[-1].kind == "run"


def _folded(runs: Iterable[Sequence[Line]]) -> Iterator[Line]:
    """A line for all that came to the same."""
    alike: defaultdict[tuple[str, str], list[Sequence[Line]]] = defaultdict(list)
    for entries in runs:
        module = entries[0].text.partition(" of ")[2].removesuffix(" began")
        alike[module, entries[-1].text.partition(" ended ")[2]].append(entries)
    for (module, end), all_of_them in alike.items():
        first, last = all_of_them[0][0], all_of_them[-1][-1]
        told = (
            f"{len(all_of_them)} runs of {module} until {last.moment}" if len(all_of_them) > 1 else f"a run of {module}"
        )
        yield first._replace(text=f"{told}: {end}")


def _about(names: Collection[str], lines: Sequence[Line]) -> list[Line]:
    # What stays as it is is decided together with others that it has nothing to do with.
    named = [line for line in lines if line.outcome != "unchanged" and not set(names).isdisjoint(line.about)]
    words = {*names, *(word for line in named for word in line.about if word.isdigit())}
    found = [line for line in lines if line.kind in TOLD and not words.isdisjoint(line.about)]
    numbers = {line.number for line in found} | {line.cause for line in found if line.kind == "effect"}
    return [line for line in lines if line.kind in TOLD and line.number in numbers]


def _ids(values: Iterable[object]) -> Iterator[str]:
    from zsim.fakes.store import Handle  # whoever has no failing world does not pay for the apps

    for each in values:
        if isinstance(each, Handle):
            yield each.id
        elif isinstance(each, (list, tuple)):
            yield from _ids(each)


def _last(heading: str, shown: Sequence[str]) -> list[str]:
    more = len(shown) - LAST_ENTRIES
    return [
        f"{heading}{f', the last {LAST_ENTRIES} of {len(shown)} lines' if more > 0 else ''}:",
        *shown[max(more, 0) :],
    ]


def _shown(line: Line) -> str:
    return f"  {line.number:>4}  {line.moment}  {line.text}"
