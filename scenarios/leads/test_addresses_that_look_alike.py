"""Addresses that differ in more than case are two, however alike they look."""

from __future__ import annotations

from scenarios.leads._setup import contact, figures, lead, on_list, started
from zsim import World, given, scenario, then, when


@scenario(covers=["LED-23", "LED-20"])
def test_who_unsubscribed_under_another_spelling_is_somebody_else(world: World) -> None:
    """Ada at strasse.example unsubscribed; Bea at straße.example never did, and gets the newsletter."""
    with given("an address at strasse.example that unsubscribed, and Bea's, the same at straße.example"):
        world.marketinghub.leads.create(email="ada@strasse.example")
        world.marketinghub.leads.unsubscribe(lead(world, "ada@strasse.example"))
        bea = contact(world, "Bea", "ada@straße.example")
    with when("contacts are fetched"):
        sync = started(world)
    with then("Bea is new on the list"):
        assert figures(sync.history[0]) == {"total": 1, "new": 1}
        assert on_list(world) == ["ada@straße.example"]
        assert world.why(bea).outcome == "created"


@scenario(covers=["LED-23", "LED-18"])
def test_case_is_folded_letter_by_letter(world: World) -> None:
    """'σοφος@example.com' in capitals is the same address: there is one sigma."""
    with given("two contacts with one address, once in capitals"):
        contact(world, "Sophos", "σοφος@example.com")
        contact(world, "Sophos again", "ΣΟΦΟΣ@EXAMPLE.COM")
    with when("contacts are fetched"):
        sync = started(world)
    with then("the second is a duplicate within the fetch"):
        assert figures(sync.history[0]) == {"total": 2, "new": 1, "ignored": 1}


@scenario(covers=["LED-23", "LED-11"])
def test_the_reason_tells_addresses_apart_that_look_alike(world: World) -> None:
    """One domain can be written in three ways; each is an address of its own, and the reason tells the difference."""
    with given("three contacts, whose domain is written with one character, with two, and as it goes over the wire"):
        spellings = ("u@ex\u00e4mple.com", "u@exa\u0308mple.com", "u@xn--exmple-cua.com")
        people = [contact(world, f"P{number}", each) for number, each in enumerate(spellings)]
    with when("contacts are fetched"):
        started(world)
    with then("there are three leads"):
        assert on_list(world) == list(spellings)
    with then("the reasons of the later ones name an earlier one and the characters that differ"):
        first, second, third = [world.why(each).reason for each in people]
        assert "is another" not in first
        assert f"and '{spellings[0]}' is another" in second
        assert "LATIN SMALL LETTER A, COMBINING DIAERESIS here, LATIN SMALL LETTER A WITH DIAERESIS there" in second
        assert f"and '{spellings[0]}' is another" in third
