"""Which statuses a person can give a document, as the catalogue's life cycles have it. Source: TXN-15."""

from __future__ import annotations

from zsim.catalogue.life_cycles import MovedBy, life_cycle


def may_move(module: str, status: str, to: str) -> bool:
    """Whether a document of that status may be given another by hand.

    >>> may_move("invoices", "draft", "void"), may_move("estimates", "invoiced", "declined")
    (True, False)
    """
    return life_cycle(module).leads(status, to, [MovedBy.PERSON])
