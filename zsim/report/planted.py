"""The planted bugs and what caught them, as lines for a reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from zsim.report.phrases import counted, in_series
from zsim.report.tables import table

if TYPE_CHECKING:
    from zsim.explore.selftest import Attempt, Verdict

TITLE = "Planted bugs"
LEAD = (
    "Each bug of the bank was planted in the scenarios' worlds, in random ones and in interrupted runs, to see what "
    "catches it. A number says how many executions that took, the one that caught it included."
)
HEADS = ("Bug", "What a user would see", "Scenarios", "Invariants", "Model", "Random worlds", "Interruptions")
MISSED = "missed"


def planted_lines(verdicts: Sequence[Verdict]) -> Iterator[tuple[str, ...]]:
    """A line for each bug; each has a cell for every one of ``HEADS``."""
    from zsim.explore import BUGS  # the engine is needed for nothing else

    says = {each.name: each.says for each in BUGS}
    for each in verdicts:
        yield (
            each.bug,
            says.get(each.bug, "it is not in the bank any more"),
            _told(each.scenarios),
            ", ".join(each.invariants),
            "yes" if each.by_model else "",
            _told(each.worlds),
            _told(each.sweep),
        )


def planted_totals(verdicts: Sequence[Verdict]) -> str:
    """How many bugs each means caught, in words."""
    counts = (
        (sum(each.scenarios.caught for each in verdicts), "by scenarios"),
        (sum(bool(each.invariants) for each in verdicts), "by invariants"),
        (sum(each.by_model for each in verdicts), "by the model"),
        (sum(each.worlds.caught for each in verdicts), "by random worlds"),
        (sum(each.sweep.caught for each in verdicts), "by interruptions"),
        (sum(each.explored for each in verdicts), "by exploration alone"),
    )
    return f"{counted(len(verdicts), 'bug')}: {in_series(f'{count} {by}' for count, by in counts)}"


def planted_reasons(verdicts: Sequence[Verdict]) -> Iterator[tuple[str, str]]:
    """The bugs that exploration cannot catch, each with its reason."""
    from zsim.explore.selftest import UNEXPLORED

    yield from [(each.bug, UNEXPLORED[each.bug]) for each in verdicts if each.bug in UNEXPLORED]


def planted_markdown(verdicts: Sequence[Verdict], summary: str) -> list[str]:
    """The Markdown page, as lines; ``summary`` is the page it leads back to."""
    made_by = f"Made by `zsim selftest --save`; not to be edited by hand. [All areas]({summary})"
    lines = [f"# {TITLE}", "", made_by, "", LEAD, "", f"{planted_totals(verdicts)}.", ""]
    wrong = [f"- **{told}**" for each in verdicts for told in each.wrong()]
    lines += [*wrong, *([""] if wrong else []), *table(HEADS, list(planted_lines(verdicts))), ""]
    reasons = [f"- {bug}: {reason}" for bug, reason in planted_reasons(verdicts)]
    return [*lines, *(["## What exploration cannot catch", "", *reasons] if reasons else [])]


def _told(attempt: Attempt) -> str:
    return f"{attempt.executions:,}: {attempt.found}" if attempt.caught else MISSED
