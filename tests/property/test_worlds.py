"""Random worlds of a campaign: none fails, and together they do and meet all that there is.

The worlds of these seeds are the same each time; the long profile draws others. Every check and the reference model judge
each run, and at the end nothing is left to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from zsim.catalogue.life_cycles import APPROVES
from zsim.explore.drawing import Bounds, Explored, play_seed

PRODUCTS = ("invoice", "books", "billing", "import")
WORLDS = 60
"""How many worlds are drawn of each product with faults, and as many without."""

BOOKS_ALONE = "documents are approved, and users of the CRM integrated, in Books alone (TXN-24, USR-01)"
TYPES_OF_BOOKS = "sales orders and bills are documents of Books alone (TXN-12)"
NEVER_DONE: Mapping[str, Mapping[str, str]] = {
    product: {
        **dict.fromkeys(
            ("submit", "approve", "reject", "add_integration_user", "remove_integration_user"), BOOKS_ALONE
        ),
        **dict.fromkeys(("mark_open", "cancel", "close"), TYPES_OF_BOOKS),
    }
    for product in PRODUCTS
    if product != APPROVES
}
"""The verbs that no world of a product can do, and why."""


@cache
def campaign(product: str) -> tuple[Explored, ...]:
    """The worlds of a product."""
    first = 10_000 * PRODUCTS.index(product)
    return tuple(
        [
            play_seed(first + number, Bounds((product, *PRODUCTS), faults=number % 2 == 1))
            for number in range(2 * WORLDS)
        ]
    )
