"""Disabling, enabling and deleting, disturbed at any of their calls or moments, end as if nothing had happened."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cache

import pytest

from zsim.faults import EngineKilled
from zsim.kernel.errors import UsageError
from zsim.ports.documents import PROJECTED
from zsim.ports.errors import VendorError
from zsim.world import World

PRODUCTS = ("invoice", "import", "books", "billing")
LINES: tuple[Mapping[str, object], ...] = ({"name": "Advice", "quantity": 2, "rate": 50},)
ENDS = ("enable", "delete all", "delete with_transactions")
CALLS = 12
"""More calls than any of them makes to either app; runs that enabling starts are disturbed as far as that goes."""


@cache
def begun(product: str, call_ms: int = 0) -> World:
    """Acme with an estimate and an invoice that the CRM shows, with notes, files and a report; Bolt without any."""
    world = World(seed=7, call_ms=call_ms)
    acme, _ = (world.crm.accounts.create(Account_Name=each) for each in ("Acme", "Bolt"))
    sync = world.connect(product)
    for module in sync.modules:
        module.choose({} if product == "import" else {"extent": "both_ways"}).save_and_sync()
        world.advance(minutes=5)
    if product != "import":
        types = [each.name for each in sync.transactions]
        sync.transactions.enable(types)
        sync.triggers.configure(invoice=True)
    world.advance(minutes=5)
    for name in ("estimates", "invoices"):
        made = getattr(world.crm.zoho_finance, name).create(customer=acme, lines=LINES)
        world.crm.notes.create(Parent_Id=made, Note_Content="By May")
        made.attachments.add("plan.txt", b"two floors")
    world.crm.reports.create("Open", module="zoho_finance.invoices", columns=["total"])
    world.advance(minutes=5)
    return world


def stands(world: World, product: str) -> dict[str, object]:
    """All that is in finance, the CRM and the connection, but for what tells records and moments apart."""
    sync, crm = world.integration(product), world.crm
    listed = {
        each: [sorted(map(str, held.fields.items())) for held in crm.modules[each].table] for each in PROJECTED.values()
    }
    return {
        "connection": (str(sync.state), sync.both_ways, len(sync.links), sync.transactions.enabled),
        "listening": sync.transactions.listening,
        "finance": {
            name: [dict(each.fields) for each in module.table] for name, module in world[product].modules.items()
        },
        "list": {name: sorted(each) for name, each in listed.items()},
        "beside": (len(crm.notes.all()), len(crm.attachments.all()), [each.name for each in crm.reports.all()]),
        "accounts": [dict(each.fields) for each in crm.modules["Accounts"].table],
        "told": [each.text for each in world[product].notifications.all()],
    }


def ended(world: World, product: str, end: str) -> None:
    """Enable or delete it, as often as it is refused or the engine killed over it."""
    verb, _, convert = end.partition(" ")
    for _ in range(3):
        sync = world.integration(product)
        if str(sync.state) != "disabled":
            return
        try:
            with suppress(VendorError, UsageError):
                getattr(sync, verb)(**({"convert": convert} if convert else {}))
        except EngineKilled:
            world.crash()
        world.advance(minutes=1)


def played(product: str, end: str, disturbance: str = "", app: str = "crm", call: int = 1) -> World:
    """Disabled; then a document is sent, a report and a file are made, and it is enabled or deleted, disturbed."""
    world = begun(product).copied()
    world.integration(product).disable()
    world[product].invoices.all()[0].mark_sent()
    world.crm.reports.create("Later", module="zoho_finance.invoices", columns=["total"])
    world.crm.attachments.add(world.crm.accounts.one(Account_Name="Acme"), "later.txt", b"x")
    for each in world.crm.zoho_finance.invoices.all():
        each.attachments.add("more.txt", b"x")
    if disturbance:
        name, _, after = disturbance.partition(" ")
        getattr(world.faults, name)(app, call=call, of="any", **({"when": "after"} if after else {}))
    ended(world, product, end)
    world.advance(hours=5)
    world.check()
    return world


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("product", PRODUCTS)
def test_disturbed_at_any_call_it_ends_as_undisturbed(product: str, end: str):
    sound = stands(played(product, end), product)
    fired = 0
    for app in ("crm", product):
        for disturbance in ("killed", "killed after", "answer_lost", "refused"):
            for call in range(1, CALLS + 1):
                world = played(product, end, disturbance, app, call)
                if not world.faults.fired:
                    break
                fired += 1
                assert stands(world, product) == sound, (app, disturbance, call)
    assert fired


@pytest.mark.parametrize("product", PRODUCTS)
def test_finance_has_after_disabling_and_enabling_what_it_had(product: str):
    before = stands(begun(product), product)["finance"]
    world = begun(product).copied()
    sync = world.integration(product)
    for step in (sync.disable, world.crash, sync.enable, world.crash):
        step()
        assert stands(world, product)["finance"] == before
        world.advance(minutes=10)
        assert stands(world, product)["finance"] == before


def crashed(product: str, end: str, steps: int, crash: str = "", more: int = 0) -> World:
    """A run under way is disabled after so many steps, then enabled or deleted, and the engine crashes on the way."""
    world = begun(product, 700).copied()
    world.crm.accounts.create(Account_Name="Cole")
    (acme,) = world[product].customers.find(contact_name="Acme")
    world[product].invoices.create(customer_id=acme, lines=LINES)
    world.integration(product).customers.save_and_sync()
    for _ in range(steps):
        world.next_event()
    world.integration(product).disable()
    if crash == "disabled":
        world.crash()
    ended(world, product, end) if crash != "under way" else _begin(world, product, end, more)
    world.advance(hours=5)
    world.check()
    return world


def _begin(world: World, product: str, end: str, more: int) -> None:
    """Enable or delete it, and crash after so many steps."""
    verb, _, convert = end.partition(" ")
    getattr(world.integration(product), verb)(**({"convert": convert} if convert else {}))
    for _ in range(more):
        world.next_event()
    world.crash()


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("product", PRODUCTS)
def test_a_crash_at_any_moment_changes_nothing_of_how_it_ends(product: str, end: str):
    for steps in (0, 3, 7):
        sound = stands(crashed(product, end, steps), product)
        assert stands(crashed(product, end, steps, "disabled"), product) == sound, steps
        for more in range(0, 9, 2):
            assert stands(crashed(product, end, steps, "under way", more), product) == sound, (steps, more)
