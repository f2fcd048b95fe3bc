"""The modules of MarketingHub, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from zsim.fakes.marketinghub.leads import LEAD_INDEXES, LeadModule
from zsim.fakes.marketinghub.lists import LIST_INDEXES, ListModule
from zsim.fakes.marketinghub.module import HubModule
from zsim.fakes.marketinghub.suppressions import SUPPRESSION_INDEXES, SuppressionModule
from zsim.fakes.store.modules import Modules
from zsim.fakes.store.table import Table
from zsim.kernel.stand_ins import StandIns


class HubModuleMaker:
    """Makes the modules, each once and with those it depends on."""

    def __init__(self, table: Callable[[str, tuple[str, ...]], Table], stand_ins: StandIns) -> None:
        self._table = table
        self._kind = stand_ins.of

    def modules(self) -> Modules[HubModule]:
        """The modules by API name."""
        return Modules(
            {
                "Leads": lambda: self.leads,
                "Lists": lambda: self.lists,
                "Suppressions": lambda: self.suppressions,
            }
        )

    @cached_property
    def leads(self) -> LeadModule:
        """The leads."""
        return self._kind(LeadModule)(self._lead_table, lists=self.lists, suppressions=self.suppressions)

    @cached_property
    def lists(self) -> ListModule:
        """The mailing lists."""
        return self._kind(ListModule)(self._table("Lists", LIST_INDEXES), leads=self._lead_table)

    @cached_property
    def suppressions(self) -> SuppressionModule:
        """The addresses remembered."""
        return self._kind(SuppressionModule)(self._table("Suppressions", SUPPRESSION_INDEXES))

    @cached_property
    def _lead_table(self) -> Table:
        return self._table("Leads", LEAD_INDEXES)
