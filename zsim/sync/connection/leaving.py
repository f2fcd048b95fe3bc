"""Deleting an integration, and along with Billing's those of the other finance apps.

Source: DIS-06, DIS-07, DIS-08, DIS-09, DIS-10, DIS-15, DIS-16.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Protocol

from zsim.kernel.journal import ROOT
from zsim.ports.app import Timing
from zsim.ports.errors import VendorError
from zsim.ports.refusals import tell_refusal
from zsim.sync.connection.disconnecting import Conversion, disconnect, other_apps, tell_deletion
from zsim.sync.connection.rows import IntegrationRow, IntegrationState
from zsim.sync.execution.connection_context import ConnectionContext
from zsim.sync.runs.calls import Steps
from zsim.sync.runs.engine_state import StateCell
from zsim.sync.runs.errand import drive


class Leaver(Protocol):
    """An integration that may be deleted."""

    organisation_key: str

    @property
    def open(self) -> bool:
        """Whether anything may cross."""

    def note(self, command: str, given: Mapping[str, object], cause: int | None = None) -> int:
        """Write a user's command down."""

    def close(self) -> object:
        """Disable it."""

    def end(self) -> None:
        """Be no more: every record is let go."""


class Leaving:
    """The deletion of one integration; ``others`` gives that of another organisation's, by its key."""

    def __init__(
        self,
        leaver: Leaver,
        context: ConnectionContext,
        timing: Timing,
        row: StateCell[IntegrationRow],
        others: Callable[[str], Leaving | None],
    ) -> None:
        self._leaver = leaver
        self._context = context
        self._timing = timing
        self._row = row
        self._others = others
        self._actor = f"sync {leaver.organisation_key}"

    def start(self, convert: Conversion, cause: int) -> None:
        """Delete it, at once as far as nobody else is due; an app that asks to wait is waited for."""
        self._choose(convert)
        drive(self.steps(convert, cause), self._timing, self._context.state, partial(self._tell, cause))

    def restart(self) -> None:
        """Take up a deletion that was under way when the engine stopped; a refusal is in the journal."""
        if (convert := self._row.value.leaving) is not None:
            with suppress(VendorError):
                self.start(convert, self._context.journal.cause)

    def along(self, convert: Conversion, cause: int) -> Steps[None]:
        """Delete it because another one is deleted; where it is gone already, nothing happens. Source: DIS-15."""
        if self._row.value.state is not IntegrationState.DELETED:
            cause = self._leaver.note("delete", {"convert": convert.value}, cause)
            if self._leaver.open:
                self._leaver.close()
            yield from self.steps(convert, cause)

    def steps(self, convert: Conversion, cause: int) -> Steps[None]:
        """Let every record go, and the other apps' integrations along; what refuses leaves it disabled."""
        context, actor = self._context, self._actor
        self._choose(convert)
        try:
            yield from (context.functions.disconnect or disconnect)(context, actor, convert, cause)
            for key in (yield from other_apps(context, actor)):
                if (other := self._others(key)) is not None:
                    yield from other.along(convert, cause)
            yield from tell_deletion(context, actor)
        except Exception:
            # A refusal or a defect ends it, so that it can be asked for again, and goes on to whoever asked.
            self._choose(None)
            raise
        if self._row.value.state is not IntegrationState.DELETED:
            self._leaver.end()

    def _tell(self, cause: int, refusal: VendorError) -> None:
        """Note that the command of that entry was refused; taken up by an engine that starts anew, its calls tell."""
        if cause != ROOT:
            tell_refusal(self._context.journal, cause, refusal)

    def _choose(self, convert: Conversion | None) -> None:
        """Note what was chosen for a deletion under way; ``None`` for none."""
        self._row.set(replace(self._row.value, leaving=convert))
        self._context.state.commit()
