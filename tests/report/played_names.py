"""A world played for the pages of scenarios: names of every sort, a refusal, a fault, and a client entered again."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import NamedTuple

import pytest

from tests.report.made_up import small_catalogue
from zsim.ports.errors import VendorError
from zsim.recording.schema import Provenance, RecordedFailure, RecordedStep, Recording, Result, ScenarioRun
from zsim.recording.worlds import with_world
from zsim.report import Evidence
from zsim.report.site import Site
from zsim.report.story.slider import ShownRecord
from zsim.report.telling import ToldStory, told_story
from zsim.world import World
from zsim.world.journal_words.looks import Look

MARKUP = "<b>Acme</b> & 'Sons'"
ARABIC = "شركة المثال"
BROKEN = "Two\nlines"
LONG = "Endless" * 28
NAMES = (MARKUP, ARABIC, LONG)
MADE = Provenance("1.2.3", "0badc0ffee12", "2026-11-27")


class HeldMoment(NamedTuple):
    """The live records as the world itself holds them, after the entry of that number."""

    number: int
    state: tuple[ShownRecord, ...]


class PlayedWorld(NamedTuple):
    """A world that was played, and what it held at some moments."""

    world: World
    moments: tuple[HeldMoment, ...]


@cache
def played(product: str = "books", more: int = 0) -> PlayedWorld:
    """Accounts synced with a product, which has too many calls for the first write; and so many ``more``."""
    world = World(seed=3)
    accounts = [world.crm.accounts.create(Account_Name=name, Phone="111") for name in NAMES]
    world.crm.accounts.update(accounts[0], Description=BROKEN)
    moments = [held(world, product)]
    for number in range(more):
        world.crm.accounts.create(Account_Name=f"Account {number}")
    world.faults.rate_limit(product, limit="minute", of="write", module="customers")
    sync = world.connect(product)
    sync.customers.configure(module="accounts", extent="both_ways", duplicates="skip").save_and_sync()
    world.advance(minutes=2)
    moments.append(held(world, product))
    world.crm.accounts.update(accounts[0], Phone="222")
    world.crm.accounts.delete(accounts[1])
    world.crm.accounts.create(Account_Name=ARABIC, Phone="333")
    with pytest.raises(VendorError):
        world.crm.accounts.update(accounts[0], Account_Name="")
    moments.append(held(world, product))
    world.advance(hours=24)
    moments.append(held(world, product))
    return PlayedWorld(world, tuple(moments))


def held(world: World, product: str) -> HeldMoment:
    """What the world holds now, in words."""
    formatter = world.formatter()
    records = []
    for app, face in (("CRM", world.crm.accounts), (formatter.resolver.apps[product], world[product].customers)):
        for handle in face.all():
            fields = formatter.known(handle.ref, handle.fields).values()
            words = formatter.resolver.module(handle.ref.app, handle.ref.module)
            assert words is not None
            records.append(ShownRecord(app, words.singular, formatter.name(handle.ref), tuple(sorted(fields))))
    return HeldMoment(len(world.journal), tuple(sorted(records)))


def in_order(state: tuple[ShownRecord, ...]) -> tuple[ShownRecord, ...]:
    """Records as ``held`` has them: sorted, and so are their fields."""
    return tuple(sorted([each._replace(fields=tuple(sorted(each.fields))) for each in state]))


def played_run(product: str = "books", variant: str = "", more: int = 0, *, failed: bool = False) -> ScenarioRun:
    """A run whose world was played."""
    world = played(product, more).world
    account = next(entry.subject for entry in world.journal if entry.kind == "effect")
    last = len(world.journal)
    steps = (
        RecordedStep("given", "accounts with <i>names</i> of every sort", 1, 8),
        RecordedStep("when", "they are synced", 9, last),
        RecordedStep("then", f"{product} has them", last, last),
    )
    parameters = f"{product}-{variant}" if variant else product
    run = ScenarioRun(
        f"customers/names_of_every_sort[{parameters}]",
        "scenarios/customers/test_names.py",
        "Names of every sort arrive.",
        doc="Names of every sort arrive.\n\nSo the user said.",
        covers=("CUS-09",),
        product=product,
        products=(product,),
        steps=steps,
    )
    if failed:
        error = RecordedFailure("assert '1' == '2'", "scenarios/customers/test_names.py:9", "assert one == two", (1, 2))
        run = replace(run, result=Result.FAILED, error=error)
    return with_world(run, world, (Look(last, account, "Phone", "222"),))


def played_story(*runs: ScenarioRun) -> tuple[Site, ToldStory]:
    """The site of these runs and their story."""
    recorded = tuple(sorted(runs or (played_run(),), key=lambda run: run.id))
    site = Site(Evidence(small_catalogue(), Recording(recorded, made=MADE)))
    return site, told_story(site.stories[0], site.catalogue)
