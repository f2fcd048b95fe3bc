"""Organisations that the CRM refuses, and what is checked afterwards."""

from __future__ import annotations

import pytest

from zsim import World
from zsim.ports.errors import NotAllowed


def test_a_key_may_die_after_a_further_organisation_was_refused():
    world = World()
    world.connect("invoice")
    branch = world.organisation("invoice", "Branch")
    with pytest.raises(NotAllowed):
        world.connect(branch)
    world.crm.generate_zsc_key()
    world.check()
