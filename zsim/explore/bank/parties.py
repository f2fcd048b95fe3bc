"""Planted bugs of what finance lets be deleted, merged and called alike."""

from __future__ import annotations

from zsim.explore.bank.bug import Bug, Family
from zsim.explore.bank.planting import in_place
from zsim.fakes.finance.contact_persons import ContactPersonModule
from zsim.fakes.finance.customers import CustomerModule
from zsim.fakes.finance.items import ItemModule
from zsim.ports.records import Record


class PersonsStay(ContactPersonModule):
    """Contact persons who stay with a customer that was merged away."""

    def move(self, loser: Record, winner: Record, actor: str, cause: int | None) -> None:
        """Move nobody."""


class DeletesTheUsed(CustomerModule):
    """Customers who are deleted with their transactions."""

    def _check_delete(self, record: Record) -> None:
        """Refuse nothing."""


class MergesCurrencies(CustomerModule):
    """Customers of any currency merge."""

    def _check_merge(self, winner: Record, losers: list[Record]) -> None:
        same = {"currency_code": winner.fields["currency_code"]}
        super()._check_merge(winner, [each._replace(fields={**each.fields, **same}) for each in losers])


class DeletesUsedItems(ItemModule):
    """Items that are deleted though transactions use them."""

    def _check_delete(self, record: Record) -> None:
        """Refuse nothing."""


class FoldedSkus(ItemModule):
    """SKUs compared without regard to case."""

    def _check_sku(self, sku: str) -> None:
        for other in self.table.find("sku", sku):
            super()._check_sku(str(other.fields.get("sku")))
        super()._check_sku(sku)


PARTY_BUGS: tuple[Bug, ...] = (
    Bug(
        "persons-stay-behind",
        "Contact persons stay with the customer that was merged away.",
        Family.DUPLICATES,
        ("DEL-17",),
        lambda: in_place(PersonsStay),
    ),
    Bug(
        "delete-the-used",
        "A customer with invoices can be deleted by hand.",
        Family.DELETIONS,
        ("DEL-08",),
        lambda: in_place(DeletesTheUsed),
    ),
    Bug(
        "merge-currencies",
        "Customers of two currencies merge by hand.",
        Family.DELETIONS,
        ("DEL-11", "DEL-14"),
        lambda: in_place(MergesCurrencies),
    ),
    Bug(
        "delete-used-items",
        "An item in use is deleted with its product.",
        Family.DELETIONS,
        ("ITM-09",),
        lambda: in_place(DeletesUsedItems),
    ),
    Bug(
        "folded-skus",
        "An item ab-1 is refused beside one AB-1.",
        Family.MATCHING,
        ("ITM-10",),
        lambda: in_place(FoldedSkus),
    ),
)
