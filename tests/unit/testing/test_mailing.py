"""Whom MarketingHub mails is compared with what happened to the leads."""

from __future__ import annotations

from contextlib import suppress

import pytest

from tests.unit.testing.planted import found_in, world_with
from zsim import World
from zsim.checks import InvariantViolated
from zsim.ports.errors import VendorError
from zsim.testing.mailing import MAILED, check_mail


def lived(name: str | None = None) -> World:
    """A world in which mail bounces off some leads, reaches others in between, and some want none any more."""
    world = world_with(name)
    hub = world.marketinghub
    news = hub.lists.create(name="News")
    ada, ben, cora, dan, eve = [hub.leads.create(email=f"{each}@x.example") for each in ("A", "b", "c", "d", "e")]
    hub.lists.add(news, ada, ben, cora)
    for _ in range(7):
        hub.leads.bounce(ada)
    for count in (4, 3):
        for _ in range(count):
            hub.leads.bounce(ben)
        with suppress(VendorError):  # who bounced for good gets no mail
            hub.leads.deliver(ben)
    hub.leads.unsubscribe(cora)
    hub.leads.complain(dan)
    hub.leads.bounce(eve, hard=True)
    with suppress(VendorError):
        hub.leads.bounce(eve)
    return world


def test_who_is_mailed_is_right_in_a_sound_world():
    check_mail(lived())


def test_what_happened_before_the_journal_began_is_not_asked_for():
    world = World.load(lived().export())
    world.marketinghub.leads.bounce(world.marketinghub.leads.find(email="b@x.example")[0])
    check_mail(world)


def test_a_world_without_leads_has_nothing_to_compare():
    check_mail(World())


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("eight-bounces", "A@x.example, is active, and should be bounced"),
        ("bounces-add-up", "b@x.example, is bounced, and should be active"),
        ("unsubscribed-stays-on-lists", "c@x.example, is unsubscribed, and on a list still"),
        ("forget-bounces", "a@x.example is forgotten"),
    ],
)
def test_a_lead_that_is_mailed_otherwise_is_found(name: str, told: str):
    world = lived(name)
    assert found_in(check_mail, world) == {MAILED}
    with pytest.raises(InvariantViolated, match=told):
        check_mail(world)
