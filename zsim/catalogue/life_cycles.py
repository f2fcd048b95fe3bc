"""The life cycles of finance's documents: what each type is called where, its states and its legal moves.

>>> estimate = life_cycle("estimates")
>>> estimate.called("books"), estimate.legal("accept", "draft").after
('quote', 'accepted')
>>> sorted(estimate.graph().successors("expired"))
['invoiced', 'sent']
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from zsim.catalogue.rows import TomlTable

if TYPE_CHECKING:
    import networkx as nx


APPROVES = "books"
"""The product that can be told to have documents approved. Source: TXN-24."""


class MovedBy(StrEnum):
    """Who or what takes a document from one state to another."""

    PERSON = "person"
    CLOCK = "clock"
    PAYMENT = "payment"
    CONVERSION = "conversion"
    EDIT = "edit"


@dataclass(frozen=True, slots=True)
class Move:
    """One legal move: ``approvals`` says whether it needs that preference on or off, ``None`` that it does not care."""

    verb: str
    before: str
    after: str
    by: MovedBy
    approvals: bool | None = None

    def holds_with(self, approvals: bool) -> bool:
        """Whether the move is legal where approvals are asked for, or are not."""
        return self.approvals is None or self.approvals == approvals


@dataclass(frozen=True, slots=True)
class DocumentName:
    """What the screens of a product call a document of a type, and what its number begins with, if it has one."""

    product: str
    called: str
    prefix: str


@dataclass(frozen=True, slots=True)
class LifeCycle:
    """A type of document, by the API's name of its module; ``section`` are the products that the CRM shows it of."""

    type: str
    names: tuple[DocumentName, ...]
    section: tuple[str, ...]
    states: tuple[str, ...]
    frozen: tuple[str, ...]
    converts: tuple[str, ...]
    moves: tuple[Move, ...]

    @property
    def initial(self) -> str:
        """Where a document begins."""
        return self.states[0]

    @property
    def products(self) -> tuple[str, ...]:
        """The keys of the products that have the type."""
        return tuple([each.product for each in self.names])

    def called(self, product: str) -> str:
        """What the product's screens call one, such as "quote"; where it has none, what the API does."""
        return next((each.called for each in self.names if each.product == product), self.type.removesuffix("s"))

    def prefix(self, product: str) -> str:
        """What numbers begin with until somebody chooses otherwise; "" where people give them, or none."""
        return next((each.prefix for each in self.names if each.product == product), "")

    def verbs(self, before: str, approvals: bool = False) -> tuple[str, ...]:
        """What a person can do with a document in that state, in the table's order."""
        some = (MovedBy.PERSON, MovedBy.CONVERSION)
        moves = [
            each for each in self.moves if each.before == before and each.holds_with(approvals) and each.by in some
        ]
        return tuple(dict.fromkeys([each.verb for each in moves]))

    def legal(self, verb: str, before: str, approvals: bool = False) -> Move | None:
        """The move that a verb makes in that state; ``None`` where it is not legal."""
        found = [each for each in self.moves if each.verb == verb and each.before == before]
        return next((each for each in found if each.holds_with(approvals)), None)

    def leads(self, before: str, after: str, by: Iterable[MovedBy], approvals: bool = False) -> bool:
        """Whether one of those may take a document from one state to the other."""
        wanted = tuple(by)
        return any(
            each.before == before and each.after == after and each.by in wanted and each.holds_with(approvals)
            for each in self.moves
        )

    def steps(self, product: str) -> dict[str, int]:
        """How many moves each state that documents of a product can come to is from the first, nearest first.

        >>> life_cycle("expenses").steps("books")
        {'unbilled': 0, 'invoiced': 1}
        """
        import networkx as nx

        graph: nx.DiGraph[str] = nx.DiGraph([(each.before, each.after) for each in self._legal(product)])
        graph.add_node(self.initial)
        steps: dict[str, int] = nx.single_source_shortest_path_length(graph, self.initial)
        return {each: steps[each] for each in sorted(steps, key=lambda each: (steps[each], self.states.index(each)))}

    def moves_in(self, product: str) -> tuple[Move, ...]:
        """The moves that documents of a product can make, in the table's order."""
        steps = self.steps(product)
        return tuple([each for each in self._legal(product) if each.before in steps])

    def _legal(self, product: str) -> list[Move]:
        return [each for each in self.moves if product == APPROVES or not each.approvals]

    def graph(self) -> nx.DiGraph[str]:
        """The states as nodes, the moves between two of them as an edge with its ``verbs``, in the table's order."""
        import networkx as nx  # only here: few who ask for a life cycle draw it, and it takes a tenth of a second

        graph: nx.DiGraph[str] = nx.DiGraph(name=self.type)
        graph.add_nodes_from(self.states)
        for each in self.moves:
            known = graph.get_edge_data(each.before, each.after, {"verbs": ()})["verbs"]
            graph.add_edge(each.before, each.after, verbs=tuple(dict.fromkeys((*known, each.verb))))
        return graph


@functools.cache
def life_cycles() -> dict[str, LifeCycle]:
    """The life cycles by type, in the order of the data file; the same object every time."""
    import tomllib

    rows = TomlTable(tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")))
    return {each.type: each for each in [_life_cycle(row) for row in rows.rows("life_cycle")]}


def life_cycle(type: str) -> LifeCycle:
    """The life cycle of the type of that API name, such as "estimates"."""
    return life_cycles()[type]


def _life_cycle(row: TomlTable) -> LifeCycle:
    with row:
        return LifeCycle(
            type=row.text("type"),
            names=tuple([_name(each) for each in row.texts("products")]),
            section=row.texts("section"),
            states=row.texts("states"),
            frozen=row.texts("frozen"),
            converts=row.texts("converts"),
            moves=tuple([move for each in row.texts("moves") for move in _moves(each)]),
        )


def _name(text: str) -> DocumentName:
    product, called, prefix = text.split(" ")
    return DocumentName(product, called.replace("_", " "), prefix if len(prefix) > 1 else "")


MOVE = re.compile(r"(\w+): ([\w, ]+) -> (\w+)(?: by (\w+))?(?: (with|without) approvals)?")


def _moves(text: str) -> list[Move]:
    found = MOVE.fullmatch(text)
    assert found is not None, f"no move: {text}"
    verb, befores, after, by, approvals = found.groups()
    needs = None if approvals is None else approvals == "with"
    return [Move(verb, each, after, MovedBy(by or "person"), needs) for each in befores.split(", ")]
