"""The picture of a life cycle, laid out: each state has a column, each move a row with an arrow between two of them.

States stand in layers by how many moves they are from the first; below each layer are the moves that leave it. So no
two arrows and no two labels ever lie on each other, however many moves there are. Units are pixels.
"""

from __future__ import annotations

from dataclasses import dataclass

from zsim.catalogue.life_cycles import MovedBy
from zsim.report.life_cycles import MoveTally, ProductCycle, in_words

COLUMN_MIN, COLUMN_MAX = 132, 176
"""How far columns lie apart: as far as the labels between neighbours need, within these."""
ROW = 34
BOX_WIDTH = 116
BOX_HEIGHT = 36
MARGIN = 12
LETTER = 6.8
"""About the width of a letter of a label."""
RAISED, BESIDE_HEAD = 9, 32
"""How far a label stands above its line, clear of the line's head; and what a line is longer than its label."""
LOOP = 26


@dataclass(frozen=True, slots=True)
class Box:
    """A state: its centre, and the line on which its moves begin and end."""

    name: str
    x: int
    y: int
    top: int
    bottom: int
    frozen: bool


@dataclass(frozen=True, slots=True)
class Arrow:
    """A move: from ``start`` to ``end`` at the height ``y``; the two are equal where it leads back to its state."""

    tally: MoveTally
    start: int
    end: int
    y: int

    @property
    def look(self) -> str:
        """What it is drawn as: "never", "clock", "person", or "other" for a payment, a conversion or an edit."""
        by = self.tally.move.by
        if not self.tally.times:
            return "never"
        return by.value if by in (MovedBy.PERSON, MovedBy.CLOCK) else "other"

    @property
    def label(self) -> str:
        """Its verb and how often it was made."""
        return f"{self.tally.verb} {self.tally.count}"

    @property
    def middle(self) -> int:
        """Where the label is centred, or begins beside a loop."""
        return self.start + LOOP + 8 if self.start == self.end else (self.start + self.end) // 2

    @property
    def label_y(self) -> int:
        """The line on which the label stands: above the arrow and its head, or beside a loop."""
        return self.y - 3 if self.start == self.end else self.y - RAISED

    @property
    def right(self) -> int:
        """How far the label reaches, about."""
        width = int(len(self.label) * LETTER)
        return self.middle + (width if self.start == self.end else width // 2)

    @property
    def path(self) -> str:
        """The line, as SVG has it."""
        if self.start == self.end:
            return f"M{self.start} {self.y - 14}h{LOOP - 7}a7 7 0 0 1 0 14H{self.start + 6}"
        return f"M{self.start} {self.y}H{self.end + (-6 if self.end > self.start else 6)}"

    @property
    def head(self) -> str:
        """The points of its head."""
        back = -9 if self.end > self.start else 9
        return f"{self.end},{self.y} {self.end + back},{self.y - 4.5} {self.end + back},{self.y + 4.5}"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture of that size."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def drawing_of(shown: ProductCycle) -> Drawing:
    """The picture of a life cycle; the same one gives the same picture."""
    column = _column(shown)
    columns = {state: MARGIN + BOX_WIDTH // 2 + column * number for number, state in enumerate(shown.steps)}
    tops: dict[str, int] = {}
    arrows: list[Arrow] = []
    y = MARGIN
    for layer in range(max(shown.steps.values()) + 1):
        tops |= {state: y for state, step in shown.steps.items() if step == layer}
        y += BOX_HEIGHT + ROW // 3
        for each in _leaving(shown, layer):
            y += ROW
            arrows.append(Arrow(each, columns[each.move.before], columns[each.move.after], y))
        y += ROW * 2 // 3
    boxes = tuple(_box(state, columns[state], tops[state], shown, arrows) for state in columns)
    right = max([each.x + BOX_WIDTH // 2 for each in boxes] + [each.right for each in arrows])
    return Drawing(right + MARGIN, y, boxes, tuple(arrows))


def _column(shown: ProductCycle) -> int:
    """How far columns lie apart."""
    order = list(shown.steps)
    needed = [COLUMN_MIN]
    for each in shown.tallies:
        apart = abs(order.index(each.move.before) - order.index(each.move.after))
        if apart:
            needed.append(int(len(f"{each.verb} {each.count}") * LETTER + BESIDE_HEAD) // apart)
    return min(max(needed), COLUMN_MAX)


def _leaving(shown: ProductCycle, layer: int) -> list[MoveTally]:
    """The moves from the states of a layer, by where they begin and end."""
    order = list(shown.steps)
    found = [each for each in shown.tallies if shown.steps[each.move.before] == layer]
    return sorted(found, key=lambda each: (order.index(each.move.before), order.index(each.move.after)))


def _box(state: str, x: int, top: int, shown: ProductCycle, arrows: list[Arrow]) -> Box:
    heights = [each.y for each in arrows if x in (each.start, each.end)]
    y = top + BOX_HEIGHT // 2
    return Box(in_words(state), x, y, min([y, *heights]), max([y, *heights]), state in shown.cycle.frozen)
