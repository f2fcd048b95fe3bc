"""The policies one world runs under."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from zsim.catalogue.loader import catalogue


@dataclass(frozen=True, slots=True, init=False)
class Policies:
    """One setting per policy of the catalogue, as chosen or else its default; ``catalogue().policy(name)`` explains it.

    Source: CUS-03, CUS-06, CUS-07, CUS-10, CUS-14, CUS-18, CUS-21, CUS-22, CUS-24, CUS-31, CUS-36, DEL-05, FLT-04,
    FLT-18, ITM-14, LED-24, LED-26, MAP-12, TRG-22, TRG-31, TRG-34, TRG-35, TRG-44,
    USR-02, VEN-08, VIW-02.
    """

    names: Literal["fold", "exact"]
    blanks: Literal["keep", "erase"]
    conflicts: Literal["first_reader", "last_modified"]
    clone_name: Literal["suffix", "refuse"]
    clone_reach: Literal["receiver", "both"]
    candidates: Literal["oldest", "latest"]
    fetch_drift: Literal["restore", "keep"]
    contact_persons: Literal["push", "hold"]
    merge_reach: Literal["both_ways", "always"]
    moved_contact: Literal["move", "refuse"]
    crm_deleted: Literal["stay", "recreate"]
    recently_created: Literal["7", "30"]
    lead_deletion: Literal["list_then_org", "org"]
    first_fetch: Literal["now", "scheduled"]
    patience: Literal["patient", "brief"]
    invoice_mapping: Literal["prefilled", "manual"]
    trigger_timing: Literal["at_once", "next_run"]
    missed_wins: Literal["stay", "catch_up"]
    both_triggers: Literal["allowed", "either"]
    import_us_edition: Literal["works", "as_invoice"]
    converted_estimates: Literal["serve", "apart"]
    integration_users: Literal["create_quotes_and_orders", "view"]

    def __init__(self, overrides: Mapping[str, str] | None = None) -> None:
        """Choose the values of ``overrides`` by policy name; an unknown name or value raises ``UsageError``."""
        known = catalogue()
        chosen = {policy.name: policy.default for policy in known.policies}
        for name, value in (overrides or {}).items():
            policy = known.policy(name)
            chosen[policy.name] = policy.option(value).value
        for name, value in chosen.items():
            object.__setattr__(self, name, value)

    @property
    def recently_created_days(self) -> int:
        """How many days count as recent. Source: VIW-02."""
        return int(self.recently_created)

    @property
    def changed(self) -> dict[str, str]:
        """The policies that differ from their default, by name; ``Policies(these)`` is equal to this one."""
        values = {policy.name: str(getattr(self, policy.name)) for policy in catalogue().policies}
        return {name: value for name, value in values.items() if value != catalogue().policy(name).default}
