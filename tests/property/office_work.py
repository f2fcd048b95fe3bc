"""What people do in an office, drawn: from bytes, which Hypothesis draws more different ones of than of lists."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.property import office_deals, office_documents, office_settings
from tests.property.office import Move, Office
from tests.property.office_start import Drawn, beginning_of, types_of
from zsim.world import Functions

USERS = (None, None, None, "Rita", "Igor", "Nora")
WEIGHTS = {**office_documents.WEIGHTS, **office_deals.WEIGHTS, **office_settings.WEIGHTS}
DOINGS = [doing for doing, weight in WEIGHTS.items() for _ in range(weight)]
BEGINNING, MOVE = 18, 6
"""How many choices a beginning and a move are."""


def work(length: int) -> st.SearchStrategy[bytes]:
    """What a world's beginning and up to so many moves are read from, any number of them being as likely."""
    sizes = st.integers(0, length).map(lambda count: 2 * (BEGINNING + MOVE * count))
    return sizes.flatmap(lambda size: st.binary(min_size=size, max_size=size))


def at_work(product: str, drawn: bytes, functions: Functions | None = None) -> Office:
    """Everybody, once they did what was drawn."""
    count, reader = len(drawn) // (2 * MOVE) - BEGINNING // MOVE, Drawn(drawn)
    office = Office(product, beginning_of(reader), functions)
    for _ in range(count):
        office.do(move_of(product, reader))
    return office


def move_of(product: str, drawn: Drawn) -> Move:
    """What somebody does, by the next bytes: with invoices and estimates twice as often as with other documents."""
    return Move(
        drawn.pick(DOINGS),
        drawn.pick((*types_of(product).all, "estimates", "invoices")),
        drawn.pick(range(8)),
        drawn.pick(range(8)),
        drawn.pick(USERS),
        drawn.pick([True, False]),
    )
