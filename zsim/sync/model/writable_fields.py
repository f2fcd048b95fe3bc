"""What a sync may change: mapped fields, its own notes, states, and what the apps derive of those. Source: CUS-15."""

from __future__ import annotations

from collections.abc import Mapping

from zsim.sync.model.kinds import KINDS, Kind

WritableFields = Mapping[tuple[str, str], frozenset[str]]
"""The fields that may change, by organisation and module."""

DERIVED: Mapping[str, frozenset[str]] = {
    "Contacts": frozenset({"First_Name", "Last_Name", "Full_Name", "Account_Name"}),
    "invoices": frozenset({"line_items", "sub_total", "tax_total", "total", "balance", "status"}),
}

ALONG: Mapping[str, frozenset[str]] = {"payments": frozenset({"customer_id"})}
"""What goes along with the documents that a merge hands on. Source: DEL-10."""


def writable_fields(organisation_key: str, pairs: Mapping[Kind, Mapping[str, str]]) -> WritableFields:
    """The fields a sync of these kinds may change in the CRM and in the finance organisation."""
    fields: dict[tuple[str, str], frozenset[str]] = {
        (organisation_key, module): frozenset({field}) | fields_of(module) | DERIVED.get(module, frozenset())
        for kind in KINDS.values()
        for module, field in kind.used_in
    }
    fields |= {(organisation_key, module): names for module, names in ALONG.items()}
    for kind in KINDS.values():
        if kind.parent is not None and kind.parent.owns:  # which a merge hands on, or whose pair ends, too
            fields[organisation_key, kind.finance.module] = frozenset({kind.parent.finance_field, *kind.source(None)})
    for kind, mapped in pairs.items():
        noted = {kind.link_field, "status", *kind.fixed, *kind.source(None)} | (
            {kind.parent.finance_field} if kind.parent else set()
        )
        for key, names in (
            (("crm", kind.crm.module), {*mapped, *DERIVED.get(kind.crm.module, ())}),
            ((organisation_key, kind.finance.module), {*mapped.values(), *noted}),
        ):
            fields[key] = fields.get(key, frozenset()) | names
    return fields


def fields_of(module: str) -> frozenset[str]:
    """The fields of a kind of document that name records, which a merge hands on."""
    return frozenset(field for kind in KINDS.values() for each, field in kind.used_in if each == module)
