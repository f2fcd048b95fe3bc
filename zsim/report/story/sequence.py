"""The sequence picture of a run, drawn as SVG: a lifeline for each that takes part, and a row for each message.

What a row is called stands to the left of all lifelines, the label of an arrow above its head, so that no two of them
meet. Each row is a picture of its own, in which nothing has to say how far down that stands. Units are pixels.
"""

from __future__ import annotations

from markupsafe import Markup

from zsim.report.story.marking import as_markup, markup_of
from zsim.report.story.messages import RUNS, MessageArrow, MessageRow, Messages

COLUMN = 150
LEFT = 250
RIGHT = 60
TOP = 28
ROW = 26
HALF = COLUMN // 2
TITLE_MAX = 34
"""How many letters of what a row is called are shown; the journal tells it whole."""


def picture_of(messages: Messages, title: str, number: int = 1) -> Markup:
    """The picture with that number on its page; nothing where nobody said anything."""
    if not messages.lifelines:
        return as_markup("")
    at = {key: LEFT + COLUMN * place for place, (key, _) in enumerate(messages.lifelines)}
    width = LEFT + RIGHT + COLUMN * (len(at) - 1)
    height = TOP + ROW * len(messages.rows) + 10
    heads = "".join(f"<text x={at[key]} class=h>{markup_of(name)}</text>" for key, name in messages.lifelines)
    lives = "".join([f"M{x} 20V{height}" for x in at.values()])
    known: dict[str, str] = {}
    rows = "".join([_row(row, at, TOP + ROW * place, known, number) for place, row in enumerate(messages.rows, 1)])
    return as_markup(
        f'<svg class=seq role=img viewBox="0 0 {width} {height}" width={width} height={height}>'
        f'<title>{markup_of(title)}</title>{heads}<path class=l d="{lives}"/>{rows}</svg>'
    )


def _row(row: MessageRow, at: dict[str, int], y: int, known: dict[str, str], number: int) -> str:
    """A row at that height; ``known`` are the arrows that a row before it has, each with what they are called."""
    name = row.title if len(row.title) <= TITLE_MAX else f"{row.title[:TITLE_MAX]}…"
    title = f"<text class=t>{markup_of(name)}</text>" if row.title else ""
    lines = "".join([_line(at[each.start], at[each.end]) for each in row.arrows])
    new = f"a{number}-{len(known)}"
    if not lines:
        path = f"<path d=M{LEFT},0H{max(at.values())} class=a />"
    elif (drawn := known.setdefault(lines, new)) == new:
        path = f'<path id={new} d="{lines}"/>'
    else:
        path = f"<use href=#{drawn} />"
    look = "" if row.look == RUNS else f" class={row.look}"
    return f"<svg y={y}{look}>{title}{path}{''.join([_label(each, at) for each in row.arrows])}</svg>"


def _line(start: int, end: int) -> str:
    """The line of an arrow and its head."""
    if start == end:
        return f"M{start} 0h30"
    way = 1 if end > start else -1
    return f"M{start} 0H{end - way}l{-8 * way}-4v8l{8 * way}-4"


def _label(arrow: MessageArrow, at: dict[str, int]) -> str:
    """The label of an arrow, above the last column it crosses, where no other arrow of the row is."""
    start, end = at[arrow.start], at[arrow.end]
    middle = end - HALF if end > start else end + HALF
    return f"<text x={middle}>{markup_of(arrow.label)}</text>"
