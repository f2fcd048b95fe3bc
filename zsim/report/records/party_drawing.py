"""The picture of a party, laid out: a column for each app, a row for each thing, a box for each record.

What is one thing in several apps hangs on one line above its row; what belongs to another record is led to it beside
its column. So no line crosses a box, however many there are. Units are pixels.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from zsim.ports.records import Ref
from zsim.report.records.party import THERE, PartyGraph, PartyRecord, Tie, things

COLUMN, BOX_WIDTH, BOX_HEIGHT = 186, 158, 60
STACKED, ABOVE, HEAD, MARGIN, GUTTER = 10, 26, 40, 8, 20
BESIDE = 12
"""How far from its column a line leads."""
LETTERS = 19
"""How much of a name a box holds."""
CRM, HUB = "crm", "marketinghub"


@dataclass(frozen=True, slots=True)
class PartyBox:
    """A record: its upper left corner, and what is written on it: whose it is, its name, what it is."""

    record: PartyRecord
    x: int
    y: int
    app: str
    name: str
    says: str

    @property
    def middle(self) -> int:
        """How far down its middle is."""
        return self.y + BOX_HEIGHT // 2

    @property
    def centre(self) -> int:
        """How far right its centre is."""
        return self.x + BOX_WIDTH // 2


@dataclass(frozen=True, slots=True)
class PartyDrawing:
    """A picture of that size: heads of columns, boxes, lines of one thing and of belonging as SVG has them."""

    width: int
    height: int
    heads: tuple[tuple[int, str], ...]
    boxes: tuple[PartyBox, ...]
    same: tuple[str, ...]
    belongs: tuple[str, ...]


def drawing_of_party(party: PartyGraph, called: Callable[[str], str], order: Sequence[str]) -> PartyDrawing:
    """The picture; ``called`` gives the name of an organisation by its key, ``order`` is that of their products."""
    columns = {key: number for number, key in enumerate(_apps(party, order))}
    boxes: dict[Ref, PartyBox] = {}
    same: list[str] = []
    y = HEAD
    thing_of: dict[Ref, int] = {}
    for number, thing in enumerate(things(party)):
        thing_of |= {each.ref: number for each in thing}
        row = _row(thing, columns, y + ABOVE, called)
        boxes |= {each.record.ref: each for each in row}
        same += _joined(row, y + ABOVE // 2)
        y = max([each.y for each in row]) + BOX_HEIGHT + STACKED
    heads = tuple([(_left(number) + BOX_WIDTH // 2, called(key)) for key, number in columns.items()])
    width = MARGIN + COLUMN * len(columns)
    belongs = tuple(dict.fromkeys(_belonging(party, boxes, thing_of)))
    return PartyDrawing(width, y + MARGIN, heads, tuple(boxes.values()), tuple(same), belongs)


def _apps(party: PartyGraph, order: Sequence[str]) -> list[str]:
    """The organisations: the CRM first, MarketingHub last, products in between in their order."""
    found = dict.fromkeys([each.ref.app for each in party.records])
    places = {key: number for number, key in enumerate(order)}
    return sorted(found, key=lambda key: (key != CRM, key == HUB, places.get(key.partition("-")[0], 0), key))


def _left(column: int) -> int:
    return MARGIN + GUTTER + column * COLUMN


def _row(
    thing: Iterable[PartyRecord], columns: dict[str, int], top: int, called: Callable[[str], str]
) -> list[PartyBox]:
    """The boxes of a thing; several of one app stand below each other."""
    depth: defaultdict[str, int] = defaultdict(int)
    row = []
    for each in thing:
        app = each.ref.app
        name = each.name if len(each.name) <= LETTERS else f"{each.name[: LETTERS - 1]}…"
        y = top + depth[app] * (BOX_HEIGHT + STACKED)
        says = each.kind if each.state == THERE else f"{each.kind}: {each.state}"
        whose = f"{called(app)}, of {called(each.shows)}" if each.shows else called(app)
        row.append(PartyBox(each, _left(columns[app]), y, whose, name, says))
        depth[app] += 1
    return row


def _joined(row: Sequence[PartyBox], height: int) -> Iterator[str]:
    """The line above a row, and those that lead to it."""
    firsts = {each.x: each for each in reversed(row)}
    if len(firsts) > 1:
        centres = sorted([each.centre for each in firsts.values()])
        yield f"M{centres[0]} {height}H{centres[-1]}"
        yield from [f"M{each.centre} {height}V{each.y}" for _, each in sorted(firsts.items())]
    for each in row:
        if each is not firsts[each.x]:
            yield f"M{each.centre} {each.y - STACKED}V{each.y}"


def _belonging(party: PartyGraph, boxes: dict[Ref, PartyBox], thing_of: dict[Ref, int]) -> Iterator[str]:
    """The lines that lead beside a column from a record to the one it belongs to, each with its head."""
    for tie in party.ties:
        one, other = boxes[tie.one.ref], boxes[tie.other.ref]
        apart = thing_of[tie.one.ref] != thing_of[tie.other.ref]
        if tie.tie is Tie.NAMES and one.x == other.x and apart:
            beside = one.x - BESIDE
            yield f"M{one.x} {one.middle}H{beside}V{other.middle}H{other.x}m-6 -4l6 4l-6 4"
