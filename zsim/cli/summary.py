"""What is printed once scenarios ran: results, areas, and how much is proven."""

from __future__ import annotations

from collections.abc import Iterator

from zsim.cli.terminal import Terminal
from zsim.kernel.columns import columns
from zsim.recording.schema import BAD, results_of
from zsim.report import AreaTally, Evidence, Result, State
from zsim.report.life_cycles import MovesMade
from zsim.report.phrases import counted
from zsim.report.stories import named

SHOWN = (State.PROVEN, State.PARTLY, State.FAILING, State.KNOWN_GAP, State.NOT_RUN, State.MISSING)
ALWAYS = (State.PROVEN, State.FAILING, State.MISSING)


def summary(evidence: Evidence, terminal: Terminal) -> Iterator[str]:
    """The lines of the summary: the areas that have scenarios, what is proven, then the results."""
    runs = evidence.recording.scenarios
    tallies = [evidence.tally(area) for area in evidence.catalogue.areas]
    touched = [each for each in tallies if not each.untouched]
    yield ""
    if evidence.recording.selection:
        yield from _of_a_part(touched)
    else:
        yield from _of_the_whole(touched, [each.area.code for each in tallies if each.untouched])
        proven = sum(each.count(State.PROVEN) for each in tallies)
        yield f"{proven} of {counted(len(evidence.catalogue.behaviours), 'behaviour')} proven"
        yield from _of_the_moves(MovesMade(evidence))
    results = ", ".join(_painted(result, count, terminal) for result, count in results_of(runs).items())
    yield f"{counted(len(runs), 'run')} of {counted(len({named(run) for run in runs}), 'scenario')}: {results}"


def _of_a_part(touched: list[AreaTally]) -> Iterator[str]:
    """What a part of the suite shows; of what it does not touch it says nothing."""
    for each in touched:
        states = (f"{count} {state}" for state, count in each.by_state if state is not State.MISSING)
        yield f"{each.area.code} {each.area.name}: {', '.join(states)}"


def _of_the_whole(touched: list[AreaTally], untouched: list[str]) -> Iterator[str]:
    if touched:
        yield from _table(touched)
    if untouched:
        yield f"Without any scenario: {', '.join(untouched)}"
    yield ""


def _of_the_moves(moves: MovesMade) -> Iterator[str]:
    """How many of the legal moves of documents were made, and those that never were; nothing where none was."""
    cycles = list(moves)
    never = [f"{each.verb} {each.ends} ({shown.key})" for shown in cycles for each in shown.never]
    if cycles:
        legal = sum(len(each.tallies) for each in cycles)
        yield f"{legal - len(never)} of {counted(legal, 'move')} of documents made"
    if never:
        yield f"Never made: {'; '.join(never)}"
    if moves.others:
        yield f"Made, and in no life cycle: {'; '.join(map(' '.join, moves.others))}"


def _table(tallies: list[AreaTally]) -> list[str]:
    shown = [state for state in SHOWN if state in ALWAYS or any(each.count(state) for each in tallies)]
    heads = ("Area", "", "Behaviours", *(state.capitalize() for state in shown))
    rows = [
        (each.area.code, each.area.name, str(each.behaviours), *(str(each.count(state)) for state in shown))
        for each in tallies
    ]
    return columns([heads, *rows], numbers=range(2, len(heads)))


def _painted(result: Result, count: int, terminal: Terminal) -> str:
    style = "bad" if result in BAD else "good" if result is Result.PASSED else "fair"
    return terminal.paint(f"{count:,} {result}", style)
