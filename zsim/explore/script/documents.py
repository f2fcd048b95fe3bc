"""Finance's documents as scripts reach them: what can be done with one, what shows it, and what it was made for."""

from __future__ import annotations

from collections.abc import Mapping

from zsim.explore.script.checking import SECTION
from zsim.fakes.crm.zoho_finance.documents_face import DocumentsFace
from zsim.fakes.crm.zoho_finance.shown import ShownDocument
from zsim.fakes.finance.documents.face import DocumentFace
from zsim.fakes.finance.documents.handle import DocumentHandle
from zsim.fakes.store.handle import Handle
from zsim.fakes.store.module import Module
from zsim.ports.documents import PROJECTED
from zsim.ports.records import RecordId, Ref
from zsim.ports.schema import OWN_ID_FIELD

CRM = "crm"
SHOWN = {module: name for name, module in PROJECTED.items()}
"""The types of documents by the modules of the CRM that show them."""

Modules = Mapping[str, Module]


def acted_on(modules: Modules, ref: Ref, face: object) -> Handle:
    """A document as those who use that face hold it; of any other record, what can only be read."""
    module = modules[ref.module]
    if isinstance(face, DocumentFace):
        return DocumentHandle(module, ref, modules.get, face)
    if isinstance(face, DocumentsFace):
        return ShownDocument(module, ref, modules.get, face)
    return Handle(module, ref, modules.get)


def module_of(ref: Ref) -> str:
    """A record's module as scripts call it: "books.invoices", "crm.accounts", "crm.zoho_finance.invoices"."""
    if ref.app == CRM and ref.module in SHOWN:
        return f"{SECTION}.{SHOWN[ref.module]}"
    return f"{ref.app}.{ref.module.lower()}"


def module_called(modules: Modules, name: str) -> Module | None:
    """The module of that name, which scripts write in small letters; ``None`` if there is none."""
    return next((modules[each] for each in modules if each.lower() == name.lower()), None)


def shown_in_crm(crm: Modules, ref: Ref) -> Ref | None:
    """The record by which the CRM shows a document of finance now."""
    shown = crm.get(PROJECTED.get(ref.module, ""))
    found = shown.table.find(OWN_ID_FIELD, f"{ref.app}:{ref.id}") if shown is not None else ()
    return found[0].ref if found else None


def shown_of(crm: Modules, ref: Ref) -> Ref | None:
    """The document of finance that a record of the CRM shows, or showed."""
    if ref.app != CRM or ref.module not in SHOWN:
        return None
    table = crm[ref.module].table
    record = table.get(ref.id) or table.recycled(ref.id)
    if record is None:
        return None
    key, _, own = str(record.fields[OWN_ID_FIELD]).partition(":")
    return Ref(key, SHOWN[ref.module], RecordId(own))
