"""The large tables of a scenario's page as markup, put together here: in the template it takes thrice as long.

What HTML does not need is left out, end tags, quotes around attributes, and the scope of a head where its place tells
it: a site has a million cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from markupsafe import Markup

from zsim.report.phrases import RESULT_SYMBOLS, counted
from zsim.report.story.examples import Example
from zsim.report.story.journal_rows import JournalRow, JournalShown
from zsim.report.story.marking import GONE, as_markup, markup_of
from zsim.report.story.messages import MessageRow, Messages
from zsim.report.story.moments import MomentBand, MomentCell, MomentsShown
from zsim.report.story.outcomes import RunOutcomes

Ruled = Callable[[str], str]
"""A sentence as markup, with the rules it names as links."""

AGAIN = "Records by moments"
SAID, SAID_HEADS = "Messages; runs are those of the sync engine", "<tr><th>Who<th>To whom, and what"
OUTCOMES = "What became of each record"
DECIDED = "<caption>By sync run; what is left again for the same reason is told once."
SIGNS = f"+ is new, {GONE} is gone, → changed, = is as it was"


def examples_table(examples: Sequence[Example]) -> Markup:
    """The runs of a scenario; columns in which no run has anything are left out."""
    heads = [
        *(["Product"] if any(each.product for each in examples) else []),
        *(["Variant"] if any(each.variant for each in examples) else []),
        *("Result", "What its syncs came to", "How it went"),
    ]
    befores = ("", *[each.came_to for each in examples])
    rows = "\n".join([_example(each, heads, before) for each, before in zip(examples, befores, strict=False)])
    return as_markup(
        '<table class="rows examples">'
        "<caption class=unseen>The runs of this scenario</caption>\n"
        f"<thead><tr>{''.join([f'<th>{head}' for head in heads])}</thead>\n<tbody>\n{rows}\n</table>"
    )


def journal_table(shown: JournalShown, number: int, rest: str, ruled: Ruled, *, last: bool) -> Markup:
    """The journal of the telling of that number, or its ``last`` rows; ``rest`` is the file with the others."""
    told = f"{counted(len(shown.numbers), 'entry', 'entries')} of {shown.all:,}"
    what = f"The {'last' if last else 'first'} {told}" if shown.cut else f"All {counted(shown.all, 'entry', 'entries')}"
    without = f", without {shown.folded}" if shown.folded else ""
    link = f" <a href={rest}>The others as text</a>" if shown.cut and rest else ""
    rows = "".join([_entry(row, ruled) for row in shown.rows])
    return as_markup(
        f'<table class="rows journal" id=j{number}><caption>{what}{without}.{link}</caption>\n'
        f"<thead><tr><th>No.<th>When<th>What happened<th>Because of</thead>\n"
        f"<tbody>\n{rows}\n</table>"
    )


def moments_tables(shown: MomentsShown, *, explained: bool = True) -> Markup:
    """The records by moments, a table for each few moments; the first may explain its signs."""
    return as_markup("\n".join([_moments(band, explained and not at) for at, band in enumerate(shown.bands)]))


def messages_table(messages: Messages) -> Markup:
    """Who said what to whom, a row for each row of the picture."""
    names = dict(messages.lifelines)
    rows = "".join([_messages(row, names) for row in messages.rows])
    return as_markup(
        f"<table class=rows><caption class=unseen>{SAID}</caption><thead>{SAID_HEADS}</thead>{rows}</table>"
    )


def outcomes_table(runs: Iterable[RunOutcomes], ruled: Ruled, *, explained: bool = True) -> Markup:
    """What became of each record, by sync run; the first such table may explain what is left out."""
    caption = DECIDED if explained else f"<caption class=unseen>{OUTCOMES}"
    rows = "".join([row for run in runs for row in _run(run, ruled)])
    return as_markup(
        '<table class="rows outcomes">'
        f"{caption}</caption>\n"
        f"<thead><tr><th>Record<th>Outcome<th>Why</thead>\n{rows}\n</table>"
    )


def _example(example: Example, heads: Sequence[str], before: str) -> str:
    """A row; ``before`` is what the syncs of the row above it came to."""
    named = [("Product", example.product), ("Variant", example.variant)]
    cells = "".join([f"<td>{markup_of(text)}" for head, text in named if head in heads])
    result = example.result
    state = f'<span class="state {result.replace(" ", "-")}">{RESULT_SYMBOLS[result]} {result}</span>'
    went = f"as {markup_of(example.first)}" if example.first else "told below"
    came_to = "as above" if example.came_to == before else markup_of(example.came_to)
    lines = "".join([f"<li>{markup_of(line)}" for line in example.otherwise])
    count = counted(len(example.otherwise), "line")
    fold = f"<details><summary>but for {count}</summary><ul class=plain>{lines}</ul></details>" if lines else ""
    if example.like:
        fold = f", but for what is otherwise in {markup_of(example.like)}"
    return (
        f"<tr id={markup_of(example.anchor)}>{cells}<td>{state}<td>{came_to}"
        f"<td><a href=#t{example.telling}>{went}</a>{fold}"
    )


def _entry(row: JournalRow, ruled: Ruled) -> str:
    if row.look == "k":
        return f"<tr class=k><td colspan=4>{markup_of(row.text)}"
    look = f" class={row.look}" if row.look else ""
    text = ruled(row.text) if row.look == "m" else markup_of(row.text)
    cause = f"<td>{row.cause}" if row.cause else ""
    numbers = ", ".join(map(str, (row.number, *row.made)))
    return f"<tr{look}><td>{numbers}<td>{row.at}<td>{text}{cause}"


def _messages(row: MessageRow, names: Mapping[str, str]) -> str:
    if not row.arrows:
        return f"<tr><td colspan=2>{markup_of(row.title)}"
    who = row.title or names[row.arrows[0].start]
    what = "; ".join([f"{names[each.end]}: {each.label}" for each in row.arrows])
    return f"<tr><td>{markup_of(who)}<td>{markup_of(what)}"


def _moments(band: MomentBand, explained: bool) -> str:
    caption = f"<caption>{SIGNS}" if explained else f"<caption class=unseen>{AGAIN}"
    before = f" style=--before:{band.first - 1}" if band.first > 1 else ""
    numbered = [*enumerate(band.moments, start=band.first)]
    heads = "".join([f"<th>{at}. {markup_of(each.title)}<br><time>{each.at}</time>" for at, each in numbered])
    rows = []
    for app, records in band.apps:
        rows.append(f"<tbody><tr><th scope=rowgroup colspan={len(band.moments) + 1}>{markup_of(app)}")
        for record, cells in records:
            told = "".join(map(_cell, cells))
            rows.append(f"<tr><th scope=row>{markup_of(record.kind)} <b>{markup_of(record.name)}</b>{told}")
    body = "".join(rows)
    return (
        f'<table class="rows moments"{before}>{caption}</caption>\n'
        f"<thead><tr><th>Record{heads}</thead>\n{body}\n</table>"
    )


def _cell(cell: MomentCell) -> str:
    lines = "<br>".join(map(markup_of, cell.lines))
    return f"<td class={cell.look}>{lines}" if cell.look else f"<td>{lines}"


def _run(run: RunOutcomes, ruled: Ruled) -> Iterator[str]:
    title = markup_of(run.title[0].upper() + run.title[1:])
    yield f"<tbody><tr><th scope=rowgroup colspan=3>{title} <time>{run.at}</time>"
    for row in run.rows:
        bad = " class=b" if row.bad else ""
        yield f"<tr{bad}><td>{markup_of(row.record)}<td>{row.outcome}<td>{ruled(row.reason)}"
    if run.alike:
        yield f"<tr><td colspan=3>and {counted(run.alike, 'record')} as there"
    if run.more:
        yield f"<tr><td colspan=3>{counted(run.more, 'more record')} in this run"
