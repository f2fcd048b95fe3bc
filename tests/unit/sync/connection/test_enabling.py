"""What enabling again asks of the apps, and what becomes of a connection that comes back as the further one."""

from __future__ import annotations

import pytest

from tests.unit.invoices import enable_invoices
from tests.unit.sync.connection.stages import Stage
from zsim import World
from zsim.kernel.errors import UsageError
from zsim.ports.errors import NotAllowed, RateLimited
from zsim.sync import Extent, Integration, IntegrationState


def displaced(world: World) -> Integration:
    """A connection of Books that goes both ways, with invoices, disabled; West has its place."""
    first = world.connect("books")
    first.customers.configure(module="accounts", extent="both_ways").save_and_sync()
    world.settle()
    enable_invoices(world)
    first.vendors.configure(extent="both_ways")
    world.settle()
    first.disable()
    world.connect(world.organisation("books", name="West"))
    return first


def test_a_refused_organisation_stays_as_it_was():
    world = World()
    first = displaced(world)
    before = first.customers.preferences
    with pytest.raises(NotAllowed, match="'West' of Books is connected"):
        first.enable()
    assert (first.state, first.both_ways) == (IntegrationState.DISABLED, True)
    assert (first.customers.preferences, first.transactions.enabled) == (before, ("invoices",))
    assert not first.transactions.listening


def test_the_further_one_fetches_whatever_was_chosen_or_saved_and_survives_a_crash_so():
    world = World()
    first = displaced(world)
    world.crm.grant_multi_organisation("books")
    first.enable()
    world.crash()
    assert (first.state, first.both_ways) == (IntegrationState.ENABLED, False)
    assert first.customers.preferences is not None
    assert first.customers.preferences.extent is Extent.FETCH
    first.vendors.save_and_sync_later()
    assert first.vendors.preferences is not None
    assert first.vendors.preferences.extent is Extent.FETCH
    assert (first.transactions.enabled, first.transactions.listening) == ((), False)
    with pytest.raises(NotAllowed):
        world.crm.zoho_finance.invoices.all()


def test_an_app_that_does_not_answer_leaves_the_place_to_others():
    world = World()
    first = world.connect("books")
    first.customers.configure(module="accounts").save_and_sync()
    world.settle()
    enable_invoices(world)
    first.disable()
    world.faults.rate_limit("books", of="watch")
    with pytest.raises(RateLimited):
        first.enable()
    assert world.connect(world.organisation("books", name="West")).both_ways


def test_who_may_go_both_ways_outlives_an_export():
    world = World()
    displaced(world)
    loaded = World.load(world.export())
    with pytest.raises(NotAllowed, match="'West' of Books is connected"):
        loaded.integration("books").enable()
    loaded.integration("books-2").disable()
    loaded.integration("books").enable()
    assert loaded.integration("books").both_ways


def disabled(product: str) -> Stage:
    """A synced integration that was disabled, and an account entered since."""
    stage = Stage(product).synced()
    stage.integration.disable()
    stage.account()
    return stage


@pytest.mark.parametrize(("product", "names"), [("billing", ["Acme"]), ("books", []), ("invoice", [])])
def test_billing_alone_syncs_once_enabled(product: str, names: list[str]):
    stage = disabled(product)
    stage.integration.enable()
    stage.world.settle()
    assert stage.names() == names


def test_the_organisation_chosen_on_connecting_is_taken_by_name():
    stage = disabled("billing")
    stage.integration.enable(stage.world.crm.organisation_name)
    assert stage.integration.open


@pytest.mark.parametrize(
    ("product", "named", "found"),
    [
        ("billing", "Sandbox", "the integration is with 'CRM organisation'"),
        ("books", "CRM organisation", "Books does not ask for it"),
    ],
)
def test_any_other_choice_is_refused_and_it_stays_disabled(product: str, named: str, found: str):
    stage = disabled(product)
    with pytest.raises(UsageError) as refusal:
        stage.integration.enable(named)
    assert refusal.value.found == found
    assert not stage.integration.open


def test_a_module_never_saved_or_paused_stays_as_it_is():
    stage = Stage("billing").synced()
    stage.customers.pause()
    stage.integration.disable()
    stage.integration.enable()
    stage.world.settle()
    assert (stage.triggers, stage.integration.items.history) == (["initial"], ())
