"""``zsim why``: what became of a record, read from the journals of a recording."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from pathlib import Path

import typer

from zsim.catalogue import did_you_mean
from zsim.kernel.errors import UsageError
from zsim.ports.folding import folded
from zsim.recording.worlds import names_in, speaks_of, world_in
from zsim.report import ScenarioRun, read_recording
from zsim.report.phrases import result_in_words
from zsim.world import Line
from zsim.world.journal_words.record_story import DECISION, about, story
from zsim.world.journal_words.runs import FailedRun, failing, whose

TELL_ALL_UP_TO = 3
FAILED = "failed"


def tell_why(record: str, path: Path, scenario_id: str = "") -> None:
    """Print the outcome of a record and everything decided and changed about it, on both sides.

    ``record`` is an id or a name; the id of the scenario needs no product where one alone fits. Raises ``UsageError``
    for a record or scenario that the recording does not hold, and for a name that many scenarios use unless one of them
    is chosen.
    """
    runs = read_recording(path).scenarios
    chosen = _of(scenario_id, runs) if scenario_id else runs
    if not chosen:
        raise UsageError(
            asked=f"--scenario {scenario_id}",
            found=f"{path.as_posix()} holds no such scenario",
            right=did_you_mean(scenario_id, (run.id for run in runs)),
        )
    spoken_of = [run for run in chosen if speaks_of(run, record)]
    told = [(run, lines) for run in spoken_of if (lines := about(record, world_in(run).lines()))]
    if not told:
        names = dict.fromkeys(name for run in chosen for name in names_in(run))
        raise UsageError(
            asked=f"why {record!r}", found="no journal speaks of such a record", right=did_you_mean(record, names)
        )
    if scenario_id and len(told) > 1:
        right = f"--scenario with one of {', '.join([run.id for run, _ in told])}"
        found = f"{len(told)} runs of {scenario_id} have a record of that name"
        raise UsageError(asked=f"why {record!r}", found=found, right=right)
    if len(told) > TELL_ALL_UP_TO:
        shown = ", ".join(run.id for run, _ in told[:TELL_ALL_UP_TO])
        raise UsageError(
            asked=f"why {record!r}",
            found=f"{len(told)} scenarios have a record of that name",
            right=f"--scenario with one of {shown} and {len(told) - TELL_ALL_UP_TO} more",
        )
    for run, lines in told:
        typer.echo("\n".join(_told(run, lines)))


def _of(scenario_id: str, runs: Sequence[ScenarioRun]) -> list[ScenarioRun]:
    """The run of an id, else all those of an id without what follows it in brackets."""
    wanted = folded(scenario_id)
    whole = [run for run in runs if folded(run.id) == wanted]
    return whole or [run for run in runs if folded(run.id.partition("[")[0]) == wanted]


def _told(run: ScenarioRun, lines: tuple[Line, ...]) -> Iterator[str]:
    yield f"{run.id}: {result_in_words(run.result)}"
    ids = {word for line in lines for word in line.about}
    syncs = dict.fromkeys(line.actor for line in lines if line.kind == DECISION)
    yield from story(lines, [reason for record, reason in run.overlooked if record in ids], _failing(run, syncs))
    yield ""


def _failing(run: ScenarioRun, syncs: Iterable[str]) -> str:
    """Which runs of these syncs failed up to the end of the scenario."""
    told = []
    for sync in syncs:
        runs = [each for each in world_in(run).runs() if each.sync == sync]
        failed = list(takewhile(lambda each: each.grade == FAILED, reversed(runs)))
        told.append(failing([FailedRun(each.at, each.reason) for each in reversed(failed)], whose=whose(sync)))
    return "; ".join(filter(None, told))
