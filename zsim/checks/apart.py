"""How it is told what must stay apart: the CRM's own documents from finance's, and finance from a connection's end.

Source: TXN-02, DIS-04.
"""

from __future__ import annotations

from collections.abc import Iterator

from zsim.checks.documents import DOCUMENTS
from zsim.checks.effects import EffectSeen
from zsim.checks.facts import Violation

CRM = "crm"
NATIVE = frozenset({"Quotes", "Invoices"})
"""The CRM's own modules of documents."""

PARTIES = frozenset({"Account_Name", "Contact_Name", "Deal_Name"})
"""Their fields that change when a record they name is merged or goes."""

NOTES = frozenset({"zcrm_account_id", "zcrm_contact_id", "zcrm_vendor_id", "zcrm_product_id", "source"})
"""The fields by which finance's records say with which of the CRM they are linked."""

DISABLE, DELETE = "disable", "delete"


def natives_stay_apart(effect: EffectSeen, by_crm: bool, of_native: bool) -> Iterator[Violation]:
    """No run and no command to finance makes or fills in a native document, and none becomes one of finance's.

    ``by_crm`` says that somebody did it with a record of the CRM's own, ``of_native`` that it was with a native one.
    """
    app, module, _ = effect.ref
    if app == CRM and module in NATIVE and not by_crm and (effect.before is None or effect.changed_fields - PARTIES):
        told = f"entry {effect.number}: {effect.ref} was {effect.change} by the integration"
        yield Violation("natives-stay-apart", told)
    elif app != CRM and of_native:
        told = f"entry {effect.number}: {effect.ref} was {effect.change} because of a native document of the CRM"
        yield Violation("natives-stay-apart", told)


def native_asked_for(number: int, app: str, module: str) -> Iterator[Violation]:
    """No call of the engine is about native documents."""
    if app == CRM and module in NATIVE:
        yield Violation("natives-stay-apart", f"entry {number}: the CRM was asked about its own {module}")


def finance_is_spared(effect: EffectSeen, command: str) -> Iterator[Violation]:
    """To disable an integration changes nothing in finance, to delete it no document; what was linked is let go."""
    if effect.ref.app == CRM or command not in (DISABLE, DELETE):
        return
    let_go = effect.after is None or effect.changed_fields <= NOTES
    if command == DISABLE or effect.ref.module in DOCUMENTS or not let_go:
        told = f"entry {effect.number}: {effect.ref} was {effect.change} as the integration was {command}d"
        yield Violation("finance-is-spared", told)
