"""Which kind a record read belongs to, or why it is left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from zsim.ports.records import Record, RecordId
from zsim.sync.model.kinds import CRM, FINANCE, Kind, System
from zsim.sync.planning.decisions import Decision
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.reasons import Reason


class Router(Protocol):
    """Says where a record goes."""

    def route(
        self, system: System, record: Record, out_of_view: Callable[[RecordId], bool], last: bool = False
    ) -> Kind | Decision:
        """The kind the record is planned as, or the decision that leaves it out.

        ``out_of_view`` tells of an account whether it is outside the account view, ``last`` that one which is not
        linked by now will not be in this run.
        """


def leave_out(kind: Kind, record: Record, code: str, *, later: bool = False) -> Decision:
    """The decision that a record is not synced, for the reason of that code."""
    system = CRM if record.ref.module == kind.crm.module else FINANCE
    reason = Reason(code, called(kind, system, record))
    return Decision(kind.name, Outcome.EXCLUDED, (record.ref,), reason, later=later)


def called(kind: Kind, system: System, record: Record) -> str:
    """What a person calls the record: its noun and name."""
    end = kind.side(system)
    return f"{end.noun} {end.name_of(record.fields) or record.ref.id}"


def crm_modules(kinds: tuple[Kind, ...]) -> tuple[str, ...]:
    """The CRM modules the kinds read, each once."""
    return tuple(dict.fromkeys(kind.crm.module for kind in kinds))


def finance_modules(kinds: tuple[Kind, ...]) -> tuple[str, ...]:
    """The finance modules the kinds read, each once."""
    return tuple(dict.fromkeys(kind.finance.module for kind in kinds))
