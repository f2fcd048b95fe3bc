"""A finance organisation as one of its users works in it. Source: USR-03."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from zsim.catalogue import did_you_mean
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
        if not isinstance(face, ModuleFace):
            known = [each for each in dir(self._organisation) if not each.startswith("_")]
            told = f"{self!r} has no {name!r}: the rest is for its founder; {did_you_mean(name, known)}"
            raise AttributeError(told, name=name, obj=self)
        return face.used_by(self._recorder)

    def __repr__(self) -> str:
        return f"<{self._organisation!r} as {self._recorder.actor} uses it>"
