"""What the catalogue does not say of edits: what comes of a currency, of what a field cannot hold, and of blanks.

Source: CUS-37, ITM-15.
"""

from __future__ import annotations

from zsim.checks.model.comparing import OWN_NOTES
from zsim.checks.model.scene import Scene
from zsim.checks.model.told import DecisionTold
from zsim.checks.model.values import CURRENCIES, Stays, blank, same, to_crm, to_finance, unpriced


def tolerated(scene: Scene, told: DecisionTold) -> bool:
    """Whether a decision is of a currency, or of blanks around a value, alone."""
    blanks = _only(told, frozenset()) or _blanks(scene, told)
    meant = told.meant or told.outcome
    return (
        _by_currency(scene, told)
        or _unheld(scene, told)
        or _filled_in(scene, told)
        or (meant in ("updated", "conflict") and blanks)
    )


def _by_currency(scene: Scene, told: DecisionTold) -> bool:
    """Whether a decision is of a currency alone: the record's, or that of a price without a rate. Source: ITM-15."""
    ended = scene.memory.ended.get(told.subject)
    pair = scene.memory.pairs.get(told.subject) or (ended.pair if ended is not None else None)
    crm = scene.records.live.get(pair.crm) if pair is not None else None
    if pair is None or crm is None:
        return False
    if told.outcome == "failed":
        rows = scene.terms.rows.get(pair.kind, ())
        return any(unpriced(scene.terms, row, crm, crm.get(row.crm)) for row in rows)
    return told.outcome == "updated" and _only(told, CURRENCIES)


def _unheld(scene: Scene, told: DecisionTold) -> bool:
    """Whether finance refused a value that its field cannot hold: whether it is left out instead is not said."""
    pair = scene.memory.pairs.get(told.subject)
    crm = scene.records.live.get(pair.crm) if pair is not None else None
    if pair is None or crm is None or told.meant != "updated":
        return False
    return any(isinstance(to_finance(scene.terms, row, crm), Stays) for row in scene.terms.rows.get(pair.kind, ()))


def _filled_in(scene: Scene, told: DecisionTold) -> bool:
    """Whether what finance fills into a blank by itself went into the CRM's blank, and nothing else did.

    Of a field that is mapped later whether it does is not said. Source: MAP-05, MAP-09.
    """
    pair = scene.memory.pairs.get(told.subject)
    crm = scene.records.live.get(pair.crm) if pair is not None else None
    theirs = scene.records.live.get(pair.finance) if pair is not None else None
    if pair is None or crm is None or theirs is None or told.outcome != "updated":
        return False
    rows = [row for row in scene.terms.rows.get(pair.kind, ()) if row.filled is not None and blank(crm.get(row.crm))]
    written = [each for each in told.changes if each.ref == pair.crm and each.after is not None]
    as_filled = all(
        same(each.after[row.crm], back)
        for each in written
        for row in rows
        if each.after is not None
        and not blank(each.after.get(row.crm))
        and not isinstance(back := to_crm(scene.terms, row, theirs, crm), Stays)
    )
    return bool(rows) and as_filled and _only(told, frozenset([row.crm for row in rows]))


def _blanks(scene: Scene, told: DecisionTold) -> bool:
    """Whether a value was edited by blanks around it alone, or either side holds it with others around."""
    pair = scene.memory.pairs.get(told.subject)
    agreed = scene.memory.agreed.get(pair, {}) if pair is not None else {}
    if pair is None or pair.crm not in scene.records.live or pair.finance not in scene.records.live:
        return False
    ours, theirs = scene.records.live[pair.crm], scene.records.live[pair.finance]
    held = [(ours.get(crm), was.crm) for (crm, _), was in agreed.items()]
    held += [(theirs.get(finance), was.finance) for (_, finance), was in agreed.items()]
    held += [(ours.get(crm), theirs.get(finance)) for crm, finance in agreed]
    return any(isinstance(now, str) and now != was and same(now, was) for now, was in held)


def _only(told: DecisionTold, fields: frozenset[str]) -> bool:
    """Whether records were edited, and nothing but these fields, and notes, reads otherwise than before."""
    edits = [(each.before, each.after) for each in told.changes]
    if not edits or any(before is None or after is None or before == after for before, after in edits):
        return False
    may = OWN_NOTES | fields
    return all(
        same((before or {}).get(name), (after or {}).get(name))
        for before, after in edits
        for name in {**(before or {}), **(after or {})}
        if name not in may
    )
