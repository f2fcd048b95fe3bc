"""``zsim why``: what became of a record, read from the journals of a recording."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import typer

from zsim.catalogue import did_you_mean
from zsim.cli.terminal import columns
from zsim.kernel.errors import UsageError
from zsim.report import ScenarioRun, read_recording
from zsim.report.phrases import result_in_words
from zsim.report.recording import RecordedLine

DECISION = "decision"
TOLD = frozenset({"command", "refusal", DECISION, "effect", "mark"})
TELL_ALL_UP_TO = 3
NOTHING = "No run decided anything about it."


def tell_why(record: str, path: Path, scenario_id: str = "") -> None:
    """Print the outcome of a record and everything decided and changed about it, on both sides.

    ``record`` is an id or a name. Raises ``UsageError`` for a record or scenario that the recording does not hold, and
    for a name that many scenarios use unless one of them is chosen.
    """
    runs = read_recording(path).scenarios
    chosen = [run for run in runs if scenario_id in ("", run.id)]
    if not chosen:
        raise UsageError(
            asked=f"--scenario {scenario_id}",
            found=f"{path.as_posix()} holds no such scenario",
            right=did_you_mean(scenario_id, (run.id for run in runs)),
        )
    told = [(run, lines) for run in chosen if (lines := about(record, run.journal))]
    if not told:
        names = dict.fromkeys(word for run in chosen for line in run.journal for word in line.about)
        raise UsageError(
            asked=f"why {record!r}", found="no journal speaks of such a record", right=did_you_mean(record, names)
        )
    if len(told) > TELL_ALL_UP_TO:
        shown = ", ".join(run.id for run, _ in told[:TELL_ALL_UP_TO])
        raise UsageError(
            asked=f"why {record!r}",
            found=f"{len(told)} scenarios have a record of that name",
            right=f"--scenario with one of {shown} and {len(told) - TELL_ALL_UP_TO} more",
        )
    for run, lines in told:
        typer.echo("\n".join(_told(run, lines)))


def about(record: str, journal: tuple[RecordedLine, ...]) -> tuple[RecordedLine, ...]:
    """The entries about a record of that id or name and about those it was paired with, oldest first.

    A record is followed by its id, so entries from before and after a renaming are all found. What a person did
    stands before the changes it caused, even where the record had no id yet.
    """
    same = _ids(line for line in journal if record in line.about)
    decided = [line for line in journal if line.kind == DECISION and not same.isdisjoint(line.about)]
    words = {record} | same | _ids(decided)
    found = [line for line in journal if line.kind in TOLD and not words.isdisjoint(line.about)]
    numbers = {line.number for line in found} | {line.cause for line in found if line.kind == "effect"}
    return tuple(line for line in journal if line.number in numbers and line.kind in TOLD)


def _ids(lines: Iterator[RecordedLine] | list[RecordedLine]) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.about if word.isdigit())


def _told(run: ScenarioRun, lines: tuple[RecordedLine, ...]) -> Iterator[str]:
    yield f"{run.id}: {result_in_words(run.result)}"
    decisions = [line for line in lines if line.kind == DECISION]
    if not decisions:
        ids = {word for line in lines for word in line.about}
        yield from [reason.capitalize() for record, reason in run.overlooked if record in ids] or [NOTHING]
    for number, line in enumerate(decisions):
        outcome = f"{line.outcome}: " if line.outcome else ""
        yield f"{'Outcome' if number == len(decisions) - 1 else 'Before'}: {outcome}{line.text}"
    yield ""
    yield from columns([(str(line.number), line.at, line.kind, line.text) for line in lines], numbers=(0,))
    yield ""
