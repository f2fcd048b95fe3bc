"""Which statuses a person can give a document, as the catalogue's life cycles have it. Source: TXN-15, TXN-24."""

from __future__ import annotations

from zsim.catalogue.life_cycles import MovedBy, life_cycle


def may_move(module: str, status: str, to: str, approvals: bool = False) -> bool:
    """Whether a document of that status may be given another by hand, where documents are approved first or are not.

    >>> may_move("invoices", "draft", "void"), may_move("estimates", "draft", "accepted", approvals=True)
    (True, False)
    """
    return life_cycle(module).leads(status, to, [MovedBy.PERSON], approvals)
