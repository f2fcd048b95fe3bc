"""A finance organisation as one of its users works in it. Source: USR-03."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from zsim.fakes.store.face import CommandLog, ModuleFace


class UsedOrganisation:
    """The modules of an organisation (``customers``, ``invoices``, ...) with their records, in the hands of one user.

    All that is done is written down as that user's. ``require_entry`` refuses who may not sign in, or not any more.
    """

    def __init__(self, organisation: object, recorder: CommandLog, require_entry: Callable[[], None]) -> None:
        require_entry()
        self._organisation = organisation
        self._recorder = recorder
        self._require_entry = require_entry

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        self._require_entry()
        face = getattr(self._organisation, name)
        if isinstance(face, ModuleFace):
            return face.used_by(self._recorder)
        told = f"{self!r} has no {name!r}: that is for the founder; take its modules, such as customers and invoices"
        raise AttributeError(told, name=name, obj=self)

    def __repr__(self) -> str:
        return f"<{self._organisation!r} as {self._recorder.actor} uses it>"
