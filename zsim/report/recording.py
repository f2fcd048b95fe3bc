"""The recording of a run, read back: what every report is built from.

A recording is one JSON file, written by the pytest plugin when a session ends. It is checked here once, at the edge;
whatever reads a ``Recording`` trusts its types.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from zsim.kernel.errors import UsageError
from zsim.report.shapes import Shape

FORMAT = "zsim-run"
VERSION = 1


class OtherVersion(UsageError):
    """A recording of another format version than the one this version of zsim reads."""


class Result(StrEnum):
    """What became of a scenario, in the order reports name them."""

    PASSED = "passed"
    FAILED = "failed"
    BROKEN = "broken"
    UNSTABLE = "unstable"
    KNOWN_GAP = "known gap"
    SKIPPED = "skipped"


BAD = frozenset({Result.FAILED, Result.BROKEN, Result.UNSTABLE})


class RecordedLine(NamedTuple):
    """One journal entry in words.

    ``about`` holds the ids and names of the records it concerns; ``outcome`` is that of a decision, what became of one
    that was not carried out, or how a run ended, else empty.
    """

    number: int
    at: str
    actor: str
    kind: str
    cause: int
    text: str
    about: tuple[str, ...]
    outcome: str = ""

    @property
    def moment(self) -> str:
        """When it happened, as it was recorded."""
        return self.at


@dataclass(frozen=True, slots=True)
class RecordedStep:
    """One given, when or then; its journal entries are those after ``first - 1`` up to ``last``."""

    keyword: str
    text: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class SyncRun:
    """One sync run as the history tells it; ``counts`` are (outcome, how many) pairs.

    ``sync`` is what its decisions are told by in the journal.
    """

    module: str
    trigger: str
    at: str
    grade: str
    reason: str
    counts: tuple[tuple[str, int], ...]
    sync: str = ""


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
    where: str
    statement: str = ""
    about: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ScenarioRun:
    """One scenario, run once for one product, or once for all when ``product`` is ``None``.

    ``overlooked`` are the ids of live records that no run decided anything about, each with why.
    """

    id: str
    file: str
    title: str
    doc: str
    covers: tuple[str, ...]
    product: str | None
    products: tuple[str, ...]
    tags: tuple[str, ...]
    result: Result
    seed: int
    digest: str
    steps: tuple[RecordedStep, ...]
    journal: tuple[RecordedLine, ...]
    marks: tuple[str, ...]
    runs: tuple[SyncRun, ...]
    error: RecordedFailure | None
    overlooked: tuple[tuple[str, str], ...] = ()
    moves: tuple[RecordedMove, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """What recorded a session: the version of zsim, the commit of the project, and the day; each may be empty."""

    version: str = ""
    commit: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Recording:
    """All scenarios of one session, sorted by id.

    ``seed`` is the session's, ``selection`` tells what a partial session was narrowed to.
    """

    scenarios: tuple[ScenarioRun, ...]
    seed: int = 0
    selection: tuple[str, ...] = ()
    made: Provenance = Provenance()


def read_recording(path: Path) -> Recording:
    """The recording in a file.

    Raises ``UsageError`` when there is none or it is damaged, ``OtherVersion`` when another version wrote it.
    """
    asked = f"read the recording {path.as_posix()}"
    try:
        data: object = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        right = "run 'zsim run' first, stand in the project's folder, or name a recording"
        raise UsageError(asked=asked, found="there is no such file", right=right) from None
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise UsageError(asked=asked, found=f"it is not JSON ({error})", right="run 'zsim run' again") from None
    return recording_of(data, asked)


def recording_of(data: object, asked: str = "read the recording") -> Recording:
    """The recording told by decoded JSON; ``asked`` opens the message of an error."""
    top = Shape(data, asked, "the recording")
    if top.text("format") != FORMAT:
        raise UsageError(
            asked=asked, found=f"its format is {top.text('format')!r}", right=f"a file of format {FORMAT!r}"
        )
    if top.number("version") != VERSION:
        raise OtherVersion(
            asked=asked,
            found=f"it has format version {top.number('version')}",
            right=f"this zsim reads version {VERSION}: run 'zsim run' again",
        )
    scenarios = sorted((_scenario(each) for each in top.shapes("scenarios")), key=lambda each: each.id)
    made = dict(top.texts_by_name("made"))
    provenance = Provenance(made.get("version", ""), made.get("commit", ""), made.get("date", ""))
    return Recording(tuple(scenarios), top.number("seed"), top.texts("selection"), provenance)


def _scenario(shape: Shape) -> ScenarioRun:
    return ScenarioRun(
        id=shape.text("id"),
        file=shape.text("file"),
        title=shape.text("title"),
        doc=shape.text("doc"),
        covers=shape.texts("covers"),
        product=shape.text_or_none("product"),
        products=shape.texts("products"),
        tags=shape.texts("tags"),
        result=Result(shape.one_of("result", tuple(Result))),
        seed=shape.number("seed"),
        digest=shape.text("digest"),
        steps=tuple(_step(each) for each in shape.shapes("steps")),
        journal=tuple(_line(each) for each in shape.shapes("journal")),
        marks=shape.texts("marks"),
        runs=tuple(_run(each) for each in shape.shapes("runs")),
        error=_failure(shape.shape_or_none("error")),
        overlooked=shape.texts_by_name("overlooked"),
        moves=tuple(_move(each) for each in shape.shapes("moves", ())),
    )


def _step(shape: Shape) -> RecordedStep:
    return RecordedStep(shape.text("keyword"), shape.text("text"), shape.number("from"), shape.number("to"))


def _line(shape: Shape) -> RecordedLine:
    return RecordedLine(
        number=shape.number("n"),
        at=shape.text("at"),
        actor=shape.text("actor"),
        kind=shape.text("kind"),
        cause=shape.number("cause"),
        text=shape.text("text"),
        about=shape.texts("about", ()),
        outcome=shape.text_or_none("outcome") or "",
    )


def _run(shape: Shape) -> SyncRun:
    return SyncRun(
        module=shape.text("module"),
        trigger=shape.text("trigger"),
        at=shape.text("at"),
        grade=shape.text("grade"),
        reason=shape.text_or_none("reason") or "",
        counts=shape.numbers_by_name("counts"),
        sync=shape.text_or_none("sync") or "",
    )


def _move(shape: Shape) -> RecordedMove:
    return RecordedMove(
        product=shape.text("product"),
        type=shape.text("type"),
        verb=shape.text("verb"),
        before=shape.text("before"),
        after=shape.text("after"),
        times=shape.number("times"),
        triggered=shape.flag("triggered"),
    )


def _failure(shape: Shape | None) -> RecordedFailure | None:
    if shape is None:
        return None
    where, statement = [shape.text_or_none(key) or "" for key in ("where", "statement")]
    return RecordedFailure(shape.text("message"), where, statement, shape.numbers("about", ()))


def smallest(runs: Iterable[ScenarioRun]) -> ScenarioRun:
    """The run with the shortest journal; of several, the first by id."""
    return min(runs, key=lambda run: (len(run.journal), run.id))


def results_of(scenarios: Iterable[ScenarioRun]) -> Mapping[Result, int]:
    """How many scenarios ended with each result, in the order of ``Result``; a result none ended with is left out."""
    ended = [each.result for each in scenarios]
    return {result: ended.count(result) for result in Result if result in ended}
