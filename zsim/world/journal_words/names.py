"""Who and what a journal speaks of: what a world knows of names, and what a recording keeps of it."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from typing import NamedTuple, Protocol

from zsim.ports.records import Fields, Ref
from zsim.ports.schema import Field


class ModuleWords(Protocol):
    """What sentences need of a module: what one of its records is called, and its fields.

    ``schema`` holds the fields people know, ``hidden`` names those that only integrations do.
    """

    @property
    def singular(self) -> str:
        """What one of its records is."""

    @property
    def name_field(self) -> str:
        """The field that holds a record's name."""

    @property
    def schema(self) -> Mapping[str, Field]:
        """The fields people know, by API name."""

    @property
    def hidden(self) -> Container[str]:
        """The names of those that only integrations know."""


class NameResolver(NamedTuple):
    """Who and what a journal speaks of.

    ``apps`` maps an organisation's key to what a person calls it, ``users`` the ids of users to their names;
    ``module`` finds a module by the key of its organisation and its API name. ``shown`` gives the name that the fields
    of the effect of a number show, if it shows one; ``standing`` that of a record that no effect has told of.
    """

    apps: Mapping[str, str]
    users: Mapping[str, str]
    module: Callable[[str, str], ModuleWords | None]
    shown: Callable[[int, Ref, Fields], str | None]
    standing: Callable[[Ref], str]

    def kind(self, app: str, module: str) -> str:
        """What one record of a module is, such as "contact person"."""
        words = self.module(app, module)
        return words.singular if words is not None else module.replace("_", " ").lower()
