"""Commands that a person gives in the CRM to documents of finance, and how one is carried out.

Source: TXN-01, USR-08, USR-11.
"""

from __future__ import annotations

from dataclasses import dataclass

from zsim.ports.records import Fields, Record, RecordId
from zsim.sync.model.kinds import FINANCE
from zsim.sync.runs.calls import Calls, Steps


@dataclass(frozen=True, slots=True)
class DocumentCommand:
    """What somebody wants done to a document, or a new one of a module, in finance's terms.

    ``user`` is the email of the person whom finance is to take for its user.
    """

    module: str
    action: str
    document: RecordId | None
    given: Fields
    user: str


def carry_out(calls: Calls, command: DocumentCommand) -> Steps[Record]:
    """Have finance do it as that user; a refusal is that user's, and nobody else's rights are tried."""
    return calls.perform(FINANCE, command.module, command.action, command.document, command.given, command.user)
