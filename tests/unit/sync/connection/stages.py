"""A world with Books connected, some records, and customers that were chosen for syncing."""

from __future__ import annotations

from zsim import World
from zsim.sync import Integration, ModuleSync


class Stage:
    """Books connected in a world; accounts and customers cross both ways once they are saved."""

    def __init__(self, product: str = "books", **setting) -> None:
        self.world = World(**setting)
        self.integration: Integration = self.world.connect(product)
        self.finance = self.world[product]

    @property
    def customers(self) -> ModuleSync:
        return self.integration.customers

    def account(self, name: str = "Acme", **fields):
        return self.world.crm.accounts.create(Account_Name=name, **fields)

    def chosen(self, **choices) -> ModuleSync:
        return self.customers.configure(**{"module": "accounts", "extent": "both_ways", **choices})

    def synced(self, **choices) -> Stage:
        self.chosen(**choices).save_and_sync()
        self.world.settle()
        return self

    def names(self) -> list[str]:
        """The names of the customers."""
        return [each.contact_name for each in self.finance.customers.all()]

    @property
    def triggers(self) -> list[str]:
        """What started the runs of customers so far."""
        return [run.trigger.value for run in self.customers.history]


def leaving(convert: str = "all") -> Stage:
    """An integration whose deletion is under way and takes its time."""
    stage = Stage(call_ms=60_000)
    stage.account()
    stage.chosen().save_and_sync()
    stage.world.advance(hours=1)
    stage.integration.disable()
    stage.integration.delete(convert)
    return stage
