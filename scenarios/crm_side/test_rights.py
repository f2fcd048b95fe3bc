"""Rights over transactions as profiles hold them, before anybody makes use of them."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when
from zsim.ports.errors import NotAllowed

RIGHTS = ("view", "create_edit", "email")
TYPES = ("estimates", "invoices")


@scenario(covers=["PRM-09"])
def test_a_profile_may_everything_until_it_is_denied(world: World, product: str) -> None:
    """A new profile has every right; what is denied is gone for it alone, and nobody denies administrators anything."""
    profiles = world.crm.profiles
    with given("a connected product, and a new profile"):
        world.connect(product)
        profiles.create("Sales")
        assert all(profiles.may("Sales", kind, right) for kind in TYPES for right in RIGHTS)
    with when("it is denied to email invoices, and somebody tries the same with the administrators'"):
        profiles.deny("Sales", "invoices", "email")
        with pytest.raises(NotAllowed, match="the profile Administrator has every right"):
            profiles.deny("Administrator", "invoices", "email")
    with then("that right is gone for the profile, and none else"):
        lacking = [
            (name, kind, right)
            for name in ("Administrator", "Standard", "Sales")
            for kind in TYPES
            for right in RIGHTS
            if not profiles.may(name, kind, right)
        ]
        assert lacking == [("Sales", "invoices", "email")]


@scenario(covers=["PRM-10"])
def test_one_right_given_back_is_the_only_one(world: World, product: str) -> None:
    """Invoices are denied altogether, then viewing is allowed: the profile may view them and nothing else."""
    profiles = world.crm.profiles
    with given("a connected product, and a profile that is denied invoices altogether"):
        world.connect(product)
        profiles.create("Sales")
        profiles.deny("Sales", "invoices")
        assert not any(profiles.may("Sales", "invoices", right) for right in RIGHTS)
    with when("it is allowed to view them"):
        profiles.allow("Sales", "invoices", "view")
    with then("it may do that alone"):
        assert [right for right in RIGHTS if profiles.may("Sales", "invoices", right)] == ["view"]
    with when("it is allowed invoices as a whole"):
        profiles.allow("Sales", "invoices")
    with then("it may do everything again"):
        assert all(profiles.may("Sales", "invoices", right) for right in RIGHTS)


@scenario(covers=["PRM-01", "PRM-10"])
def test_a_second_denial_leaves_the_first_one_standing(world: World, product: str) -> None:
    """A profile is denied to email invoices, and then to edit them: it may view them and no more."""
    profiles = world.crm.profiles
    with given("a profile that is denied to email invoices"):
        world.connect(product)
        profiles.create("Sales")
        profiles.deny("Sales", "invoices", "email")
    with when("it is denied to create and edit them, too"):
        profiles.deny("Sales", "invoices", "create_edit")
    with then("it may view them, and nothing else"):
        assert [right for right in RIGHTS if profiles.may("Sales", "invoices", right)] == ["view"]
