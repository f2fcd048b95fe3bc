"""The steps of a scenario, and the story they make in the journal of its world.

A step is written into the journal when it begins and is the cause of everything that happens in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING

from zsim.kernel.errors import UsageError
from zsim.kernel.texts import require_whole
from zsim.testing.wording import require_words

if TYPE_CHECKING:
    from zsim.world import World

ACTOR = "script"
OnLook = Callable[[object, str, object], None]


@dataclass(slots=True)
class Span:
    """One step told so far: the journal's entries from ``first`` to ``last`` happened in it.

    ``looks`` are what somebody looked at in it, each once, if it is a "then": subject, what, value, and the last entry
    before.
    """

    keyword: str
    text: str
    first: int
    last: int
    looks: dict[tuple[object, str, str], tuple[int, object]] = field(default_factory=dict)


class Story:
    """The steps of one world, in the order they began.

    ``failed_in`` is the keyword of the innermost step an error left, ``None`` while there is none. ``announced`` are
    the steps that were made and not entered yet.
    """

    __slots__ = ("_open", "announced", "failed_in", "spans", "world")

    def __init__(self, world: World) -> None:
        self.world = world
        self.spans: list[Span] = []
        self.failed_in: str | None = None
        self.announced: list[Step] = []
        self._open: list[tuple[Span, int, OnLook | None]] = []

    def begin(self, keyword: str, text: str) -> None:
        """Write the step down and make it the cause of what follows."""
        journal = self.world.journal
        number = journal.append(ACTOR, "step", None, (keyword, text))
        span = Span(keyword, text, number, number)
        self.spans.append(span)
        self._open.append((span, journal.cause, journal.on_look))
        journal.cause = number
        journal.on_look = partial(self._saw, span) if keyword == "then" else None

    def end(self, failed: bool) -> None:
        """Close the step begun last and put the former cause back."""
        span, cause, on_look = self._open.pop()
        journal = self.world.journal
        span.last = len(journal)
        journal.cause, journal.on_look = cause, on_look
        if failed and self.failed_in is None:
            self.failed_in = span.keyword

    def _saw(self, span: Span, subject: object, what: str, value: object) -> None:
        """Note what somebody looked at in a step."""
        span.looks.setdefault((subject, what, repr(value)), (len(self.world.journal), value))

    def check(self, name: str) -> None:
        """Refuse with ``UsageError`` a finished story that expects nothing, or has a step for nothing."""
        __tracebackhide__ = True
        if self.announced:
            step = self.announced[0]
            found, right = f"its step {step!r} was never entered", f"with {step!r}: around what belongs to it"
        elif all(span.keyword != "then" for span in self.spans):
            found, right = "it has no 'then'", 'with then("what must hold"): around what it asserts'
        else:
            return
        raise UsageError(asked=f"the scenario {name}", found=found, right=right)


# The words of a script name no world, so the one being told about stands in the context of the code that tells it.
_told: ContextVar[Story | None] = ContextVar("zsim_story", default=None)


@contextmanager
def telling(world: World) -> Iterator[Story]:
    """Make the steps inside belong to ``world``; the ``world`` fixture does this for every scenario."""
    story = Story(world)
    token = _told.set(story)
    try:
        yield story
    finally:
        _told.reset(token)


class Step:
    """One step, as a context: ``with given("Acme stands in the CRM"):``."""

    __slots__ = ("_keyword", "_story", "_text")

    def __init__(self, keyword: str, text: str) -> None:
        require_whole(text)
        require_words(f"{keyword}({text!r})", text)
        self._keyword = keyword
        self._text = text
        self._story: Story | None = None
        if (story := _told.get()) is not None:
            story.announced.append(self)

    def __repr__(self) -> str:
        return f'{self._keyword}("{self._text}")'

    def __enter__(self) -> None:
        __tracebackhide__ = True
        story = _told.get()
        if story is None:
            raise UsageError(
                asked=repr(self),
                found="no world is being told about",
                right="take the `world` fixture, or put the steps inside `with telling(world):`",
            )
        self._story = story
        if self in story.announced:
            story.announced.remove(self)
        story.begin(self._keyword, self._text)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._story is not None, "left before it was entered"
        self._story.end(error is not None)


def given(text: str) -> Step:
    """What stands before anything happens."""
    return Step("given", text)


def when(text: str) -> Step:
    """What somebody does, or what time brings."""
    return Step("when", text)


def then(text: str) -> Step:
    """What must hold afterwards."""
    return Step("then", text)
