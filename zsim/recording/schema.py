"""What a recording holds: its scenarios with their stories, and of each the world, to be read when it is asked for.

One set of classes for who writes and who reads; ``zsim.recording.plain`` makes JSON of them, and them of JSON. What is
no part of a comparison is not written down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

FORMAT = "zsim-run"
VERSION = 2


class Result(StrEnum):
    """What became of a scenario, in the order reports name them."""

    PASSED = "passed"
    FAILED = "failed"
    BROKEN = "broken"
    UNSTABLE = "unstable"
    KNOWN_GAP = "known gap"
    SKIPPED = "skipped"


BAD = frozenset({Result.FAILED, Result.BROKEN, Result.UNSTABLE})


@dataclass(frozen=True, slots=True)
class RecordedStep:
    """One given, when or then; its journal entries are those after ``first - 1`` up to ``last``."""

    keyword: str
    text: str
    first: int
    last: int


class RecordedMove(NamedTuple):
    """A move that documents of ``type`` made in a product, how often, and whether a trigger had it made.

    The verb is "" where the life cycle has no such move.
    """

    product: str
    type: str
    verb: str
    before: str
    after: str
    times: int
    triggered: bool = False


@dataclass(frozen=True, slots=True)
class RecordedFailure:
    """Why a scenario did not pass, and the place in the script.

    ``statement`` is the one that failed, ``about`` the numbers of the entries about the records it speaks of.
    """

    message: str
    where: str = ""
    statement: str = ""
    about: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ScenarioRun:
    """One scenario, run once for one product, or once for all when ``product`` is ``None``; or any other world.

    ``policies`` and ``quirks_off`` are what its world has otherwise than usual. ``marks`` are the quirks that fired.
    ``overlooked`` are the ids of live records that no run decided anything about, each with why. ``entries`` is the
    length of the journal, ``switched`` what it was played with instead of what its scenario says. ``kept`` gives the
    bytes of its world (``zsim.recording.worlds``), ``None`` if it had none.
    """

    id: str
    file: str
    title: str
    doc: str = ""
    covers: tuple[str, ...] = ()
    product: str | None = None
    products: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    result: Result = Result.PASSED
    error: RecordedFailure | None = None
    seed: int = 0
    digest: str = ""
    policies: tuple[tuple[str, str], ...] = ()
    quirks_off: tuple[str, ...] = ()
    steps: tuple[RecordedStep, ...] = ()
    marks: tuple[str, ...] = ()
    overlooked: tuple[tuple[str, str], ...] = ()
    moves: tuple[RecordedMove, ...] = ()
    entries: int = 0
    switched: str = ""
    kept: Callable[[], bytes] | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Provenance:
    """What recorded a session: the version of zsim, the commit of the project, and the day; each may be empty."""

    version: str = ""
    commit: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Recording:
    """All scenarios of one session, sorted by id.

    ``seed`` is the session's, ``selection`` tells what a partial session was narrowed to. ``switched`` are some of the
    scenarios played once more with a quirk or a policy switched, ``consequences`` worlds to each of which one thing
    happens, to the first nothing; neither counts anywhere.
    """

    scenarios: tuple[ScenarioRun, ...] = ()
    switched: tuple[ScenarioRun, ...] = ()
    seed: int = 0
    selection: tuple[str, ...] = ()
    made: Provenance = Provenance()
    consequences: tuple[ScenarioRun, ...] = ()


def smallest(runs: Iterable[ScenarioRun]) -> ScenarioRun:
    """The run with the shortest journal; of several, the first by id."""
    return min(runs, key=lambda run: (run.entries, run.id))


def results_of(scenarios: Iterable[ScenarioRun]) -> Mapping[Result, int]:
    """How many scenarios ended with each result, in the order of ``Result``; a result none ended with is left out."""
    ended = [each.result for each in scenarios]
    return {result: ended.count(result) for result in Result if result in ended}
