"""What enabling asks and starts."""

from __future__ import annotations

import pytest

from tests.unit.sync.connection.stages import Stage
from zsim.kernel.errors import UsageError


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
