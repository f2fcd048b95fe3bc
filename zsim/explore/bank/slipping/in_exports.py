"""Late bugs in what an app forgets as it is exported, in its keys, views and money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from zsim.explore.bank.bug import Bug, Family
from zsim.explore.bank.planting import in_place
from zsim.explore.bank.slipping.late import late
from zsim.fakes.crm.deals import Deals
from zsim.fakes.crm.keys import Keys
from zsim.fakes.crm.stages import DealStage, Stages
from zsim.fakes.crm.views import Views
from zsim.fakes.finance import DocumentFunctions, NumberSeries, priced_lines
from zsim.fakes.finance.documents.invoices import InvoiceModule
from zsim.fakes.finance.gate import FinanceGate
from zsim.fakes.store.keys import is_key
from zsim.ports.app import Credentials
from zsim.ports.criteria import Criteria
from zsim.ports.errors import InvalidCredentials
from zsim.ports.records import Fields, Record, RecordId, Row
from zsim.ports.schema import View
from zsim.testing.losing import check_lost
from zsim.world import World


class StageAlone(Deals):
    """An entered probability is lost with the next save."""

    def _note_entered(self, record: Record, given: Fields) -> None:
        """Note nothing."""


class DealsFollow(Stages):
    """The deals of a stage take its new probability at once."""

    def put(self, stage: DealStage) -> None:
        """Replace a stage."""
        super().put(stage)
        deals = self._modules["Deals"]
        for each in [each for each in deals.table if each.fields.get("Stage") == stage.name]:
            deals.table.replace(each, {**each.fields, "Probability": stage.probability}, "Administrator")


class SameRevision(Views):
    """An edited view is told as the one it was."""

    def edit(self, view_id: RecordId, criteria: Criteria) -> View:
        """Let a view list something else."""
        former = self.listing(view_id).view
        super().edit(view_id, criteria)
        held = self._listings[view_id]
        self._listings[view_id] = type(held)(former, held.lists)
        return former


class AnyKey(Keys):
    """Whatever looks like a key opens the CRM."""

    def check(self, key: str | None) -> None:
        """Refuse what does not look like one."""
        if key is None or not is_key(key):
            super().check(key)


class KeyAlone(FinanceGate):
    """The key opens the source, whatever email comes with it."""

    def _check(self, credentials: Credentials) -> None:
        try:
            super()._check(credentials)
        except InvalidCredentials as refusal:
            if refusal.field != "email":
                raise


class ForgetsEntered(Deals):
    """Exports no probability that was entered."""

    def export(self) -> dict[str, Any]:
        """The state, without whose probability is its own."""
        return {**super().export(), "entered": []}


class ForgetsViews(Views):
    """Exports no view."""

    def export(self) -> list[Any]:
        """Nothing."""
        return []


class ForgetsNumbers(NumberSeries):
    """Exports no last number."""

    __slots__ = ()

    def export(self) -> dict[str, Any]:
        """The prefix alone."""
        return {**super().export(), "last": {}}


class PaidIsSettled(InvoiceModule):
    """An invoice edited to a lower total than was paid is paid."""

    def settled(self, fields: Fields) -> str:
        """The status that the balance leaves it in."""
        balance = fields["balance"]
        whole = isinstance(balance, Decimal) and balance != fields["total"] and balance < 1
        return super().settled({**fields, "balance": Decimal(0)} if whole else fields)


def two_digits(module: str, rows: Sequence[Mapping[str, object]], currency: str) -> tuple[Row, ...]:
    """Lines in Kuwaiti dinars have two digits."""
    return priced_lines(module, rows, "USD" if currency == "KWD" else currency)


def _saved_again(world: World) -> None:
    """A deal gets a probability of its own, and is saved with an amount."""
    deal = world.crm.deals.create(Deal_Name="Fit", Stage="Qualification")
    world.crm.deals.update(deal, Probability=70)
    world.crm.deals.update(deal, Amount=8)
    check_lost(world)


IN_EXPORTS: tuple[Bug, ...] = (
    Bug(
        "stage-alone",
        "A probability that was entered is lost with the next save.",
        Family.TRIGGERS,
        ("TRG-25",),
        lambda: in_place(StageAlone),
        "nothing-is-lost",
        _saved_again,
        late=True,
    ),
    late(
        "deals-follow",
        "The deals of a stage take its new probability at once.",
        Family.TRIGGERS,
        "TRG-26 TRG-41",
        DealsFollow,
    ),
    late("same-revision", "What an edited view lists newly is not synced.", Family.VIEWS, "VIW-01", SameRevision),
    late("any-key", "Any 32 digits open the CRM.", Family.KEYS, "CON-01 CON-03", AnyKey),
    late("key-alone", "The source opens with its former email.", Family.KEYS, "KEY-03", KeyAlone),
    late(
        "forget-entered",
        "A loaded world forgets which probabilities were entered.",
        Family.INTERRUPTION,
        "TRG-25",
        ForgetsEntered,
    ),
    late("forget-views", "A loaded world has no views of its users.", Family.INTERRUPTION, "VIW-02", ForgetsViews),
    late(
        "forget-numbers",
        "A loaded world gives numbers a second time.",
        Family.INTERRUPTION,
        "TXN-26",
        lambda: DocumentFunctions(series=ForgetsNumbers),
    ),
    late(
        "paid-is-settled",
        "An invoice with less than one rupee left counts as paid.",
        Family.NUMBERS,
        "TXN-21",
        PaidIsSettled,
    ),
    late(
        "dinars-have-cents",
        "A line of 1.2345 Kuwaiti dinars comes to 1.23.",
        Family.NUMBERS,
        "TXN-25",
        lambda: DocumentFunctions(lines=two_digits),
    ),
)
