"""Words that all pages of records share: who did something, and sentences with the rules they name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from zsim.catalogue import Catalogue

BEHAVIOUR_ID = re.compile(r"\b[A-Z]{3}-\d\d\b")
SYNC, TRIGGERS, SHOWN = "sync ", "triggers", " shown"
"""How the names of syncs begin, and how those of triggers, and of answers to commands of the CRM, end."""
OTHERS = {"crm": "the CRM", "sync": "the integration", "script": "the script"}
LEADS = "MarketingHub"


class Piece(NamedTuple):
    """A part of a sentence; ``rule`` is the id of the behaviour that it is, else empty."""

    text: str
    rule: str


class Wording:
    """Tells what journals hold, by the names that the catalogue has."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._known = frozenset(each.id for each in catalogue.behaviours)
        self._names: Mapping[str, str] = {each.key: each.name for each in catalogue.products}
        keys = rf"(?:{'|'.join(self._names)})(?:-\d+)?"
        behind = r"(?:(?<=\b(?:of|in) )|(?<=\bfor )|(?<=\breads ))"
        self._keys = re.compile(rf"{behind}{keys}\b(?! [A-Z]+-\d)|^{keys}(?='s | (?:is|does|has|do) )")

    def pieces(self, text: str) -> Iterator[Piece]:
        """A sentence in parts: the rules it names apart from the rest."""
        at = 0
        for match in BEHAVIOUR_ID.finditer(text):
            if match[0] in self._known:
                yield from [Piece(text[at : match.start()], "")] if match.start() > at else []
                yield Piece(match[0], match[0])
                at = match.end()
        if at < len(text):
            yield Piece(text[at:], "")

    def known(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the ids that the catalogue has, each once."""
        return tuple([each for each in dict.fromkeys(ids) if each in self._known])

    def organisation(self, key: str) -> str:
        """What an organisation is called: by its product, a further one with its number."""
        product, _, number = key.partition("-")
        name = self._names.get(product, OTHERS.get(product, product))
        return f"{name}, organisation {number}" if number else name

    def who(self, actor: str) -> str:
        """Who did something, by the name in the journal: a person, an app, or a sync."""
        if not actor.startswith(SYNC):
            return self.organisation(actor)
        key, _, module = actor.removeprefix(SYNC).partition(" ")
        if module == TRIGGERS:
            return f"triggers of {self.organisation(key)}"
        if module.endswith(SHOWN):
            return f"{module.removesuffix(SHOWN).replace('_', ' ')} from the CRM, {self.organisation(key)}"
        what = f" of {module.replace('_', ' ')}" if module else ""
        return f"sync{what}, {self.organisation(key)}"

    def product_of(self, actor: str) -> str:
        """The key of the product whose sync that is; empty for anybody else."""
        key = actor.removeprefix(SYNC).partition(" ")[0].partition("-")[0] if actor.startswith(SYNC) else ""
        return key if key in self._names else ""

    @property
    def products(self) -> tuple[str, ...]:
        """The keys of all products."""
        return tuple(self._names)

    def product(self, key: str) -> str:
        """The product of an organisation; empty for an app that is none."""
        product = key.partition("-")[0]
        return product if product in self._names else ""

    def named(self, sentence: str) -> str:
        """A sentence in which organisations are called by their keys, with their names instead."""
        return self._keys.sub(lambda match: self.organisation(match[0]), sentence)
