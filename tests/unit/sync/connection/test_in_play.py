"""Which kinds are in play over a connection."""

from __future__ import annotations

from tests.unit.sync.connection.stages import Stage


def test_a_link_follows_the_modules_that_are_chosen():
    stage = Stage()
    stage.account()
    stage.synced()
    (link,) = stage.integration.links
    assert stage.integration.in_play.follows(link, "customers")
    stage.customers.edit(module="contacts")
    assert not stage.integration.in_play.follows(link, "customers")


def test_the_fields_that_may_change_go_by_what_is_chosen_now():
    stage = Stage().synced()
    before = stage.integration.in_play.writable_fields("customers")["crm", "Accounts"]
    assert "Website" not in before
    stage.customers.map("Website", "website")
    assert "Website" in stage.integration.in_play.writable_fields("customers")["crm", "Accounts"]
    in_play = stage.integration.in_play
    assert in_play.writable_fields("customers") is in_play.writable_fields("customers")
