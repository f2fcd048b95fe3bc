"""The whole state of a CRM as plain JSON values, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zsim.fakes.crm.state import CrmState
from zsim.fakes.store.codec import told
from zsim.ports.records import RecordId


def export_state(state: CrmState) -> dict[str, Any]:
    """Everything a CRM knows."""
    return {
        "name": state.name,
        "country": state.country,
        "currency": state.currency,
        "multi_currency": state.multi_currency,
        "ids": state.ids.value,
        "profiles": state.profiles.export(),
        "stages": state.stages.export(),
        "users": state.users.export(),
        "keys": state.keys.export(),
        "connections": state.connections.export(),
        "read": list(state.read),
        "reports": state.reports.export(),
        "modules": told({name: _export_module(state, name) for name in state.modules}),
    }


def load_state(state: CrmState, data: Mapping[str, Any]) -> None:
    """Fill a CRM that nobody has used yet."""
    state.name = data["name"]
    state.country = data["country"]
    state.currency = data["currency"]
    state.ids.go_on_from(data["ids"])
    state.profiles.load(data["profiles"])
    state.stages.load(data["stages"])
    state.users.load(data["users"])
    state.keys.load(data["keys"])
    state.connections.load(data["connections"])
    state.read = dict.fromkeys([RecordId(each) for each in data["read"]])
    if data["multi_currency"]:
        state.enable_multi_currency()
    for name, module in data["modules"].items():
        _load_module(state, name, module)
    state.reports.load(data["reports"])


def _export_module(state: CrmState, name: str) -> dict[str, Any]:
    return {**state.modules[name].export(), "views": state.views(name).export()}


def _load_module(state: CrmState, name: str, data: Mapping[str, Any]) -> None:
    state.modules[name].load(data)
    state.views(name).load(data["views"])
