"""Life cycles as Mermaid's state diagrams, which GitHub and editors draw where they show Markdown.

A diagram has the states and the legal moves, and no counts, so that it changes when a life cycle does and not with each
run; the table beneath it says how often each move was made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from zsim.catalogue.life_cycles import Move, MovedBy
from zsim.report.life_cycles import BY, ProductCycle, in_words
from zsim.report.phrases import in_series

BETWEEN = " / "
TOLD = (MovedBy.CLOCK, MovedBy.EDIT)
"""What makes a move without anybody who names it; of others the move says it by its verb."""


def state_diagram(cycles: Sequence[ProductCycle]) -> Iterator[str]:
    """The fenced lines of the diagram of one type of document, told for each of its products.

    Moves that lead alike are one arrow, as ``draft --> sent: send / mark sent``. Of a move of the clock's
    or an edit's it says so, and of one that not every product has, which do.
    """
    cycle = cycles[0].cycle
    arrows: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for move in cycle.moves:
        products = [each.product.name for each in cycles if move in each.cycle.moves_in(each.product.key)]
        if products:
            arrows[move.before, move.after].append(_label(move, products if len(products) < len(cycles) else []))
    yield from ("```mermaid", "stateDiagram-v2")
    shown = dict.fromkeys([state for ends in arrows for state in ends])
    yield from [
        f'    state "{in_words(state)}" as {state}' for state in cycle.states if state in shown and "_" in state
    ]
    yield f"    [*] --> {cycle.initial}"
    yield from [f"    {before} --> {after}: {BETWEEN.join(labels)}" for (before, after), labels in arrows.items()]
    yield "```"


def _label(move: Move, products: Sequence[str]) -> str:
    notes = [f"by {BY[move.by]}"] if move.by in TOLD else []
    notes += [f"in {in_series(products)}"] if products else []
    return in_words(move.verb) + (f" ({', '.join(notes)})" if notes else "")
