"""The modules of MarketingHub, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from zsim.fakes.marketinghub.leads import LEAD_INDEXES, LeadModule
from zsim.fakes.marketinghub.lists import LIST_INDEXES, MEMBER_INDEXES, ListModule, MemberModule
from zsim.fakes.marketinghub.module import HubModule
from zsim.fakes.marketinghub.suppressions import SUPPRESSION_INDEXES, SuppressionModule
from zsim.fakes.store.modules import Modules
from zsim.fakes.store.table import Table


class ModuleMaker:
    """Makes the modules, each once and with those it depends on."""

    def __init__(self, table: Callable[[str, tuple[str, ...]], Table]) -> None:
        self._table = table

    def modules(self) -> Modules[HubModule]:
        """The modules by API name."""
        return Modules(
            {
                "Leads": lambda: self.leads,
                "Lists": lambda: self.lists,
                "Members": lambda: self.members,
                "Suppressions": lambda: self.suppressions,
            }
        )

    @cached_property
    def leads(self) -> LeadModule:
        """The leads."""
        table = self._table("Leads", LEAD_INDEXES)
        return LeadModule(table, members=self._member_table, suppressions=self.suppressions)

    @cached_property
    def lists(self) -> ListModule:
        """The mailing lists."""
        return ListModule(self._table("Lists", LIST_INDEXES), members=self._member_table)

    @cached_property
    def members(self) -> MemberModule:
        """The memberships."""
        return MemberModule(self._member_table, leads=self.leads, lists=self.lists)

    @cached_property
    def suppressions(self) -> SuppressionModule:
        """The addresses remembered."""
        return SuppressionModule(self._table("Suppressions", SUPPRESSION_INDEXES))

    @cached_property
    def _member_table(self) -> Table:
        return self._table("Members", MEMBER_INDEXES)
