"""A world whose accounts are synced, to be measured as a person drives it: through its public face, checks on."""

from __future__ import annotations

from collections.abc import Callable

from tests.benchmarks.fields import account_fields
from zsim import World
from zsim.fakes.store.handle import Handle
from zsim.sync import Integration


class SyncedWorld:
    """So many accounts in the CRM, fetched into Books, and nothing left to do."""

    def __init__(self, accounts: int) -> None:
        self.world = World()
        self.accounts: list[Handle] = [self.world.crm.accounts.create(**account_fields(n)) for n in range(accounts)]
        self.world.advance(minutes=1)
        self._sync = connected(self.world)
        self._sync.customers.save_and_sync()
        self.world.settle()
        # A run reads again what changed in the second in which the last one began: here, all that one wrote.
        self.world.advance(minutes=1)
        self.run()
        self._edits = 0

    def run(self) -> None:
        """One run, now."""
        self._sync.customers.instant_sync()
        self.world.settle()

    def edit(self, count: int) -> None:
        """A person gives so many accounts, spread over all, another telephone number."""
        step = max(len(self.accounts) // count, 1)
        for number in range(count):
            self._edits += 1
            account = self.accounts[number * step % len(self.accounts)]
            self.world.crm.accounts.update(account, Phone=f"edit {self._edits}")


def connected(world: World) -> Integration:
    """Books connected with the CRM, its customers configured and not yet saved."""
    sync = world.connect("books")
    sync.customers.configure(module="accounts", extent="fetch", duplicates="overwrite")
    return sync


def initial_sync(accounts: int) -> Callable[[], World]:
    """The first sync of so many accounts, ready to begin; it gives the world in which it happened."""
    world = World()
    for number in range(accounts):
        world.crm.accounts.create(**account_fields(number))
    world.advance(minutes=1)
    world.check()  # what people did so far is not the sync's to check
    sync = connected(world)

    def run() -> World:
        sync.customers.save_and_sync()
        world.settle()
        return world

    return run
