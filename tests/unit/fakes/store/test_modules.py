"""Modules are made when they are first asked for, each once."""

from __future__ import annotations

import pytest

from zsim.fakes.store import Module, Table
from zsim.fakes.store.modules import Modules
from zsim.kernel.clock import Clock
from zsim.kernel.journal import Journal
from zsim.ports.records import RecordId
from zsim.ports.schema import Field


@pytest.fixture
def modules() -> Modules[Module]:
    """Two modules nobody asked for yet."""
    clock = Clock(0)
    journal = Journal(clock)

    def make(name: str) -> Module:
        return Module(Table("shop", name, clock, journal, lambda: RecordId("1")), [Field("Name")])

    return Modules({"Tools": lambda: make("Tools"), "Jobs": lambda: make("Jobs")})


def test_names_can_be_listed_without_making_a_module(modules: Modules[Module]) -> None:
    assert list(modules) == ["Tools", "Jobs"]
    assert len(modules) == 2
    assert "Jobs" in modules
    assert "Toys" not in modules
    assert modules.made() == []


def test_a_module_is_made_once(modules: Modules[Module]) -> None:
    jobs = modules["Jobs"]
    assert modules["Jobs"] is modules.get("Jobs") is jobs
    assert modules.made() == [jobs]


def test_those_made_are_told_in_the_order_of_all(modules: Modules[Module]) -> None:
    jobs, tools = modules["Jobs"], modules["Tools"]
    assert modules.made() == [tools, jobs]
    assert list(modules.values()) == [tools, jobs]


def test_an_unknown_module_is_not_made(modules: Modules[Module]) -> None:
    assert modules.get("Toys") is None
    with pytest.raises(KeyError):
        modules["Toys"]
    assert modules.made() == []
