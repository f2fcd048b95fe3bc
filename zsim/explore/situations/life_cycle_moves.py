"""Every move of every life cycle, by product."""

from __future__ import annotations

from collections.abc import Iterator

from zsim.catalogue import catalogue
from zsim.catalogue.life_cycles import LifeCycle, life_cycles
from zsim.explore.situations.situation import Situation, SituationGroup
from zsim.kernel.journal import Journal
from zsim.world.document_moves import moves_made


def moves() -> Iterator[Situation]:
    """Each move that documents of each product can make; with approvals and without, it is one."""
    for cycle in life_cycles().values():
        for product in cycle.products:
            called = catalogue().product(product).name
            made = {(each.verb, each.before, each.after): each.by for each in cycle.moves_in(product)}
            for (verb, before, after), by in made.items():
                ends = f"goes from {before} to {after}" if before != after else f"is {before} and stays so"
                says = f"In {called}, a document of the type {cycle.called(product)} {ends}: {verb}, by a {by.value}."
                yield Situation(
                    _name(product, cycle, verb, before, after), says.replace("_", " "), SituationGroup.MOVES, (product,)
                )


def moves_met(journal: Journal) -> Iterator[str]:
    """The moves that a journal tells of."""
    for each in moves_made(journal):
        yield _name(each.product, life_cycles()[each.type], each.verb, each.before, each.after)


def _name(product: str, cycle: LifeCycle, verb: str, before: str, after: str) -> str:
    return f"{product} {cycle.type} {verb} {before}-{after}"
