"""Which CRM field may be mapped to which finance field. Source: MAP-02, MAP-04, MAP-10."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from zsim.kernel.errors import UsageError
from zsim.ports.schema import Field, compatible
from zsim.sync.model.mapping import FULL_NAME, Schema


def identified(default: Mapping[str, str], crm: Schema, finance: Schema) -> Mapping[str, str]:
    """The default pairs, and every other two fields of one label and of types that fit. Source: MAP-04."""
    by_label = {field.label: field for field in crm.values() if not field.read_only and field.name not in default}
    pairs = dict(default)
    for field in finance.values():
        same = by_label.get(field.label)
        free = same is not None and not field.read_only and field.name not in pairs.values()
        if same is not None and free and compatible(same.type, field.type):
            pairs[same.name] = field.name
    return pairs


def check_pairs(
    pairs: Mapping[str, str],
    crm_module: str,
    crm: Mapping[str, Field],
    finance_module: str,
    finance: Mapping[str, Field],
) -> None:
    """Refuse a mapping that names an unknown field, two sources for one target, or types that do not fit.

    Source: MAP-02, MAP-10.
    """
    taken: dict[str, str] = {}
    for source, target in pairs.items():
        crm_field = _known(source, crm_module, crm)
        finance_field = _known(target, finance_module, finance)
        asked = f"map {crm_module}.{source} to {finance_module}.{target}"
        if target in taken:
            raise UsageError(
                asked=asked,
                found=f"{finance_module}.{target} takes {crm_module}.{taken[target]} already",
                right="one source for each target",
            )
        taken[target] = source
        _check_writable(asked, crm_field, finance_field)
        if not compatible(crm_field.type, finance_field.type):
            raise UsageError(
                asked=asked,
                found=f"{source} is {crm_field.type.value}, {target} is {finance_field.type.value}",
                right="two fields of one type",
            )


def _known(name: str, module: str, schema: Mapping[str, Field]) -> Field:
    field = schema.get(name)
    if field is None:
        near = difflib.get_close_matches(name, schema, n=1)
        raise UsageError(
            asked=f"map the field {module}.{name}",
            found="there is no such field" + (f"; the nearest is {near[0]}" if near else ""),
            right="a field the module has: make the custom field first, then map it (MAP-02)",
        )
    return field


def _check_writable(asked: str, crm: Field, finance: Field) -> None:
    for field in (crm, finance):
        if field.read_only and field.name != FULL_NAME:
            raise UsageError(asked=asked, found=f"{field.name} is set by the app", right="a field that can be written")
